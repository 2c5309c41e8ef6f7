"""Looks up the leaves of a plan: which documents hold a word, a chain of words, a beginning or something like a word.

A word is looked up as the stem that each language of the library makes of it, and a stem counts only in documents of
its own languages. The exact word counts everywhere: it also finds compounds that were written as one (`email`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from index.search.analysis import is_unspaced
from index.search.codec.arrays import Array
from index.search.codec.inverted import FieldPostings
from index.search.codec.lexicon import near
from index.search.codec.runs import ragged, sums_before
from index.search.names import COPIES, GAP, TITLE, TITLE_WORDS
from index.search.ranking.bitmaps import Documents, is_long
from index.search.ranking.parameters import Parameters
from index.search.ranking.plan import EVERYWHERE, Beginning, Chain, Leaf, Likeness, Scope, Term
from index.search.ranking.postings import DENSE, NOTHING, Postings, gathered, raised, shared
from index.search.ranking.snapshot import Part, Snapshot, ranged, sliced

PORTION = 1 << 14
"""Postings of a beginning that are added at a time: what they take stays in the processor's cache."""

MOST_LIKE = 200
"""Words of a segment that a fuzzy leaf stands for."""


WORDS_REMEMBERED = 4096
"""Words of queries whose languages are remembered."""


def identity(leaf: Leaf) -> tuple[object, ...]:
    """What a leaf looks for, wherever it stands in the query."""
    match leaf:
        case Term(word, scope):
            return (word, scope.stems)
        case Chain():
            return (leaf.words, leaf.joined, leaf.open, leaf.scope.stems)
        case Beginning(text, scope):
            return (text, "*", scope.words)
        case Likeness(word, distance, scope):
            return (word, distance, scope.words)


class Long(NamedTuple):
    """The documents of a long list, as a bitmap."""

    bits: Array


