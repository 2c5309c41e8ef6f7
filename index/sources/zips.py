"""Opens zip archives that may be hostile: members are read in memory, within limits, never put on the disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from index.errors import BadDataError
from index.sources.model import Limits, UnfitError, too_large

_SMALL = 1_000_000
"""Below this, how tightly a member is packed is of no interest: little prose in much markup packs well."""
_ENCRYPTED = 0x1


class Archive:
    """A zip archive, read member by member."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        self._left = limits.decoded

    def names(self) -> list[str]:
        """The members, in the order of the archive."""
        return self._archive.namelist()

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def stored(self, name: str) -> tuple[int, int] | None:
        """Where the header of a member begins, and how long the member is; None where it is packed."""
        member = self._archive.getinfo(name)
        return (member.header_offset, member.file_size) if member.compress_type == zipfile.ZIP_STORED else None

    def read(self, name: str) -> bytes:
        """A member's bytes; all that is read counts towards the limit. Raises BadDataError."""
        with self.open(name) as member:
            data = member.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise too_large(self._limits.decoded)
        return data

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """A member as a stream, its size unchecked. Raises BadDataError where it is missing, locked or damaged."""
        try:
            member = self._archive.getinfo(name)
        except KeyError as error:
            raise BadDataError(f"damaged: {name} is missing in it") from error
        if member.flag_bits & _ENCRYPTED:
            raise UnfitError("locked with a password")
        if member.file_size > _SMALL and member.file_size > self._limits.ratio * max(member.compress_size, 1):
            raise UnfitError("packed suspiciously tightly (a zip bomb?)")
        with _damage(), self._archive.open(member) as stream:
            yield stream  # type: ignore[misc]  # ZipExtFile is a BinaryIO in all but name


@contextmanager
def opened(stream: BinaryIO, limits: Limits) -> Iterator[Archive]:
    """The archive in a seekable stream. Raises BadDataError where it is none, UnfitError where it is too much."""
    with _damage():
        archive = zipfile.ZipFile(stream)
    with archive:
        if len(archive.infolist()) > limits.members:
            raise UnfitError(f"an archive of more than {limits.members} members")
        yield Archive(archive, limits)


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise BadDataError(f"a damaged archive (zip): {error}") from error
