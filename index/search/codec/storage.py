"""A Whoosh Storage that makes commits durable and maps what it reads.

Stock Whoosh never calls fsync, copies every sub-file when it opens one, and unpickles whatever lies in the folder.
Here a file is synced when it is closed and the folder after a rename, segment files are mapped once and shared by all
readers, and the table of contents carries a checksum and is unpickled only into the classes that it may hold.
"""

from __future__ import annotations

import io
import mmap
import os
import pickle
import zlib
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO
from weakref import WeakValueDictionary

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

from index.search.codec.arrays import ArrayFile
from index.search.codec.segment import DOCUMENTS, TERMS, FlatSegment, SegmentData

_ALLOWED = {
    (FlatSegment.__module__, FlatSegment.__name__): FlatSegment,
    ("builtins", "set"): set,
    ("copyreg", "_reconstructor"): None,
    ("builtins", "object"): object,
}
_CHECKSUM = 8
"""Hexadecimal digits of a CRC-32 at the end of a table of contents."""


class MappedStorage(FileStorage):  # type: ignore[misc]
    """Files in a folder. `durable` is off only where nothing would be lost: in tests and for a build's drafts."""

    def __init__(self, path: Path | str, *, durable: bool = True) -> None:
        super().__init__(str(path))
        self._durable = durable
        self._open: WeakValueDictionary[str, SegmentData] = WeakValueDictionary()

    # Writing

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **kwargs: Any) -> StructFile:
        """A new file; it is synced when it is closed, and a table of contents gets its checksum."""
        if _is_contents(name):
            mode = "w+b"
        return super().create_file(name, excl=excl, mode=mode, onclose=partial(self._closing, name), **kwargs)

    def _closing(self, name: str, file: StructFile) -> None:
        if _is_contents(name):
            _sign(file.file)
        file.flush()
        if self._durable:
            os.fsync(file.fileno())

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a file, and make sure that the folder remembers."""
        super().rename_file(oldname, newname, safe=safe)
        if self._durable:
            sync_folder(Path(self.folder))

    def rename_all(self, names: Sequence[tuple[str, str]]) -> None:
        """Rename files (from, to) that nothing speaks of yet: the sync of the table that will is theirs, too."""
        for before, after in names:
            super().rename_file(before, after)

    # Reading

    def open_file(self, name: str, **kwargs: Any) -> StructFile:
        """A file for reading. Raises pickle.UnpicklingError where a table of contents is not as it was written."""
        if not _is_contents(name):
            return super().open_file(name, **kwargs)
        return _Contents(io.BytesIO(_checked(Path(self.folder, name).read_bytes())), name=name)

    def segment_data(self, segment: FlatSegment) -> SegmentData:
        """The files of a segment, mapped; the same object as long as anybody holds it."""
        key = segment.segment_id()
        data = self._open.get(key)
        if data is None:
            data = SegmentData(*(self.mapped(segment.make_filename(kind)) for kind in (DOCUMENTS, TERMS)))
            self._open[key] = data
        return data

    def mapped(self, name: str) -> ArrayFile:
        """A file of arrays, mapped."""
        with Path(self.folder, name).open("rb") as file:
            return ArrayFile(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


class _Contents(StructFile):  # type: ignore[misc]
    """A table of contents, open: of all pickles only those of segments are read."""

    def read_pickle(self) -> Any:
        return _SegmentUnpickler(self.file).load()


class _SegmentUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        found = _ALLOWED.get((module, name))
        if found is None:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in an index")
        return found


def _is_contents(name: str) -> bool:
    return name.startswith("_") and ".toc" in name


def _sign(file: BinaryIO) -> None:
    file.seek(0)
    checksum = zlib.crc32(file.read())
    file.seek(0, os.SEEK_END)
    file.write(f"{checksum:0{_CHECKSUM}x}".encode())


def _checked(data: bytes) -> bytes:
    content, checksum = data[:-_CHECKSUM], data[-_CHECKSUM:]
    if f"{zlib.crc32(content):0{_CHECKSUM}x}".encode() != checksum:
        raise pickle.UnpicklingError("the table of contents is damaged")
    return content


def sync_folder(folder: Path) -> None:
    """Make sure that the names in a folder survive a power cut."""
    with closing(_Descriptor(folder)) as opened:
        os.fsync(opened.number)


class _Descriptor:
    def __init__(self, folder: Path) -> None:
        self.number = os.open(folder, os.O_RDONLY)

    def close(self) -> None:
        os.close(self.number)
