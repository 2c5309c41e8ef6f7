"""Which documents match a plan: set algebra on bitmaps (`bitmaps`), or on the numbers of the shortest list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np

from index.search.codec.arrays import Array
from index.search.ranking.bitmaps import Documents, everything, packed, unpacked
from index.search.ranking.concept import inverse_frequency
from index.search.ranking.plan import Beginning, Both, Chain, Either, Every, Given, Leaf, Likeness, Plan, Term, Without
from index.search.ranking.postings import DENSE, common
from index.search.ranking.snapshot import Snapshot

ENOUGH = 0.3
"""A document answers a question when it holds this share of the idf that the fullest document holds."""


class Finder:
    """Evaluates plans over a snapshot. `look_up` gives the documents of a leaf."""

    def __init__(self, snapshot: Snapshot, look_up: Callable[[Leaf], Documents]) -> None:
        self._snapshot, self._look_up = snapshot, look_up

    def bits(self, plan: Plan) -> Array:
        """The bitmap of what matches, which is nobody's to change; deleted documents may be among it."""
        match plan:
            case Both(parts, _, asked):
                return self._both(parts, asked)
            case Either(parts):
                bits = np.zeros_like(self._snapshot.alive_bits)
                for part in parts:
                    bits |= self.bits(part)
                return bits
            case Without(part):
                return ~self.bits(part)
            case Given(ids):
                return packed(self._snapshot.mask_of(ids))
            case Every():
                return everything(self._snapshot.size)
        return self._look_up(plan).bits

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
        bits = self._snapshot.alive_bits
        for part in parts:
            bits = bits & self.bits(part)
        return Documents(self._snapshot.size, bits=bits)

    def _only(self, plan: Either) -> Plan:
        """The one alternative that any document holds, if there is but one."""
        held = [part for part in plan.parts if not isinstance(part, Leaf) or len(self._look_up(part))]
        return held[0] if len(held) == 1 else plan

    def _alive(self, documents: Documents) -> Documents:
        if self._snapshot.is_whole:
            return documents
        if not documents.has_numbers:
            return Documents(documents.count, bits=documents.bits & self._snapshot.alive_bits)
        numbers = documents.numbers
        return Documents(documents.count, numbers=numbers.compress(self._snapshot.alive.take(numbers)))

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
        return self._alive(Documents(self._snapshot.size, numbers=numbers))

    def _both(self, parts: tuple[Plan, ...], asked: tuple[Plan, ...]) -> Array:
        bits = everything(self._snapshot.size)
        for part in parts:
            bits &= self.bits(part)
        return self._answers(asked, bits) if asked else bits

    def _answers(self, asked: tuple[Plan, ...], bits: Array) -> Array:
        """Of the documents in a bitmap those that hold enough of a question."""
        size = self._snapshot.size
        held = np.zeros(size, np.float32)
        for part in asked:
            found = self._mask(part)
            held += found * np.float32(inverse_frequency(int(np.count_nonzero(found)), size))
        held *= unpacked(bits & self._snapshot.alive_bits, size)
        floor = max(ENOUGH * float(held.max(initial=0.0)), 1e-6)
        return packed(held >= floor)

    def _mask(self, plan: Plan) -> Array:
        """`bits` as a mask."""
        match plan:
            case Given(ids):
                return self._snapshot.mask_of(ids)
            case Without(part):
                return ~self._mask(part)
            case Term() | Chain() | Beginning() | Likeness():
                return self._look_up(plan).mask
        return unpacked(self.bits(plan), self._snapshot.size)
