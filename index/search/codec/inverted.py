"""The inverted index of one field in one segment: its dictionary, its postings, its positions, as mapped arrays.

Their layout stands in `segment`. Nothing is decoded that was not asked for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

import numpy as np

from index.search.codec.arrays import Array, ArrayFile
from index.search.codec.dictionary import Dictionary
from index.search.codec.hashing import bucket_of
from index.search.codec.runs import ragged

MANY = 255
"""A frequency from here on stands in the exception table."""

NEAR = 32
"""Terms from which on a bisection remembers what it passes."""

FEW_TURNS = 8
"""Turns in a slice up to which they are taken one by one."""

HALF = 16
"""Bits of a document's number that stand beside each posting."""


class FieldPostings:
    """The inverted index of one field in one segment."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._file, self._name = file, name
        self._letters = self._view("letters")
        self._letters_at = self._view("letters_at")
        self._postings_at = self._view("postings_at")
        self._document = self._array("document")
        self._turn_at = self._array("turn_at") if self._has("turn_at") else None
        self._turns_at = self._view("turn_at") if self._has("turn_at") else None
        self._turns = self._view("turn") if self._has("turn_at") else None
        self._frequency = self._array("frequency")
        self.position = self._array("position") if self._has("position") else None
        self._positions_at = self._view("positions_at") if self.position is not None else None
        self._often_at = self._view("often_at") if self._has("often_at") else None
        self._passed: dict[int, bytes] = {}

    def _has(self, part: str) -> bool:
        return f"{self._name}/{part}" in self._file

    def _array(self, part: str) -> Array:
        return self._file.array(f"{self._name}/{part}")

    def _view(self, part: str) -> memoryview:
        return self._file.view(f"{self._name}/{part}")

    # The dictionary

    def __len__(self) -> int:
        return len(self._letters_at) - 1

    def term(self, number: int) -> bytes:
        """The term of a number."""
        return bytes(self._letters[self._letters_at[number] : self._letters_at[number + 1]])

    def dictionary(self) -> Dictionary:
        """All terms, in order."""
        return Dictionary(self._array("letters"), self._array("letters_at").astype(np.int64))

    def first_from(self, term: bytes) -> int:
        """The number of the first term that is not before this one.

        All bisections begin with the same steps, so that the terms which they pass there are kept as objects.
        """
        letters, at, passed = self._letters, self._letters_at, self._passed
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) >> 1
            found = passed.get(middle)
            if found is None:
                found = letters[at[middle] : at[middle + 1]].tobytes()
                if high - low > NEAR:
                    passed[middle] = found
            if found < term:
                low = middle + 1
            else:
                high = middle
        return low

    def number(self, term: bytes) -> int:
        """The number of a term; -1 where the segment does not hold it."""
        bucket = bucket_of(term, len(self._bucket_at) - 1)
        for number in self._bucket_term[self._bucket_at[bucket] : self._bucket_at[bucket + 1]]:
            if self.term(number) == term:
                return number
        return -1

    @cached_property
    def _bucket_at(self) -> memoryview:
        return self._view("bucket_at")

    @cached_property
    def _bucket_term(self) -> memoryview:
        return self._view("bucket_term")

    def prefix(self, beginning: bytes) -> tuple[int, int]:
        """The numbers (first, end) of the terms that begin so."""
        return self.first_from(beginning), self.first_from(beginning + b"\xff")

    def signatures(self) -> tuple[Array, Array]:
        """(letters, length) of each term: see `lexicon`."""
        return self._array("signature"), self._array("size")

    @cached_property
    def piece(self) -> Array:
        """The table of look-alikes, see `pieces`: hashes; empty for a field of stems."""
        return self._array("piece") if self._has("piece") else np.empty(0, np.uint32)

    @cached_property
    def piece_at(self) -> Array:
        """Where the words of each piece begin."""
        return self._array("piece_at")

    @cached_property
    def piece_term(self) -> Array:
        """The words that hold each piece."""
        return self._array("piece_term")

    # Postings

    @cached_property
    def postings_at(self) -> Array:
        """Where the postings of each term begin, as an array."""
        return self._array("postings_at")

    def documents(self, start: int, end: int) -> Array:
        """The documents of a slice of postings."""
        documents = self._document[start:end].astype(np.int64)
        if self._turn_at is not None and self._turns_at is not None:
            first, last = bisect_right(self._turns_at, start) - 1, bisect_left(self._turns_at, end)
            if last - first > FEW_TURNS:
                edges = self._turn_at[first : last + 1].clip(start, end)
                documents += (self._turn[first:last].astype(np.int64) << HALF).repeat(np.diff(edges))
                return documents
        for low, high, upper in self._runs(start, end):
            documents[low - start : high - start] += upper
        return documents

    def _runs(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The parts of a slice of postings whose documents share their upper half, and what that adds."""
        turns, turn_at = self._turns, self._turns_at
        if turns is None or turn_at is None:
            yield start, end, 0
            return
        number = bisect_right(turn_at, start) - 1
        while start < end:
            stop = min(end, turn_at[number + 1])
            yield start, stop, turns[number] << HALF
            start, number = stop, number + 1

    def holding(self, number: int, documents: Array) -> tuple[Array, Array]:
        """Which of some documents (ascending) hold a term: their places, and those of their postings in the term's."""
        runs = [run for run in self._runs(*self.slice_of(number, number + 1)) if run[0] < run[1]]
        if not runs:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        lows, highs, uppers = np.array(runs, np.int64).T
        first, last = documents.searchsorted(uppers), documents.searchsorted(uppers + (1 << HALF))
        wanted = documents.astype(np.uint16)
        at = np.concatenate([
            self._document[low:high].searchsorted(wanted[one:other])
            for (low, high, _), one, other in zip(runs, first.tolist(), last.tolist(), strict=True)
        ])  # fmt: skip
        sizes = last - first
        owners = ragged(first, sizes)
        at += lows.repeat(sizes)
        inside = (at < highs.repeat(sizes)).nonzero()[0]
        owners, at = owners.take(inside), at.take(inside)
        hits = (self._document.take(at) == wanted.take(owners)).nonzero()[0]
        return owners.take(hits), at.take(hits) - int(lows[0])

    def documents_at(self, places: Array, starts: Array, sizes: Array) -> Array:
        """The documents of postings at `places`: those of several slices, none of them empty, end to end."""
        documents = self._document.take(places).astype(np.int64)
        turn_at = self._turn_at
        if turn_at is not None and len(starts):
            first = turn_at.searchsorted(starts, "right") - 1
            counts = turn_at.searchsorted(starts + sizes) - first
            turns = ragged(first, counts)
            begins = np.maximum(turn_at.take(turns), starts.repeat(counts))
            ends = np.minimum(turn_at.take(turns + 1), (starts + sizes).repeat(counts))
            documents += (self._turn.take(turns).astype(np.int64) << HALF).repeat(ends - begins)
        return documents

    @cached_property
    def _turn(self) -> Array:
        return self._array("turn")

    def frequencies_at(self, places: Array) -> Array:
        """The frequencies of single postings; those of the exception table are cut to `MANY`."""
        return self._frequency.take(places)

    def slice_of(self, first: int, last: int) -> tuple[int, int]:
        """Where the postings of the terms `first` to `last - 1` lie."""
        return self._postings_at[first], self._postings_at[last]

    def document_counts(self) -> Array:
        """In how many documents each term stands."""
        return np.diff(self.postings_at.astype(np.int64))

    def frequencies(self, start: int, end: int) -> Array:
        """The frequencies of a slice of postings."""
        counts = self._frequency[start:end]
        if self._often_at is None:
            return counts
        low, high = bisect_left(self._often_at, start), bisect_left(self._often_at, end)
        if high > low:
            counts = counts.astype(np.uint32)
            counts[self._array("often_at")[low:high] - start] = self._array("often")[low:high]
        return counts

    @property
    def positions(self) -> Array:
        """All positions, in the order of the postings. Raises TypeError where the field has none."""
        if self.position is None:
            raise TypeError(f"the field {self._name} has no positions")
        return self.position

    def positions_from(self, number: int) -> int:
        """Where the positions of a term begin."""
        if self._positions_at is None:
            raise TypeError(f"the field {self._name} has no positions")
        return int(self._positions_at[number])
