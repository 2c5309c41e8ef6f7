"""Reads bytes within limits: whole streams, and what was packed with gzip. Knows no format but that one."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from index.errors import BadDataError
from index.sources.kinds import GZIP, HEAD
from index.sources.model import UnfitError, too_large

_CHUNK = 1 << 18


def buffered(stream: BinaryIO) -> io.BufferedReader:
    """A stream that can be peeked into."""
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))


def peek(stream: io.BufferedReader) -> bytes:
    """The first bytes of a stream that was not read yet, as many as tell its kind. Raises BadDataError on broken gzip.

    On a pipe that gives its bytes in drops there may be fewer.
    """
    with unpacking():
        return stream.peek(HEAD)[:HEAD]


def unpacked(stream: io.BufferedReader) -> io.BufferedReader:
    """The stream, or what it holds where it is packed with gzip. Nothing is read ahead, so a bomb costs nothing."""
    if not peek(stream).startswith(GZIP):
        return stream
    return io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=stream)), HEAD)


@contextmanager
def unpacking() -> Iterator[None]:
    """Turns what a broken packed stream raises into BadDataError."""
    try:
        yield
    except EOFError as error:
        raise BadDataError("damaged: it ends before its end (gzip)") from error
    except (zlib.error, gzip.BadGzipFile) as error:
        raise BadDataError("damaged (gzip)") from error


def read_whole(stream: BinaryIO, limit: int) -> bytes:
    """All bytes of a stream. Raises UnfitError where there are more than `limit`, or none."""
    parts: list[bytes] = []
    left = limit + 1
    with unpacking():
        while left > 0 and (chunk := stream.read(min(left, _CHUNK))):
            parts.append(chunk)
            left -= len(chunk)
    if left <= 0:
        raise too_large(limit)
    if left > limit:
        raise UnfitError("empty")
    return b"".join(parts)


def inflated(data: bytes, encoding: str, limit: int) -> bytes:
    """The bytes behind a `Content-Encoding` of gzip or deflate, as servers mean them.

    What is not packed at all, whatever was declared, comes back as it is. Raises BadDataError where the bytes are
    damaged or the encoding is another one, UnfitError where they grow beyond `limit`.
    """
    match encoding:
        case "" | "identity":
            return data
        case "gzip" | "x-gzip":
            return _inflate(data, 31, limit) if data.startswith(GZIP) else data
        case "deflate":
            return _inflate(data, 15 if data[:1] == b"\x78" else -15, limit)
    raise BadDataError(f"packed in a way that Carrel does not read ({encoding})")


def _inflate(data: bytes, window: int, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while data:
        decoder = zlib.decompressobj(window)
        try:
            part = decoder.decompress(data, limit + 1 - size)
        except zlib.error as error:
            raise BadDataError("damaged (its compression)") from error
        parts.append(part)
        size += len(part)
        if size > limit:
            raise too_large(limit)
        if not decoder.eof:
            raise BadDataError("damaged: it ends before its end (its compression)")
        data = decoder.unused_data if decoder.unused_data.startswith(GZIP) else b""
    return b"".join(parts)
