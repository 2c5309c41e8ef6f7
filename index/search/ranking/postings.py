"""Sets of documents with a number for each, and the few operations that the rest is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.search.codec.arrays import Array

NO_DOCUMENTS = np.empty(0, np.int64)
NO_NUMBERS = np.empty(0, np.float32)


class Postings(NamedTuple):
    """Documents, ascending and different, and how often (weighted) each holds what was looked for."""

    documents: Array
    frequencies: Array

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def size(self) -> int:
        """Bytes held."""
        return int(self.documents.nbytes + self.frequencies.nbytes)


NOTHING = Postings(NO_DOCUMENTS, NO_NUMBERS)


def summed(lists: Sequence[Postings], count: int) -> Postings:
    """The union of lists over `count` documents, frequencies added. A list itself need not be ascending."""
    if len(lists) <= 1:
        return lists[0] if lists else NOTHING
    documents = np.concatenate([part.documents for part in lists])
    frequencies = np.concatenate([part.frequencies for part in lists])
    if len(documents) * 8 < count:
        different, where = np.unique(documents, return_inverse=True)
        return Postings(different, np.bincount(where, frequencies).astype(np.float32))
    dense = np.bincount(documents, frequencies, minlength=count)
    different = np.flatnonzero(dense > 0)  # of truth values it is ten times faster than of numbers
    return Postings(different, dense[different].astype(np.float32))


def raised(low: Postings, high: Postings, count: int) -> Postings:
    """The union of two lists, with the greater frequency of each document."""
    if not len(low) or not len(high):
        return low if len(low) else high
    if (len(low) + len(high)) * 8 > count:
        dense = np.zeros(count, np.float32)
        dense[low.documents] = low.frequencies
        dense[high.documents] = np.maximum(dense[high.documents], high.frequencies)
        documents = np.flatnonzero(dense > 0)
        return Postings(documents, dense[documents])
    at = places(low.documents, high.documents)
    frequencies = low.frequencies.copy()
    inside = at >= 0
    frequencies[at[inside]] = np.maximum(frequencies[at[inside]], high.frequencies[inside])
    new = Postings(high.documents[~inside], high.frequencies[~inside])
    return (
        summed((Postings(low.documents, frequencies), new), count) if len(new) else Postings(low.documents, frequencies)
    )


def places(among: Array, wanted: Array) -> Array:
    """Where each of `wanted` stands in `among` (ascending); -1 where it does not."""
    if not len(among):
        return np.full(len(wanted), -1)
    at = np.searchsorted(among, wanted)
    at[at == len(among)] = 0
    at[among[at] != wanted] = -1
    return at


class Candidates:
    """The documents that are scored, ascending, and a fast way from postings to places among them."""

    def __init__(self, documents: Array, count: int) -> None:
        self.documents, self._count = documents, count
        self._rank: Array | None = None

    def __len__(self) -> int:
        return len(self.documents)

    def aligned(self, postings: Postings) -> tuple[Array, Array]:
        """(places among the candidates, frequencies) of those candidates that the postings hold."""
        if len(self.documents) * 16 < len(postings):
            at = places(postings.documents, self.documents)
            inside = np.flatnonzero(at >= 0)
            return inside, postings.frequencies[at[inside]]
        if self._rank is None:
            self._rank = np.full(self._count, -1, np.int32)
            self._rank[self.documents] = np.arange(len(self.documents), dtype=np.int32)
        at = self._rank[postings.documents]
        held = at >= 0
        return at[held], postings.frequencies[held]


def best(scores: Array, ids: Array, limit: int | None) -> Array:
    """The places of the best scores, best first; among equals the highest id first."""
    count = len(scores)
    if limit is not None and limit <= 0:
        return NO_DOCUMENTS
    if limit is not None and count > limit:
        floor = np.partition(scores, count - limit)[count - limit]
        chosen = np.flatnonzero(scores >= floor)
    else:
        chosen = np.arange(count)
    order = np.lexsort((-ids[chosen], -scores[chosen]))
    return chosen[order[:limit]]
