"""Sets of documents with a number for each, and the few operations that the rest is made of.

Lists are joined through an array of all documents where they are long, by sorting where they are short. The rest
follows from what numpy does fast: `take` and `compress` cost a third of indexing, and sorted runs are found by sorting.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.search.codec.arrays import Array
from index.search.codec.runs import is_first

NO_DOCUMENTS = np.empty(0, np.int64)
NO_NUMBERS = np.empty(0, np.float32)

DENSE = 16
"""Lists that hold one document of so many, or more, are joined through an array of all documents."""


class Postings(NamedTuple):
    """Documents, ascending and different, and how often (weighted, more than 0) each holds what was looked for."""

    documents: Array
    frequencies: Array

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def size(self) -> int:
        """Bytes held."""
        return int(self.documents.nbytes + self.frequencies.nbytes)


NOTHING = Postings(NO_DOCUMENTS, NO_NUMBERS)


class Spread(NamedTuple):
    """The same with a number for every document, 0 for those that do not hold it."""

    frequencies: Array


def summed(lists: Sequence[Postings], count: int) -> Postings:
    """The union of lists over `count` documents, frequencies added."""
    return _joined(lists, count, np.add)


def raised(lists: Sequence[Postings], count: int) -> Postings:
    """The union of lists, with the greatest frequency of each document."""
    return _joined(lists, count, np.maximum)


def gathered(documents: Array, frequencies: Array, count: int) -> Postings:
    """Postings out of documents in any order, the same ones more than once; frequencies are added."""
    if len(documents) * DENSE < count:
        return _sorted(documents, frequencies, np.add)
    dense = np.zeros(count, np.float32)
    np.add.at(dense, documents, frequencies)
    different = np.flatnonzero(dense > 0)  # of truth values it is ten times faster than of numbers
    return Postings(different, dense.take(different))


def with_more(postings: Postings, documents: Array, frequencies: Array, count: int) -> Postings | Spread:
    """Postings and more: documents in any order, the same ones more than once."""
    if not len(documents):
        return postings
    if (len(postings) + len(documents)) * DENSE < count:
        documents = np.concatenate((postings.documents, documents))
        return _sorted(documents, np.concatenate((postings.frequencies, frequencies)), np.add)
    dense = np.zeros(count, np.float32)
    dense[postings.documents] = postings.frequencies
    np.add.at(dense, documents, frequencies)
    return Spread(dense)


def _joined(lists: Sequence[Postings], count: int, join: np.ufunc) -> Postings:
    lists = sorted((each for each in lists if len(each)), key=len, reverse=True)
    if len(lists) <= 1:
        return lists[0] if lists else NOTHING
    if sum(map(len, lists)) * DENSE < count:
        documents = np.concatenate([each.documents for each in lists])
        return _sorted(documents, np.concatenate([each.frequencies for each in lists]), join)
    dense = np.zeros(count, np.float32)
    longest, *others = lists
    dense[longest.documents] = longest.frequencies
    documents = longest.documents
    for documents_of, frequencies in others:
        held = dense.take(documents_of)
        dense[documents_of] = join(held, frequencies)
        if np.count_nonzero(held) < len(held):
            documents = np.concatenate((documents, documents_of.compress(held == 0)))
    if len(documents) > len(longest):
        documents = np.sort(documents, kind="stable")  # a few sorted runs, which this kind finds
    return Postings(documents, dense.take(documents))


def _sorted(documents: Array, frequencies: Array, join: np.ufunc) -> Postings:
    order = documents.argsort(kind="stable")
    documents = documents.take(order)
    first = np.flatnonzero(is_first(documents))
    return Postings(documents.take(first), join.reduceat(frequencies.take(order), first)) if len(first) else NOTHING


def places(among: Array, wanted: Array) -> Array:
    """Where each of `wanted` stands in `among` (ascending); -1 where it does not."""
    if not len(among):
        return np.full(len(wanted), -1)
    at = np.searchsorted(among, wanted)
    at[at == len(among)] = 0
    at[among.take(at) != wanted] = -1
    return at


def common(one: Array, other: Array) -> tuple[Array, Array]:
    """What two ascending arrays have in common: the places in the one and in the other."""
    if len(one) > len(other):
        there, here = common(other, one)
        return here, there
    at = places(other, one)
    here = np.flatnonzero(at >= 0)
    return here, at.take(here)


EVERYWHERE = slice(None)


class Candidates:
    """The documents that are scored, ascending, and a fast way from postings to places among them."""

    def __init__(self, documents: Array, count: int) -> None:
        self.documents, self._count = documents, count

    def __len__(self) -> int:
        return len(self.documents)

    def aligned(self, postings: Postings | Spread) -> tuple[Array | slice, Array]:
        """(places among the candidates, frequencies): either of those that the postings hold, or 0 for the others."""
        if isinstance(postings, Spread):
            return EVERYWHERE, postings.frequencies.take(self.documents)
        if postings.documents is self.documents:
            return EVERYWHERE, postings.frequencies
        short, long = sorted((len(postings), len(self.documents)))
        if short * DENSE < long:
            here, there = common(self.documents, postings.documents)
            return here, postings.frequencies.take(there)
        dense = np.zeros(self._count, np.float32)
        dense[postings.documents] = postings.frequencies
        return EVERYWHERE, dense.take(self.documents)


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
