"""Finds numbers by 64-bit hashes, many at a time: a table with open addressing, probed by numpy for all at once.

A dictionary takes ten times as long a look-up, since it looks at one object after the other.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from index.search.codec.arrays import Array
from index.search.codec.runs import is_first

MIXER = np.uint64(0x9E3779B97F4A7C15)
"""Multiplying by it spreads what differs over all bits (Fibonacci hashing: Knuth, TAOCP 3, 6.4). It is odd, so that
different numbers stay different."""

_SMALLEST = 12
"""Bits of the number of slots that a table begins with."""


class HashTable:
    """Hash (not 0) → number. Never more than half full, so that a few probes find everything."""

    def __init__(self) -> None:
        self._empty(_SMALLEST)

    def _empty(self, bits: int) -> None:
        self._shift, self._mask = np.uint64(64 - bits), (1 << bits) - 1
        self._keys = np.zeros(1 << bits, np.uint64)
        self._numbers = np.zeros(1 << bits, np.uint32)
        self._count = 0

    def numbers(self, hashes: Array, number_new: Callable[[Array], Array]) -> Array:
        """The number of each hash; `number_new` numbers those that are not here, given a place of each."""
        numbers, missing = self.find(hashes)
        if len(missing):
            order = missing.take(hashes.take(missing).argsort())
            ordered = hashes.take(order)
            is_new = is_first(ordered)
            added = number_new(order.compress(is_new))
            self.add(ordered.compress(is_new), added)
            numbers[order] = added.take(is_new.cumsum() - 1)
        return numbers

    def find(self, hashes: Array) -> tuple[Array, Array]:
        """(the number of each hash, the places of those that are not here, whose numbers mean nothing)."""
        slots = (hashes >> self._shift).astype(np.int64)
        numbers = self._numbers.take(slots)
        left = np.flatnonzero(self._keys.take(slots) != hashes)
        missing = [np.empty(0, np.int64)]
        while len(left):
            is_free = self._keys.take(slots.take(left)) == 0
            missing.append(left.compress(is_free))
            left = left.compress(~is_free)
            after = (slots.take(left) + 1) & self._mask
            slots[left] = after
            is_here = self._keys.take(after) == hashes.take(left)
            numbers[left.compress(is_here)] = self._numbers.take(after.compress(is_here))
            left = left.compress(~is_here)
        return numbers, np.concatenate(missing)

    def add(self, hashes: Array, numbers: Array) -> None:
        """Enter hashes that are different and not here yet."""
        if (self._count + len(hashes)) * 2 > self._mask:
            self._grow(self._count + len(hashes))
        self._count += len(hashes)
        slots = (hashes >> self._shift).astype(np.int64)
        left = np.arange(len(hashes))
        while len(left):
            wanted = slots.take(left)
            self._keys[wanted] = np.where(self._keys.take(wanted) == 0, hashes.take(left), self._keys.take(wanted))
            has_won = self._keys.take(wanted) == hashes.take(left)
            self._numbers[wanted.compress(has_won)] = numbers.take(left.compress(has_won))
            left = left.compress(~has_won)
            slots[left] = (slots.take(left) + 1) & self._mask

    def _grow(self, count: int) -> None:
        keys, numbers = self._keys, self._numbers
        used = np.flatnonzero(keys)
        self._empty((2 * count).bit_length() + 1)
        self.add(keys.take(used), numbers.take(used))
