"""Answers a query: words from the index, facts from the store, rows and passages for what was found.

What asks for facts alone never wakes the index, so an empty query or `is:unread` is answered before Whoosh is loaded.
Where the index cannot be used, words are looked for in the store itself: slower and plainer, but never not at all.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from index.answering.folding import Found, folded
from index.answering.resolving import Resolver
from index.article import Sort
from index.browsing import Wish, opening
from index.errors import QueryError
from index.search.results import Explanation, Hit, Range, Relaxation, SearchResults
from index.search.tree import (
    All,
    And,
    Fuzzy,
    Ids,
    InTitle,
    Not,
    Or,
    Ordered,
    Phrase,
    Prefix,
    Query,
    Word,
    leaves,
    replaced,
)

if TYPE_CHECKING:
    from index.feeding import Feeder
    from index.search.engine import Entry
    from index.search.whoosh_engine import WhooshEngine
    from index.store import Facets, Store

_TEXT = (Word, Phrase, Prefix, Fuzzy)


class Answerer:
    """Answers queries of one library. Any thread may use it."""

    def __init__(self, store: Store, feeder: Feeder) -> None:
        self._store = store
        self._feeder = feeder
        self._told: tuple[int, dict[int, int]] = (-1, {})
        self._resolver = Resolver(store, feeder)

    def answer(self, query: str, wish: Wish) -> SearchResults:
        """The answer to a query. Raises QueryError where it cannot be read."""
        began = time.perf_counter()
        tree = self._resolver.read(query, as_typed=wish.as_typed)
        wish = _in_order(tree, wish)
        tree, steps = self._resolver.mended(tree) if wish.relax else (tree, ())
        tree = self._resolver.answered(tree)
        if not any(isinstance(leaf, _TEXT) for leaf in leaves(tree)):
            return self._finished(query, tree, self._by_facts(tree, wish), wish, began, relaxed=steps)
        engine = self._feeder.engine()
        if engine is None:
            return self._finished(query, tree, self._plainly(tree, wish), wish, began, warnings=(self._excuse(),))
        return self._by_words(query, tree, wish, engine, began, steps)

    def facets(self, query: str, *, as_typed: bool = False) -> Facets:
        """All that answers a query in numbers; nothing is relaxed. Raises QueryError where it cannot be read."""
        tree = self._resolver.answered(self._resolver.read(query, as_typed=as_typed))
        return self._store.facets(self._answers(tree))

    def explain(self, query: str, number: int) -> Explanation | None:
        """The parts of an article's score; None where the query does not find it, or asks for no words."""
        tree = self._resolver.answered(self._resolver.read(query))
        engine = self._feeder.engine()
        if engine is None or not any(isinstance(leaf, _TEXT) for leaf in leaves(tree, positive=True)):
            return None
        from index.search.engine import IndexDamaged

        try:
            return engine.explain(tree, number, self._entry)
        except IndexDamaged as error:
            self._feeder.damaged(error)
            return None

    def _answers(self, tree: Query) -> Iterable[int]:
        """Every article that answers a tree, in no order."""
        if isinstance(tree, All):
            return self._store.all_ids()
        if not any(isinstance(leaf, _TEXT) for leaf in leaves(tree)):
            return self._true_of(tree)
        engine = self._feeder.engine()
        if engine is None:
            return self._holding(tree)
        from index.search.engine import IndexDamaged

        try:
            return engine.find(tree)
        except IndexDamaged as error:
            self._feeder.damaged(error)
            return self._holding(tree)

    def matches(self, title_or_text: str, query: str, language: str) -> tuple[Range, ...]:
        """Where the words of a query stand in a text, in order; none where the query cannot be read."""
        from index.search.snippets import matches

        try:
            tree = self._resolver.read(query, as_typed=True)
        except QueryError:
            return ()
        return matches(title_or_text, self._resolver.answered(tree, facts=False), language)

    # Finding

    def _by_words(
        self,
        query: str,
        tree: Query,
        wish: Wish,
        engine: WhooshEngine,
        began: float,
        mended: tuple[Relaxation, ...],
    ) -> SearchResults:
        from index.search.engine import IndexDamaged
        from index.search.suggest import correction, relaxations

        try:
            found = self._search(tree, wish, engine)
            steps = list(mended)
            if not found.total and wish.relax:
                for step, wider in relaxations(tree, engine, as_typed=wish.as_typed):
                    steps.append(step)
                    relaxed = self._search(wider, wish, engine)
                    if relaxed.total:
                        return self._finished(query, wider, relaxed, wish, began, relaxed=tuple(steps))
            better = correction(tree, engine) if not found.total else None
        except IndexDamaged as error:
            self._feeder.damaged(error)
            return self._finished(query, tree, self._plainly(tree, wish), wish, began, warnings=(self._excuse(),))
        suggestion = str(better) if better is not None else ""
        return self._finished(query, tree, found, wish, began, relaxed=mended, suggestion=suggestion)

    def _search(self, tree: Query, wish: Wish, engine: WhooshEngine) -> Found:
        if wish.sort is not Sort.RELEVANCE:
            return self._sorted(list(engine.find(tree)), wish)

        def ordered(limit: int | None) -> Found:
            ranking = engine.search(tree, limit=limit, read=self._entry)
            ids, scores = [each for each, _ in ranking.hits], [score for _, score in ranking.hits]
            return Found(ids, scores, ranking.total, ranking.question)

        stories = self._stories() if wish.fold else {}
        if not stories:
            return ordered(wish.limit)
        return folded(ordered, engine.find(tree, allowed=array("q", stories)), stories, wish.limit)

    def _stories(self) -> dict[int, int]:
        """What tells the same story, read again where the library has changed."""
        version = self._store.data_version()
        if self._told[0] != version:
            self._told = (version, self._store.stories())
        return self._told[1]

    def _entry(self, number: int) -> Entry | None:
        """An article as the index knows it, for ranking that reads the best ones again."""
        from index.search.engine import Entry

        found = self._store.texts([number]).get(number)
        return Entry(number, found.title, found.text, found.language) if found is not None else None

    def _by_facts(self, tree: Query, wish: Wish) -> Found:
        if isinstance(tree, All) and not wish.fold:
            ids = self._store.sorted_ids(None, wish.sort, wish.limit)
            return Found(ids, [0.0] * len(ids), self._store.count())
        likeness = _likeness(tree) if wish.sort is Sort.RELEVANCE else {}
        return self._sorted(list(self._true_of(tree)), wish, likeness)

    def _true_of(self, tree: Query) -> frozenset[int]:
        """The articles that a tree without words holds for."""
        return _members(tree, frozenset(self._store.all_ids()))

    def _plainly(self, tree: Query, wish: Wish) -> Found:
        return self._sorted(list(self._holding(tree)), wish)

    def _holding(self, tree: Query) -> frozenset[int]:
        """What the store itself finds: every word as a part of the text, facts as ever."""
        words = [leaf.text for leaf in leaves(tree, positive=True) if isinstance(leaf, _TEXT)]
        holding = frozenset(self._store.ids_containing(words))
        facts = _members(replaced(tree, lambda leaf: All() if isinstance(leaf, _TEXT) else leaf), holding)
        return facts & holding

    def _sorted(self, ids: list[int], wish: Wish, scores: Mapping[int, float] | None = None) -> Found:
        """Articles in the wished order; where there are scores, in theirs."""

        def ordered(limit: int | None) -> Found:
            if scores:
                chosen = sorted(ids, key=lambda each: (scores.get(each, 0.0), each), reverse=True)[:limit]
                return Found(chosen, [scores.get(each, 0.0) for each in chosen], len(ids))
            chosen = self._store.sorted_ids(ids, wish.sort, limit)
            return Found(chosen, [0.0] * len(chosen), len(ids))

        stories = self._stories() if wish.fold else {}
        return folded(ordered, [each for each in ids if each in stories], stories, wish.limit)

    def _excuse(self) -> str:
        return f"searched without the index: {self._feeder.warning or 'it is being built'}"

    # Showing

    def _finished(
        self,
        query: str,
        tree: Query,
        found: Found,
        wish: Wish,
        began: float,
        *,
        relaxed: tuple[Relaxation, ...] = (),
        suggestion: str = "",
        warnings: tuple[str, ...] = (),
    ) -> SearchResults:
        hits = tuple(self._hits(tree, found, wish))
        relaxed = relaxed if found.total else ()
        return SearchResults(
            query=relaxed[-1].query if relaxed else query,
            hits=hits,
            total=found.total,
            relaxed=relaxed,
            suggestion=suggestion,
            milliseconds=(time.perf_counter() - began) * 1000,
            warnings=warnings,
            folded=found.folded,
            sort=wish.sort,
        )

    def _hits(self, tree: Query, found: Found, wish: Wish) -> Iterator[Hit]:
        scores = dict(zip(found.ids, found.scores, strict=True))
        if not any(isinstance(leaf, _TEXT) for leaf in leaves(tree, positive=True)):
            for row in self._store.rows(found.ids):
                yield Hit(row, scores[row.id], opening(row), same=found.same.get(row.id, ()))
            return
        from index.search.snippets import matches, snippet

        shown = found.ids if wish.passages is None else found.ids[wish.passages.start : wish.passages.stop]
        with self._store.moment():
            rows, texts = self._store.rows(found.ids), self._store.texts(shown)
        for row in rows:
            passage, marks = opening(row), tuple[Range, ...]()
            if row.id in texts:
                title, text, language = texts[row.id]
                passage = snippet(text, tree, language) if text else passage
                marks = matches(title, tree, language, in_title=True)
            yield Hit(row, scores[row.id], passage, marks, found.same.get(row.id, ()))


def _in_order(tree: Query, wish: Wish) -> Wish:
    """The wish in the order that the query says, where it says one; the first counts."""
    orders = (leaf.sort for leaf in leaves(tree) if isinstance(leaf, Ordered))
    return replace(wish, sort=next(orders, wish.sort))


def _likeness(tree: Query) -> dict[int, float]:
    """How like articles are to those that `similar:` names in a tree."""
    likeness: dict[int, float] = {}
    for leaf in leaves(tree, positive=True):
        if isinstance(leaf, Ids) and isinstance(leaf.ids, dict):
            likeness.update(leaf.ids)
    return likeness


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
