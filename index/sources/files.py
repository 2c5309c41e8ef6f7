"""Files, folders and the standard input. Folders are walked in natural order, without following links.

Opened are regular files only (and, where one was named by itself, a pipe), without waiting for what does not come.
Hidden entries and the `*_files` folders that browsers save beside a page are passed over in silence; everything else
that is not taken is accounted for.
"""

from __future__ import annotations

import io
import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from index.errors import CarrelError, DiskError, NoInputError
from index.sources.addresses import scheme_of
from index.sources.kinds import MANY, Kind, by_name
from index.sources.model import Found, Limits, Origin, Skipped, UnfitError, Unreadable, too_large
from index.sources.reading import read_whole
from index.sources.unpack import pages_in

_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
_DIGITS = re.compile(r"(\d+)")
_TROUBLES = {
    FileNotFoundError: "no such file",
    NotADirectoryError: "no such file",
    PermissionError: "permission denied",
    IsADirectoryError: "a folder",
}


def named(source: str, url: str | None, limits: Limits) -> Iterator[Found]:
    """The pages of a file or folder that a person named; `url` is where a single page lives, if that is known."""
    path = _path(source)
    if is_folder(source):
        yield from _folder(path, limits)
        return
    try:
        yield from _file(source, path, limits, url=url, alone=True)
    except CarrelError as error:
        yield Unreadable(source, _with_hint(str(error), source), error.status)


def standard_input(url: str | None, limits: Limits) -> Iterator[Found]:
    """The pages of the standard input. Raises nothing: what cannot be read is `Unreadable`."""
    try:
        with _told():
            data = read_whole(sys.stdin.buffer, limits.raw)
        yield from pages_in(io.BytesIO(data), Origin("-", url or "", fetched=time.time(), alone=True), limits)
    except CarrelError as error:
        yield Unreadable("-", str(error), error.status)


def is_folder(source: str) -> bool:
    """Whether a source is a folder on this machine."""
    return os.path.isdir(_path(source))  # noqa: PTH112 - sources stay the text that a person typed


def count(source: str) -> int | None:
    """How many items a file or folder will yield; None where an archive keeps its number to itself."""
    path = _path(source)
    if not is_folder(source):
        return None if by_name(path) in MANY else 1
    total = 0
    for entry in _walk(path):
        if isinstance(entry, os.DirEntry) and by_name(entry.name) in MANY:
            return None
        total += 1
    return total


def _folder(path: str, limits: Limits) -> Iterator[Found]:
    for entry in _walk(path):
        if not isinstance(entry, os.DirEntry):
            yield entry
            continue
        what = by_name(entry.name)
        if isinstance(what, str) and not isinstance(what, Kind):
            yield Skipped(entry.path, f"{what}, not a page")
            continue
        try:
            yield from _file(entry.path, entry.path, limits)
        except UnfitError as unfit:
            yield Skipped(entry.path, str(unfit))
        except CarrelError as error:
            yield Unreadable(entry.path, str(error), error.status)


def _walk(folder: str) -> Iterator[os.DirEntry[str] | Skipped | Unreadable]:
    """The regular files under a folder, and what stands in for the rest."""
    waiting: list[os.DirEntry[str] | str] = [folder]
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, str) or entry.is_dir(follow_symlinks=False):
            try:
                waiting += reversed(_entries(entry))
            except OSError as error:
                yield Unreadable(os.fspath(entry), _trouble(error))
        elif entry.is_symlink():
            yield Skipped(entry.path, "a link")
        elif entry.is_file():
            yield entry
        else:
            yield Skipped(entry.path, "not a regular file")


def _entries(folder: os.DirEntry[str] | str) -> list[os.DirEntry[str]]:
    """What stands in a folder, in natural order."""
    with os.scandir(folder) as found:
        kept = [entry for entry in found if not (entry.name.startswith(".") or _is_beside_a_page(entry))]
    return sorted(kept, key=lambda entry: (_natural(entry.name), entry.name))


def _is_beside_a_page(entry: os.DirEntry[str]) -> bool:
    """Whether this is the folder in which a browser saved the pictures of a page."""
    return entry.name.endswith("_files") and entry.is_dir(follow_symlinks=False)


def _file(source: str, path: str, limits: Limits, *, url: str | None = None, alone: bool = False) -> Iterator[Found]:
    """The pages of a file; `alone`: a person named it, so links are followed, and a pipe will do."""
    with _opened(path, alone) as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            piped = io.BytesIO(read_whole(stream, limits.raw))
            yield from pages_in(piped, Origin(source, url or "", fetched=time.time(), alone=True), limits)
            return
        if status.st_size > limits.raw and by_name(path) not in _ARCHIVES:
            raise too_large(limits.raw)
        where = url or Path(os.path.realpath(path)).as_uri()
        origin = Origin(source, where, Path(path).name, status.st_mtime, alone=alone, path=path)
        yield from pages_in(stream, origin, limits)


_ARCHIVES = MANY | {Kind.EPUB}
"""Kinds whose parts are read one by one, so that their own size does not count."""


@contextmanager
def _opened(path: str, alone: bool) -> Iterator[BinaryIO]:
    with _told():
        descriptor = os.open(path, _FLAGS if alone else _FLAGS | os.O_NOFOLLOW)
        with open(descriptor, "rb", buffering=1 << 16) as stream:  # noqa: PTH123 - a descriptor, not a path
            mode = os.fstat(descriptor).st_mode
            if stat.S_ISFIFO(mode) and alone:
                os.set_blocking(descriptor, True)
            elif not stat.S_ISREG(mode):
                raise UnfitError("not a regular file")
            yield stream


@contextmanager
def _told() -> Iterator[None]:
    """Turns what the system says into our words."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError, PermissionError, IsADirectoryError) as error:
        raise NoInputError(_trouble(error)) from error
    except OSError as error:
        raise DiskError(f"cannot be read: {_trouble(error)}") from error


def _trouble(error: OSError) -> str:
    return _TROUBLES.get(type(error)) or error.strerror or type(error).__name__


def _with_hint(cause: str, source: str) -> str:
    """The cause, with what was probably meant where nothing of that name is there."""
    if cause != "no such file":
        return cause
    scheme = scheme_of(source)
    if scheme and scheme != "file":
        return f"no such file, and {scheme}: addresses are not read (http: and https: are)"
    host, _, _ = source.partition("/")
    return f"no such file; for the web write https://{source}" if _HOST.fullmatch(host) else cause


_HOST = re.compile(r"(?:[a-z0-9-]+\.)+(?!html?$|txt$|md$)[a-z]{2,12}", re.IGNORECASE)


def _path(source: str) -> str:
    """The path that a source names: itself, or that of a `file:` address."""
    if not source.lower().startswith("file:"):
        return source
    return unquote(urlsplit(source).path)


def _natural(name: str) -> list[tuple[int, str]]:
    """A key that puts `page2` before `page10`."""
    return [(int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in _DIGITS.split(name)]
