"""Builds finished segments from articles, without a posting pool: words become numbers, numpy sorts the numbers.

Each different chunk of a text is read once and has a code (`vocabulary`). A document is then a run of codes, and
everything after is arithmetic on whole arrays.
"""

from __future__ import annotations

import gc
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple, Protocol

import numpy as np

from index.search.chunks import as_bytes
from index.search.codec.arrays import Array, ArrayFileWriter
from index.search.codec.drafts import DraftSegment, finish_terms, start_terms, write_documents
from index.search.codec.merging import Elsewhere, Merge
from index.search.codec.runs import grouped, offsets, ragged
from index.search.codec.storage import MappedStorage
from index.search.codec.writing import FieldWriter, position_type
from index.search.engine import Entry
from index.search.names import COPIES, GAP, ID, LANGUAGE, TEXT, TEXT_WORDS, TITLE, TITLE_WORDS
from index.search.schema import language_number
from index.search.stemming import base_language
from index.search.tiers import due
from index.search.vocabulary import Runs, Stems, Vocabulary, as_array

INDEX_NAME = "MAIN"
TOKENS = 4_000_000
"""Raw tokens in a segment built in bulk: about a thousand long articles, 150 MB while it is built."""

BATCH = 1_000_000
"""Bytes of articles whose words are numbered at a time."""


EXACT = (TITLE_WORDS, TEXT_WORDS)
"""The fields of exact words: about half of the work of a merge."""


class _Tokens(NamedTuple):
    """The term numbers of all documents, end to end; where each document's begin, and where the last one's end."""

    numbers: Array
    starts: Array

    @property
    def sizes(self) -> Array:
        """The tokens of each document."""
        return np.diff(self.starts)


class _Texts:
    """The codes of the texts of all documents; each has its title at an even place, and then its body."""

    def __init__(self) -> None:
        self._codes = [np.empty(0, np.uint32)]
        self._sizes = [np.empty(0, np.int64)]
        self.count = 0

    def add(self, codes: Array, ends: Array) -> None:
        self._codes.append(codes)
        self._sizes.append(np.diff(ends, prepend=0))
        self.count += len(codes)

    def tokens(self, runs: Runs) -> tuple[_Tokens, _Tokens]:
        """What the codes of the titles stand for, and of the bodies."""
        codes, ends = np.concatenate(self._codes), offsets(np.concatenate(self._sizes))
        numbers, starts = runs.expand(codes)
        at = starts.take(ends)
        is_title = np.zeros(len(at) - 1, bool)
        is_title[::2] = True
        of_title = is_title.repeat(np.diff(at))
        sizes = np.diff(at)
        return (
            _Tokens(numbers.compress(of_title), offsets(sizes[::2])),
            _Tokens(numbers.compress(~of_title), offsets(sizes[1::2])),
        )


class Beside(Protocol):
    """Whoever merges some fields beside us, in a process of its own."""

    def merge(self, segments: Sequence[DraftSegment], names: Sequence[str]) -> None:
        """Begin to merge these fields of drafts."""

    def merged(self) -> DraftSegment:
        """What was begun, once it is done: see `merging.merged_fields`."""


