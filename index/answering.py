"""Answers a query: words from the index, facts from the store, rows and passages for what was found.

What asks for facts alone never wakes the index, so an empty query or `is:unread` is answered before Whoosh is loaded.
Where the index cannot be used, words are looked for in the store itself: slower and plainer, but never not at all.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from index.article import Row, Sort
from index.errors import QueryError
from index.search.query import parse, parse_as_typed
from index.search.results import Hit, Range, Relaxation, SearchResults, Snippet
from index.search.tree import (
    All,
    And,
    Fuzzy,
    Ids,
    InTitle,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Saved,
    Similar,
    Where,
    Word,
    leaves,
    replaced,
)

if TYPE_CHECKING:
    from index.feeding import Feeder
    from index.search.engine import Entry
    from index.search.whoosh_engine import WhooshEngine
    from index.store import Store

DEEPEST_SAVED = 8
"""Saved searches that may stand in one another."""

MOST_SIMILAR = 50
"""Articles that `similar:` stands for, so that it can be joined with words and facts."""

_TEXT = (Word, Phrase, Prefix, Fuzzy)


@dataclass(frozen=True, slots=True)
class Wish:
    """How an answer is wanted: see `Library.search`."""

    limit: int | None = 20
    sort: Sort = Sort.RELEVANCE
    as_typed: bool = False
    relax: bool = True


@dataclass(frozen=True, slots=True)
class _Found:
    """Articles in order, with their scores, and how many there are in all."""

    ids: Sequence[int]
    scores: Sequence[float]
    total: int


class Answerer:
    """Answers queries of one library. Any thread may use it."""

    def __init__(self, store: Store, feeder: Feeder) -> None:
        self._store = store
        self._feeder = feeder

    def answer(self, query: str, wish: Wish) -> SearchResults:
        """The answer to a query. Raises QueryError where it cannot be read."""
        began = time.perf_counter()
        tree = self._resolved(self._tree(query, wish), query)
        if not any(isinstance(leaf, _TEXT) for leaf in leaves(tree)):
            return self._finished(query, tree, self._by_facts(tree, wish), began)
        engine = self._feeder.engine()
        if engine is None:
            return self._finished(query, tree, self._plainly(tree, wish), began, warnings=(self._excuse(),))
        return self._by_words(query, tree, wish, engine, began)

    def matches(self, title_or_text: str, query: str, language: str) -> tuple[Range, ...]:
        """Where the words of a query stand in a text, in order; none where the query cannot be read."""
        from index.search.snippets import matches

        try:
            tree = parse_as_typed(query, _today())
        except QueryError:
            return ()
        return matches(title_or_text, self._resolved(tree, query, facts=False), language)

    # From words to a tree that holds no names

    def _tree(self, query: str, wish: Wish) -> Query:
        return (parse_as_typed if wish.as_typed else parse)(query, _today())

    def _resolved(self, tree: Query, query: str, *, facts: bool = True, depth: int = 0) -> Query:
        """The tree with saved searches put in, and facts answered (left out where they are not asked for)."""

        def exchange(leaf: Query) -> Query:
            match leaf:
                case Where(fact):
                    return Ids(self._store.ids_where(fact), str(leaf)) if facts else All()
                case Saved(name):
                    return self._resolved(self._saved(name, query, depth), query, facts=facts, depth=depth + 1)
                case Similar(number):
                    return Ids(self._similar(number), str(leaf)) if facts else All()
            return leaf

        return replaced(tree, exchange)

    def _saved(self, name: str, query: str, depth: int) -> Query:
        place = max(0, query.find(f"@{name}"))
        saved = self._store.saved_searches()
        if name not in saved:
            known = f"there are {', '.join('@' + each for each in saved)}" if saved else "none is saved yet"
            raise QueryError(f"no saved search has the name @{name}: {known}", query, place)
        if depth >= DEEPEST_SAVED:
            raise QueryError(f"the saved search @{name} leads back to itself", query, place)
        return parse(saved[name], _today())

    def _similar(self, number: int) -> list[int]:
        from index.search.similar import key_terms

        texts = self._store.texts([number])
        engine = self._feeder.engine()
        if number not in texts or engine is None:
            return []
        title, text, language = texts[number]
        found = engine.search(key_terms(title, text, language, engine), limit=MOST_SIMILAR + 1)
        return [each for each, _ in found.hits if each != number][:MOST_SIMILAR]

    # Finding

    def _by_words(self, query: str, tree: Query, wish: Wish, engine: WhooshEngine, began: float) -> SearchResults:
        from index.search.engine import IndexDamaged
        from index.search.suggest import correction, relaxations

        try:
            found = self._search(tree, wish, engine)
            steps: list[Relaxation] = []
            if not found.total and wish.relax:
                for step, wider in relaxations(tree, engine):
                    steps.append(step)
                    relaxed = self._search(wider, wish, engine)
                    if relaxed.total:
                        return self._finished(query, wider, relaxed, began, relaxed=tuple(steps))
            better = correction(tree, engine) if not found.total else None
        except IndexDamaged as error:
            self._feeder.damaged(error)
            return self._finished(query, tree, self._plainly(tree, wish), began, warnings=(self._excuse(),))
        return self._finished(query, tree, found, began, suggestion=str(better) if better is not None else "")

    def _search(self, tree: Query, wish: Wish, engine: WhooshEngine) -> _Found:
        if wish.sort is Sort.RELEVANCE:
            ranking = engine.search(tree, limit=wish.limit, read=self._entry)
            return _Found([each for each, _ in ranking.hits], [score for _, score in ranking.hits], ranking.total)
        return self._sorted(list(engine.find(tree)), wish)

    def _entry(self, number: int) -> Entry | None:
        """An article as the index knows it, for ranking that reads the best ones again."""
        from index.search.engine import Entry

        found = self._store.texts([number]).get(number)
        return Entry(number, found.title, found.text, found.language) if found is not None else None

    def _by_facts(self, tree: Query, wish: Wish) -> _Found:
        if isinstance(tree, All):
            ids = self._store.sorted_ids(None, wish.sort, wish.limit)
            return _Found(ids, [0.0] * len(ids), self._store.count())
        return self._sorted(list(_members(tree, frozenset(self._store.all_ids()))), wish)

    def _plainly(self, tree: Query, wish: Wish) -> _Found:
        """What the store itself finds: every word as a part of the text, facts as ever, order by date."""
        words = [leaf.text for leaf in leaves(tree, positive=True) if isinstance(leaf, _TEXT)]
        holding = frozenset(self._store.ids_containing(words))
        facts = _members(replaced(tree, lambda leaf: All() if isinstance(leaf, _TEXT) else leaf), holding)
        return self._sorted(list(facts & holding), wish)

    def _sorted(self, ids: list[int], wish: Wish) -> _Found:
        ordered = self._store.sorted_ids(ids, wish.sort, wish.limit)
        return _Found(ordered, [0.0] * len(ordered), len(ids))

    def _excuse(self) -> str:
        return f"searched without the index: {self._feeder.warning or 'it is being built'}"

    # Showing

    def _finished(
        self,
        query: str,
        tree: Query,
        found: _Found,
        began: float,
        *,
        relaxed: tuple[Relaxation, ...] = (),
        suggestion: str = "",
        warnings: tuple[str, ...] = (),
    ) -> SearchResults:
        hits = tuple(self._hits(tree, found))
        return SearchResults(
            query=relaxed[-1].query if relaxed else query,
            hits=hits,
            total=found.total,
            relaxed=relaxed,
            suggestion=suggestion,
            milliseconds=(time.perf_counter() - began) * 1000,
            warnings=warnings,
        )

    def _hits(self, tree: Query, found: _Found) -> Iterator[Hit]:
        scores = dict(zip(found.ids, found.scores, strict=True))
        if not any(isinstance(leaf, _TEXT) for leaf in leaves(tree, positive=True)):
            yield from (Hit(row, scores[row.id], _opening(row)) for row in self._store.rows(found.ids))
            return
        from index.search.snippets import matches, snippet

        with self._store.moment():
            rows, texts = self._store.rows(found.ids), self._store.texts(found.ids)
        for row in rows:
            title, text, language = texts[row.id]
            passage = snippet(text, tree, language) if text else _opening(row)
            yield Hit(row, scores[row.id], passage, matches(title, tree, language, in_title=True))


def _opening(row: Row) -> Snippet:
    """What stands for a passage where no words were asked for."""
    return Snippet(row.metadata.excerpt)


def _members(tree: Query, universe: frozenset[int]) -> frozenset[int]:
    """The articles that a tree of answered facts holds for."""
    match tree:
        case Ids(ids):
            return universe.intersection(ids)
        case Not(part):
            return universe - _members(part, universe)
        case And(parts):
            return universe.intersection(*(_members(part, universe) for part in parts))
        case Or(parts):
            return frozenset().union(*(_members(part, universe) for part in parts))
        case InTitle(part):
            return _members(part, universe)
    return universe


def _today() -> date:
    return date.today()  # noqa: DTZ011 (a day of the reader's own calendar)
