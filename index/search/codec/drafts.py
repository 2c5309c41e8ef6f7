"""Segments that are not yet part of the index: built beside it, then renamed into it by a commit.

Every commit of Whoosh deletes the segment files that its table of contents does not name, whoever is writing them. So
a segment is built under a draft's name, which no clean-up matches, and gets its own under the lock. What a crash leaves
behind is swept when the next writer begins.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.search.codec.arrays import Array, ArrayFileWriter
from index.search.codec.runs import distinct
from index.search.codec.segment import DOCUMENTS, TERMS, FlatSegment
from index.search.codec.storage import MappedStorage

DRAFT = "draft-"
FEW = 256
"""Different numbers of a column up to which each document has a code of one byte."""

_WRITER = re.compile(rf"{DRAFT}(\d+)-")


class DraftSegment(FlatSegment):
    """A segment whose files carry draft names, with the process that writes them."""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self._writer = os.getpid()

    @classmethod
    def left_by(cls, process: int, name: str, index_name: str, count: int) -> DraftSegment:
        """The segment that another process built under a name (`segid`)."""
        draft = cls(index_name)
        draft.segid, draft._writer = name, process
        draft.set_doc_count(count)
        return draft

    @property
    def address(self) -> tuple[int, str, int]:
        """What another process must know to find it: see `left_by`."""
        return self._writer, self.segid, self.doc_count_all()

    def make_filename(self, ext: str) -> str:
        """The name of one of its files."""
        return f"{DRAFT}{self._writer}-{super().make_filename(ext)}"

    def published(self, storage: MappedStorage) -> FlatSegment:
        """The segment under its own name. Call it inside a commit, under the writer's lock."""
        final = FlatSegment(self.indexname)
        final.segid, final.sequence, final.library = self.segid, self.sequence, self.library
        final.set_doc_count(self.doc_count_all())
        for number in self.deleted_docs():
            final.delete_document(number)
        storage.rename_all([(self.make_filename(kind), final.make_filename(kind)) for kind in (DOCUMENTS, TERMS)])
        return final

    def discard(self, storage: MappedStorage) -> None:
        """Delete the files of a segment that nobody will publish."""
        for kind in (DOCUMENTS, TERMS):
            Path(storage.folder, self.make_filename(kind)).unlink(missing_ok=True)


def sweep(storage: MappedStorage) -> None:
    """Delete what writers left behind that did not live to publish it."""
    for path in Path(storage.folder).glob(f"{DRAFT}*"):
        writer = _WRITER.match(path.name)
        if writer is None or not _is_alive(int(writer[1])):
            path.unlink(missing_ok=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def write_documents(
    storage: MappedStorage, segment: FlatSegment, count: int, columns: dict[str, Array], lengths: dict[str, Array]
) -> None:
    """Write the file of a segment's documents."""
    totals = {name: int(values.sum()) for name, values in lengths.items()}
    with ArrayFileWriter(segment.create_file(storage, DOCUMENTS)) as out:
        for name, values in lengths.items():
            out.add(f"length/{name}", values, np.uint32)
        for name, values in columns.items():
            _write_column(out, name, values)
        out.close({"documents": count, "totals": totals})


def _write_column(out: ArrayFileWriter, name: str, values: Array) -> None:
    different = distinct(values)
    if len(different) <= FEW:
        out.add(f"values/{name}", different, np.int64)
        out.add(f"coded/{name}", np.searchsorted(different, values), np.uint8)
    else:
        out.add(f"column/{name}", values, np.int64)


def start_terms(storage: MappedStorage, segment: FlatSegment) -> ArrayFileWriter:
    """The file of a segment's terms, to be filled."""
    return ArrayFileWriter(segment.create_file(storage, TERMS))


def finish_terms(out: ArrayFileWriter, names: Sequence[str]) -> None:
    """Close the file of a segment's terms, which has these fields."""
    out.close({"fields": sorted(names)})
