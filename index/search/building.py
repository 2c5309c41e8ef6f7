"""Builds finished segments from articles, without a posting pool: words become numbers, numpy sorts the numbers.

Each different raw token is read once and has a code (`vocabulary`). A document is then a run of codes, and everything
after is arithmetic on whole arrays.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from index.search.analysis import raw_tokens
from index.search.codec.arrays import Array, ArrayFileWriter
from index.search.codec.drafts import DraftSegment, finish_terms, start_terms, write_documents
from index.search.codec.merging import Merge
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

MOST_KNOWN = 500_000
"""Raw tokens known from which on a new vocabulary is begun: about 100 MB."""


class _Tokens(NamedTuple):
    """The term numbers of all documents, end to end; where each document's begin, and where the last one's end."""

    numbers: Array
    starts: Array

    @property
    def sizes(self) -> Array:
        """The tokens of each document."""
        return np.diff(self.starts)


class _Text:
    """The codes of one text of every document."""

    def __init__(self) -> None:
        self.codes = array("I")
        self._ends = array("Q", [0])

    def add(self, codes: Iterable[int]) -> None:
        self.codes.extend(codes)
        self._ends.append(len(self.codes))

    def tokens(self, runs: Runs) -> _Tokens:
        """What the codes stand for."""
        numbers, starts = runs.expand(as_array(self.codes, np.uint32))
        return _Tokens(numbers, starts[as_array(self._ends, np.uint64).astype(np.int64)])


class SegmentBuilder:
    """Takes articles, and leaves drafts of segments in a storage. No lock is needed."""

    def __init__(self, storage: MappedStorage, *, tokens: int = TOKENS) -> None:
        self._storage, self._most = storage, tokens
        self.drafts: list[DraftSegment] = []
        self._vocabulary = Vocabulary()
        self._start()

    def _start(self) -> None:
        if len(self._vocabulary) > MOST_KNOWN:
            self._vocabulary = Vocabulary()
        self._title, self._body = _Text(), _Text()
        self._ids = array("q")
        self._languages: list[str] = []

    def add(self, entry: Entry) -> None:
        """Take an article; its number must not be among those taken before."""
        code_of = self._vocabulary.__getitem__
        self._title.add(map(code_of, raw_tokens(entry.title)))
        self._body.add(map(code_of, raw_tokens(entry.body)))
        self._ids.append(entry.id)
        self._languages.append(base_language(entry.language))
        if len(self._body.codes) >= self._most:
            self.flush()

    def flush(self) -> None:
        """Write what was taken since the last time as a segment, if anything was."""
        if self._ids:
            self.drafts.append(self._written())
            self._start()
            self.merge()

    def merge(self, *, wholly: bool = False) -> None:
        """Merge drafts of a size, where there are enough of them; `wholly`: all of them."""
        while members := (self.drafts if wholly and len(self.drafts) > 1 else due(self.drafts)):
            merged = Merge(self._storage, members).draft
            self.drafts = [merged, *(draft for draft in self.drafts if draft not in members)]
            for draft in members:
                draft.discard(self._storage)

    def empty(self) -> DraftSegment:
        """A segment without documents, for an index that has none: it carries the sequence number."""
        self._start()
        return self._written()

    def discard(self) -> None:
        """Delete the drafts that were not published."""
        for draft in self.drafts:
            draft.discard(self._storage)

    def _written(self) -> DraftSegment:
        segment = DraftSegment(INDEX_NAME)
        segment.set_doc_count(len(self._ids))
        out = start_terms(self._storage, segment)
        lengths: dict[str, Array] = {}
        words = list(self._vocabulary.words)
        stems = Stems(words)
        for title_name, text_name, runs in (
            (TITLE, TEXT, self._vocabulary.positioned),
            (TITLE_WORDS, TEXT_WORDS, self._vocabulary.exact),
        ):
            is_stems = runs is self._vocabulary.positioned
            title, body = self._title.tokens(runs), self._body.tokens(runs)
            if is_stems:
                title, body = (_Tokens(self._stemmed(each, stems), each.starts) for each in (title, body))
            terms = stems.terms if is_stems else words
            text, places = _titled(title, body)
            _write_stream(out, title_name, title, terms, _places(title) if is_stems else None)
            _write_stream(out, text_name, text, terms, places if is_stems else None)
            lengths[title_name], lengths[text_name] = title.sizes, text.sizes
        finish_terms(out, list(lengths))
        languages = np.fromiter(map(language_number, self._languages), np.int64, len(self._languages))
        columns = {ID: as_array(self._ids, np.int64), LANGUAGE: languages}
        write_documents(self._storage, segment, len(self._ids), columns, lengths)
        return segment

    def _stemmed(self, tokens: _Tokens, stems: Stems) -> Array:
        """The words of all documents as stems in the language of each."""
        stemmed = np.zeros(len(tokens.numbers), np.uint32)
        documents: dict[str, list[int]] = {}
        for document, language in enumerate(self._languages):
            documents.setdefault(language, []).append(document)
        for language, own in documents.items():
            at = ragged(tokens.starts[own], tokens.sizes[own])
            stemmed[at] = stems.of(tokens.numbers.take(at), language)
        return stemmed


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


def _write_stream(out: ArrayFileWriter, name: str, tokens: _Tokens, terms: Sequence[str], places: Array | None) -> None:
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
    writer = FieldWriter(out, name, dictionary, postings_at, positions_at, position_type(longest))
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
