"""Makes one segment out of several, without what was deleted. Arrays are copied run by run; nothing is decoded.

Terms are merged in ranges, so that never more than `CHUNK` postings and positions are held. The sources stay as they
are and may be searched, and have documents deleted, while they are merged: `Merge.catch_up` carries those over.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np

from index.search.codec.arrays import Array, ArrayFileWriter
from index.search.codec.dictionary import Dictionary
from index.search.codec.drafts import DraftSegment, finish_terms, start_terms, write_documents
from index.search.codec.inverted import FieldPostings
from index.search.codec.runs import offsets, ragged
from index.search.codec.segment import TERMS, FlatSegment, SegmentData
from index.search.codec.storage import MappedStorage
from index.search.codec.writing import FieldWriter, position_type

CHUNK = 2_000_000
"""Postings and positions that are merged at a time."""


class _Source:
    """A segment that goes into the merged one, and the new number of each of its documents."""

    def __init__(self, data: SegmentData, segment: FlatSegment, base: int) -> None:
        self.data, self.segment = data, segment
        self.deleted = frozenset(segment.deleted_docs())
        self.alive = np.ones(segment.doc_count_all(), bool)
        self.alive[list(self.deleted)] = False
        self.numbers = (np.cumsum(self.alive) - 1 + base).astype(np.uint32)
        self.kept = int(self.alive.sum())


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Fields that another process merges meanwhile; `merged` waits for what `merged_fields` makes of them there."""

    names: Collection[str]
    merged: Callable[[], DraftSegment]


def merged_fields(storage: MappedStorage, segments: Sequence[FlatSegment], names: Sequence[str]) -> DraftSegment:
    """A draft that has the file of terms alone, with some fields of the segments merged."""
    draft = DraftSegment(segments[0].indexname)
    try:
        with start_terms(storage, draft) as out:
            sources = _sources(storage, segments)
            for name in names:
                _merge_field(out, name, sources, CHUNK, rough=False)
            finish_terms(out, names)
    except BaseException:
        draft.discard(storage)
        raise
    return draft


