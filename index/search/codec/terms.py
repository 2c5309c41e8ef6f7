"""A segment's terms and postings through Whoosh's eyes: what its own writer, matchers and scorers call."""

from __future__ import annotations

import itertools
import operator
from array import array
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from whoosh import fields, formats
from whoosh.codec import base
from whoosh.reading import TermInfo, TermNotFound

from index.search.codec.arrays import ArrayFileWriter
from index.search.codec.dictionary import Dictionary
from index.search.codec.drafts import finish_terms, start_terms, write_documents
from index.search.codec.inverted import FieldPostings
from index.search.codec.matcher import PostingsMatcher
from index.search.codec.runs import offsets
from index.search.codec.segment import DOCUMENTS, FlatSegment, SegmentData
from index.search.codec.storage import MappedStorage
from index.search.codec.writing import FieldWriter, position_type


class PostingsWriter(base.FieldWriter):  # type: ignore[misc]
    """Takes the sorted postings of a commit in one go, which is how Whoosh's writer calls it."""

    def __init__(self, storage: MappedStorage, segment: FlatSegment) -> None:
        self._storage, self._segment = storage, segment
        self._out: ArrayFileWriter | None = None
        self._names: list[str] = []
        self.is_closed = False

    def add_postings(self, schema: fields.Schema, _lengths: Any, items: Iterable[tuple[Any, ...]]) -> None:
        """Write (field, term, document, weight, encoded posting) items, which come sorted."""
        if not self._storage.file_exists(self._segment.make_filename(DOCUMENTS)):  # a merge of nothing but deletions
            write_documents(self._storage, self._segment, 0, {}, {})
        out = self._out = start_terms(self._storage, self._segment)
        for name, postings in itertools.groupby(items, operator.itemgetter(0)):
            self._names.append(name)
            _write_field(out, name, schema[name].format, postings)

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._out is not None:
            finish_terms(self._out, self._names)
        self.is_closed = True


def _write_field(out: ArrayFileWriter, name: str, format_: formats.Format, postings: Iterable[tuple[Any, ...]]) -> None:
    terms: list[bytes] = []
    first, documents = array("I"), array("I")
    values: list[bytes] = []
    for _, term, document, _, value in postings:
        if not terms or term != terms[-1]:
            terms.append(term)
            first.append(len(documents))
        documents.append(document)
        values.append(value)
    first.append(len(documents))
    postings_at = np.frombuffer(first, np.uint32).astype(np.int64)
    frequencies = np.fromiter(map(format_.decoder("frequency"), values), np.uint32, len(values))
    positions = positions_at = None
    if format_.supports("positions"):
        positions = np.frombuffer(b"".join(values), np.uint32)
        positions_at = offsets(frequencies)[postings_at]
    longest = int(positions.max(initial=0)) + 1 if positions is not None else 0
    writer = FieldWriter(out, name, Dictionary.of(terms), postings_at, positions_at, position_type(longest))
    writer.append(np.frombuffer(documents, np.uint32), frequencies, positions)
    writer.close()


class TermsReader(base.TermsReader):  # type: ignore[misc]
    """Reads the terms and postings of a segment."""

    def __init__(self, data: SegmentData) -> None:
        self.data = data

    def _located(self, fieldname: str, term: bytes) -> tuple[FieldPostings, int]:
        field = self.data.field(fieldname)
        number = -1 if field is None else field.number(term)
        if field is None or number < 0:
            raise TermNotFound(f"no term {fieldname}:{term!r}")
        return field, number

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field = self.data.field(term[0])
        return field is not None and field.number(term[1]) >= 0

    def indexed_field_names(self) -> list[str]:
        """The fields that have terms."""
        return self.data.field_names

    def cursor(self, fieldname: str, fieldobj: fields.FieldType) -> TermCursor:
        """A cursor over the terms of a field."""
        return TermCursor(self, fieldname, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All (field, term), sorted."""
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The (field, term) from one on: callers stop by themselves."""
        for name in self.data.field_names:
            field = self.data.field(name)
            if name < fieldname or field is None:
                continue
            for number in range(field.first_from(prefix) if name == fieldname else 0, len(field)):
                yield name, field.term(number)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """All terms with what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """The terms from one on with what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, tbytes: bytes) -> TermInfo:
        """Counts and bounds of a term. Raises TermNotFound."""
        field, number = self._located(fieldname, tbytes)
        start, end = field.slice_of(number, number + 1)
        documents, frequencies = field.documents(start, end), field.frequencies(start, end)
        lengths = self.data.lengths(fieldname)
        near = lengths[documents] if lengths is not None else np.zeros(1, np.uint32)
        return TermInfo(
            weight=float(frequencies.sum(dtype=np.int64)),
            df=end - start,
            minlength=int(near.min()),
            maxlength=int(near.max()),
            maxweight=float(frequencies.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def frequency(self, fieldname: str, tbytes: bytes) -> float:
        """How often a term stands in the segment. Raises TermNotFound."""
        field, number = self._located(fieldname, tbytes)
        return float(field.frequencies(*field.slice_of(number, number + 1)).sum(dtype=np.int64))

    def doc_frequency(self, fieldname: str, tbytes: bytes) -> int:
        """In how many documents a term stands; none for an unknown one."""
        try:
            field, number = self._located(fieldname, tbytes)
        except TermNotFound:
            return 0
        start, end = field.slice_of(number, number + 1)
        return end - start

    def matcher(self, fieldname: str, tbytes: bytes, format_: formats.Format, scorer: Any = None) -> PostingsMatcher:
        """A cursor over the postings of a term. Raises TermNotFound."""
        field, number = self._located(fieldname, tbytes)
        return PostingsMatcher(field, number, self.data.lengths(fieldname), format_, (fieldname, tbytes), scorer)

    def close(self) -> None:
        """Nothing: the files are shared."""


class TermCursor(base.FieldCursor):  # type: ignore[misc]
    """Walks the terms of a field."""

    def __init__(self, reader: TermsReader, name: str, fieldobj: fields.FieldType) -> None:
        self._reader, self._name, self._decode = reader, name, fieldobj.from_bytes
        self._field = reader.data.field(name)
        self._at = 0

    def first(self) -> Any:
        """Go to the first term."""
        self._at = 0
        return self.text()

    def find(self, term: bytes | str) -> Any:
        """Go to the first term that is not before this one."""
        wanted = term if isinstance(term, bytes) else term.encode()
        self._at = self._field.first_from(wanted) if self._field is not None else 0
        return self.text()

    def next(self) -> Any:
        """Go to the next term."""
        self._at += 1
        return self.text()

    def text(self) -> Any:
        """The term, or None behind the last."""
        return self._decode(self._field.term(self._at)) if self._field is not None and self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """What is known of the term, or None behind the last."""
        if self._field is None or not self.is_valid():
            return None
        return self._reader.term_info(self._name, self._field.term(self._at))

    def is_valid(self) -> bool:
        """Whether the cursor stands on a term."""
        return self._field is not None and self._at < len(self._field)
