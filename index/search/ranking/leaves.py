"""Looks up the leaves of a plan: which documents hold a word, a chain of words, a beginning or something like a word.

A word is looked up as the stem that each language of the library makes of it, and a stem counts only in documents of
its own languages. The exact word counts everywhere: it also finds compounds that were written as one (`email`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.search.analysis import is_unspaced
from index.search.codec.arrays import Array
from index.search.codec.lexicon import near
from index.search.codec.segment import FieldPostings
from index.search.codec.writing import ragged
from index.search.names import TITLE, TITLE_WORDS
from index.search.ranking.parameters import Parameters
from index.search.ranking.plan import Beginning, Chain, Leaf, Likeness, Scope, Term
from index.search.ranking.postings import NOTHING, Postings, places, raised, summed
from index.search.ranking.snapshot import Part, Snapshot, ranged

MOST_LIKE = 200
"""Words of a segment that a fuzzy leaf stands for."""


class Leaves:
    """The leaves of plans, looked up in a snapshot."""

    def __init__(self, snapshot: Snapshot, parameters: Parameters) -> None:
        self._snapshot, self._parameters = snapshot, parameters

    def postings(self, leaf: Leaf) -> Postings:
        """The documents that hold a leaf, and its weighted frequency in each."""
        match leaf:
            case Term(word, scope):
                return self._snapshot.remembered((word, scope), lambda: self._term(word, scope))
            case Chain():
                return self._snapshot.remembered(
                    (leaf.words, leaf.joined, leaf.open, leaf.scope), lambda: self._chain(leaf)
                )
            case Beginning(text, scope):
                return self._snapshot.remembered((text, "*", scope), lambda: self._beginning(text, scope))
            case Likeness(word, distance, scope):
                return self._snapshot.remembered((word, distance, scope), lambda: self._likeness(word, distance, scope))
        raise TypeError(f"{leaf} is not a leaf")

    def exact(self, word: str, scope: Scope) -> Postings:
        """The documents that hold a word as it is written (folded)."""
        return self._snapshot.remembered((word, "=", scope), lambda: self._weighed(word, scope.words))

    def in_titles(self, leaf: Leaf) -> Postings:
        """How many words of each title a leaf stands for."""
        match leaf:
            case Term(word):
                return self._stems(word, TITLE)
            case Chain(words) if not leaf.open:
                found = self._followed(leaf, TITLE)
                return Postings(found.documents, found.frequencies * len(words))
        return NOTHING

    # Words

    def _weight(self, name: str) -> float:
        return self._parameters.title if name in (TITLE, TITLE_WORDS) else 1.0

    def _scaled(self, found: Postings, name: str) -> Postings:
        weight = self._weight(name)
        return found if weight == 1.0 else Postings(found.documents, found.frequencies * np.float32(weight))

    def _weighed(self, word: str, names: Sequence[str]) -> Postings:
        lists = [self._scaled(found, name) for name in names if len(found := self._snapshot.postings(name, word))]
        return summed(lists, self._snapshot.size)

    def _term(self, word: str, scope: Scope) -> Postings:
        if is_unspaced(word) and len(word) == 1:
            return self._weighed(word, scope.words)
        lists = [self._scaled(found, name) for name in scope.stems if len(found := self._stems(word, name))]
        stems = summed(lists, self._snapshot.size)
        if is_unspaced(word):
            return stems
        return raised(stems, self.exact(word, scope), self._snapshot.size)

    def _stems(self, word: str, name: str) -> Postings:
        """The postings of a word's stems in one field, each in the documents of its languages."""
        lists = []
        for form, languages in self._snapshot.forms(word):
            found = self._snapshot.postings(name, form)
            if languages is not None and len(found):
                own = languages[self._snapshot.language_of[found.documents]]
                found = Postings(found.documents[own], found.frequencies[own])
            if len(found):
                lists.append(found)
        return summed(lists, self._snapshot.size)

    def occurrences(self, word: str, name: str, documents: Array) -> Array:
        """Where a word stands in a field of some documents (ascending): place among them << 32 | position, sorted."""
        keys = [np.empty(0, np.int64)]
        spoken = np.unique(self._snapshot.language_of[documents])
        for part, field in self._snapshot.fields(name):
            low, high = np.searchsorted(documents, (part.base, part.base + part.count))
            if low == high:
                continue
            for form, languages in self._snapshot.forms(word):
                is_spoken = languages is None or languages[spoken].any()
                number = field.number(form.encode()) if is_spoken else -1
                if number >= 0:
                    owners, positions = positions_in(field, number, documents[low:high] - part.base)
                    owners += low
                    if languages is not None:
                        own = languages[self._snapshot.language_of[documents[owners]]]
                        owners, positions = owners[own], positions[own]
                    keys.append((owners << 32) + positions)
        return np.sort(np.concatenate(keys))

    # Sets of exact words

    def _beginning(self, text: str, scope: Scope) -> Postings:
        if is_unspaced(text):
            return self._term(text, scope)
        lists = []
        for name in scope.words:
            for part, field in self._snapshot.fields(name):
                first, last = field.prefix(text.encode())
                if first < last:
                    lists.append(self._scaled(ranged(part, field, first, last), name))
        return self._union(lists)

    def _likeness(self, word: str, distance: int, scope: Scope) -> Postings:
        lists: list[Postings] = []
        for name in scope.words:
            for part, field in self._snapshot.fields(name):
                close = sorted(near(field, word, distance), key=lambda found: found[1])[:MOST_LIKE]
                lists.extend(self._scaled(ranged(part, field, number, number + 1), name) for number, _ in close)
        return self._union(lists)

    def _union(self, lists: list[Postings]) -> Postings:
        """A union even of one list, which may name a document more than once."""
        return summed([*lists, NOTHING], self._snapshot.size) if lists else NOTHING

    # Chains

    def _chain(self, leaf: Chain) -> Postings:
        lists = [self._scaled(found, name) for name in leaf.scope.stems if len(found := self._followed(leaf, name))]
        together = summed(lists, self._snapshot.size)
        if not leaf.joined:
            return together
        return raised(together, self._term(leaf.joined, leaf.scope), self._snapshot.size)

    def _followed(self, leaf: Chain, name: str) -> Postings:
        """How often the words of a chain follow one another in each document's field."""
        found = [self._followed_in(part, field, leaf) for part, field in self._snapshot.fields(name)]
        documents = np.concatenate([np.empty(0, np.int64), *(each.documents for each in found)])
        return Postings(documents, np.concatenate([np.empty(0, np.float32), *(each.frequencies for each in found)]))

    def _followed_in(self, part: Part, field: FieldPostings, leaf: Chain) -> Postings:
        """An occurrence is one number, document and place of the chain's beginning: what all words share is it."""
        last = len(leaf.words) - 1
        numbers = [
            self._numbers(field, word, open_end=at == last and leaf.is_open) for at, word in enumerate(leaf.words)
        ]
        if not all(numbers):
            return NOTHING
        sizes = [sum(stop - start for start, stop in (field.slice_of(*slot) for slot in slots)) for slots in numbers]
        starts: Array | None = None
        for at in sorted(range(len(numbers)), key=sizes.__getitem__):
            within = None if starts is None else np.unique(starts >> 32)
            here = [self._places(part, field, leaf.words[at], slot, within) - at for slot in numbers[at]]
            keys = here[0] if len(here) == 1 else np.concatenate(here)
            starts = keys if starts is None else starts[np.isin(starts, keys)]
            if not len(starts):
                return NOTHING
        documents, counts = np.unique(starts >> 32, return_counts=True) if starts is not None else (None, None)
        if documents is None or counts is None:
            return NOTHING
        return Postings(documents + part.base, counts.astype(np.float32))

    def _numbers(self, field: FieldPostings, word: str, *, open_end: bool) -> list[tuple[int, int]]:
        """The ranges of term numbers that a slot of a chain stands for."""
        ranges = []
        if open_end:
            ranges.append(field.prefix(word.encode()))
        for form, _ in self._snapshot.forms(word):
            number = field.number(form.encode())
            if number >= 0 and not (ranges and ranges[0][0] <= number < ranges[0][1]):
                ranges.append((number, number + 1))
        return [(first, last) for first, last in ranges if first < last]

    def _places(
        self, part: Part, field: FieldPostings, word: str, slot: tuple[int, int], within: Array | None
    ) -> Array:
        """The places of neighbouring terms, as document << 32 | position, in the documents `within`."""
        start, end = field.slice_of(*slot)
        documents = field.document[start:end].astype(np.int64)
        frequencies = field.frequencies(start, end).astype(np.int64)
        begins = np.cumsum(frequencies) - frequencies + field.positions_from(slot[0])
        keep = self._speaks(part, field, word, slot, documents)
        if within is not None:
            keep = np.isin(documents, within) if keep is None else keep & np.isin(documents, within)
        if keep is not None:
            documents, frequencies, begins = documents[keep], frequencies[keep], begins[keep]
        if field.position is None:
            raise TypeError("chains need positions")
        positions = field.position[ragged(begins, frequencies)].astype(np.int64)
        return (np.repeat(documents, frequencies) << 32) + positions

    def _speaks(
        self, part: Part, field: FieldPostings, word: str, slot: tuple[int, int], documents: Array
    ) -> Array | None:
        """Which documents are in a language that makes this stem of the word; None for all."""
        if slot[1] - slot[0] != 1:
            return None
        term = field.term(slot[0]).decode()
        for form, languages in self._snapshot.forms(word):
            if form == term and languages is not None:
                mask: Array = languages[self._snapshot.language_of[documents + part.base]]
                return mask
        return None


def positions_in(field: FieldPostings, number: int, documents: Array) -> tuple[Array, Array]:
    """(place of the document, position) of each occurrence of a term in some documents of a segment."""
    start, end = field.slice_of(number, number + 1)
    at = places(field.document[start:end], documents)
    owners = np.flatnonzero(at >= 0)
    frequencies = field.frequencies(start, end)
    sizes = frequencies[at[owners]].astype(np.int64)
    begins = np.cumsum(frequencies, dtype=np.int64)[at[owners]] - sizes + field.positions_from(number)
    if field.position is None:
        raise TypeError("the field has no positions")
    return np.repeat(owners, sizes), field.position[ragged(begins, sizes)].astype(np.int64)
