"""Builds finished segments from articles, without a posting pool: words become numbers, numpy sorts the numbers.

Each different raw token is analysed once a language; its code stands for the stems and the exact words that it yields.
A document is then a run of codes, and everything after is arithmetic on whole arrays.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import DTypeLike

from index.search.analysis import exact_of, folded_of, raw_tokens
from index.search.codec.arrays import Array, ArrayFileWriter
from index.search.codec.drafts import DraftSegment, finish_terms, start_terms, write_documents
from index.search.codec.runs import offsets, ragged
from index.search.codec.storage import MappedStorage
from index.search.codec.writing import FieldWriter, position_type
from index.search.engine import Entry
from index.search.names import BODY, BODY_WORDS, ID, LANGUAGE, TITLE, TITLE_WORDS
from index.search.schema import language_number
from index.search.stemming import base_language, stem_all

INDEX_NAME = "MAIN"
TOKENS = 4_000_000
"""Raw tokens in a segment built in bulk: about a thousand long articles, 150 MB while it is built."""


class _Runs:
    """For each code the run of numbers that it stands for."""

    def __init__(self) -> None:
        self.numbers = array("I")
        self.ends = array("I", [0])

    def add(self, numbers: Iterable[int]) -> None:
        self.numbers.extend(numbers)
        self.ends.append(len(self.numbers))

    def expand(self, codes: Array) -> tuple[Array, Array]:
        """The numbers that codes stand for, end to end; and where each code's begin, with one more for the end."""
        ends = np.frombuffer(self.ends, np.uint32).astype(np.int64)
        numbers = _numbers(self.numbers, np.uint32)
        sizes = np.diff(ends)[codes]
        return numbers[ragged(ends[codes], sizes)], offsets(sizes)


class _Vocabulary:
    """Raw tokens of all languages → codes; and what each code becomes.

    Exact words are numbered for all languages together. Stems are made at the end, all words of a language at once:
    until then a code stands for *forms*, which are the folded words of one language.
    """

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self.exact, self.forms = _Runs(), _Runs()
        self.size = 0
        self._languages: dict[str, _Codes] = {}
        self._form_count = 0

    def of(self, language: str) -> _Codes:
        if language not in self._languages:
            self._languages[language] = _Codes(self)
        return self._languages[language]

    def form(self, forms: dict[str, int], word: str) -> int:
        number = forms.get(word)
        if number is None:
            number = forms[word] = self._form_count
            self._form_count += 1
        return number

    def stems(self) -> tuple[list[str], Array]:
        """(the stems, the number of each form's)."""
        numbers: dict[str, int] = {}
        of_form = np.zeros(self._form_count, np.uint32)
        for language, codes in self._languages.items():
            stemmed = stem_all(list(codes.forms), language)
            of_form[list(codes.forms.values())] = [numbers.setdefault(stem, len(numbers)) for stem in stemmed]
        return list(numbers), of_form


class _Codes(dict[str, int]):
    """Raw token → code, in one language; a new token is read when it is first asked for."""

    def __init__(self, vocabulary: _Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self.forms: dict[str, int] = {}

    def __missing__(self, raw: str) -> int:
        vocabulary = self._vocabulary
        if raw.isascii() and raw.isalnum():
            lowered = raw.lower()
            if lowered != raw:
                code = self[raw] = self[lowered]
                return code
            self._add((raw,), (raw,))
        else:
            self._add(folded_of(raw), exact_of(raw))
        code = self[raw] = vocabulary.size
        vocabulary.size += 1
        return code

    def _add(self, words: Iterable[str], exact: Iterable[str]) -> None:
        vocabulary, known = self._vocabulary, self._vocabulary.words
        vocabulary.forms.add([vocabulary.form(self.forms, word) for word in words])
        vocabulary.exact.add([known.setdefault(word, len(known)) for word in exact])


class _Text:
    """The codes of one text of every document."""

    def __init__(self) -> None:
        self.codes = array("I")
        self._ends = array("Q", [0])

    def add(self, codes: Iterable[int]) -> None:
        self.codes.extend(codes)
        self._ends.append(len(self.codes))

    def tokens(self, runs: _Runs) -> tuple[Array, Array]:
        """(numbers of all documents, where each document's begin and the last one's end)."""
        numbers, starts = runs.expand(_numbers(self.codes, np.uint32))
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

    def discard(self) -> None:
        """Delete the drafts that were not published."""
        for draft in self.drafts:
            draft.discard(self._storage)

    def _written(self) -> DraftSegment:
        segment = DraftSegment(INDEX_NAME)
        segment.set_doc_count(len(self._ids))
        out = start_terms(self._storage, segment)
        lengths: dict[str, Array] = {}
        stems, of_form = self._vocabulary.stems()
        words = list(self._vocabulary.words)
        for text, stem_name, word_name in ((self._title, TITLE, TITLE_WORDS), (self._body, BODY, BODY_WORDS)):
            forms, starts = text.tokens(self._vocabulary.forms)
            _write_stream(out, stem_name, of_form[forms], starts, stems, positions=True)
            lengths[stem_name] = np.diff(starts)
            numbers, starts = text.tokens(self._vocabulary.exact)
            _write_stream(out, word_name, numbers, starts, words, positions=False)
            lengths[word_name] = np.diff(starts)
        finish_terms(out, list(lengths))
        columns = {ID: _numbers(self._ids, np.int64), LANGUAGE: _numbers(self._languages, np.int64)}
        write_documents(self._storage, segment, len(self._ids), columns, lengths)
        return segment


def _numbers(values: array[int], dtype: DTypeLike) -> Array:
    return np.frombuffer(values, dtype) if values else np.empty(0, dtype)


def _write_stream(
    out: ArrayFileWriter, name: str, numbers: Array, starts: Array, terms: Sequence[str], *, positions: bool
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


def _ranked(numbers: Array, terms: Sequence[str]) -> tuple[list[bytes], Array]:
    """The terms that occur, sorted (UTF-8 sorts as code points do); and for each term number its rank among them."""
    occurs = np.zeros(len(terms), bool)
    occurs[numbers] = True
    chosen = sorted(np.flatnonzero(occurs).tolist(), key=terms.__getitem__)
    ranks = np.zeros(len(occurs), np.uint64)
    ranks[chosen] = np.arange(len(chosen), dtype=np.uint64)
    return [terms[number].encode() for number in chosen], ranks
