"""Writes the arrays of one field: the dictionary at once, postings in as many pieces as the caller likes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import DTypeLike

from index.search.codec.arrays import Array, ArrayFileWriter
from index.search.codec.lexicon import signatures
from index.search.codec.pieces import write_pieces
from index.search.codec.segment import MANY


def offsets(sizes: Array) -> Array:
    """Where things of these sizes begin when they lie end to end, and where the last one ends."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)))


def ragged(starts: Array, sizes: Array) -> Array:
    """The indices of several runs, one after the other: `starts[0] …`, then `starts[1] …`, `sizes` of each."""
    ends = np.cumsum(sizes, dtype=np.int64)
    if not len(ends) or not ends[-1]:
        return np.empty(0, np.int64)
    return np.repeat(starts.astype(np.int64) - (ends - sizes), sizes) + np.arange(ends[-1])


def position_type(longest: int) -> DTypeLike:
    """The narrowest type for the positions of texts of at most so many tokens."""
    return np.uint16 if longest <= 1 << 16 else np.uint32


class FieldWriter:
    """Writes one field of a segment.

    `terms` are sorted and different; `postings_at` and `positions_at` say where those of each begin, with one more for
    the end. A field without positions has None there.
    """

    def __init__(
        self,
        out: ArrayFileWriter,
        name: str,
        terms: Sequence[bytes],
        postings_at: Array,
        positions_at: Array | None = None,
        position: DTypeLike = np.uint16,
    ) -> None:
        self._out, self._name = out, name
        out.add(f"{name}/letters", b"".join(terms))
        out.add(f"{name}/letters_at", offsets(np.fromiter(map(len, terms), np.int64, len(terms))), np.uint32)
        out.add(f"{name}/postings_at", postings_at, np.uint32)
        if positions_at is None:
            letters, sizes = signatures(terms)
            out.add(f"{name}/signature", letters)
            out.add(f"{name}/size", sizes)
            write_pieces(out, name, terms)
        count = int(postings_at[-1])
        self._document = out.reserve(f"{name}/document", np.uint32, count)
        self._frequency = out.reserve(f"{name}/frequency", np.uint8, count)
        self._position = None
        if positions_at is not None:
            out.add(f"{name}/positions_at", positions_at, np.uint64)
            self._position = out.reserve(f"{name}/position", position, int(positions_at[-1]))
        self._written = 0
        self._often: list[tuple[Array, Array]] = []

    def append(self, documents: Array, frequencies: Array, positions: Array | None) -> None:
        """The next postings, in the order of their terms and, within a term, of their documents."""
        self._document.append(documents)
        often = np.flatnonzero(frequencies >= MANY)
        if len(often):
            self._often.append((often + self._written, frequencies[often]))
        self._frequency.append(np.minimum(frequencies, MANY))
        if self._position is not None and positions is not None:
            self._position.append(positions)
        self._written += len(documents)

    def close(self) -> None:
        """Write what only the end knows."""
        if self._often:
            self._out.add(f"{self._name}/often_at", np.concatenate([at for at, _ in self._often]), np.uint64)
            self._out.add(f"{self._name}/often", np.concatenate([count for _, count in self._often]), np.uint32)
