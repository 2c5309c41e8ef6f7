"""Words as numbers, while segments are built: each different chunk of a text is read once, whatever the language.

A chunk's *code* stands for the words with positions and for the exact words that it yields. Stems depend on the
language of the article: they are made when a segment is written, all words of a language at once.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import DTypeLike

from index.search.analysis import bigrams, is_unspaced, normal_run, plain_word, spans, terms_of
from index.search.chunks import Chunks, chunks_of
from index.search.codec.arrays import Array
from index.search.codec.runs import is_first, offsets, ragged
from index.search.hash_table import HashTable
from index.search.stemming import stem_all

MOST_WORDS = 500_000
MOST_NUMBERS = 4_000_000
"""Words, and places in runs of them, that are known from which on a new vocabulary is begun: about 100 MB."""


class Runs:
    """For each code the run of numbers that it stands for."""

    def __init__(self) -> None:
        self._numbers, self._ends = array("I"), array("I", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    @property
    def length(self) -> int:
        """The numbers of all runs."""
        return len(self._numbers)

    def add(self, numbers: Iterable[int]) -> None:
        """The run of the next code."""
        self._numbers.extend(numbers)
        self._ends.append(len(self._numbers))

    def add_singly(self, numbers: Sequence[int]) -> None:
        """The runs of the next codes, each of one number."""
        begin = len(self._numbers) + 1
        self._numbers.extend(numbers)
        self._ends.extend(range(begin, begin + len(numbers)))

    def expand(self, codes: Array) -> tuple[Array, Array]:
        """The numbers that codes stand for, end to end; and where each code's begin, with one more for the end."""
        ends = as_array(self._ends, np.uint32).astype(np.int64)
        sizes = np.diff(ends)[codes]
        return as_array(self._numbers, np.uint32)[ragged(ends[codes], sizes)], offsets(sizes)


class Vocabulary:
    """Numbers for words, and a code for each different chunk of a text; a chunk is read when it is first met."""

    def __init__(self) -> None:
        self.words = _Words()
        self.positioned, self.exact = Runs(), Runs()
        self._codes = HashTable()

    @property
    def is_full(self) -> bool:
        """Whether so much is known that it is better forgotten."""
        return len(self.words) > MOST_WORDS or self.positioned.length > MOST_NUMBERS

    def codes(self, texts: Sequence[str]) -> tuple[Array, Array]:
        """The codes of texts, end to end; and how many codes the texts up to each have."""
        chunks = chunks_of(texts)
        codes, missing = self._codes.find(chunks.hashes)
        if len(missing):
            hashes = chunks.hashes.take(missing)
            order = hashes.argsort()
            hashes = hashes.take(order)
            is_new = is_first(hashes)
            first = len(self.positioned)
            read = self._read(chunks, missing.take(order.compress(is_new)))
            numbers = np.empty(len(read), np.uint32)
            numbers[read] = np.arange(first, first + len(read), dtype=np.uint32)
            self._codes.add(hashes.compress(is_new), numbers)
            codes[missing.take(order)] = numbers.take(is_new.cumsum() - 1)
        return codes, chunks.ends

    def _read(self, chunks: Chunks, places: Array) -> list[int]:
        """Enter what the next codes stand for; which of the places has which of them, in the order of the codes."""
        single: list[int] = []
        words: list[str] = []
        others: list[tuple[int, str]] = []
        for number, chunk in enumerate(chunks.texts(places)):
            word = chunk.lower() if chunk.isascii() and chunk.isalnum() else plain_word(chunk)
            if word:
                single.append(number)
                words.append(word)
            else:
                others.append((number, chunk))
        numbers = list(map(self.words.__getitem__, words))
        self.positioned.add_singly(numbers)
        self.exact.add_singly(numbers)
        for number, chunk in others:
            self._read_parts(chunk)
            single.append(number)
        return single

    def _read_parts(self, chunk: str) -> None:
        """Enter what the next code stands for, where it is not one word."""
        number_of = self.words.__getitem__
        positioned: list[int] = []
        exact: list[int] = []
        for match in spans(chunk):
            if is_unspaced(match[0]):
                run = normal_run(match[0])
                positioned.extend(map(number_of, bigrams(run)))
                exact.extend(map(number_of, run))
            else:
                words, exact_words = terms_of(match[0])
                positioned.extend(map(number_of, words))
                exact.extend(map(number_of, exact_words))
        self.positioned.add(positioned)
        self.exact.add(exact)


class _Words(dict[str, int]):
    """Word → number, in the order in which they are first asked for."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class Stems:
    """The stems of a segment's words, numbered as they turn up."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._numbers: dict[str, int] = {}

    @property
    def terms(self) -> list[str]:
        """The stems, in the order of their numbers."""
        return list(self._numbers)

    def of(self, numbers: Array, language: str) -> Array:
        """The stem of each word of a text in one language."""
        occurs = np.zeros(len(self._words), bool)
        occurs[numbers] = True
        used = np.flatnonzero(occurs)
        stems = stem_all(list(map(self._words.__getitem__, used.tolist())), language)
        known = self._numbers
        of_word = np.zeros(len(self._words), np.uint32)
        of_word[used] = [known.setdefault(stem, len(known)) for stem in stems]
        return of_word.take(numbers)


def as_array(values: array[int], dtype: DTypeLike) -> Array:
    """The same memory as numpy sees it."""
    return np.frombuffer(values, dtype) if values else np.empty(0, dtype)
