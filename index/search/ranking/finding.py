"""Which documents match a plan: set algebra on masks, one bit of a byte for each document."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np

from index.search.codec.arrays import Array
from index.search.ranking.concept import inverse_frequency
from index.search.ranking.plan import Both, Either, Every, Given, Leaf, Plan, Without
from index.search.ranking.postings import DENSE, Postings, common
from index.search.ranking.snapshot import Snapshot

ENOUGH = 0.3
"""A document answers a question when it holds this share of the idf that the fullest document holds."""


class Finder:
    """Evaluates plans over a snapshot. `look_up` gives the postings of a leaf."""

    def __init__(self, snapshot: Snapshot, look_up: Callable[[Leaf], Postings]) -> None:
        self._snapshot, self._look_up = snapshot, look_up

    def mask(self, plan: Plan) -> Array:
        """True for each document that matches; deleted ones may be among them."""
        match plan:
            case Both(parts, _, asked):
                return self._both(parts, asked)
            case Either(parts):
                mask = np.zeros(self._snapshot.size, bool)
                for part in parts:
                    mask |= self.mask(part)
                return mask
            case Without(part):
                return ~self.mask(part)
            case Given(ids):
                return self._snapshot.mask_of(ids)
            case Every():
                return np.ones(self._snapshot.size, bool)
        return self._holders(self._look_up(plan).documents)

    def _holders(self, documents: Array) -> Array:
        mask = np.zeros(self._snapshot.size, bool)
        mask[documents] = True
        return mask

    def documents(self, plan: Plan, allowed: Collection[int] | None) -> Array:
        """The documents that match and are not deleted, ascending; `allowed`: only these articles."""
        if allowed is None and isinstance(plan, Leaf):
            return self._alive(self._look_up(plan).documents)
        if allowed is None and isinstance(plan, Both) and plan.parts and not plan.asked:
            leaves = [part for part in plan.parts if isinstance(part, Leaf)]
            if len(leaves) == len(plan.parts):
                return self._alive(self._in_all([self._look_up(leaf).documents for leaf in leaves]))
        mask = self.mask(plan)
        mask &= self._snapshot.alive
        if allowed is not None:
            mask &= self._snapshot.mask_of(allowed)
        return np.flatnonzero(mask)

    def _alive(self, documents: Array) -> Array:
        return documents if self._snapshot.is_whole else documents.compress(self._snapshot.alive.take(documents))

    def _in_all(self, lists: list[Array]) -> Array:
        """What all the lists of documents have in common."""
        shortest, *others = sorted(lists, key=len)
        for other in others:
            if len(shortest) * DENSE < len(other):
                shortest = shortest.take(common(shortest, other)[0])
            else:
                shortest = shortest.compress(self._holders(other).take(shortest))
        return shortest

    def _both(self, parts: tuple[Plan, ...], asked: tuple[Plan, ...]) -> Array:
        mask = np.ones(self._snapshot.size, bool)
        for part in parts:
            mask &= self.mask(part)
        return self._answers(asked, mask) if asked else mask

    def _answers(self, asked: tuple[Plan, ...], mask: Array) -> Array:
        """Of the documents in a mask those that hold enough of a question."""
        held = np.zeros(self._snapshot.size, np.float32)
        for part in asked:
            found = self.mask(part)
            held += found * np.float32(inverse_frequency(int(np.count_nonzero(found)), self._snapshot.size))
        held *= mask & self._snapshot.alive
        floor = max(ENOUGH * float(held.max(initial=0.0)), 1e-6)
        answers: Array = held >= floor
        return answers