class SegmentBuilder:
    """Takes articles, and leaves drafts of segments in a storage. No lock is needed.

    The drafts of a `rough` one are there to be merged: `finish` makes one of them that can be searched.
    """

    def __init__(self, storage: MappedStorage, *, tokens: int = TOKENS, rough: bool = False) -> None:
        self._storage, self._most, self._rough = storage, tokens, rough
        self._passing = MappedStorage(storage.folder, durable=False)  # for what is merged before anybody relies on it
        self.drafts: list[DraftSegment] = []
        self._vocabulary = Vocabulary()
        self._start()

    def _start(self) -> None:
        if self._vocabulary.is_full:
            self._vocabulary = Vocabulary()
        self._texts = _Texts()
        self._waiting: list[bytes] = []
        self._size = 0
        self._ids = array("q")
        self._languages: list[str] = []

    def add(self, entry: Entry) -> None:
        """Take an article; its number must not be among those taken before."""
        self.take(entry.id, entry.language, as_bytes(entry.title), as_bytes(entry.body))

    def take(self, number: int, language: str, title: bytes, body: bytes) -> None:
        """Take an article whose texts are bytes already (`chunks.as_bytes`)."""
        self._waiting += (title, body)
        self._size += len(title) + len(body)
        self._ids.append(number)
        self._languages.append(base_language(language))
        if self._size >= min(BATCH, self._most):
            self._number()
        if self._texts.count >= self._most:
            self.flush()

    def _number(self) -> None:
        """Turn the articles that wait into codes."""
        with _uncollected():
            codes, ends = self._vocabulary.codes(self._waiting)
        self._texts.add(codes, ends)
        self._waiting.clear()
        self._size = 0

    def flush(self) -> None:
        """Write what was taken since the last time as a segment, if anything was."""
        self._flush(rough=self._rough)

    def _flush(self, *, rough: bool) -> None:
        if self._ids:
            self._number()
            with _uncollected():
                self.drafts.append(self._written(rough=rough))
            self._start()
        while members := due(self.drafts):
            self._merge(members, rough=self._rough)

    def finish(self, others: Sequence[DraftSegment] = (), beside: Beside | None = None) -> None:
        """One draft of everything that was taken, and of the drafts of another builder; none where that is nothing.

        Some of the last merge may be done `beside` it.
        """
        rough = bool(self.drafts or others)
        self._flush(rough=rough)
        self.drafts += others
        if rough:
            self._merge(self.drafts, rough=False, beside=beside)

    def _merge(self, members: Sequence[DraftSegment], *, rough: bool, beside: Beside | None = None) -> None:
        elsewhere = None
        if beside is not None:
            beside.merge(members, EXACT)
            elsewhere = Elsewhere(EXACT, beside.merged)
        storage = self._passing if rough else self._storage
        merged = Merge(storage, members, rough=rough, elsewhere=elsewhere).draft
        self.drafts = [merged, *(draft for draft in self.drafts if draft not in members)]
        for draft in members:
            draft.discard(self._storage)

    def empty(self) -> DraftSegment:
        """A segment without documents, for an index that has none: it carries the sequence number."""
        self._start()
        return self._written(rough=False)

    def discard(self) -> None:
        """Delete the drafts that were not published."""
        for draft in self.drafts:
            draft.discard(self._storage)

    def _written(self, *, rough: bool) -> DraftSegment:
        storage = self._passing if rough else self._storage
        segment = DraftSegment(INDEX_NAME)
        segment.set_doc_count(len(self._ids))
        with start_terms(storage, segment) as out:
            lengths = self._write_terms(out, rough=rough)
        languages = np.fromiter(map(language_number, self._languages), np.int64, len(self._languages))
        columns = {ID: as_array(self._ids, np.int64), LANGUAGE: languages}
        write_documents(storage, segment, len(self._ids), columns, lengths)
        return segment

    def _write_terms(self, out: ArrayFileWriter, *, rough: bool) -> dict[str, Array]:
        """Write all fields; how many tokens each document has in each."""
        lengths: dict[str, Array] = {}
        words = list(self._vocabulary.words)
        stems = Stems(words)
        for title_name, text_name, runs in (
            (TITLE, TEXT, self._vocabulary.positioned),
            (TITLE_WORDS, TEXT_WORDS, self._vocabulary.exact),
        ):
            is_stems = runs is self._vocabulary.positioned
            title, body = self._texts.tokens(runs)
            if is_stems:
                title, body = self._stemmed(title, body, stems)
            terms = stems.terms if is_stems else words
            text, places = _titled(title, body)
            _write_stream(out, title_name, title, terms, _places(title) if is_stems else None, rough=rough)
            _write_stream(out, text_name, text, terms, places if is_stems else None, rough=rough)
            lengths[title_name], lengths[text_name] = title.sizes, text.sizes
        finish_terms(out, list(lengths))
        return lengths

    def _stemmed(self, title: _Tokens, body: _Tokens, stems: Stems) -> tuple[_Tokens, _Tokens]:
        """The words of all documents as stems in the language of each."""
        documents: dict[str, list[int]] = {}
        for document, language in enumerate(self._languages):
            documents.setdefault(language, []).append(document)
        for language, own in documents.items():
            of_title, of_body = (ragged(each.starts[own], each.sizes[own]) for each in (title, body))
            words = np.concatenate((title.numbers.take(of_title), body.numbers.take(of_body)))
            found = stems.of(words, language)
            title.numbers[of_title], body.numbers[of_body] = np.split(found, [len(of_title)])
        return title, body


@contextmanager
def _uncollected() -> Iterator[None]:
    """Millions of objects are made and no cycles: to look for those again and again takes a twentieth of a build."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _places(tokens: _Tokens) -> Array:
    """The place of each token in its document."""
    places: Array = np.arange(len(tokens.numbers)) - np.repeat(tokens.starts[:-1], tokens.sizes)
    return places


def _titled(title: _Tokens, body: _Tokens) -> tuple[_Tokens, Array]:
    """The whole text of each document, its title several times and then its body; and the position of each token."""
    starts = np.column_stack([*[title.starts[:-1]] * COPIES, body.starts[:-1] + len(title.numbers)]).ravel()
    sizes = np.column_stack([*[title.sizes] * COPIES, body.sizes]).ravel()
    numbers = np.concatenate((title.numbers, body.numbers))[ragged(starts, sizes)]
    text = _Tokens(numbers, offsets(sizes)[:: COPIES + 1])
    copies = np.tile(np.arange(COPIES + 1), len(title.sizes))
    return text, _places(text) + np.repeat(copies * GAP, sizes)


def _write_stream(
    out: ArrayFileWriter, name: str, tokens: _Tokens, terms: Sequence[str], places: Array | None, *, rough: bool
) -> None:
    """Sort the tokens of one stream into postings, and write them; with their places, where those are given."""
    numbers, starts = tokens
    dictionary, ranks = _ranked(numbers, terms)
    of_token = ranks.take(numbers)
    place = grouped(of_token)
    term = of_token.take(place)
    document = np.arange(len(starts) - 1, dtype=np.uint32).repeat(np.diff(starts)).take(place)
    begins = np.ones(len(term), bool)
    begins[1:] = (term[1:] != term[:-1]) | (document[1:] != document[:-1])
    first = np.flatnonzero(begins)
    postings_at = np.searchsorted(term[first], np.arange(len(dictionary) + 1))
    longest = int(places.max(initial=0)) + 1 if places is not None else 0
    positions_at = np.append(first, len(term))[postings_at] if places is not None else None
    writer = FieldWriter(out, name, dictionary, postings_at, positions_at, position_type(longest), rough=rough)
    frequencies = np.diff(first, append=len(term))
    writer.append(document[first], frequencies, places.take(place) if places is not None else None)
    writer.close()


def _ranked(numbers: Array, terms: Sequence[str]) -> tuple[list[bytes], Array]:
    """The terms that occur, sorted (UTF-8 sorts as code points do); and for each term number its rank among them."""
    occurs = np.zeros(len(terms), bool)
    occurs[numbers] = True
    chosen = sorted(np.flatnonzero(occurs).tolist(), key=terms.__getitem__)
    ranks = np.zeros(len(occurs), np.uint32)
    ranks[chosen] = np.arange(len(chosen), dtype=np.uint32)
    return [terms[number].encode() for number in chosen], ranks
