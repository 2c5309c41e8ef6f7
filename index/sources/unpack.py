"""From a stream of bytes to the pages in it: looks what it is, and hands it to the reader of that kind."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from index.sources.kinds import Kind, told
from index.sources.model import Found, Limits, Origin, UnfitError, single_page
from index.sources.reading import buffered, peek, read_whole, unpacked


def pages_in(stream: BinaryIO, origin: Origin, limits: Limits) -> Iterator[Found]:
    """The pages that a stream holds. Raises UnfitError where it is nothing to read, BadDataError where it is damaged.

    A stream of an archive should be seekable; others need not be.
    """
    packed = buffered(stream)
    plain = unpacked(packed)
    limit = limits.raw if plain is packed else limits.decoded
    head = peek(plain)
    if not head:
        raise UnfitError("empty")
    kind = told(origin.name, origin.media_type, head, alone=origin.alone)
    if not isinstance(kind, Kind):
        raise UnfitError(kind if kind.startswith("of ") else f"{kind}, not a page")
    match kind:
        case Kind.WARC:
            from index.sources.warc import warc_pages

            yield from warc_pages(plain, origin, limits)
        case Kind.WACZ:
            from index.sources.wacz import wacz_pages

            yield from wacz_pages(_seekable(plain, packed, stream, limit), origin, limits)
        case Kind.EPUB:
            from index.sources.epub import epub_page

            yield epub_page(_seekable(plain, packed, stream, limit), origin, limits)
        case Kind.MHTML:
            from index.sources.mhtml import mhtml_page

            yield mhtml_page(read_whole(plain, limit), origin)
        case _:
            yield single_page(read_whole(plain, limit), replace(origin, media_type=kind.value))


def _seekable(plain: io.BufferedReader, packed: io.BufferedReader, stream: BinaryIO, limit: int) -> BinaryIO:
    """The same bytes where one can go back and forth, as zip archives need."""
    if plain is packed and stream.seekable():
        stream.seek(0)
        return stream
    return io.BytesIO(read_whole(plain, limit))
