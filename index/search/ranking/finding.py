"""Which documents match a plan: set algebra on masks or bitmaps, or on the numbers of the shortest list.

A mask has a byte for each document of the snapshot. Where there are many, bitmaps are faster (`bitmaps`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np

from index.search.codec.arrays import Array
from index.search.ranking.bitmaps import Documents, everything, is_large, packed, unpacked
from index.search.ranking.concept import inverse_frequency
from index.search.ranking.plan import Both, Either, Every, Given, Leaf, Plan, Without
from index.search.ranking.postings import DENSE, common
from index.search.ranking.snapshot import Snapshot

ENOUGH = 0.3
"""A document answers a question when it holds this share of the idf that the fullest document holds."""


class Finder:
    """Evaluates plans over a snapshot. `look_up` gives the documents of a leaf."""

    def __init__(self, snapshot: Snapshot, look_up: Callable[[Leaf], Documents]) -> None:
        self._snapshot, self._look_up = snapshot, look_up
        self._size, self._is_large = snapshot.size, is_large(snapshot.size)

    def documents(self, plan: Plan, allowed: Collection[int] | None) -> Documents:
        """The documents that match and are not deleted; `allowed`: only these articles."""
        if isinstance(plan, Either):
            plan = self._only(plan)
        parts = plan.parts if isinstance(plan, Both) and not plan.asked else (plan,)
        if allowed is not None:
            parts = (*parts, Given(allowed))
        sets = [self._look_up(part) for part in parts if isinstance(part, Leaf)]
        if len(parts) == 1 and sets:
            return self._alive(sets[0])
        if any(each.has_numbers for each in sets):
            return self._in_all(sets, [part for part in parts if not isinstance(part, Leaf)])
        matching = self._snapshot.alive_bits if self._is_large else self._snapshot.alive
        for part in parts:
            matching = matching & self._matching(part)
        if self._is_large:
            return Documents(self._size, bits=matching)
        return Documents(self._size, numbers=matching.nonzero()[0])

    # On numbers

    def _only(self, plan: Either) -> Plan:
        """The one alternative that any document holds, if there is but one."""
        held = [part for part in plan.parts if not isinstance(part, Leaf) or len(self._look_up(part))]
        return held[0] if len(held) == 1 else plan

    def _alive(self, documents: Documents) -> Documents:
        if self._snapshot.is_whole:
            return documents
        if not documents.has_numbers:
            return Documents(self._size, bits=documents.bits & self._snapshot.alive_bits)
        numbers = documents.numbers
        return Documents(self._size, numbers=numbers.compress(self._snapshot.alive.take(numbers)))

    def _in_all(self, sets: Sequence[Documents], others: Sequence[Plan]) -> Documents:
        """What sets, at least one of them not a bitmap, have in common with each other and with what plans match."""
        shortest, *longer = sorted((each for each in sets if each.has_numbers), key=len)
        numbers = shortest.numbers
        for other in longer:
            if len(numbers) * DENSE < len(other):
                numbers = numbers.take(common(numbers, other.numbers)[0])
            else:
                numbers = numbers.compress(other.mask.take(numbers))
        for each in sets:
            if not each.has_numbers:
                numbers = numbers.compress(each.holds(numbers))
        for plan in others:
            numbers = numbers.compress(self._mask(plan).take(numbers))
        return self._alive(Documents(self._size, numbers=numbers))

    def _mask(self, plan: Plan) -> Array:
        match plan:
            case Given(ids):
                return self._snapshot.mask_of(ids)
            case Without(part):
                return ~self._mask(part)
        return unpacked(self._matching(plan), self._size) if self._is_large else self._matching(plan)

    # On masks or bitmaps

    def _matching(self, plan: Plan) -> Array:
        """What matches, which is nobody's to change, as a bitmap or a mask; deleted documents may be among it."""
        match plan:
            case Both(parts, _, asked):
                return self._both(parts, asked)
            case Either(parts):
                matching = self._matching(parts[0])
                for part in parts[1:]:
                    matching = matching | self._matching(part)
                return matching
            case Without(part):
                return ~self._matching(part)
            case Given(ids):
                return self._formed(self._snapshot.mask_of(ids))
            case Every():
                return self._everything()
        documents = self._look_up(plan)
        return documents.bits if self._is_large else documents.mask

    def _formed(self, mask: Array) -> Array:
        return packed(mask) if self._is_large else mask

    def _everything(self) -> Array:
        return everything(self._size) if self._is_large else np.ones(self._size, bool)

    def _both(self, parts: tuple[Plan, ...], asked: tuple[Plan, ...]) -> Array:
        matching = self._matching(parts[0]) if parts else self._everything()
        for part in parts[1:]:
            matching = matching & self._matching(part)
        return self._answers(asked, matching) if asked else matching

    def _answers(self, asked: tuple[Plan, ...], matching: Array) -> Array:
        """Of the documents in a bitmap or mask those that hold enough of a question."""
        held = np.zeros(self._size, np.float32)
        for part in asked:
            found = self._look_up(part).mask if isinstance(part, Leaf) else self._mask(part)
            held += found * np.float32(inverse_frequency(int(np.count_nonzero(found)), self._size))
        held *= unpacked(matching, self._size) if self._is_large else matching
        held *= self._snapshot.alive
        floor = max(ENOUGH * float(held.max(initial=0.0)), 1e-6)
        return self._formed(held >= floor)
