"""Words as numbers, while segments are built: each different chunk of a text is read once, whatever the language.

A chunk's *code* stands for the words with positions and for the exact words that it yields. Stems depend on the
language of the article: they are made when a segment is written, all words of a language at once.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import DTypeLike

from index.search.analysis import is_unspaced, normal_run, plain_word, spans, terms_of
from index.search.chunks import Chunks, chunks_of
from index.search.codec.arrays import Array
from index.search.codec.runs import offsets, ragged
from index.search.hash_table import MIXER, HashTable
from index.search.stemming import is_stemmed, stem_all

MOST_WORDS = 500_000
MOST_NUMBERS = 4_000_000
"""Words, and places in runs of them, that are known from which on a new vocabulary is begun: about 100 MB."""


_AT_A_TIME = 1 << 17
"""Codes that are expanded at a time: what comes between stays in the processor's cache."""

_LATER = -1
"""Stands for the numbers of a run without blanks, which are not known yet."""

_POINT = 21
_SECOND = (1 << _POINT) - 1
"""Bits of a code point, of which two make a key."""


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

    def add(self, numbers: Array, sizes: Array) -> None:
        """The runs of the next codes, end to end, and how long each is."""
        self._ends.frombytes((sizes.cumsum() + self.length).astype(np.uint32).tobytes())
        self._numbers.frombytes(numbers.astype(np.uint32).tobytes())

    def expand(self, codes: Array) -> tuple[Array, Array]:
        """The numbers that codes stand for, end to end; and where each code's begin, with one more for the end."""
        ends = as_array(self._ends, np.uint32).astype(np.int64)
        size_of, known = np.diff(ends), as_array(self._numbers, np.uint32)
        numbers, sizes = [known[:0]], [size_of[:0]]
        for start in range(0, len(codes), _AT_A_TIME):
            portion = codes[start : start + _AT_A_TIME]
            sizes.append(size_of.take(portion))
            numbers.append(known.take(ragged(ends.take(portion), sizes[-1])))
        return np.concatenate(numbers), offsets(np.concatenate(sizes))


class Vocabulary:
    """Numbers for words, and a code for each different chunk of a text; a chunk is read when it is first met."""

    def __init__(self) -> None:
        self.words = _Words()
        self.positioned, self.exact = Runs(), Runs()
        self._codes, self._unspaced = HashTable(), HashTable()

    @property
    def is_full(self) -> bool:
        """Whether so much is known that it is better forgotten."""
        return len(self.words) > MOST_WORDS or self.positioned.length > MOST_NUMBERS

    def codes(self, texts: Sequence[bytes]) -> tuple[Array, Array]:
        """The codes of texts (`chunks.as_bytes`), end to end; and how many codes the texts up to each have."""
        chunks = chunks_of(texts)
        return self._codes.numbers(chunks.hashes, lambda places: self._read(chunks, places)), chunks.ends

    def _read(self, chunks: Chunks, places: Array) -> Array:
        """Enter what some chunks stand for under the next codes; the code of each."""
        first = len(self.positioned)
        single: list[int] = []
        words: list[str] = []
        others: list[tuple[int, str]] = []
        for at, chunk in enumerate(chunks.texts(places)):
            word = chunk.lower() if chunk.isascii() and chunk.isalnum() else plain_word(chunk)
            if word:
                single.append(at)
                words.append(word)
            else:
                others.append((at, chunk))
        numbers = np.fromiter(map(self.words.__getitem__, words), np.uint32, len(words))
        ones = np.ones(len(numbers), np.int64)
        self.positioned.add(numbers, ones)
        self.exact.add(numbers, ones)
        self._read_parts([chunk for _, chunk in others])
        codes = np.empty(len(places), np.uint32)
        codes[[*single, *(at for at, _ in others)]] = np.arange(first, first + len(places), dtype=np.uint32)
        return codes

    def _read_parts(self, chunks: Sequence[str]) -> None:
        """Enter what chunks that are not one word stand for. Runs without blanks are numbered at the end, at once."""
        number_of = self.words.__getitem__
        positioned: list[int] = []
        exact: list[int] = []
        unspaced: list[str] = []
        ends: list[tuple[int, int]] = [(0, 0)]
        for chunk in chunks:
            for match in spans(chunk):
                if is_unspaced(match[0]):
                    unspaced.append(normal_run(match[0]))
                    positioned.append(_LATER)
                    exact.append(_LATER)
                else:
                    words, exact_words = terms_of(match[0])
                    positioned.extend(map(number_of, words))
                    exact.extend(map(number_of, exact_words))
            ends.append((len(positioned), len(exact)))
        letters = np.fromiter(map(len, unspaced), np.int64, len(unspaced))
        bigrams, characters = _keys(unspaced, letters)
        ends_of = np.array(ends).T
        self.positioned.add(*self._filled(positioned, ends_of[0], bigrams, np.maximum(letters - 1, 1)))
        self.exact.add(*self._filled(exact, ends_of[1], characters, letters))

    def _filled(self, read: list[int], ends: Array, keys: Array, sizes: Array) -> tuple[Array, Array]:
        """(numbers, how many each chunk has), each run without blanks in the place that was kept for it."""
        numbers = np.array(read, np.int64)
        is_run = numbers == _LATER
        counts = np.ones(len(numbers), np.int64)
        counts[is_run] = sizes
        numbers = numbers.repeat(counts)
        numbers[is_run.repeat(counts)] = self._numbers(keys)
        return numbers, np.diff(offsets(counts).take(ends))

    def _numbers(self, keys: Array) -> Array:
        """The numbers of bigrams and characters that are given as keys."""

        def number_new(places: Array) -> Array:
            words = [chr(key >> _POINT) + chr(key & _SECOND).strip("\0") for key in keys.take(places).tolist()]
            return np.fromiter(map(self.words.__getitem__, words), np.uint32, len(words))

        return self._unspaced.numbers(keys * MIXER, number_new)


def _keys(runs: Sequence[str], sizes: Array) -> tuple[Array, Array]:
    """(bigrams, characters) of runs without blanks, in order: each a number of two code points, or of one."""
    last = sizes.cumsum() - 1
    characters = np.frombuffer("".join(runs).encode("utf-32-le"), "<u4").astype(np.uint64)
    seconds = np.append(characters[1:], np.uint64(0))
    seconds[last] = 0
    characters <<= np.uint64(_POINT)
    is_bigram = np.ones(len(characters), bool)
    is_bigram[last.compress(sizes > 1)] = False
    return (characters | seconds).compress(is_bigram), characters


class _Words(dict[str, int]):
    """Word → number, in the order in which they are first asked for."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class Stems:
    """The stems of a segment's words. They are numbered as the words are, so that most stems have a number already."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = dict(numbers)
        self._words = list(numbers)

    @property
    def terms(self) -> list[str]:
        """The words and the stems, in the order of their numbers."""
        return list(self._numbers)

    def of(self, numbers: Array, language: str) -> Array:
        """The stem of each word of a text in one language."""
        if not is_stemmed(language):
            return numbers
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
