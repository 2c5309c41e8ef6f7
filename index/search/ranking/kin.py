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
from index.search.ranking.postings import NOTHING, Postings, gathered
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


def kin(snapshot: Snapshot, parameters: Parameters, word: str, scope: Scope, languages: Sequence[str]) -> Postings:
    """The documents that hold kin of a word, with their discounted frequencies; `languages` are those of the query."""
    if not has_pieces(word):
        return NOTHING
    pieces = pieces_of(word)
    fields = [
        _place(name, part, field, pieces)
        for name in scope.words
        for part, field in snapshot.fields(name)
        if len(field.piece)
    ]
    rarity = _rarities(fields, len(pieces))
    likeness = [_likeness(each, rarity, parameters) for each in fields]
    languages = languages[:MOST_LANGUAGES]
    forms = {stem(word, language) for language in languages}
    chosen = _chosen(fields, likeness, forms, languages, parameters.kin_most)
    lists: list[Postings] = []
    room = MOST_POSTINGS
    for place, (numbers, alike) in zip(fields, chosen, strict=True):
        lists.append(_gathered(place, numbers, alike * (parameters.title if place.name == TITLE_WORDS else 1.0), room))
        room -= len(lists[-1])
    if not any(map(len, lists)):
        return NOTHING
    documents = np.concatenate([each.documents for each in lists])
    frequencies = np.concatenate([each.frequencies for each in lists]) * np.float32(parameters.kin)
    return gathered(documents, frequencies, snapshot.size)


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
    forms: set[str],
    languages: Sequence[str],
    most: int,
) -> list[tuple[Array, Array]]:
    """The likest words that are not forms of the word, the same ones in every segment."""
    ranked = sorted(
        (
            (-float(alike), at, int(number))
            for at, found in enumerate(likeness)
            for number, alike in zip(*found, strict=True)
        )
    )
    words = dict.fromkeys(fields[at].field.term(number) for _, at, number in ranked[: most * 3])
    texts = [word.decode() for word in words]
    stems = [stem_all(texts, language) for language in languages]
    others = [word for place, word in enumerate(words) if not any(each[place] in forms for each in stems)]
    allowed = frozenset(others[:most])
    kept: list[tuple[list[int], list[float]]] = [([], []) for _ in fields]
    for alike, at, number in ranked:
        if fields[at].field.term(number) in allowed:
            kept[at][0].append(number)
            kept[at][1].append(-alike)
    return [(np.array(numbers, np.int64), np.array(values)) for numbers, values in kept]


def _gathered(place: _Place, numbers: Array, alike: Array, room: int) -> Postings:
    """The postings of several terms, each weighted, until there is no room."""
    starts = place.field.postings_at[numbers].astype(np.int64)
    sizes = place.field.postings_at[numbers + 1].astype(np.int64) - starts
    fitting = np.cumsum(sizes) <= room
    starts, sizes, alike = starts[fitting], sizes[fitting], alike[fitting]
    at = ragged(starts, sizes)
    documents = place.field.documents_at(at) + place.part.base
    frequencies = place.field.frequencies_at(at) * np.repeat(alike, sizes)
    return Postings(documents, frequencies.astype(np.float32))