class Leaves:
    """The leaves of plans, looked up in a snapshot."""

    def __init__(self, snapshot: Snapshot, parameters: Parameters) -> None:
        self._snapshot, self._parameters = snapshot, parameters
        self.speakers = lru_cache(WORDS_REMEMBERED)(self._speakers)

    def found(self, leaf: Leaf) -> Documents:
        """The documents that hold a leaf."""
        known = self._known(leaf)
        size = self._snapshot.size
        return Documents(size, bits=known.bits) if isinstance(known, Long) else Documents(size, numbers=known.documents)

    def postings(self, leaf: Leaf) -> Postings:
        """The documents that hold a leaf, and its weighted frequency in each."""
        known = self._known(leaf)
        return self._just_looked_up(leaf) if isinstance(known, Long) else known

    def _known(self, leaf: Leaf) -> Postings | Long:
        """What is remembered of a leaf: of long lists the documents alone."""
        return self._snapshot.remembered(identity(leaf), lambda: self._cut(leaf))

    def _cut(self, leaf: Leaf) -> Postings | Long:
        postings = self._looked_up(leaf)
        if not is_long(len(postings), self._snapshot.size):
            return postings
        self._just_looked_up(leaf, postings)
        return Long(Documents(self._snapshot.size, numbers=postings.documents).bits)

    def _just_looked_up(self, leaf: Leaf, known: Postings | None = None) -> Postings:
        return self._snapshot.just_asked((*identity(leaf), "postings"), lambda: known or self._looked_up(leaf))

    def _looked_up(self, leaf: Leaf) -> Postings:
        match leaf:
            case Term(word, scope):
                return self._term(word, scope)
            case Chain():
                return self._chain(leaf)
            case Beginning(text, scope):
                return self._beginning(text, scope)
            case Likeness(word, distance, scope):
                return self._likeness(word, distance, scope)

    def exact(self, word: str, scope: Scope) -> Postings:
        """The documents that hold a word as it is written (folded)."""
        return self._snapshot.just_asked((word, scope.words), lambda: self._weighed(word, scope.words))

    def _speakers(self, word: str) -> Array:
        """How many documents of each of the snapshot's languages hold a word as it is written."""
        held = self._snapshot.language_of.take(self.exact(word, EVERYWHERE).documents)
        return np.bincount(held, minlength=len(self._snapshot.languages))

    def in_titles(self, leaf: Leaf) -> Postings:
        """How many words of each title a leaf stands for."""
        match leaf:
            case Term(word):
                return self._snapshot.remembered((word, TITLE, "counted"), lambda: self._stems(word, TITLE))
            case Chain(words) if not leaf.open:
                found = self._followed(leaf, TITLE)
                return Postings(found.documents, found.frequencies * len(words))
        return NOTHING

    # Words

    def _weighed(self, word: str, name: str) -> Postings:
        return _scaled(self._snapshot.postings(name, word), name)

    def _term(self, word: str, scope: Scope) -> Postings:
        if is_unspaced(word) and len(word) == 1:
            return self._weighed(word, scope.words)
        stems = _scaled(self._stems(word, scope.stems), scope.stems)
        if is_unspaced(word):
            return stems
        return raised((stems, self.exact(word, scope)), self._snapshot.size)

    def _stems(self, word: str, name: str) -> Postings:
        """The postings of a word's stems in one field, each in the documents of its languages.

        A document is in one language, so that no two stems name the same one.
        """
        found = []
        forms = [(form.encode(), languages) for form, languages in self._snapshot.forms(word)]
        for part, field in self._snapshot.fields(name):
            for form, languages in forms:
                number = field.number(form)
                if number >= 0:
                    found.append(self._spoken(part, field, number, languages))
        found = [each for each in found if len(each)]
        if len(found) <= 1:
            return found[0] if found else NOTHING
        documents = np.concatenate([each.documents for each in found])
        order = documents.argsort(kind="stable")  # a few sorted runs, which this kind finds
        frequencies = np.concatenate([each.frequencies for each in found])
        return Postings(documents.take(order), frequencies.take(order))

    def _spoken(self, part: Part, field: FieldPostings, number: int, languages: Array | None) -> Postings:
        """The postings of a term in documents of some languages (a mask; None: of all)."""
        start, end = field.slice_of(number, number + 1)
        documents, frequencies = field.documents(start, end), field.frequencies(start, end)
        if part.base:
            documents += part.base
        if languages is not None:
            own = self._snapshot.speak(documents, languages)
            if not own.all():
                documents, frequencies = documents.compress(own), frequencies.compress(own)
        return Postings(documents, frequencies.astype(np.float32))

    def occurrences(self, word: str, name: str, documents: Array) -> Array:
        """Where a word stands in a field of some documents (ascending): place among them << 32 | position, sorted.

        Of the copies of a title only the first counts.
        """
        keys = self._all_occurrences(word, name, documents)
        if name == TITLE or not len(keys):
            return keys
        lengths = self._snapshot.lengths(TITLE).take(documents).astype(np.int64).take(keys >> 32)
        positions = keys & 0xFFFFFFFF
        return keys.compress((positions < lengths) | (positions >= (lengths + GAP) * COPIES))

    def _all_occurrences(self, word: str, name: str, documents: Array) -> Array:
        keys = [np.empty(0, np.int64)]
        spoken = np.bincount(self._snapshot.language_of[documents], minlength=len(self._snapshot.languages)) > 0
        for part, field in self._snapshot.fields(name):
            low, high = np.searchsorted(documents, (part.base, part.base + part.count))
            if low == high:
                continue
            for form, languages in self._snapshot.forms(word):
                is_spoken = languages is None or (languages & spoken).any()
                number = field.number(form.encode()) if is_spoken else -1
                if number >= 0:
                    owners, positions = positions_in(field, number, documents[low:high] - part.base)
                    owners += low
                    if languages is not None:
                        own = self._snapshot.speak(documents.take(owners), languages)
                        owners, positions = owners.compress(own), positions.compress(own)
                    keys.append((owners << 32) + positions)
        return np.sort(np.concatenate(keys), kind="stable")  # a few sorted runs, which this kind finds

    # Sets of exact words

    def _beginning(self, text: str, scope: Scope) -> Postings:
        if is_unspaced(text):
            return self._term(text, scope)
        slices = []
        for part, field in self._snapshot.fields(scope.words):
            first, last = field.prefix(text.encode())
            if first < last:
                slices.append((part, field, *field.slice_of(first, last)))
        return _scaled(self._all_of(slices), scope.words)

    def _all_of(self, slices: Sequence[tuple[Part, FieldPostings, int, int]]) -> Postings:
        """The union of slices of postings; long ones are summed up in portions, for which no memory is asked for."""
        if sum(end - start for *_, start, end in slices) * DENSE < self._snapshot.size:
            return self._union([sliced(*each) for each in slices])
        dense = np.zeros(self._snapshot.size, np.float32)
        for part, field, start, end in slices:
            for low in range(start, end, PORTION):
                documents, frequencies = sliced(part, field, low, min(end, low + PORTION))
                np.add.at(dense, documents, frequencies)
        documents = np.flatnonzero(dense > 0)
        return Postings(documents, dense.take(documents))

    def _likeness(self, word: str, distance: int, scope: Scope) -> Postings:
        lists: list[Postings] = []
        for part, field in self._snapshot.fields(scope.words):
            close = sorted(near(field, word, distance), key=lambda found: found[1])[:MOST_LIKE]
            lists.extend(ranged(part, field, number, number + 1) for number, _ in close)
        return _scaled(self._union(lists), scope.words)

    def _union(self, lists: list[Postings]) -> Postings:
        """The union of lists that may name a document more than once."""
        if not lists:
            return NOTHING
        documents = np.concatenate([each.documents for each in lists])
        return gathered(documents, np.concatenate([each.frequencies for each in lists]), self._snapshot.size)

    # Chains

    def _chain(self, leaf: Chain) -> Postings:
        together = _scaled(self._followed(leaf, leaf.scope.stems), leaf.scope.stems)
        if not leaf.joined:
            return together
        return raised((together, self._term(leaf.joined, leaf.scope)), self._snapshot.size)

    def _followed(self, leaf: Chain, name: str) -> Postings:
        """How often the words of a chain follow one another in each document's field."""
        found = [self._followed_in(part, field, leaf) for part, field in self._snapshot.fields(name)]
        documents = np.concatenate([np.empty(0, np.int64), *(each.documents for each in found)])
        return Postings(documents, np.concatenate([np.empty(0, np.float32), *(each.frequencies for each in found)]))

    def _followed_in(self, part: Part, field: FieldPostings, leaf: Chain) -> Postings:
        """An occurrence is one number, document and place of the chain's beginning: what all words share is it."""
        last = len(leaf.words) - 1
        slots = [self._slot(field, word, open_end=at == last and leaf.is_open) for at, word in enumerate(leaf.words)]
        if not all(slots):
            return NOTHING
        candidates = np.ones(part.count, bool)
        for slot in slots:
            candidates &= self._holders(part, field, slot)
        if not candidates.any():
            return NOTHING
        rarest, *others = sorted(enumerate(slots), key=lambda placed: _occurrences(field, placed[1]))
        starts = self._keys(part, field, rarest[1], candidates) - rarest[0]
        for at, slot in others:  # the most frequent words last, in the documents that are still left
            keys = self._keys(part, field, slot, candidates) - at
            starts = shared(starts, keys)
            candidates = np.zeros(part.count, bool)
            candidates[starts >> 32] = True
        counts = np.bincount(starts >> 32)
        documents = np.flatnonzero(counts > 0)
        return Postings(documents + part.base, counts.take(documents).astype(np.float32))

    def _slot(self, field: FieldPostings, word: str, *, open_end: bool) -> list[_Range]:
        """The terms that may stand in a place of a chain."""
        ranges = []
        if open_end:
            first, last = field.prefix(word.encode())
            ranges.append(_Range(first, last, None))
        for form, languages in self._snapshot.forms(word):
            number = field.number(form.encode())
            if number >= 0 and not any(known.first <= number < known.last for known in ranges):
                ranges.append(_Range(number, number + 1, languages))
        return [each for each in ranges if each.first < each.last]

    def _holders(self, part: Part, field: FieldPostings, slot: Sequence[_Range]) -> Array:
        """A mask of the documents of a segment that hold one of the terms."""
        mask = np.zeros(part.count, bool)
        for first, last, languages in slot:
            start, end = field.slice_of(first, last)
            documents = field.documents(start, end)
            if languages is not None:
                documents = documents.compress(self._snapshot.speak(documents + part.base, languages))
            mask[documents] = True
        return mask

    def _keys(self, part: Part, field: FieldPostings, slot: Sequence[_Range], candidates: Array) -> Array:
        """Where the terms stand in the candidates, as document << 32 | position, sorted."""
        found = []
        for first, last, languages in slot:
            start, end = field.slice_of(first, last)
            documents = field.documents(start, end)
            kept = np.flatnonzero(candidates.take(documents))
            if languages is not None:
                kept = kept.compress(self._snapshot.speak(documents.take(kept) + part.base, languages))
            sizes, at = occurrences_at(field, first, last, kept)
            found.append((np.repeat(documents.take(kept), sizes) << 32) + field.positions[at])
        if len(found) == 1 and slot[0].last - slot[0].first == 1:
            return found[0]
        return np.sort(np.concatenate(found), kind="stable")


