"""The pictures of an article that came with its page: within it, beside it in the same archive, or in its `*_files`.

Nothing is fetched, and what is missing or broken is passed over: a picture never fails an article.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from index.article import Page
from index.document import BlockKind, Document
from index.extract.embedded import embedded_pictures
from index.pictures import LARGEST, is_content_address, within_limits

_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW


def with_pictures(page: Page, document: Document) -> Page:
    """The page with the pictures that its article shows, and no others."""
    wanted = set(pictures_of(document))
    if not wanted:
        return replace(page, assets=()) if page.assets else page
    return replace(page, assets=tuple(within_limits(_found(page, wanted))))


def pictures_of(document: Document) -> list[str]:
    """The addresses of the pictures that a text shows, each once, in order."""
    shown = (block.source for block in document.blocks if block.kind is BlockKind.IMAGE and block.source)
    return list(dict.fromkeys(shown))


def without_pictures(page: Page) -> Page:
    """The page alone."""
    return replace(page, assets=()) if page.assets else page


def _found(page: Page, wanted: set[str]) -> Iterator[tuple[str, bytes]]:
    """(address, bytes) of what came along, each address once."""
    left = set(wanted)
    for address, data in _candidates(page, wanted):
        if address in left:
            left.discard(address)
            yield address, data


def _candidates(page: Page, wanted: set[str]) -> Iterator[tuple[str, bytes]]:
    yield from ((asset.address, asset.data) for asset in page.assets)
    if any(map(is_content_address, wanted)):
        yield from embedded_pictures(page.data)
    if page.archive:
        from index.sources.album import pictures_in

        yield from pictures_in(page.archive, wanted)
        return
    for address in sorted(wanted):
        data = _beside(page.source, address)
        if data:
            yield address, data


def _beside(source: str, address: str) -> bytes:
    """The bytes of a picture in the folder that a browser saved beside a page: `NAME_files`, and nowhere else."""
    try:
        folder, _, name = urlsplit(address).path.rpartition("/")
    except ValueError:
        return b""
    folder, name = unquote(folder.rpartition("/")[2]), unquote(name)
    if not folder.endswith("_files") or not name or "/" in folder + name or "\0" in folder + name or name == "..":
        return b""
    page = Path(source)
    place = page.parent / folder
    try:
        if not page.is_file() or place.is_symlink():
            return b""
        descriptor = os.open(place / name, _FLAGS)
    except OSError:
        return b""
    with open(descriptor, "rb") as stream:  # noqa: PTH123 - a descriptor, not a path
        status = os.fstat(descriptor)
        return stream.read(LARGEST + 1) if stat.S_ISREG(status.st_mode) and status.st_size <= LARGEST else b""
