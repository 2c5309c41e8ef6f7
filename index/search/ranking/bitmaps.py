"""Sets of documents: as ascending numbers where they are few, as a bitmap where they are many.

A bitmap of a million documents is 125 kB: two of them are joined in microseconds and counted as fast, whatever the sets
hold. The place of a document in the ascending list is the number of bits before its own, summed up word by word (rank:
Jacobson 1989), so that numbers beside a list are found without the list itself.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from index.search.codec.arrays import Array

WORD, WORD_BITS = 64, 6
_ONE, _LAST = np.uint64(1), np.uint64(WORD - 1)

LARGE = 1 << 18
"""Documents of a library from which on bitmaps are worth it: masks of a smaller one stay in the processor's cache."""

LONG = 1 << 15
"""Documents from which on a set is a bitmap, if that is smaller than four bytes a document."""


def is_large(count: int) -> bool:
    """Whether sets of so many documents are joined as bitmaps."""
    return count >= LARGE


def is_long(held: int, count: int) -> bool:
    """Whether a set of so many of all documents is kept as a bitmap."""
    return is_large(count) and held >= LONG and held * 32 >= count


def packed(mask: Array) -> Array:
    """The bitmap (u64) of a mask."""
    bits = np.zeros(-(-len(mask) // WORD) * (WORD // 8), np.uint8)
    bits[: -(-len(mask) // 8)] = np.packbits(mask, bitorder="little")
    return bits.view("<u8")


def unpacked(bits: Array, count: int) -> Array:
    """The mask of a bitmap over so many documents."""
    return np.unpackbits(bits.view(np.uint8), count=count, bitorder="little").view(bool)


def everything(count: int) -> Array:
    """The bitmap of all documents."""
    bits = np.full(-(-count // WORD), ~np.uint64(0))
    if count % WORD:
        bits[-1] = (_ONE << np.uint64(count % WORD)) - _ONE
    return bits


def population(bits: Array) -> int:
    """How many documents a bitmap holds."""
    return int(np.bitwise_count(bits).sum(dtype=np.int64))


class Documents:
    """A set of documents, of `count` that there are. What was not given of it is made when it is asked for."""

    def __init__(self, count: int, *, numbers: Array | None = None, bits: Array | None = None) -> None:
        self.count = count
        self.has_numbers, self.has_bits = numbers is not None, bits is not None
        if numbers is not None:
            self.numbers = numbers
            self._size = len(numbers)
        if bits is not None:
            self.bits = bits

    @cached_property
    def numbers(self) -> Array:
        """The documents, ascending."""
        return self.mask.nonzero()[0]

    @cached_property
    def bits(self) -> Array:
        """The bitmap."""
        return packed(self.mask)

    @property
    def mask(self) -> Array:
        """A byte for each document that there is."""
        if self.has_bits:
            return unpacked(self.bits, self.count)
        mask = np.zeros(self.count, bool)
        mask[self.numbers] = True
        return mask

    @cached_property
    def _size(self) -> int:
        return population(self.bits)

    def __len__(self) -> int:
        return self._size

    def holds(self, numbers: Array) -> Array:
        """Which of some documents are in the set (a mask)."""
        words = self.bits.take(numbers >> WORD_BITS)
        words >>= numbers.astype(np.uint64) & _LAST
        words &= _ONE
        return words.astype(bool)

    @cached_property
    def _before(self) -> Array:
        """How many documents stand in the words before each word."""
        counts = np.bitwise_count(self.bits)
        before: Array = counts.cumsum(dtype=np.int64)
        before -= counts
        return before

    def values_of(self, numbers: Array, values: Array) -> Array:
        """The values of some documents (float32), out of those of the set in order; 0 where it does not hold them."""
        at, low = numbers >> WORD_BITS, numbers.astype(np.uint64) & _LAST
        words, bit = self.bits.take(at), _ONE << low
        places = self._before.take(at)
        places += np.bitwise_count(words & (bit - _ONE))
        found: Array = values.take(places, mode="clip")
        found *= (words & bit).astype(bool)
        return found
