"""Words that were meant, and easier questions: for a query that found nothing.

Suggestions come from the library's own words alone, near by letters first and frequent among those, in the language of
the query where that can be told. Relaxing goes in visible steps, each of which says what it changed; every step keeps
the changes before it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from index.search.analysis import is_unspaced, words
from index.search.engine import Engine
from index.search.results import Relaxation
from index.search.tree import (
    All,
    And,
    Fuzzy,
    Ids,
    InTitle,
    Not,
    Phrase,
    Prefix,
    Query,
    Where,
    Word,
    all_of,
    any_of,
    children,
    leaves,
    replaced,
)

LONG = 6
"""Letters from which on a word may be two edits away; shorter ones would become any word."""

SHORTEST = 3
FIRST_LETTER = 2.0
"""What the same first letter weighs beside the logarithm of how many articles hold a word."""

TRIED = 12
"""Near words of which it is asked whether an article holds them that the rest of the query allows."""

Step = tuple[Relaxation, Query]


def correction(query: Query, engine: Engine) -> Query | None:
    """The query with its unknown words replaced by near ones that the library holds; None where there is none."""
    changes = _changes(query, engine)
    if not changes:
        return None
    return _mended(query, changes)


def relaxations(query: Query, engine: Engine, *, as_typed: bool = False) -> Iterator[Step]:
    """Easier questions in the order to ask them, for a query that found nothing (facts answered).

    `as_typed`: the last fact may end with a star that nobody typed; it is not told.
    """
    changes = _changes(query, engine)
    if changes:
        query = _mended(query, changes)
        said = ", ".join(f"«{before}» → «{after}»" for before, after in changes.items())
        yield Relaxation(f"spelling: {said}", str(query)), query
    filters = _filters(query, engine)
    if _without(query, filters) is not None and _finds(_without(query, filters), engine):
        for number, dropped in enumerate(filters, 1):
            easier = _without(query, filters[:number])
            if easier is not None:
                yield Relaxation(_told(dropped, as_typed=as_typed), str(easier)), easier
        return
    easier = _any_word(query)
    if easier != query:
        yield Relaxation("any of the words", str(easier)), easier
    for number, dropped in enumerate(filters, 1):
        fewer = _without(easier, filters[:number])
        if fewer is not None:
            yield Relaxation(_told(dropped, as_typed=as_typed), str(fewer)), fewer
    smaller = _even_small(easier)
    if smaller is not None and _finds(smaller, engine):
        yield Relaxation("any of the words, even the smallest", str(smaller)), smaller


# Spelling


def _changes(query: Query, engine: Engine) -> dict[Query, Query]:
    """The unknown words of a query, each with what was probably meant."""
    changes: dict[Query, Query] = {}
    languages = engine.spoken(query)
    within = all_of([part for part in children(query) if isinstance(part, Ids)]) if isinstance(query, And) else All()
    for leaf in leaves(query, positive=True):
        if isinstance(leaf, Word) and leaf not in changes:
            meant = _meant(leaf.text, engine, languages, within)
            if meant:
                changes[leaf] = all_of([Word(word) for word in meant.split()])
    return changes


def _mended(query: Query, changes: Mapping[Query, Query]) -> Query:
    """The query with its words changed; of one that was still being typed, the beginning goes with it."""
    begun = {Prefix(leaf.text) for leaf in changes if isinstance(leaf, Word)}
    return replaced(query, lambda leaf: All() if leaf in begun else changes.get(leaf, leaf))


def _meant(text: str, engine: Engine, languages: tuple[str, ...], within: Query) -> str:
    """The word, or the two, that an unknown word was meant to be; empty where it is known or nothing is near.

    Before all others come words of articles `within` which something is sought: in French ones, French words.
    """
    found = words(text)
    if len(found) != 1 or len(found[0].text) < SHORTEST or is_unspaced(found[0].text):
        return ""
    word = found[0].text
    if any(letter.isdigit() for letter in word) or engine.holders(word):
        return ""
    distance = 2 if len(word) >= LONG else 1
    everywhere = engine.near(word, distance)
    if not everywhere:
        return _two_words(word, engine)
    if not isinstance(within, All):
        for each, _, _ in sorted(everywhere, key=lambda each: _likelihood(word, *each), reverse=True)[:TRIED]:
            if engine.search(all_of([within, Word(each)]), limit=0).total:
                return each
    near = engine.near(word, distance, languages) or everywhere
    return max(near, key=lambda each: _likelihood(word, *each))[0]


def _likelihood(word: str, near: str, edits: int, holders: int) -> tuple[int, float, str]:
    """How likely a near word was meant: by fewer edits, then by how many hold it; few mistype the first letter."""
    return -edits, math.log1p(holders) + (FIRST_LETTER if near[0] == word[0] else 0.0), near


def _two_words(word: str, engine: Engine) -> str:
    """Two words that were written as one: those that follow one another in most articles."""
    best, most = "", 0
    for at in range(SHORTEST, len(word) - SHORTEST + 1):
        first, second = word[:at], word[at:]
        if min(engine.holders(first), engine.holders(second)) > most:
            held = engine.search(Phrase(f"{first} {second}"), limit=0).total
            if held > most:
                best, most = f"{first} {second}", held
    return best


# Filters


def _filters(query: Query, engine: Engine) -> list[Query]:
    """What narrows a query beside its words, the narrowest first."""
    parts = query.parts if isinstance(query, And) else ()
    narrowing = [part for part in parts if isinstance(part, Ids | Where | Not)]
    return sorted(narrowing, key=lambda part: engine.search(part, limit=0).total)


def _told(dropped: Query, *, as_typed: bool) -> str:
    text = str(dropped)
    return f"without {text.removesuffix('*') if as_typed else text}"


def _without(query: Query, dropped: list[Query]) -> Query | None:
    """The query without some of its parts; None where nothing would be left."""
    if not isinstance(query, And):
        return None
    kept = [part for part in query.parts if not any(part is each for each in dropped)]
    joined = all_of(kept)
    if not kept or joined == query:
        return None
    return And(joined.parts, query.question) if isinstance(joined, And) else joined


def _finds(query: Query | None, engine: Engine) -> bool:
    return query is not None and engine.search(query, limit=0).total > 0


def _any_word(query: Query) -> Query:
    """The query with its words loosened: no phrase, no title, none of them required."""
    parts = query.parts if isinstance(query, And) else (query,)
    loose: list[Query] = []
    for part in parts:
        loose.extend(_loosened(part))
    joined = all_of(loose)
    return And(joined.parts, question=True) if isinstance(joined, And) else joined


def _even_small(query: Query) -> Query | None:
    """The words of a loosened query as alternatives, so that the small ones, never required before, find something."""
    parts = query.parts if isinstance(query, And) else ()
    asked = [part for part in parts if not isinstance(part, Ids | Where | Not)]
    return any_of(asked) if len(asked) > 1 else None


def _loosened(part: Query) -> list[Query]:
    match part:
        case InTitle(inner):
            return _loosened(inner)
        case And(parts):
            return [loose for each in parts for loose in _loosened(each)]
        case Phrase(text):
            return [Word(word) for word in text.rstrip("*").split() if words(word)]
        case Prefix(text) | Fuzzy(text):
            return [part, Word(text)]
        case Word(text) if is_unspaced(text):
            return [Word(pair.text) for pair in words(text)] or [part]
    return [part]
