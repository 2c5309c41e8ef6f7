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
from index.search.ranking.bitmaps import Documents

NO_DOCUMENTS = np.empty(0, np.int64)
NO_NUMBERS = np.empty(0, np.float32)

SAMPLE, MORE = 16, 4
"""Every which score is looked at to tell a floor under the best, and how many of the sample more than are wanted."""

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


def raised(lists: Sequence[Postings], count: int) -> Postings:
    """The union of lists over `count` documents, with the greatest frequency of each."""
    return _joined(lists, count, np.maximum)


def gathered(documents: Array, frequencies: Array, count: int) -> Postings:
    """Postings out of documents in any order, the same ones more than once; frequencies are added."""
    if len(documents) * DENSE < count:
        return _sorted(documents, frequencies, np.add)
    dense = np.zeros(count, np.float32)
    np.add.at(dense, documents, frequencies)
    different = np.flatnonzero(dense > 0)  # of truth values it is ten times faster than of numbers
    return Postings(different, dense.take(different))


def parted(postings: Postings, documents: Array, frequencies: Array, count: int) -> tuple[Array, Postings]:
    """More for postings: what is added to the frequency of each, and the postings of other documents.

    The documents are in any order, the same ones more than once.
    """
    if (len(postings) + len(documents)) * DENSE < count:
        more = _sorted(documents, frequencies, np.add)
        added = np.zeros(len(postings), np.float32)
        here, there = common(postings.documents, more.documents)
        added[here] = more.frequencies.take(there)
        others = np.ones(len(more), bool)
        others[there] = False
        return added, Postings(more.documents.compress(others), more.frequencies.compress(others))
    dense = np.zeros(count, np.float32)
    np.add.at(dense, documents, frequencies)
    added = dense.take(postings.documents)
    dense[postings.documents] = 0
    left = np.flatnonzero(dense > 0)  # of truth values it is ten times faster than of numbers
    return added, Postings(left, dense.take(left))


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
    documents, is_changed = longest.documents, False
    for documents_of, frequencies in others:
        held = dense.take(documents_of)
        together = join(held, frequencies)
        if (together == held).all():
            continue
        is_changed = True
        dense[documents_of] = together
        if np.count_nonzero(held) < len(held):
            documents = np.concatenate((documents, documents_of.compress(held == 0)))
    if not is_changed:
        return longest
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


def shared(one: Array, other: Array) -> Array:
    """The values that two ascending arrays have in common: by merging them where they are about equally long."""
    if min(len(one), len(other)) * DENSE < max(len(one), len(other)):
        return one.take(common(one, other)[0])
    merged = np.concatenate((one, other))
    merged.sort(kind="stable")  # two sorted runs, which this kind finds
    return merged[:-1].compress(merged[1:] == merged[:-1])


class Candidates:
    """The documents that are scored, and a fast way from postings to places among them."""

    def __init__(self, found: Documents) -> None:
        self.found = found

    @property
    def documents(self) -> Array:
        """The documents, ascending."""
        return self.found.numbers

    def __len__(self) -> int:
        return len(self.found)

    def aligned(self, documents: Array, values: Array) -> Array:
        """The value of each candidate (float32) out of those of some documents (ascending), 0 for the others."""
        own = self.documents
        if documents is own:
            return values
        if min(len(documents), len(own)) * DENSE < max(len(documents), len(own)):
            aligned = np.zeros(len(own), np.float32)
            here, there = common(own, documents)
            aligned[here] = values.take(there)
            return aligned
        dense = np.zeros(self.found.count, np.float32)
        dense[documents] = values
        return dense.take(own)

    def aligned_to(self, documents: Documents, values: Array) -> Array:
        """`aligned`, for a set that may be a bitmap."""
        if documents is self.found:
            return values
        if documents.has_numbers:
            return self.aligned(documents.numbers, values)
        return documents.values_of(self.documents, values)


def promising(scores: Array, wanted: int) -> Array:
    """Places of scores, the best `wanted` (fewer than there are) among them: mostly few more, told by a sample."""
    if len(scores) > SAMPLE * max(wanted, 16):
        sample = np.ascontiguousarray(scores[::SAMPLE])
        rank = len(sample) - wanted // SAMPLE - MORE
        above = np.flatnonzero(scores >= np.partition(sample, rank)[rank])
        if len(above) >= wanted:
            return above
    return np.arange(len(scores))


def highest(scores: Array, wanted: int) -> Array:
    """The places of the best `wanted` scores, ascending; among equals the first ones."""
    if len(scores) <= wanted:
        return np.arange(len(scores))
    chosen = promising(scores, wanted)
    among = scores.take(chosen)
    floor = np.partition(among, len(chosen) - wanted)[len(chosen) - wanted]
    highest = chosen.compress(among >= floor)
    if len(highest) == wanted:
        return highest
    above, equal = chosen.compress(among > floor), chosen.compress(among == floor)
    return np.sort(np.concatenate((above, equal[: wanted - len(above)])))


def best(scores: Array, ids: Array, limit: int | None) -> Array:
    """The places of the best scores, best first; among equals the highest id first."""
    count = len(scores)
    if limit is not None and limit <= 0:
        return NO_DOCUMENTS
    if limit is not None and count > limit:
        chosen = promising(scores, limit)
        among = scores.take(chosen)
        floor = np.partition(among, len(chosen) - limit)[len(chosen) - limit]
        chosen = chosen.compress(among >= floor)
    else:
        chosen = np.arange(count)
    order = np.lexsort((-ids[chosen], -scores[chosen]))
    return chosen[order[:limit]]
