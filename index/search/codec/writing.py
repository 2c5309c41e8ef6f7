"""Writes the arrays of one field: the dictionary at once, postings in as many pieces as the caller likes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import DTypeLike

from index.search.codec.arrays import Array, ArrayFileWriter
from index.search.codec.dictionary import Dictionary
from index.search.codec.hashing import buckets
from index.search.codec.inverted import HALF, MANY
from index.search.codec.lexicon import signatures
from index.search.codec.pieces import write_pieces


def position_type(longest: int) -> DTypeLike:
    """The narrowest type for the positions of texts of at most so many tokens."""
    return np.uint16 if longest <= 1 << 16 else np.uint32


class FieldWriter:
    """Writes one field of a segment.

    `terms` are sorted and different; `postings_at` and `positions_at` say where those of each begin, with one more for
    the end. A field without positions has None there. A `rough` one can be merged, but nothing can be looked up in it.
    """

    def __init__(
        self,
        out: ArrayFileWriter,
        name: str,
        terms: Dictionary,
        postings_at: Array,
        positions_at: Array | None = None,
        position: DTypeLike = np.uint16,
        *,
        rough: bool = False,
    ) -> None:
        self._out, self._name = out, name
        out.add(f"{name}/letters", terms.letters)
        out.add(f"{name}/letters_at", terms.at, np.uint32)
        out.add(f"{name}/postings_at", postings_at, np.uint32)
        if not rough:
            self._write_ways_in(terms, has_likeness=positions_at is None)
        count = int(postings_at[-1])
        self._document = out.reserve(f"{name}/document", np.uint16, count)
        self._frequency = out.reserve(f"{name}/frequency", np.uint8, count)
        self._position = None
        if positions_at is not None:
            out.add(f"{name}/positions_at", positions_at, np.uint64)
            self._position = out.reserve(f"{name}/position", position, int(positions_at[-1]))
        self._written, self._upper = 0, 0
        self._often: list[tuple[Array, Array]] = []
        self._turns: list[tuple[Array, Array]] = [(np.zeros(1, np.int64), np.zeros(1, np.int64))]

    def _write_ways_in(self, terms: Dictionary, *, has_likeness: bool) -> None:
        """What finds terms by themselves and, in a field of exact words, by what they are like."""
        bucket_at, bucket_term = buckets(terms.terms())
        self._out.add(f"{self._name}/bucket_at", bucket_at, np.uint32)
        self._out.add(f"{self._name}/bucket_term", bucket_term, np.uint32)
        if has_likeness:
            letters, sizes = signatures(terms)
            self._out.add(f"{self._name}/signature", letters)
            self._out.add(f"{self._name}/size", sizes)
            write_pieces(self._out, self._name, terms)

    def append(self, documents: Array, frequencies: Array, positions: Array | None) -> None:
        """The next postings, in the order of their terms and, within a term, of their documents."""
        self._document.append(documents & ((1 << HALF) - 1))
        self._note_turns(documents >> HALF)
        often = np.flatnonzero(frequencies >= MANY)
        if len(often):
            self._often.append((often + self._written, frequencies[often]))
        self._frequency.append(np.minimum(frequencies, MANY))
        if self._position is not None and positions is not None:
            self._position.append(positions)
        self._written += len(documents)

    def _note_turns(self, upper: Array) -> None:
        turns = np.flatnonzero(np.diff(upper, prepend=self._upper))
        if len(turns):
            self._turns.append((turns + self._written, upper[turns]))
            self._upper = int(upper[-1])

    def close(self) -> None:
        """Write what only the end knows."""
        if self._often:
            self._add_pairs("often_at", "often", self._often, np.uint32)
        if len(self._turns) > 1:
            self._add_pairs("turn_at", "turn", [*self._turns, (np.array([self._written]), np.empty(0))], np.uint16)

    def _add_pairs(self, places: str, values: str, pairs: Sequence[tuple[Array, Array]], dtype: DTypeLike) -> None:
        self._out.add(f"{self._name}/{places}", np.concatenate([at for at, _ in pairs]), np.int64)
        self._out.add(f"{self._name}/{values}", np.concatenate([value for _, value in pairs]), dtype)
