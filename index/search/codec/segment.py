"""A segment: what Whoosh's table of contents says of it, and its two files, opened.

    <segment>.docs   length/<field>  u32[documents]        exact lengths in tokens
                     column/<field>  i64[documents]        numbers kept beside a document; or, where there are few:
                     coded/<field>   u8[documents]         the place of the number in
                     values/<field>  i64[different]        the different ones, sorted
    <segment>.terms  for each field:
                     letters u8, letters_at u32[terms+1]   the sorted terms, end to end
                     bucket_at, bucket_term u32            where to look for a term: see `hashing`
                     postings_at u32[terms+1]              where a term's postings begin
                     document u16[postings]                the lower half of a document's number
                     turn_at i64[turns+1], turn u16        where the upper half changes, and to what (absent: always 0)
                     frequency u8[postings]                255: see `often`
                     often_at i64, often u32               the few frequencies from 255 on
                     positions_at u64[terms+1]             where a term's positions begin
                     position u16|u32[positions]           a posting has `frequency` of them
                     signature u64[terms], size u8[terms]  for fuzzy search: see `lexicon`

A field has either positions (stems) or signatures and the table of `pieces` (exact words). Segments that are built to
be merged at once lack what only finds terms: buckets, signatures, pieces.

Neighbours in the dictionary are neighbours on disk, so a prefix is one slice of postings. Deleted documents stand in
the table of contents, not in the files, which never change.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
from whoosh.codec import base

from index.search.codec.arrays import Array, ArrayFile
from index.search.codec.inverted import FieldPostings

DOCUMENTS, TERMS = ".docs", ".terms"


class FlatSegment(base.Segment):  # type: ignore[misc]
    """A segment as the table of contents keeps it (pickled, so this class's place is part of the format).

    `sequence` and `library` say up to which change of which library the index had come when the segment was committed.
    """

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self._count = 0
        self._deleted: set[int] = set()
        self.sequence = 0
        self.library = ""

    def codec(self, **_: Any) -> base.Codec:
        """The codec, of which there is only one."""
        from index.search.codec.codec import FlatCodec

        return FlatCodec()

    def should_assemble(self) -> bool:
        """Never: the files of a compound file cannot be mapped by themselves."""
        return False

    def set_doc_count(self, count: int) -> None:
        """Say how many documents the segment has."""
        self._count = count

    def doc_count_all(self) -> int:
        """The number of documents, deleted ones included."""
        return self._count

    def deleted_count(self) -> int:
        """The number of deleted documents."""
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        """The numbers of the deleted documents."""
        return iter(self._deleted)

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return docnum in self._deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete a document, or bring it back."""
        (self._deleted.add if delete else self._deleted.discard)(docnum)


class SegmentData:
    """The files of a segment, open."""

    def __init__(self, documents: ArrayFile, terms: ArrayFile) -> None:
        self.documents, self.terms = documents, terms
        self._fields: dict[str, FieldPostings] = {}

    @cached_property
    def field_names(self) -> list[str]:
        """The fields that have postings, sorted."""
        return sorted(self.terms.meta["fields"])

    def field(self, name: str) -> FieldPostings | None:
        """A field's postings, or None where the segment has none."""
        if name not in self._fields and name in self.terms.meta["fields"]:
            self._fields[name] = FieldPostings(self.terms, name)
        return self._fields.get(name)

    def lengths(self, name: str) -> Array | None:
        """How many tokens each document has in a field."""
        return self.documents.array(f"length/{name}") if f"length/{name}" in self.documents else None

    def columns(self) -> list[str]:
        """The names of the columns."""
        kinds = (name.partition("/") for name in self.documents.names())
        return [name for kind, _, name in kinds if kind in ("column", "coded")]

    def column(self, name: str) -> Array:
        """The numbers of a column, one a document; none where the segment has no such column."""
        if f"coded/{name}" in self.documents:
            values, codes = self.coded(name)
            return values[codes]
        return self.documents.array(f"column/{name}") if f"column/{name}" in self.documents else np.empty(0, np.int64)

    def coded(self, name: str) -> tuple[Array, Array]:
        """(the different numbers of a column, the place among them of each document's)."""
        if f"coded/{name}" not in self.documents:
            values = self.column(name)
            different = np.array(sorted(set(values.tolist())), np.int64)
            return different, np.searchsorted(different, values)
        return self.documents.array(f"values/{name}"), self.documents.array(f"coded/{name}")
