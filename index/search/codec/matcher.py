"""Whoosh's cursor over one posting list.

Our own ranking does not use it: it is the reference that the tests compare with, and what makes a segment readable to
every query and scorer that Whoosh has.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
from whoosh import formats
from whoosh.matching.mcore import LeafMatcher, ReadTooFar

from index.search.codec.arrays import Array
from index.search.codec.inverted import FieldPostings

BLOCK = 128
"""Postings whose best weight is known together."""

PAST_END = 0xFFFFFFFF
"""The id of an exhausted matcher: some of Whoosh's matchers ask for it."""


class PostingsMatcher(LeafMatcher):  # type: ignore[misc]
    """The postings of a term in a segment, one after the other."""

    def __init__(
        self,
        field: FieldPostings,
        number: int,
        lengths: Array | None,
        format_: formats.Format,
        term: tuple[str, bytes],
        scorer: Any,
    ) -> None:
        self.format, self.scorer, self._term = format_, scorer, term
        self._field, self._number, self._lengths = field, number, lengths
        self._start, end = field.slice_of(number, number + 1)
        self._documents = field.documents(self._start, end)
        self._ids = self._documents.data
        self._frequencies = field.frequencies(self._start, end)
        self._at, self._end = 0, end - self._start

    def copy(self) -> PostingsMatcher:
        """Another cursor at the same place."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        return other

    def is_active(self) -> bool:
        """Whether there is a posting to read."""
        return self._at < self._end

    def reset(self) -> None:
        """Go back to the first posting."""
        self._at = 0

    def id(self) -> int:
        """The document of the posting."""
        return int(self._ids[self._at]) if self._at < self._end else PAST_END

    def all_ids(self) -> Iterator[int]:
        """The documents from here on."""
        return iter(self._ids[self._at :].tolist())

    def weight(self) -> float:
        """The frequency in the document."""
        return float(self._frequencies[self._at])

    def next(self) -> bool:
        """Go to the next posting; True where a new block begins."""
        if self._at >= self._end:
            raise ReadTooFar
        self._at += 1
        return self._at % BLOCK == 0

    def skip_to(self, target: int) -> None:
        """Go to the first posting of a document that is not before the target."""
        if self._at >= self._end:
            raise ReadTooFar
        self._at = bisect_left(self._ids, target, self._at)

    def skip_to_quality(self, minquality: float) -> int:
        """Leave out the blocks that cannot score more; how many."""
        skipped = 0
        while self._at < self._end and self.block_quality() <= minquality:
            self._at = (self._at // BLOCK + 1) * BLOCK
            skipped += 1
        return skipped

    def _block(self) -> slice:
        start = self._at // BLOCK * BLOCK
        return slice(start, min(start + BLOCK, self._end))

    def _near(self) -> Array:
        return self._lengths[self._documents[self._block()]] if self._lengths is not None else np.ones(1, np.uint32)

    def block_max_weight(self) -> float:
        """The highest frequency in the block."""
        return float(self._frequencies[self._block()].max())

    def block_min_length(self) -> int:
        """The length of the shortest document in the block."""
        return int(self._near().min())

    def block_max_length(self) -> int:
        """The length of the longest document in the block."""
        return int(self._near().max())

    def block_max_id(self) -> int:
        """The last document of the block."""
        return int(self._ids[self._block().stop - 1])

    @cached_property
    def _positions_at(self) -> Array:
        ends = np.cumsum(self._frequencies, dtype=np.int64)
        return np.append(0, ends) + self._field.positions_from(self._number)

    def _positions(self) -> list[int]:
        start, end = self._positions_at[self._at : self._at + 2]
        positions: list[int] = self._field.position[start:end].tolist() if self._field.position is not None else []
        return positions

    def value(self) -> bytes:
        """The posting, encoded in the field's format."""
        if self._field.position is None:
            return struct.pack("!I", int(self._frequencies[self._at]))
        return bytes(self.format.encode(self._positions()))

    def value_as(self, astype: str) -> Any:
        """The posting, decoded."""
        if astype == "positions" and self._field.position is not None:
            return self._positions()
        return self.format.decoder(astype)(self.value())
