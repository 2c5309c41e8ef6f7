"""The index as it was at one commit: all segments as one run of documents, with what every query asks of them."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import DTypeLike

from index.search.codec.arrays import Array
from index.search.codec.inverted import FieldPostings
from index.search.codec.segment import FlatSegment, SegmentData
from index.search.codec.storage import MappedStorage
from index.search.names import ID, LANGUAGE
from index.search.ranking.bitmaps import packed
from index.search.ranking.memory import Memory
from index.search.ranking.postings import NOTHING, Postings
from index.search.schema import language_code
from index.search.stemming import stemmer_of, stems_in

ROOM, ROOM_BY_DOCUMENT, MOST_ROOM = 48 << 20, 256, 512 << 20
"""Bytes of what was looked up last: in a small library, for each article of a large one, and at most."""

LITTLE_ROOM, LITTLE_BY_DOCUMENT = 4 << 20, 24
"""Bytes of what one query looks up several times, and the next one hardly."""

FAR_APART = 8
"""Ids to an article up to which a table of all ids costs less than searching among them."""


class Part:
    """A segment, and the number of its first document."""

    def __init__(self, data: SegmentData, base: int, count: int) -> None:
        self.data, self.base, self.count = data, base, count


class Snapshot:
    """An immutable view. Document numbers run through all segments; deleted ones are numbered too."""

    def __init__(self, storage: MappedStorage, segments: Sequence[FlatSegment]) -> None:
        self.parts: list[Part] = []
        self.size = 0
        deleted: list[int] = []
        for segment in segments:
            self.parts.append(Part(storage.segment_data(segment), self.size, segment.doc_count_all()))
            deleted.extend(number + self.size for number in segment.deleted_docs())
            self.size += segment.doc_count_all()
        self.alive = np.ones(self.size, bool)
        self.alive[deleted] = False
        self.count = self.size - len(deleted)
        self.is_whole = not deleted
        self.alive_bits = packed(self.alive)
        self._fields: dict[str, list[tuple[Part, FieldPostings]]] = {}
        self._lengths: dict[str, Array] = {}
        self.remembered = Memory(min(max(ROOM, ROOM_BY_DOCUMENT * self.size), MOST_ROOM)).get
        self.just_asked = Memory(max(LITTLE_ROOM, LITTLE_BY_DOCUMENT * self.size), packed=False).get
        self.forms = lru_cache(4096)(self._forms)

    # Documents

    def _column(self, name: str) -> Array:
        return _end_to_end([part.data.column(name) for part in self.parts], np.int64)

    @cached_property
    def ids(self) -> Array:
        """The article of each document."""
        return self._column(ID)

    @cached_property
    def _by_id(self) -> tuple[Array, Array]:
        documents = np.flatnonzero(self.alive)
        ids = self.ids[documents]
        if len(ids) > 1 and not (ids[1:] > ids[:-1]).all():
            order = np.argsort(ids, kind="stable")
            return ids[order], documents[order]
        return ids, documents

    @cached_property
    def _document_of(self) -> Array | None:
        """The document of each id, -1 at both ends and where there is none; None where ids lie far apart."""
        documents = np.flatnonzero(self.alive)
        ids = self.ids.take(documents)
        last = int(ids.max(initial=0))
        if last > FAR_APART * self.size or (len(ids) and ids.min() <= 0):
            return None
        table = np.full(last + 2, -1, np.int64)
        table[ids] = documents
        return table

    def mask_of(self, articles: Collection[int]) -> Array:
        """A mask of the documents of these articles."""
        wanted = _as_numbers(articles)
        mask = np.zeros(self.size, bool)
        if self._document_of is not None:
            at = self._document_of.take(wanted, mode="clip")
            mask[at[at >= 0]] = True
            return mask
        ids, documents = self._by_id
        if len(ids) and len(wanted):
            at = np.searchsorted(ids, wanted)
            at[at == len(ids)] = 0
            mask[documents[at[ids[at] == wanted]]] = True
        return mask

    @cached_property
    def _language_column(self) -> tuple[tuple[str, ...], Array]:
        coded = [part.data.coded(LANGUAGE) for part in self.parts]
        numbers = sorted({number for values, _ in coded for number in values.tolist()})
        everything = np.array(numbers, np.int64)
        places = [np.searchsorted(everything, values).take(codes) for values, codes in coded]
        smallest = np.min_scalar_type(len(numbers))
        return tuple(map(language_code, numbers)), _end_to_end([each.astype(smallest) for each in places], smallest)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the documents; `language_of` counts in this order."""
        return self._language_column[0]

    @property
    def language_of(self) -> Array:
        """The language of each document, as a place in `languages`."""
        return self._language_column[1]

    def speak(self, documents: Array, languages: Array) -> Array:
        """Which of the documents are in one of the languages (a mask of `languages`)."""
        own: Array = languages.take(self.language_of.take(documents))
        return own

    @cached_property
    def language_sizes(self) -> Array:
        """How many documents there are in each of `languages`, deleted ones included."""
        return np.bincount(self.language_of, minlength=len(self.languages))

    def lengths(self, name: str) -> Array:
        """How many tokens each document has in a field."""
        if name not in self._lengths:
            parts = (part.data.lengths(name) for part in self.parts)
            filled = [given if given is not None else np.zeros(part.count, np.uint32) for given, part in
                      zip(parts, self.parts, strict=True)]  # fmt: skip
            self._lengths[name] = _end_to_end(filled, np.uint32)
        return self._lengths[name]

    # Terms

    def fields(self, name: str) -> list[tuple[Part, FieldPostings]]:
        """A field in each segment that has it."""
        if name not in self._fields:
            found = ((part, part.data.field(name)) for part in self.parts)
            self._fields[name] = [(part, field) for part, field in found if field is not None]
        return self._fields[name]

    def postings(self, name: str, term: str) -> Postings:
        """The postings of a term in a field, through all segments."""
        key = term.encode()
        found = [
            ranged(part, field, number, number + 1)
            for part, field in self.fields(name)
            if (number := field.number(key)) >= 0
        ]
        if len(found) <= 1:
            return found[0] if found else NOTHING
        return Postings(
            np.concatenate([each.documents for each in found]), np.concatenate([each.frequencies for each in found])
        )

    def _forms(self, word: str) -> tuple[tuple[str, Array | None], ...]:
        """The stems of a word in the languages of the library, each with a mask of `languages` (None: all)."""
        stemmers, members = self._alike[word.isascii()]
        alike: dict[str, list[int]] = {}
        for place, form in enumerate(stems_in(word, stemmers)):
            alike.setdefault(form, []).append(place)
        if len(alike) == 1:
            return ((next(iter(alike)), None),)
        return tuple((form, np.logical_or.reduce(members[places])) for form, places in alike.items())

    @cached_property
    def _alike(self) -> tuple[tuple[tuple[str, ...], Array], tuple[tuple[str, ...], Array]]:
        """The stemmers of the languages, each with a mask of all that it stems: of foreign letters, and of ours."""
        return self._stemmers(is_ascii=False), self._stemmers(is_ascii=True)

    def _stemmers(self, *, is_ascii: bool) -> tuple[tuple[str, ...], Array]:
        own = [stemmer_of(language, is_ascii=is_ascii) for language in self.languages]
        different = tuple(dict.fromkeys(own))
        return different, np.array([[stemmer == each for stemmer in own] for each in different], bool)


def _end_to_end(arrays: Sequence[Array], dtype: DTypeLike) -> Array:
    """The arrays as one, copied only where there are several."""
    return arrays[0] if len(arrays) == 1 else np.concatenate([np.empty(0, dtype), *arrays])


def ranged(part: Part, field: FieldPostings, first: int, last: int) -> Postings:
    """The postings of neighbouring terms in a segment; of more than one, neither ascending nor different."""
    return sliced(part, field, *field.slice_of(first, last))


def sliced(part: Part, field: FieldPostings, start: int, end: int) -> Postings:
    """A slice of the postings in a segment."""
    documents = field.documents(start, end)
    if part.base:
        documents += part.base
    return Postings(documents, field.frequencies(start, end).astype(np.float32))


def _as_numbers(values: Collection[int]) -> Array:
    if isinstance(values, np.ndarray):
        return values.astype(np.int64, copy=False)
    if isinstance(values, array) and values.typecode == "q":
        return np.frombuffer(values, np.int64) if values else np.empty(0, np.int64)
    return np.fromiter(values, np.int64, len(values))
