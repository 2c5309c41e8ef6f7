"""Words that look like a word of the query: compounds, glued words, irregular forms, other spellings.

Kin are the words of the library that hold at least a certain share of the word's pieces (runs of four letters, weighted
by their rarity in the library). What they add to the frequency of the word is discounted by how alike they are. They
rank documents; they do not make one match.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import log
from typing import NamedTuple, TypeGuard

import numpy as np

from index.search.codec.arrays import Array
from index.search.codec.inverted import FieldPostings
from index.search.codec.pieces import has_pieces, pieces_of
from index.search.codec.runs import is_first, ragged
from index.search.names import COPIES, TITLE_WORDS
from index.search.ranking.parameters import Parameters
from index.search.ranking.plan import Leaf, Scope, Term
from index.search.ranking.postings import NO_DOCUMENTS, NO_NUMBERS
from index.search.ranking.snapshot import Part, Snapshot
from index.search.stemming import stem, stem_all

MOST_LANGUAGES = 2
"""Languages, the likeliest first, in which forms of the word itself are told from its kin."""

LEAST = 1e-6
"""What a piece weighs that every word holds."""

SPARE = 10
"""Likest words that are looked at beyond those that are wanted: forms of the word itself are among them."""

MOST_POSTINGS = 10_000
"""Postings of all kin of a word: beyond, they are so frequent that they tell nothing."""


class _Place(NamedTuple):
    """A field of a segment, the pieces of the word that its dictionary holds, and where the words of each lie."""

    part: Part
    field: FieldPostings
    held: list[int]
    slices: list[tuple[int, int]]


class Kin(NamedTuple):
    """Some of a dictionary's words, and how alike each is to the word of the query, times what it counts."""

    part: Part
    field: FieldPostings
    numbers: Array
    alike: Array


def has_kin(leaf: Leaf, holding: int, parameters: Parameters) -> TypeGuard[Term]:
    """Whether kin of a leaf are looked for that so many documents hold.

    What is found often by itself needs none, and its kin would cost more than all the rest of the answer.
    """
    return isinstance(leaf, Term) and not leaf.stop and bool(parameters.kin) and holding < parameters.kin_below


def kin(
    snapshot: Snapshot, parameters: Parameters, word: str, scope: Scope, languages: Sequence[str]
) -> tuple[Kin, ...]:
    """The kin of a word, dictionary by dictionary; `languages` are those of the query."""
    if not has_pieces(word):
        return ()
    pieces = pieces_of(word)
    fields = [_place(part, field, pieces) for part, field in snapshot.fields(scope.words) if len(field.piece)]
    rarity = _rarities(fields, len(pieces))
    likeness = [_likeness(each, rarity, parameters) for each in fields]
    chosen = _chosen(fields, likeness, word, languages[:MOST_LANGUAGES], parameters.kin_most)
    weight = parameters.kin * (COPIES if scope.words == TITLE_WORDS else 1)
    return tuple(
        Kin(place.part, place.field, numbers, alike * weight)
        for place, (numbers, alike) in zip(fields, chosen, strict=True)
        if len(numbers)
    )


def holders(found: Sequence[Kin]) -> tuple[Array, Array]:
    """(documents in any order, frequencies) of kin, until there is no room."""
    documents, frequencies = [NO_DOCUMENTS], [NO_NUMBERS]
    room = MOST_POSTINGS
    for each in found:
        starts = each.field.postings_at[each.numbers].astype(np.int64)
        sizes = each.field.postings_at[each.numbers + 1].astype(np.int64) - starts
        fitting = sizes.cumsum() <= room
        starts, sizes, alike = starts[fitting], sizes[fitting], each.alike[fitting]
        places = ragged(starts, sizes)
        documents.append(each.field.documents_at(places, starts, sizes) + each.part.base)
        frequencies.append(each.field.frequencies_at(places) * alike.astype(np.float32).repeat(sizes))
        room -= len(places)
    return np.concatenate(documents), np.concatenate(frequencies)


def _place(part: Part, field: FieldPostings, pieces: Array) -> _Place:
    at = field.piece.searchsorted(pieces)
    at[at == len(field.piece)] = 0
    held = (field.piece.take(at) == pieces).nonzero()[0]
    at = at.take(held)
    starts, ends = field.piece_at.take(at), field.piece_at.take(at + 1)
    return _Place(part, field, held.tolist(), list(zip(starts.tolist(), ends.tolist(), strict=True)))


