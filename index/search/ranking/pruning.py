"""Which documents can be among the best, told by bounds, so that not all of many are scored.

Of a long list it is remembered which documents it is worth most to, and how much it gives to any other at most. Those
best documents are scored first, with all that short lists name; they set the score that others must reach. All others
hold long words alone and none of their best documents, so what a document can reach depends only on which of the words
it holds: those that hold the same are let go together, or scored together. (MaxScore: Turtle and Flood 1995; best
documents as a beginning: threshold algorithm, Fagin and others 2001. Here it is done set by set, on bitmaps.)

What is found does not change by it, and neither does a score among the best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from index.search.codec.arrays import Array
from index.search.codec.runs import is_first
from index.search.ranking.bitmaps import Documents, population
from index.search.ranking.concept import Concept
from index.search.ranking.postings import SAMPLE, Postings
from index.search.ranking.sought import Sought

MANY = 1 << 15
"""Documents up to which all are scored."""

BEST = 1_024
"""About how many of the best documents of a long list are remembered."""

WORTHWHILE = 3
"""Where more than one in so many documents must be scored, all are."""

MOST_LONG = 4
"""Long words in a query up to which it is looked at which of them a document holds: each one doubles the work."""

SLACK = 1.0001
"""What rounding may add to a score."""


def outstanding(worth: Array) -> tuple[Array, float]:
    """The places of about `BEST` of the greatest values, and the most that there is elsewhere."""
    if len(worth) <= BEST:
        return np.arange(len(worth)), 0.0
    sample = np.ascontiguousarray(worth[::SAMPLE]) if len(worth) > SAMPLE * BEST // 16 else worth
    rank = min(len(sample) - 1, len(sample) * BEST // len(worth))
    floor = np.partition(sample, len(sample) - 1 - rank)[len(sample) - 1 - rank]
    return (worth > floor).nonzero()[0], float(floor)


def are_many(found: Documents) -> bool:
    """Whether it is worth looking for contenders among these documents."""
    return len(found) > MANY


def contenders(
    sought: Sought,
    found: Documents,
    wanted: int,
    score: Callable[[Documents], Array],
    others: Callable[[Concept], Postings],
) -> Array | None:
    """The documents that can be among the best `wanted` of those found; None where all must be scored.

    `score` gives what documents get by themselves, `others` who holds nothing but kin of a word.
    """
    long = [concept for concept in sought.concepts if concept.is_long]
    if not 0 < len(long) <= MOST_LONG:
        return None
    seeds = [concept.best for concept in long]
    for concept in sought.concepts:
        if not concept.is_long:
            seeds += [concept.documents.numbers, others(concept).documents]
    seeds += [documents for documents, _ in sought.titled]
    seeds = [each.compress(found.holds(each)) for each in seeds if len(each)]
    enough = len(found) // WORTHWHILE
    if sum(map(len, seeds)) > enough:
        return None
    chosen = _together(seeds)
    if len(chosen) < wanted:
        return None
    scores = score(Documents(found.count, numbers=chosen))
    floor = float(np.partition(scores, len(scores) - wanted)[len(scores) - wanted])
    left = [bits for bits, bound in _alike(sought, long, found) if bound * SLACK >= floor]
    size = sum(map(population, left))
    if size + len(chosen) > enough:
        return None
    if not size:
        return chosen
    return _together([chosen, *(Documents(found.count, bits=bits).numbers for bits in left)])


def _together(lists: Sequence[Array]) -> Array:
    """The union of ascending lists, at least one of them."""
    if len(lists) == 1:
        return lists[0]
    ordered = np.sort(np.concatenate(lists), kind="stable")  # a few sorted runs, which this kind finds
    return ordered.compress(is_first(ordered))


def _alike(sought: Sought, long: Sequence[Concept], found: Documents) -> Iterator[tuple[Array, float]]:
    """The documents found, by which of the long words they hold, each with the most that those words give.

    The bounds are true of documents that are none of a word's best, and hold no other word.
    """
    counted = sought.counted
    whole = sum(concept.idf for concept in counted)
    beside = sum(float(worth.max(initial=0.0)) for _, worth in sought.written)
    for held in range(1 << len(long)):
        bits = found.bits
        bound, share = beside, 0.0
        for place, concept in enumerate(long):
            if held >> place & 1:
                bits = bits & concept.documents.bits
                bound += concept.beyond * concept.weight
                share += concept.idf if any(concept is each for each in counted) else 0.0
            else:
                bits = bits & ~concept.documents.bits
        yield bits, bound * (sought.covered(share / whole) if len(sought.concepts) > 1 else 1.0)
