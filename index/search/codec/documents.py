"""A segment's documents through Whoosh's eyes: lengths and numeric columns. Nothing is stored: the store has it."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh import columns, fields
from whoosh.codec import base

from index.search.codec.arrays import Array
from index.search.codec.drafts import write_documents
from index.search.codec.segment import FlatSegment, SegmentData
from index.search.codec.storage import MappedStorage


class DocumentWriter(base.PerDocumentWriter):  # type: ignore[misc]
    """Takes documents as Whoosh's own writer hands them over. Without any it leaves no file."""

    def __init__(self, storage: MappedStorage, segment: FlatSegment) -> None:
        self._storage, self._segment = storage, segment
        self._count = 0
        self._lengths: dict[str, array[int]] = {}
        self._columns: dict[str, dict[int, int]] = {}
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        """Begin the next document."""
        if docnum != self._count:
            raise ValueError(f"document {docnum} comes after {self._count} others")

    def add_field(self, fieldname: str, _fieldobj: fields.FieldType, value: Any, length: int) -> None:
        """Take the length of a field; stored values are refused."""
        if value is not None:
            raise TypeError(f"the field {fieldname} cannot be stored")
        if length:
            lengths = self._lengths.setdefault(fieldname, array("I"))
            lengths.extend([0] * (self._count - len(lengths)))
            lengths.append(length)

    def add_column_value(self, fieldname: str, _columnobj: columns.Column, value: Any) -> None:
        """Take a number of a column."""
        self._columns.setdefault(fieldname, {})[self._count] = value

    def add_vector_items(self, _fieldname: str, _fieldobj: fields.FieldType, _items: Any) -> None:
        """Refused: there are no term vectors."""
        raise TypeError("term vectors are not kept")

    def finish_doc(self) -> None:
        """End the document."""
        self._count += 1

    def cancel_doc(self) -> None:
        """Forget the document: one of its fields could not be indexed."""
        for lengths in self._lengths.values():
            del lengths[self._count :]
        for values in self._columns.values():
            values.pop(self._count, None)

    def close(self) -> None:
        """Write the file."""
        self.is_closed = True
        if not self._count:
            return
        lengths = {name: self._padded(values) for name, values in self._lengths.items()}
        given = {name: self._column(values) for name, values in self._columns.items()}
        write_documents(self._storage, self._segment, self._count, given, lengths)

    def _padded(self, values: array[int]) -> Array:
        return np.pad(np.frombuffer(values, np.uint32), (0, self._count - len(values)))

    def _column(self, values: dict[int, int]) -> Array:
        column = np.zeros(self._count, np.int64)
        column[list(values)] = list(values.values())
        return column


class NumberReader(columns.ColumnReader):  # type: ignore[misc]
    """A column of numbers, for Whoosh's sorting and filtering."""

    def __init__(self, values: Array) -> None:
        self._values, self._sign = values, 1

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, docnum: int) -> int:
        return int(self._values[docnum])

    def __iter__(self) -> Iterator[int]:
        return iter(self._values.tolist())

    def sort_key(self, docnum: int) -> int:
        """What a document is sorted by."""
        return self[docnum] * self._sign

    def set_reverse(self) -> None:
        """Turn the order round."""
        self._sign = -1

    def load(self) -> list[int]:
        """All numbers."""
        values: list[int] = self._values.tolist()
        return values


class DocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """Reads the documents of a segment."""

    def __init__(self, data: SegmentData, segment: FlatSegment) -> None:
        self._data, self._segment = data, segment

    def doc_count(self) -> int:
        """The number of documents that are not deleted."""
        return self._segment.doc_count()  # type: ignore[no-any-return]

    def doc_count_all(self) -> int:
        """The number of documents."""
        return self._segment.doc_count_all()

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return self._segment.has_deletions()  # type: ignore[no-any-return]

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        """The numbers of the deleted documents."""
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        """Yes."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether the segment has a column."""
        return fieldname in self._data.columns()

    def column_reader(self, fieldname: str, _column: columns.Column) -> NumberReader:
        """A column."""
        return NumberReader(self._data.column(fieldname))

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """How many tokens a document has in a field."""
        lengths = self._data.lengths(fieldname)
        return default if lengths is None else int(lengths[docnum]) or default

    def field_length(self, fieldname: str) -> int:
        """How many tokens all documents have in a field, deleted ones included."""
        return int(self._data.documents.meta["totals"].get(fieldname, 0))

    def min_field_length(self, fieldname: str) -> int:
        """The fewest tokens that a document has in a field."""
        lengths = self._data.lengths(fieldname)
        return 0 if lengths is None or not len(lengths) else int(lengths.min())

    def max_field_length(self, fieldname: str) -> int:
        """The most tokens that a document has in a field."""
        lengths = self._data.lengths(fieldname)
        return 0 if lengths is None else int(lengths.max(initial=0))

    def stored_fields(self, _docnum: int) -> dict[str, Any]:
        """Nothing: the store has it."""
        return {}
