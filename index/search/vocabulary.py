"""Words as numbers, while segments are built: each different raw token is read once, whatever the language.

A raw token's *code* stands for the words with positions and for the exact words that it yields. Stems depend on the
language of the article: they are made when a segment is written, all words of a language at once.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import DTypeLike

from index.search.analysis import terms_of
from index.search.codec.arrays import Array
from index.search.codec.runs import offsets, ragged
from index.search.stemming import stem_all


class Runs:
    """For each code the run of numbers that it stands for."""

    def __init__(self) -> None:
        self._numbers, self._ends = array("I"), array("I", [0])

    def add(self, numbers: Iterable[int]) -> None:
        """The run of the next code."""
        self._numbers.extend(numbers)
        self._ends.append(len(self._numbers))

    def expand(self, codes: Array) -> tuple[Array, Array]:
        """The numbers that codes stand for, end to end; and where each code's begin, with one more for the end."""
        ends = as_array(self._ends, np.uint32).astype(np.int64)
        sizes = np.diff(ends)[codes]
        return as_array(self._numbers, np.uint32)[ragged(ends[codes], sizes)], offsets(sizes)


class Vocabulary(dict[str, int]):
    """Raw token → code; a new token is read when it is first asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[str, int] = {}
        self.positioned, self.exact = Runs(), Runs()
        self._codes = 0

    def __missing__(self, raw: str) -> int:
        if raw.isascii() and raw.isalnum():
            lowered = raw.lower()
            if lowered != raw:
                code = self[raw] = self[lowered]
                return code
            self._add((raw,), (raw,))
        else:
            self._add(*terms_of(raw))
        code = self[raw] = self._codes
        self._codes += 1
        return code

    def _add(self, positioned: Iterable[str], exact: Iterable[str]) -> None:
        known = self.words
        self.positioned.add([known.setdefault(word, len(known)) for word in positioned])
        self.exact.add([known.setdefault(word, len(known)) for word in exact])


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
