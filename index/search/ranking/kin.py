"""Words that look like a word of the query: compounds, glued words, irregular forms, other spellings.

Kin are the words of the library that hold at least a certain share of the word's pieces (runs of four letters, weighted
by their rarity in the library). What they add to the frequency of the word is discounted by how alike they are. They
rank documents; they do not make one match.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.search.codec.arrays import Array
from index.search.codec.pieces import has_pieces, pieces_of
from index.search.codec.runs import ragged
from index.search.codec.segment import FieldPostings
from index.search.names import TITLE_WORDS
from index.search.ranking.parameters import Parameters
from index.search.ranking.plan import Scope
from index.search.ranking.postings import NO_DOCUMENTS, NO_NUMBERS
from index.search.ranking.snapshot import Part, Snapshot
from index.search.stemming import stem, stem_all

MOST_LANGUAGES = 2
"""Languages, the likeliest first, in which forms of the word itself are told from its kin."""

MOST_POSTINGS = 30_000
"""Postings of all kin of a word: beyond, they are so frequent that they tell nothing."""


class _Place(NamedTuple):
    """A field of a segment, and the pieces of the word that its dictionary holds."""

    name: str
    part: Part
    field: FieldPostings
    held: Array
    places: Array


class Kin(NamedTuple):
    """Some of a dictionary's words, and how alike each is to the word of the query, times what its field counts."""

    part: Part
    field: FieldPostings
    numbers: Array
    alike: Array


def kin(
    snapshot: Snapshot, parameters: Parameters, word: str, scope: Scope, languages: Sequence[str]
) -> tuple[Kin, ...]:
    """The kin of a word, dictionary by dictionary; `languages` are those of the query."""
    if not has_pieces(word):
        return ()
    pieces = pieces_of(word)
    fields = [
        _place(name, part, field, pieces)
        for name in scope.words
        for part, field in snapshot.fields(name)
        if len(field.piece)
    ]
    rarity = _rarities(fields, len(pieces))
    likeness = [_likeness(each, rarity, parameters) for each in fields]
    chosen = _chosen(fields, likeness, word, languages[:MOST_LANGUAGES], parameters.kin_most)
    weights = [parameters.kin * (parameters.title if place.name == TITLE_WORDS else 1.0) for place in fields]
    return tuple(
        Kin(place.part, place.field, numbers, alike * weight)
        for place, (numbers, alike), weight in zip(fields, chosen, weights, strict=True)
        if len(numbers)
    )


def holders(found: Sequence[Kin]) -> tuple[Array, Array]:
    """(documents in any order, frequencies) of kin, until there is no room."""
    documents, frequencies = [NO_DOCUMENTS], [NO_NUMBERS]
    room = MOST_POSTINGS
    for each in found:
        starts = each.field.postings_at[each.numbers].astype(np.int64)
        sizes = each.field.postings_at[each.numbers + 1].astype(np.int64) - starts
        fitting = np.cumsum(sizes) <= room
        starts, sizes, alike = starts[fitting], sizes[fitting], each.alike[fitting]
        documents.append(each.field.documents_in(starts, sizes) + each.part.base)
        counts = each.field.frequencies_at(ragged(starts, sizes)) * np.repeat(alike.astype(np.float32), sizes)
        frequencies.append(counts)
        room -= len(counts)
    return np.concatenate(documents), np.concatenate(frequencies)


def _place(name: str, part: Part, field: FieldPostings, pieces: Array) -> _Place:
    at = np.searchsorted(field.piece, pieces)
    at[at == len(field.piece)] = 0
    held = np.flatnonzero(field.piece[at] == pieces)
    return _Place(name, part, field, held, at[held])


def _rarities(fields: Sequence[_Place], count: int) -> Array:
    """The weight of each piece, as a share of them all: rarer pieces say more."""
    holders = np.zeros(count)
    words = 1
    for place in fields:
        starts, ends = place.field.piece_at[place.places], place.field.piece_at[place.places + 1]
        holders[place.held] += (ends - starts).astype(np.int64)
        words += len(place.field)
    weights = np.log(words / (1.0 + holders)).clip(min=1e-6)
    shares: Array = weights / weights.sum()
    return shares


def _likeness(place: _Place, rarity: Array, parameters: Parameters) -> tuple[Array, Array]:
    """(numbers, likeness) of the likest terms that hold enough of the pieces: more than are needed."""
    starts = place.field.piece_at[place.places].astype(np.int64)
    sizes = place.field.piece_at[place.places + 1].astype(np.int64) - starts
    terms = place.field.piece_term[ragged(starts, sizes)]
    alike = np.bincount(terms, np.repeat(rarity[place.held], sizes)) if len(terms) else np.empty(0)
    numbers = np.flatnonzero(alike >= parameters.kin_share)
    spare = parameters.kin_most * 2
    if len(numbers) > spare:
        numbers = numbers[np.argpartition(-alike[numbers], spare)[:spare]]
    return numbers, alike[numbers]


def _chosen(
    fields: Sequence[_Place],
    likeness: Sequence[tuple[Array, Array]],
    word: str,
    languages: Sequence[str],
    most: int,
) -> list[tuple[Array, Array]]:
    """The likest words that are not forms of the word, the same ones in every segment."""
    ranked = sorted(
        (-alike, at, number)
        for at, (numbers, values) in enumerate(likeness)
        for number, alike in zip(numbers.tolist(), values.tolist(), strict=True)
    )
    terms = [fields[at].field.term(number) for _, at, number in ranked]
    allowed = _others(list(dict.fromkeys(terms[: most * 3])), word, languages, most)
    kept: list[tuple[list[int], list[float]]] = [([], []) for _ in fields]
    for term, (alike, at, number) in zip(terms, ranked, strict=True):
        if term in allowed:
            kept[at][0].append(number)
            kept[at][1].append(-alike)
    return [(np.array(numbers, np.int64), np.array(values)) for numbers, values in kept]


def _others(words: Sequence[bytes], word: str, languages: Sequence[str], most: int) -> frozenset[bytes]:
    """The first of the words that are not forms of a word in any of the languages."""
    forms = {stem(word, language) for language in languages}
    others: list[bytes] = []
    for start in range(0, len(words), most):
        portion = words[start : start + most]
        texts = [each.decode() for each in portion]
        stems = zip(*(stem_all(texts, language) for language in languages), strict=True)
        others += [each for each, own in zip(portion, stems, strict=True) if forms.isdisjoint(own)]
        if len(others) >= most:
            break
    return frozenset(others[:most])
