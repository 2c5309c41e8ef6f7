"""A file of named arrays: little-endian, aligned, with a directory at its end.

    magic | array | array | … | directory (JSON) | footer

The directory names each array with its type, place, count and CRC-32, and carries a small `meta` mapping. The footer
holds the directory's place, length and CRC-32. Such a file never changes once it is closed, so that readers map it and
share the pages with each other and with the system's cache.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, BinaryIO, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

MAGIC = b"CARRELF1"
ALIGNMENT = 64
_FOOTER = struct.Struct("<QII8s")

Array = NDArray[Any]


class _Output:
    """A file that is written mostly from front to back: to seek would empty its buffer, array by array."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._at = file, 0

    def write(self, at: int, data: bytes | memoryview) -> None:
        """Write bytes at a place; what is left out before an array is zero."""
        gap = at - self._at
        if at % ALIGNMENT == 0 and 0 < gap < ALIGNMENT:
            self._file.write(bytes(gap))
        elif gap:
            self._file.seek(at)
        self._file.write(data)
        self._at = at + memoryview(data).nbytes


class Region:
    """The place of one array in a file that is being written; it is filled from front to back."""

    def __init__(self, output: _Output, entry: list[Any]) -> None:
        self._output, self._entry = output, entry
        self._dtype = np.dtype(entry[0])
        self._at, self._left = entry[1], entry[2]

    def append(self, values: Array) -> None:
        """Write the next values."""
        if len(values) > self._left:
            raise ValueError("more values than were reserved")
        data = np.ascontiguousarray(values, self._dtype).data.cast("B") if len(values) else b""
        self._output.write(self._at, data)
        self._at += len(data)
        self._left -= len(values)
        self._entry[3] = zlib.crc32(data, self._entry[3])


class ArrayFileWriter:
    """Writes a file of arrays: each is added whole, or reserved and filled piece by piece.

    As a context manager it lets go of the file of which nothing came.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._output = file, _Output(file)
        self._directory: dict[str, list[Any]] = {}
        self._output.write(0, MAGIC)
        self._end = len(MAGIC)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            with suppress(OSError):  # what went wrong is on its way already
                self._file.close()

    def reserve(self, name: str, dtype: DTypeLike, count: int) -> Region:
        """Room for an array of known size."""
        little = np.dtype(dtype).newbyteorder("<")
        start = -(-self._end // ALIGNMENT) * ALIGNMENT
        self._end = start + count * little.itemsize
        entry = self._directory[name] = [little.str, start, count, 0]
        return Region(self._output, entry)

    def add(self, name: str, values: Array | bytes | bytearray, dtype: DTypeLike | None = None) -> None:
        """An array, whole."""
        array = np.frombuffer(values, np.uint8) if isinstance(values, bytes | bytearray) else values
        self.reserve(name, dtype or array.dtype, len(array)).append(array)

    def adopt(self, other: ArrayFile) -> None:
        """All arrays of another file, byte for byte."""
        for name, (dtype, _, count, checksum) in other.entries():
            self.reserve(name, dtype, count)
            entry = self._directory[name]
            entry[3] = checksum
            self._output.write(entry[1], other.array(name).data.cast("B") if count else b"")

    def close(self, meta: Mapping[str, Any]) -> None:
        """Write the directory and close the file."""
        tail = json.dumps({"arrays": self._directory, "meta": meta}, separators=(",", ":")).encode()
        self._output.write(self._end, tail + _FOOTER.pack(self._end, len(tail), zlib.crc32(tail), MAGIC))
        self._file.close()


class ArrayFile:
    """The arrays of a file as views of its bytes (a memory map, or any buffer)."""

    def __init__(self, buffer: Any) -> None:
        self._buffer = buffer
        size = len(buffer)
        if size < len(MAGIC) + _FOOTER.size:
            raise ValueError("the file is too short")
        start, length, crc, magic = _FOOTER.unpack(buffer[size - _FOOTER.size :])
        tail = bytes(buffer[start : start + length])
        if magic != MAGIC or start + length + _FOOTER.size != size or zlib.crc32(tail) != crc:
            raise ValueError("the directory is damaged")
        content = json.loads(tail)
        self.meta: dict[str, Any] = content["meta"]
        self._directory: dict[str, list[Any]] = content["arrays"]

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    def names(self) -> list[str]:
        """The names of the arrays."""
        return list(self._directory)

    def entries(self) -> Iterable[tuple[str, list[Any]]]:
        """Each array's name, with its type, place, count and CRC."""
        return self._directory.items()

    def array(self, name: str) -> Array:
        """An array, read-only; nothing is copied."""
        dtype, start, count, _ = self._directory[name]
        return np.frombuffer(self._buffer, dtype, count, start) if count else np.empty(0, dtype)

    def view(self, name: str) -> memoryview:
        """An array as a memoryview, whose single elements are read three times faster."""
        return self.array(name).data

    def damaged(self) -> list[str]:
        """The names of the arrays whose bytes are not those that were written."""
        return [name for name, entry in self._directory.items() if zlib.crc32(self.array(name).tobytes()) != entry[3]]
