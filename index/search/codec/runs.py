"""Runs of things that lie end to end in one array: where they begin, which are wanted, how much stands before them."""

from __future__ import annotations

import numpy as np

from index.search.codec.arrays import Array


def offsets(sizes: Array) -> Array:
    """Where things of these sizes begin when they lie end to end, and where the last one ends."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)))


def ragged(starts: Array, sizes: Array) -> Array:
    """The indices of several runs, one after the other: `starts[0] …`, then `starts[1] …`, `sizes` of each."""
    ends = sizes.cumsum(dtype=np.int64)
    if not len(ends) or not ends[-1]:
        return np.empty(0, np.int64)
    indices = np.arange(ends[-1])
    indices += (starts.astype(np.int64) - (ends - sizes)).repeat(sizes)
    return indices


def sums_before(values: Array, places: Array) -> Array:
    """The sum of all values before each of the places, which ascend and differ. Much faster than a running sum."""
    if not len(places) or not places[-1]:
        return np.zeros(len(places), np.int64)
    edges = np.append(0, places)
    sums = np.add.reduceat(values[: edges[-1]], edges[:-1], dtype=np.int64)
    if not edges[1]:
        sums[0] = 0  # numpy gives the first value for an empty run
    return sums.cumsum()


def grouped(values: Array) -> Array:
    """The places of values (u32) in their order, equal ones as they come: by halves, which numpy sorts by counting."""
    lower = values.astype(np.uint16).argsort(kind="stable")
    upper = (values >> 16).astype(np.uint16).take(lower)
    order: Array = lower.take(upper.argsort(kind="stable"))
    return order


def is_first(values: Array) -> Array:
    """Which of sorted values are not like the one before."""
    first = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    return first


def distinct(values: Array) -> Array:
    """The different values, sorted (as `np.unique`, which imports a hundred modules when it is first called)."""
    ordered = np.sort(values)
    return ordered[is_first(ordered)]