def _rarities(fields: Sequence[_Place], count: int) -> list[float]:
    """The weight of each piece, as a share of them all: rarer pieces say more."""
    holders = [0] * count
    words = 1
    for place in fields:
        for piece, (start, end) in zip(place.held, place.slices, strict=True):
            holders[piece] += end - start
        words += len(place.field)
    weights = [max(log(words / (1.0 + holding)), LEAST) for holding in holders]
    whole = sum(weights)
    return [weight / whole for weight in weights]


def _likeness(place: _Place, rarity: Sequence[float], parameters: Parameters) -> tuple[Array, Array]:
    """(numbers, likeness) of the likest terms that hold enough of the pieces: more than are needed.

    The most frequent pieces are not enough by themselves, so that only holders of another one are looked at (the prefix
    filter of similarity joins: Chaudhuri and others 2006).
    """
    pieces = sorted((rarity[piece], start, end) for piece, (start, end) in zip(place.held, place.slices, strict=True))
    few = bisect_left(list(accumulate(weight for weight, _, _ in pieces)), parameters.kin_share)
    frequent, telling = pieces[:few], pieces[few:]
    terms = place.field.piece_term
    if not telling:
        return NO_DOCUMENTS, NO_NUMBERS
    found = np.concatenate([terms[start:end] for _, start, end in telling])
    weights = np.array([weight for weight, _, _ in telling]).repeat([end - start for _, start, end in telling])
    order = found.argsort(kind="stable")  # a few sorted runs, which this kind finds
    found = found.take(order)
    first = is_first(found).nonzero()[0]
    numbers = found.take(first)
    alike = np.add.reduceat(weights.take(order), first)
    missing = sum(weight for weight, _, _ in frequent)
    for weight, start, end in reversed(frequent):
        promising = (alike >= parameters.kin_share - missing).nonzero()[0]
        if not len(promising):
            return NO_DOCUMENTS, NO_NUMBERS
        numbers, alike = numbers.take(promising), alike.take(promising)
        holders = terms[start:end]
        at = holders.searchsorted(numbers)
        at[at == len(holders)] = 0
        alike += (holders.take(at) == numbers) * weight
        missing -= weight
    enough = (alike >= parameters.kin_share).nonzero()[0]
    spare = parameters.kin_most * 2
    if len(enough) > spare:
        enough = np.sort(enough.take(np.argpartition(-alike.take(enough), spare)[:spare]))
    return numbers.take(enough).astype(np.int64), alike.take(enough)


def _chosen(
    fields: Sequence[_Place], likeness: Sequence[tuple[Array, Array]], word: str, languages: Sequence[str], most: int
) -> list[tuple[Array, Array]]:
    """The likest words that are not forms of the word, the same ones in every segment."""
    owners = np.arange(len(fields)).repeat([len(numbers) for numbers, _ in likeness])
    numbers = np.concatenate([NO_DOCUMENTS, *(numbers for numbers, _ in likeness)])
    alike = np.concatenate([NO_NUMBERS, *(values for _, values in likeness)])
    order = (-alike).argsort(kind="stable")  # among equals by segment and term, as they come
    ranked = list(zip(owners.take(order).tolist(), numbers.take(order).tolist(), strict=True))
    forms = {stem(word, language) for language in languages}
    others: dict[bytes, bool] = {}
    kept: list[int] = []
    taken: set[bytes] = set()
    for start in range(0, min(len(ranked), most * 3 * len(fields)), most + SPARE):
        portion = ranked[start : start + most + SPARE]
        terms = [fields[owner].field.term(number) for owner, number in portion]
        others.update(_are_others([term for term in dict.fromkeys(terms) if term not in others], forms, languages))
        for at, term in enumerate(terms, start):
            if others[term] and (term in taken or len(taken) < most):
                taken.add(term)
                kept.append(int(order[at]))
        if len(taken) == most:
            break
    chosen = np.array(kept, np.int64)
    own = [chosen.compress(owners.take(chosen) == owner) for owner in range(len(fields))]
    return [(numbers.take(at), alike.take(at)) for at in own]


def _are_others(words: Sequence[bytes], forms: set[str], languages: Sequence[str]) -> Iterator[tuple[bytes, bool]]:
    """Of each word whether it has none of the stems in any of the languages."""
    texts = [each.decode() for each in words]
    stems = zip(*(stem_all(texts, language) for language in languages), strict=True)
    return ((word, forms.isdisjoint(own)) for word, own in zip(words, stems, strict=True))