class Merge:
    """A merge of segments: the draft that replaces them, and what happened to them meanwhile."""

    def __init__(
        self,
        storage: MappedStorage,
        segments: Sequence[FlatSegment],
        *,
        chunk: int = CHUNK,
        rough: bool = False,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self._sources = _sources(storage, segments)
        count = sum(source.kept for source in self._sources)
        self.draft = DraftSegment(segments[0].indexname)
        self.draft.set_doc_count(count)
        self.draft.sequence = max(segment.sequence for segment in segments)
        self.draft.library = segments[0].library
        try:
            self._merge_documents(storage, count)
            self._merge_terms(storage, chunk, elsewhere, rough=rough)
        except BaseException:
            self.draft.discard(storage)
            raise

    @property
    def replaced(self) -> frozenset[str]:
        """The ids of the segments that the draft stands for."""
        return frozenset(source.segment.segment_id() for source in self._sources)

    def catch_up(self, current: Sequence[FlatSegment]) -> bool:
        """Delete from the draft what was deleted from its sources since; False where one of them is gone."""
        by_id = {segment.segment_id(): segment for segment in current}
        for source in self._sources:
            now = by_id.get(source.segment.segment_id())
            if now is None:
                return False
            for document in set(now.deleted_docs()) - source.deleted:
                self.draft.delete_document(int(source.numbers[document]))
            self.draft.sequence = max(self.draft.sequence, now.sequence)
        return True

    def _merge_terms(self, storage: MappedStorage, chunk: int, elsewhere: Elsewhere | None, *, rough: bool) -> None:
        names = sorted({name for source in self._sources for name in source.data.field_names})
        with start_terms(storage, self.draft) as out:
            for name in names:
                if elsewhere is None or name not in elsewhere.names:
                    _merge_field(out, name, self._sources, chunk, rough=rough)
            if elsewhere is not None:
                _adopt(out, storage, elsewhere.merged())
            finish_terms(out, names)

    def _merge_documents(self, storage: MappedStorage, count: int) -> None:
        columns = {name for source in self._sources for name in source.data.columns()}
        fields = {name for source in self._sources for name in source.data.documents.meta["totals"]}
        write_documents(
            storage,
            self.draft,
            count,
            {name: self._rows([source.data.column(name) for source in self._sources]) for name in sorted(columns)},
            {name: self._rows([source.data.lengths(name) for source in self._sources]) for name in sorted(fields)},
        )

    def _rows(self, parts: Sequence[Array | None]) -> Array:
        """What the kept documents of all sources have; nothing where a source has nothing."""
        return np.concatenate(
            [
                part[source.alive] if part is not None and len(part) else np.zeros(source.kept, np.int64)
                for source, part in zip(self._sources, parts, strict=True)
            ]
        )


def _sources(storage: MappedStorage, segments: Sequence[FlatSegment]) -> list[_Source]:
    sources: list[_Source] = []
    count = 0
    for segment in segments:
        sources.append(_Source(storage.segment_data(segment), segment, count))
        count += sources[-1].kept
    return sources


def _adopt(out: ArrayFileWriter, storage: MappedStorage, fields: DraftSegment) -> None:
    """Take over fields that were merged elsewhere."""
    try:
        out.adopt(storage.mapped(fields.make_filename(TERMS)))
    finally:
        fields.discard(storage)


_Part = tuple[_Source, FieldPostings, Array]
"""A source's field, and for each of its terms the number among the merged terms."""


def _merge_field(out: ArrayFileWriter, name: str, sources: Sequence[_Source], chunk: int, *, rough: bool) -> None:
    fields = [(source, field) for source in sources if (field := source.data.field(name)) is not None]
    union, places = _united([field.dictionary() for _, field in fields])
    has_positions = any(field.position is not None for _, field in fields)
    postings, positions = _kept_counts(fields, places, len(union), positions=has_positions)
    keep = postings > 0
    shift = np.cumsum(keep) - 1
    terms = union.take(np.flatnonzero(keep))
    postings_at = offsets(postings[keep])
    positions_at = offsets(positions[keep]) if has_positions else None
    wide = any(field.position is not None and field.position.dtype.itemsize > 2 for _, field in fields)
    writer = FieldWriter(
        out, name, terms, postings_at, positions_at, position_type(1 << 17 if wide else 0), rough=rough
    )
    parts = [(source, field, shift[at]) for (source, field), at in zip(fields, places, strict=True)]
    load = postings_at + (positions_at if positions_at is not None else 0)
    start = 0
    while start < len(terms):
        stop = max(start + 1, int(np.searchsorted(load, load[start] + chunk, "right")) - 1)
        _merge_range(writer, parts, start, stop)
        start = stop
    writer.close()


def _united(dictionaries: Sequence[Dictionary]) -> tuple[Dictionary, list[Array]]:
    """The terms of several dictionaries, sorted; and for each dictionary the places of its terms among them."""
    joined = Dictionary.joined(dictionaries)
    order, is_new = joined.ordered()
    places = np.empty(len(order), np.int64)
    places[order] = is_new.cumsum() - 1
    ends = np.cumsum([len(each) for each in dictionaries])
    return joined.take(order.compress(is_new)), np.split(places, ends[:-1])


def _kept_counts(
    fields: Sequence[tuple[_Source, FieldPostings]], places: Sequence[Array], terms: int, *, positions: bool
) -> tuple[Array, Array]:
    """How many postings and positions each term keeps."""
    kept, kept_positions = np.zeros(terms, np.int64), np.zeros(terms, np.int64)
    for (source, field), at in zip(fields, places, strict=True):
        starts = offsets(field.document_counts())
        alive = source.alive[field.documents(0, int(starts[-1]))]
        kept[at] += np.diff(offsets(alive)[starts])
        if positions:
            counts = field.frequencies(0, len(alive)) * alive
            kept_positions[at] += np.diff(offsets(counts)[starts])
    return kept, kept_positions


def _merge_range(writer: FieldWriter, parts: Sequence[_Part], start: int, stop: int) -> None:
    """Merge the postings of the merged terms `start` to `stop - 1`; in each source they are one slice."""
    documents, frequencies, owners, positions = [], [], [], []
    for source, field, numbers in parts:
        low, high = np.searchsorted(numbers, (start, stop))
        first, last = field.slice_of(int(low), int(high))
        owner = np.repeat(numbers[low:high], field.document_counts()[low:high])
        document, frequency = field.documents(first, last), field.frequencies(first, last)
        alive = source.alive[document]
        documents.append(source.numbers[document][alive])
        frequencies.append(frequency[alive].astype(np.int64))
        owners.append(owner[alive])
        if field.position is not None:
            place = field.position[field.positions_from(int(low)) : field.positions_from(int(high))]
            positions.append(place[np.repeat(alive, frequency)])
    order = np.argsort(np.concatenate(owners), kind="stable")  # sources come in the order of their documents
    document, frequency = np.concatenate(documents), np.concatenate(frequencies)
    merged = None
    if positions:
        begins = offsets(frequency)[:-1]
        merged = np.concatenate(positions)[ragged(begins[order], frequency[order])]
    writer.append(document[order], frequency[order], merged)
