"""Terms that are near a word: edit distance over a sorted dictionary, without looking at most of it.

Each term carries a *signature*, the set of its letters hashed to 64 bits, and its length. One edit changes at most one
letter on either side of the symmetric difference, so signatures rule out nearly every term by three numpy operations;
what is left is measured exactly (`distance`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.search.codec.arrays import Array
from index.search.codec.segment import FieldPostings
from index.search.distance import edits

_MIXER = np.uint64(0x9E3779B97F4A7C15)
LONGEST = 255


def letter_bits(points: Array) -> Array:
    """A bit for each code point."""
    bits: Array = np.left_shift(np.uint64(1), (points.astype(np.uint64) * _MIXER) >> np.uint64(58))
    return bits


def signatures(terms: Sequence[bytes]) -> tuple[Array, Array]:
    """The (letters, length) of terms, which are not empty."""
    texts = [term.decode() for term in terms]
    counts = np.fromiter(map(len, texts), np.int64, len(texts))
    if not texts:
        return np.empty(0, np.uint64), np.empty(0, np.uint8)
    points = np.frombuffer("".join(texts).encode("utf-32-le"), "<u4")
    starts = np.cumsum(counts) - counts
    return np.bitwise_or.reduceat(letter_bits(points), starts), np.minimum(counts, LONGEST).astype(np.uint8)


def near(field: FieldPostings, word: str, distance: int) -> list[tuple[int, int]]:
    """(number, distance) of the terms one edit away, and of those two away whose first letter is the word's.

    (Two edits with a free first letter would look at every word, and people seldom get the first one wrong.)
    """
    found = dict(_within(field, word, 1, 0, len(field)))
    if distance > 1:
        found.update(_within(field, word, distance, *field.prefix(word[:1].encode())))
    return sorted(found.items())


def _within(field: FieldPostings, word: str, distance: int, low: int, high: int) -> list[tuple[int, int]]:
    """(number, distance) of the terms `low` to `high - 1` that are within a distance."""
    letters, sizes = (array[low:high] for array in field.signatures())
    found = np.flatnonzero(np.abs(sizes.astype(np.int16) - min(len(word), LONGEST)) <= distance)
    mine = np.bitwise_or.reduce(letter_bits(np.frombuffer(word.encode("utf-32-le"), "<u4")))
    odd = letters[found] ^ mine
    close = (np.bitwise_count(odd & ~mine) <= distance) & (np.bitwise_count(odd & mine) <= distance)
    measured = (
        (number, edits(field.term(number).decode(), word, distance)) for number in (found[close] + low).tolist()
    )
    return [(number, count) for number, count in measured if count <= distance]
