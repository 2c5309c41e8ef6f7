"""Terms as two arrays, their letters end to end and where each begins: sorted, joined and cut without a string a term.

A dictionary of a segment lies in the file like this, and so do those that become one when segments are merged.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.search.codec.arrays import Array
from index.search.codec.runs import is_first, offsets, ragged

_WORD = 8
"""Bytes that are compared at a time."""

_MASKS = np.array([((1 << 8 * size) - 1) << 8 * (_WORD - size) for size in range(_WORD + 1)], np.uint64)
"""The first bytes of a word, which is read with the first byte as the highest."""

_BETWEEN = "\n"
"""Stands in no term."""


@dataclass(frozen=True)
class Dictionary:
    """Terms by their numbers: `letters` u8 (UTF-8, no NUL), and `at` i64[terms+1], where those of each begin."""

    letters: Array
    at: Array

    @classmethod
    def of(cls, terms: Sequence[bytes]) -> Dictionary:
        """A dictionary of terms that are bytes."""
        sizes = np.fromiter(map(len, terms), np.int64, len(terms))
        return cls(np.frombuffer(b"".join(terms), np.uint8), offsets(sizes))

    @classmethod
    def of_words(cls, words: Sequence[str]) -> Dictionary:
        """A dictionary of words, none of which is empty."""
        joined = np.frombuffer(_BETWEEN.join([*words, ""]).encode(), np.uint8)
        is_letter = joined != ord(_BETWEEN)
        ends = np.flatnonzero(~is_letter)
        return cls(joined.compress(is_letter), offsets(np.diff(ends, prepend=-1) - 1))

    @classmethod
    def joined(cls, dictionaries: Sequence[Dictionary]) -> Dictionary:
        """The terms of several, one after the other."""
        letters = [np.empty(0, np.uint8), *(each.letters for each in dictionaries)]
        sizes = [np.empty(0, np.int64), *(each.sizes for each in dictionaries)]
        return cls(np.concatenate(letters), offsets(np.concatenate(sizes)))

    def __len__(self) -> int:
        return len(self.at) - 1

    @property
    def sizes(self) -> Array:
        """The bytes of each term."""
        sizes: Array = self.at[1:] - self.at[:-1]
        return sizes

    def take(self, numbers: Array) -> Dictionary:
        """Some terms, in the order in which they are asked for."""
        sizes = self.sizes.take(numbers)
        return Dictionary(self.letters.take(ragged(self.at.take(numbers), sizes)), offsets(sizes))

    def terms(self) -> list[bytes]:
        """All terms, one by one."""
        letters, at = self.letters.tobytes(), self.at.tolist()
        return [letters[start:end] for start, end in itertools.pairwise(at)]

    @cached_property
    def points(self) -> tuple[Array, Array]:
        """(code points of all terms, end to end; where those of each begin, with one more for the end)."""
        points = np.frombuffer(self.letters.tobytes().decode().encode("utf-32-le"), "<u4")
        begins = (self.letters & 0xC0) != 0x80  # the other bytes of a letter begin with the bits 10
        return points, offsets(begins).take(self.at)

    def ordered(self) -> tuple[Array, Array]:
        """(the numbers of the terms, sorted; for each whether its term is another than the one before).

        UTF-8 sorts as code points do. Eight bytes are compared at a time, and further ones where those are the same.
        """
        padded = np.concatenate((self.letters, np.zeros(_WORD, np.uint8)))
        words: Array = np.ndarray((len(self.letters) + 1,), ">u8", padded, strides=(1,))  # one begins at every byte
        begins, sizes = self.at[:-1], self.sizes

        def keys(numbers: Array, done: int) -> Array:
            left = (sizes.take(numbers) - done).clip(0)
            starts = np.minimum(begins.take(numbers) + done, len(self.letters))
            found: Array = words.take(starts).astype(np.uint64) & _MASKS.take(left, mode="clip")
            return found

        key = keys(np.arange(len(self)), 0)
        order = key.argsort(kind="stable")  # what is joined consists of sorted runs
        is_new = differs = is_first(key.take(order))
        places = np.arange(len(order))
        done = 0
        while len(places):
            done += _WORD
            among, group = _unsettled(differs, sizes.take(order.take(places)) > done)
            places = places.take(among)
            numbers = order.take(places)
            key = keys(numbers, done)
            resorted = np.lexsort((key, group))
            order[places] = numbers.take(resorted)
            differs = is_first(key.take(resorted)) | is_first(group)
            is_new[places] = differs
        return order, is_new


def _unsettled(is_new: Array, has_more: Array) -> tuple[Array, Array]:
    """(places of terms that are alike so far, and some of which have more letters; which of them belong together)."""
    group = is_new.cumsum() - 1
    first = np.flatnonzero(is_new)
    counts = np.diff(first, append=len(is_new))
    is_open = (counts > 1) & np.logical_or.reduceat(has_more, first) if len(first) else np.zeros(0, bool)
    places = np.flatnonzero(is_open.take(group))
    return places, group.take(places)
