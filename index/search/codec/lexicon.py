"""Terms that are near a word: edit distance over a sorted dictionary, without looking at most of it.

Each term carries a *signature*, the set of its letters hashed to 64 bits, and its length. One edit changes at most one
letter on either side of the symmetric difference, so signatures rule out nearly every term by three numpy operations;
what is left is measured exactly (`distance`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.search.codec.arrays import Array
from index.search.codec.dictionary import Dictionary
from index.search.codec.inverted import FieldPostings

_MIXER = np.uint64(0x9E3779B97F4A7C15)
LONGEST = 255


def letter_bits(points: Array) -> Array:
    """A bit for each code point."""
    bits: Array = np.left_shift(np.uint64(1), (points.astype(np.uint64) * _MIXER) >> np.uint64(58))
    return bits


def signatures(terms: Dictionary) -> tuple[Array, Array]:
    """The (letters, length) of terms, which are not empty."""
    points, at = terms.points
    if not len(terms):
        return np.empty(0, np.uint64), np.empty(0, np.uint8)
    return np.bitwise_or.reduceat(letter_bits(points), at[:-1]), np.minimum(np.diff(at), LONGEST).astype(np.uint8)


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
    length = min(len(word), LONGEST)
    found = np.flatnonzero((sizes >= max(0, length - distance)) & (sizes <= min(LONGEST, length + distance)))
    mine = np.bitwise_or.reduce(letter_bits(_points(word)))
    odd = letters.take(found) ^ mine
    close = (np.bitwise_count(odd & ~mine) <= distance) & (np.bitwise_count(odd & mine) <= distance)
    numbers = (found.compress(close) + low).tolist()
    counts = distances([field.term(number).decode() for number in numbers], word, distance)
    return [(number, count) for number, count in zip(numbers, counts, strict=True) if count <= distance]


def distances(texts: Sequence[str], word: str, limit: int) -> list[int]:
    """`distance.edits` of many words from one: all of them at once, letter by letter, within a band of the limit."""
    if not texts:
        return []
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    width = len(word) + limit
    padded = "".join(text[:width].ljust(width, "\0") for text in texts)
    is_same = _points(padded).reshape(len(texts), width)[:, :, None] == _points(word)
    far = np.full(len(texts), limit + 1, np.int8)
    found = np.where(sizes == 0, min(len(word), limit + 1), far)
    before: dict[int, Array] = {}
    row = {j: np.full(len(texts), j, np.int8) for j in range(min(len(word), limit) + 1)}
    for i in range(1, width + 1):
        earlier, before, row = before, row, {}
        for j in range(max(0, i - limit), min(len(word), i + limit) + 1):
            cost = np.minimum(before.get(j, far), row.get(j - 1, far)) + np.int8(1)
            if j:
                cost = np.minimum(cost, before[j - 1] + ~is_same[:, i - 1, j - 1])
            if i > 1 and j > 1:
                is_swapped = is_same[:, i - 1, j - 2] & is_same[:, i - 2, j - 1]
                cost = np.where(is_swapped, np.minimum(cost, earlier[j - 2] + np.int8(1)), cost)
            row[j] = cost
        found = np.where(sizes == i, np.minimum(row.get(len(word), far), far), found)
    counts: list[int] = found.tolist()
    return counts


def _points(text: str) -> Array:
    return np.frombuffer(text.encode("utf-32-le"), "<u4")