def _scaled(found: Postings, name: str) -> Postings:
    """What is found in titles alone counts as it does in the whole text, which holds each several times."""
    if name not in (TITLE, TITLE_WORDS):
        return found
    return Postings(found.documents, found.frequencies * np.float32(COPIES))


class _Range(NamedTuple):
    """Neighbouring terms, and a mask of the languages in which they count (None: all)."""

    first: int
    last: int
    languages: Array | None


def _occurrences(field: FieldPostings, slot: Sequence[_Range]) -> int:
    """How often the terms stand in a segment."""
    return sum(field.positions_from(last) - field.positions_from(first) for first, last, _ in slot)


def positions_in(field: FieldPostings, number: int, documents: Array) -> tuple[Array, Array]:
    """(place of the document, position) of each occurrence of a term in some documents of a segment."""
    owners, held = field.holding(number, documents)
    sizes, at = occurrences_at(field, number, number + 1, held)
    return owners.repeat(sizes), field.positions.take(at).astype(np.int64)


def occurrences_at(field: FieldPostings, first: int, last: int, held: Array) -> tuple[Array, Array]:
    """Of some postings (places among those of the terms, ascending): how many occurrences, and where they stand."""
    start, _ = field.slice_of(first, last)
    frequencies = field.frequencies(start, start + int(held[-1]) + 1 if len(held) else start)
    sizes = frequencies.take(held).astype(np.int64)
    return sizes, ragged(sums_before(frequencies, held) + field.positions_from(first), sizes)
