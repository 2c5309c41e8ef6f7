"""A word of the query with what was found for it, and the two functions of BM25."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from index.search.codec.arrays import Array
from index.search.ranking.bitmaps import Documents
from index.search.ranking.parameters import Parameters
from index.search.ranking.plan import Leaf, Term


@dataclass(frozen=True, slots=True)
class Concept:
    """A leaf of the query, looked up. `worth` is what it gives to each of `documents`, but for its `weight`.

    `best`: of a long list, the documents for which it is worth most; to others it gives `beyond` at most.
    `places`: where it stands in the query, more than once where it was typed more than once.
    """

    leaf: Leaf
    documents: Documents
    worth: Array
    best: Array
    beyond: float
    idf: float
    weight: float
    places: tuple[int, ...]

    @property
    def is_content(self) -> bool:
        """Whether it says what the query is about."""
        return not (isinstance(self.leaf, Term) and self.leaf.stop)

    @property
    def is_long(self) -> bool:
        """Whether its best documents are known."""
        return len(self.best) > 0


def inverse_frequency(holders: float, documents: int) -> float:
    """The idf of BM25, which is positive for every word."""
    return math.log1p((documents - holders + 0.5) / (holders + 0.5)) if holders <= documents else 0.01


def saturated(frequencies: Array, norms: Array, parameters: Parameters) -> Array:
    """What frequencies are worth in documents of these norms: k1 (1 - b + b length / average)."""
    worth: Array = frequencies * np.float32(parameters.k1 + 1)
    worth /= frequencies + norms
    return worth
