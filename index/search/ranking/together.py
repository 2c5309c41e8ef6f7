"""Neighbours in the query that stand near each other in a document: looked at in the best documents only."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from index.search.analysis import is_unspaced
from index.search.codec.arrays import Array
from index.search.ranking.concept import Concept
from index.search.ranking.leaves import Leaves
from index.search.ranking.parameters import Parameters
from index.search.ranking.plan import Term
from index.search.ranking.postings import Candidates, highest


def add_neighbours(
    total: Array, concepts: Sequence[Concept], candidates: Candidates, leaves: Leaves, parameters: Parameters
) -> None:
    """Raise the best candidates by how often neighbouring words of the query stand near each other.

    A pair counts by the idf of its rarer word, saturated like a frequency.
    """
    pairs = pairs_of(concepts)
    if not pairs or not parameters.together or not len(candidates):
        return
    best = highest(total, parameters.depth)
    documents = candidates.documents[best]
    places: dict[Term, Array] = {}
    for one, other, idf in pairs:
        for term in (one, other):
            if term not in places:
                places[term] = leaves.occurrences(term.word, term.scope.stems, documents)
        windows = _windows(places[one], places[other], parameters.window, len(best))
        worth = windows * (parameters.k1 + 1) / (windows + parameters.k1)
        total[best] += (parameters.together * idf * worth).astype(np.float32)


def pairs_of(concepts: Sequence[Concept]) -> list[tuple[Term, Term, float]]:
    """Neighbouring words of the query with the rarer one's idf, without pairs of bigrams that overlap."""
    terms = [(each.leaf, each.idf) for each in concepts if isinstance(each.leaf, Term) and each.is_content]
    return [
        (one, other, min(idf, other_idf))
        for (one, idf), (other, other_idf) in pairwise(terms)
        if one.scope == other.scope and not _overlap(one, other)
    ]


def _overlap(one: Term, other: Term) -> bool:
    return is_unspaced(one.word) and is_unspaced(other.word) and abs(other.place - one.place) <= 1


def _windows(one: Array, other: Array, window: int, count: int) -> Array:
    """For each document, how many pairs of occurrences are less than `window` positions apart."""
    near = np.searchsorted(other, one + window, "left") - np.searchsorted(other, one - window, "right")
    return np.bincount(one >> 32, near, minlength=count)
