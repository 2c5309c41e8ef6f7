"""The pictures in archives of crawlers (WARC, WACZ), looked up by the addresses that an article shows.

Pages are read in one pass, and the pictures of a page mostly stand behind it. So where each picture of an archive
begins is found in a second pass, when the first article asks, and remembered; then only what is asked for is unpacked.
An archive that is packed as one piece, not record by record, gives none: there is no place in it to begin at.
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from index.errors import CarrelError
from index.pictures import LARGEST
from index.sources.addresses import without_fragment
from index.sources.kinds import GZIP
from index.sources.model import Limits
from index.sources.reading import buffered
from index.sources.wacz import is_warc
from index.sources.warc import address_of
from index.sources.warc_records import Record, answer_of, media_type_of, next_record, payload_of
from index.sources.zips import Archive, opened

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MOST = 200_000
"""Pictures of one archive whose places are remembered."""

_CHUNK = 1 << 16
_MOST_UNPACKED = LARGEST + 2 * _CHUNK
_LIMITS = Limits(raw=LARGEST, decoded=LARGEST)
_ZIP = b"PK\x03\x04"
_LOCAL_HEADER = struct.Struct("<26xHH")
_FAILURES = (OSError, CarrelError, EOFError, zlib.error, zipfile.BadZipFile)


class _Place(NamedTuple):
    """Where a record begins: in which file of the archive (empty for the archive itself), and after how many bytes."""

    member: str
    offset: int


def pictures_in(archive: str, wanted: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """(address, bytes) of those wanted pictures that an archive holds. What is damaged or missing is passed over."""
    with suppress(*_FAILURES):
        places = _places_of(archive)
        found = {address: place for address in wanted if (place := places.get(without_fragment(address)))}
        if found:
            with _files_of(archive) as files:
                for address, place in sorted(found.items(), key=lambda item: item[1]):
                    with suppress(*_FAILURES), files.open(place.member) as stream:
                        stream.seek(place.offset)
                        yield address, _picture(stream)


def _picture(stream: BinaryIO) -> bytes:
    """The picture in the record that begins at the stream's place."""
    beginning = stream.read(_CHUNK)
    if beginning.startswith(GZIP):
        record = next_record(io.BytesIO(_unpacked(beginning, stream)))
    else:
        stream.seek(-len(beginning), os.SEEK_CUR)
        record = next_record(buffered(stream))
    if record is None:
        return b""
    if record.headers.get("warc-type") == "resource":
        return record.body.rest(LARGEST)
    answer = answer_of(record)
    return payload_of(record, answer, _LIMITS) if answer is not None else b""


def _unpacked(data: bytes, stream: BinaryIO) -> bytes:
    """One member of a gzip file, whatever stands behind it; of a too large one the beginning."""
    decoder = zlib.decompressobj(31)
    parts = [decoder.decompress(data, _MOST_UNPACKED)]
    size = len(parts[0])
    while not decoder.eof and size < _MOST_UNPACKED and (data := stream.read(_CHUNK)):
        parts.append(decoder.decompress(decoder.unconsumed_tail + data, _MOST_UNPACKED - size))
        size += len(parts[-1])
    return b"".join(parts)


# Places


_LOOKING = Lock()


def _places_of(archive: str) -> dict[str, _Place]:
    """Where each picture of an archive begins; found once, by whichever thread asks first."""
    status = Path(archive).stat()
    with _LOOKING:
        return _remembered(archive, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=2)
def _remembered(archive: str, _changed: int, _size: int) -> dict[str, _Place]:
    places: dict[str, _Place] = {}
    with _files_of(archive) as files:
        for member in files.names():
            with suppress(*_FAILURES), files.open(member) as stream:
                for address, offset in _pictures(stream):
                    places.setdefault(address, _Place(member, offset))
                    if len(places) == _MOST:
                        return places
    return places


def _pictures(stream: BinaryIO) -> Iterator[tuple[str, int]]:
    """(address, offset) of the records of pictures."""
    is_packed = stream.read(len(GZIP)) == GZIP
    stream.seek(0)
    return _in_packed(stream) if is_packed else _in_plain(buffered(stream))


def _in_plain(stream: io.BufferedReader) -> Iterator[tuple[str, int]]:
    while True:
        offset = stream.tell()
        record = next_record(stream)
        if record is None:
            return
        if address := _address_of_picture(record):
            yield address, offset
        record.body.skip()


def _in_packed(stream: BinaryIO) -> Iterator[tuple[str, int]]:
    for offset, head in _gzip_members(stream):
        with suppress(*_FAILURES):
            record = next_record(io.BytesIO(head))
            if record is not None and (address := _address_of_picture(record)):
                yield address, offset


def _gzip_members(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """(offset, first bytes unpacked) of each member of a gzip file."""
    data, at = b"", 0
    while data or (data := stream.read(_CHUNK)):
        start, head = at, b""
        decoder = zlib.decompressobj(31)
        while not decoder.eof:
            if not data and not (data := stream.read(_CHUNK)):
                yield start, head
                return
            part = decoder.decompress(data, _CHUNK)
            left = decoder.unused_data if decoder.eof else decoder.unconsumed_tail
            at += len(data) - len(left)
            data = left
            if len(head) < _CHUNK:
                head += part
        yield start, head


def _address_of_picture(record: Record) -> str:
    """The address of a picture that a record holds; empty where it holds none."""
    if record.headers.get("warc-type") == "resource":
        return address_of(record) if media_type_of(record.headers).startswith("image/") else ""
    answer = answer_of(record)
    return address_of(record) if answer is not None and media_type_of(answer).startswith("image/") else ""


# Files


class _One:
    """A WARC file that stands alone."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def names(self) -> list[str]:
        """The one file, which has no name."""
        return [""]

    @contextmanager
    def open(self, _name: str) -> Iterator[BinaryIO]:
        """The file from its beginning."""
        self._stream.seek(0)
        yield self._stream


class _Several:
    """The WARC files within a WACZ: where they are merely stored, as they should be, read without the zip."""

    def __init__(self, stream: BinaryIO, archive: Archive) -> None:
        self._stream = stream
        self._archive = archive

    def names(self) -> list[str]:
        """The WARC files, in the order of the archive."""
        return [name for name in self._archive.names() if is_warc(name)]

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """One of them, seekable."""
        with self._archive.open(name) as packed:
            stored = self._archive.stored(name)
            yield packed if stored is None else cast("BinaryIO", _Window(self._stream, *stored))


class _Window(io.RawIOBase):
    """A range of a stream as a stream."""

    def __init__(self, stream: BinaryIO, header: int, length: int) -> None:
        super().__init__()
        stream.seek(header)
        names, extra = _LOCAL_HEADER.unpack(stream.read(_LOCAL_HEADER.size))
        self._stream = stream
        self._start = header + _LOCAL_HEADER.size + names + extra
        self._length = length
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._length}[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        self._stream.seek(self._start + self._at)
        data = self._stream.read(min(len(view), max(0, self._length - self._at)))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)


@contextmanager
def _files_of(archive: str) -> Iterator[_One | _Several]:
    with Path(archive).open("rb") as stream:
        is_zip = stream.read(len(_ZIP)) == _ZIP
        if not is_zip:
            yield _One(stream)
            return
        with opened(stream, Limits()) as files:
            yield _Several(stream, files)
