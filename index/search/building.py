"""Builds finished segments from articles, without a posting pool: words become numbers, numpy sorts the numbers.

Each different raw token is analysed once a language; its code stands for the stems and the exact words that it yields.
A document is then a run of codes, and everything after is arithmetic on whole arrays.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np

from index.search.analysis import base_language, exact_of, raw_tokens, stems_of
from index.search.codec.arrays import Array, ArrayFileWriter
from index.search.codec.drafts import DraftSegment, finish_terms, start_terms, write_documents
from index.search.codec.storage import MappedStorage
from index.search.codec.writing import FieldWriter, offsets, position_type, ragged
from index.search.engine import Entry
from index.search.names import BODY, BODY_WORDS, ID, LANGUAGE, TITLE, TITLE_WORDS
from index.search.schema import language_number

INDEX_NAME = "MAIN"
TOKENS = 4_000_000
"""Raw tokens in a segment built in bulk: about a thousand long articles, 150 MB while it is built."""


class _Terms:
    """The terms of one stream, and for each code the run of term numbers that it stands for."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self._flat = array("I")
        self._ends = array("I", [0])

    def add(self, terms: Iterable[str]) -> None:
        numbers = self.numbers
        self._flat.extend([numbers.setdefault(term, len(numbers)) for term in terms])
        self._ends.append(len(self._flat))

    def expand(self, codes: Array) -> tuple[Array, Array]:
        """The term numbers that codes stand for, end to end; and where each code's begin, with one more for the end."""
        ends = np.frombuffer(self._ends, np.uint32).astype(np.int64)
        flat = np.frombuffer(self._flat, np.uint32) if self._flat else np.empty(0, np.uint32)
        sizes = np.diff(ends)[codes]
        return flat[ragged(ends[codes], sizes)], offsets(sizes)


class _Vocabulary:
    """Raw tokens of all languages → codes."""

    def __init__(self) -> None:
        self.stems, self.words = _Terms(), _Terms()
        self._languages: dict[str, _Codes] = {}
        self.size = 0

    def of(self, language: str) -> _Codes:
        if language not in self._languages:
            self._languages[language] = _Codes(self, language)
        return self._languages[language]


class _Codes(dict[str, int]):
    """Raw token → code, in one language; a new token is analysed when it is first asked for."""

    def __init__(self, vocabulary: _Vocabulary, language: str) -> None:
        super().__init__()
        self._vocabulary, self._language = vocabulary, language

    def __missing__(self, raw: str) -> int:
        vocabulary = self._vocabulary
        vocabulary.stems.add(stems_of(raw, self._language))
        vocabulary.words.add(exact_of(raw))
        code = self[raw] = vocabulary.size
        vocabulary.size += 1
        return code


class _Text:
    """The codes of one text of every document."""

    def __init__(self) -> None:
        self.codes = array("I")
        self._ends = array("Q", [0])

    def add(self, codes: Iterable[int]) -> None:
        self.codes.extend(codes)
        self._ends.append(len(self.codes))

    def tokens(self, terms: _Terms) -> tuple[Array, Array]:
        """(term numbers of all documents, where each document's begin and the last one's end)."""
        codes = np.frombuffer(self.codes, np.uint32) if self.codes else np.empty(0, np.uint32)
        numbers, starts = terms.expand(codes)
        return numbers, starts[np.frombuffer(self._ends, np.uint64).astype(np.int64)]


class SegmentBuilder:
    """Takes articles, and leaves drafts of segments in a storage. No lock is needed."""

    def __init__(self, storage: MappedStorage, *, tokens: int = TOKENS) -> None:
        self._storage, self._most = storage, tokens
        self.drafts: list[DraftSegment] = []
        self._start()

    def _start(self) -> None:
        self._vocabulary = _Vocabulary()
        self._title, self._body = _Text(), _Text()
        self._ids, self._languages = array("q"), array("q")

    def add(self, entry: Entry) -> None:
        """Take an article; its number must not be among those taken before."""
        language = base_language(entry.language)
        codes = self._vocabulary.of(language)
        self._title.add(map(codes.__getitem__, raw_tokens(entry.title)))
        self._body.add(map(codes.__getitem__, raw_tokens(entry.body)))
        self._ids.append(entry.id)
        self._languages.append(language_number(language))
        if len(self._body.codes) >= self._most:
            self.flush()

    def flush(self) -> None:
        """Write what was taken since the last time as a segment, if anything was."""
        if self._ids:
            self.drafts.append(self._written())
            self._start()

    def empty(self) -> DraftSegment:
        """A segment without documents, for an index that has none: it carries the sequence number."""
        self._start()
        return self._written()

    def _written(self) -> DraftSegment:
        segment = DraftSegment(INDEX_NAME)
        segment.set_doc_count(len(self._ids))
        out = start_terms(self._storage, segment)
        lengths: dict[str, Array] = {}
        for name, text, terms in self._streams():
            numbers, starts = text.tokens(terms)
            lengths[name] = np.diff(starts)
            _write_stream(out, name, numbers, starts, terms, positions=terms is self._vocabulary.stems)
        finish_terms(out, list(lengths))
        columns = {ID: _numbers(self._ids), LANGUAGE: _numbers(self._languages)}
        write_documents(self._storage, segment, len(self._ids), columns, lengths)
        return segment

    def _streams(self) -> tuple[tuple[str, _Text, _Terms], ...]:
        stems, words = self._vocabulary.stems, self._vocabulary.words
        return (
            (TITLE, self._title, stems),
            (BODY, self._body, stems),
            (TITLE_WORDS, self._title, words),
            (BODY_WORDS, self._body, words),
        )


def _numbers(values: array[int]) -> Array:
    return np.frombuffer(values, np.int64) if values else np.empty(0, np.int64)


def _write_stream(
    out: ArrayFileWriter, name: str, numbers: Array, starts: Array, terms: _Terms, *, positions: bool
) -> None:
    """Sort the tokens of one stream into postings, and write them."""
    dictionary, ranks = _ranked(numbers, terms)
    # (term, place in the stream) as one number: sorting groups by term and keeps the order of reading.
    keys = ranks[numbers] << np.uint64(32) | np.arange(len(numbers), dtype=np.uint64)
    keys.sort()
    place = keys.astype(np.uint32)
    term = (keys >> np.uint64(32)).astype(np.uint32)
    document = np.repeat(np.arange(len(starts) - 1, dtype=np.uint32), np.diff(starts))[place]
    begins = np.ones(len(term), bool)
    begins[1:] = (term[1:] != term[:-1]) | (document[1:] != document[:-1])
    first = np.flatnonzero(begins)
    postings_at = np.searchsorted(term[first], np.arange(len(dictionary) + 1))
    longest = int(np.diff(starts).max(initial=0))
    positions_at = np.append(first, len(term))[postings_at] if positions else None
    writer = FieldWriter(out, name, dictionary, postings_at, positions_at, position_type(longest))
    frequencies = np.diff(first, append=len(term))
    writer.append(document[first], frequencies, place - starts[document] if positions else None)
    writer.close()


def _ranked(numbers: Array, terms: _Terms) -> tuple[list[bytes], Array]:
    """The terms that occur, sorted; and for each term number its rank among them."""
    occurs = np.zeros(len(terms.numbers), bool)
    occurs[numbers] = True
    chosen = sorted((term.encode(), number) for term, number in terms.numbers.items() if occurs[number])
    ranks = np.zeros(len(occurs), np.uint64)
    ranks[[number for _, number in chosen]] = np.arange(len(chosen), dtype=np.uint64)
    return [term for term, _ in chosen], ranks
