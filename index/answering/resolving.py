"""Puts what a library knows in the place of what a query names: saved searches, facts, articles like one.

What comes out is a tree of words and ids, which the index can be asked.
"""

from __future__ import annotations

from array import array
from datetime import date
from typing import TYPE_CHECKING

from index.errors import QueryError
from index.facts import FactField
from index.search.query import parse, parse_as_typed
from index.search.results import Relaxation
from index.search.tree import All, Ids, Ordered, Query, Saved, Similar, Where, replaced

if TYPE_CHECKING:
    from index.facts import Fact
    from index.feeding import Feeder
    from index.store import Store

DEEPEST_SAVED = 8
"""Saved searches that may stand in one another."""

MOST_SIMILAR = 50
"""Articles that `similar:` stands for, so that it can be joined with words and facts."""

MOST_KNOWN = 1_000_000
"""Articles that are remembered for the facts of the last queries: 8 MB."""


class Resolver:
    """Resolves the queries of one library. Any thread may use it."""

    def __init__(self, store: Store, feeder: Feeder) -> None:
        self._store, self._feeder = store, feeder
        self._known: tuple[int, dict[Fact, array[int]]] = (-1, {})

    def read(self, query: str, *, as_typed: bool = False) -> Query:
        """The tree of a query, without names of saved searches. Raises QueryError where it cannot be read."""
        if as_typed:
            return self._named(parse_as_typed(query, _today()), query, as_typed=True)
        tree = parse(query, _today())
        if isinstance(tree, All) and query.strip(" *"):
            raise QueryError("there is nothing to search for in it: no word, and no fact like tag:physics", query, 0)
        return self._named(tree, query)

    def _named(self, tree: Query, query: str, depth: int = 0, *, as_typed: bool = False) -> Query:
        """The tree with saved searches put in the place of their names; a name on its way is left out."""

        def exchange(leaf: Query) -> Query:
            if isinstance(leaf, Saved):
                if as_typed and query.endswith(f"@{leaf.name}") and self._is_half_a_name(leaf.name):
                    return All()
                return self._named(self._saved(leaf.name, query, depth), query, depth + 1)
            return leaf

        return replaced(tree, exchange)

    def answered(self, tree: Query, *, facts: bool = True) -> Query:
        """The tree with facts answered, in the form that the engine takes (left out where they are not asked for)."""

        def exchange(leaf: Query) -> Query:
            match leaf:
                case Where(fact):
                    return Ids(self._true(fact), str(leaf)) if facts else All()
                case Similar(number):
                    return Ids(self._similar(number), str(leaf)) if facts else All()
                case Ordered():
                    return All()
            return leaf

        return replaced(tree, exchange)

    def _true(self, fact: Fact) -> array[int]:
        """The articles that a fact is true of, asked again where the library has changed: not with every key typed."""
        version = self._store.data_version()
        if self._known[0] != version:
            self._known = (version, {})
        known = self._known[1]
        found = known.get(fact)
        if found is None:
            found = self._store.ids_where(fact)
            if len(found) + sum(map(len, known.values())) > MOST_KNOWN:
                known.clear()
            known[fact] = found
        return found

    def _is_half_a_name(self, name: str) -> bool:
        saved = self._store.saved_searches()
        return name not in saved and any(each.startswith(name) for each in saved)

    def _saved(self, name: str, query: str, depth: int) -> Query:
        place = max(0, query.find(f"@{name}"))
        saved = self._store.saved_searches()
        if name not in saved:
            known = f"there are {', '.join('@' + each for each in saved)}" if saved else "none is saved yet"
            raise QueryError(f"no saved search has the name @{name}: {known}", query, place)
        if depth >= DEEPEST_SAVED:
            raise QueryError(f"the saved search @{name} leads back to itself", query, place)
        return parse(saved[name], _today())

    def _similar(self, number: int) -> dict[int, float]:
        """The articles most like one, best first, with their scores."""
        from index.search.similar import key_terms

        texts = self._store.texts([number])
        engine = self._feeder.engine()
        if number not in texts or engine is None:
            return {}
        title, text, language = texts[number]
        found = engine.search(key_terms(title, text, language, engine), limit=MOST_SIMILAR + 1)
        return dict([hit for hit in found.hits if hit[0] != number][:MOST_SIMILAR])

    def mended(self, tree: Query) -> tuple[Query, tuple[Relaxation, ...]]:
        """The tree with near values for tags and sites that are not there, and the step that says so."""
        from index.answering.mending import mended

        found = mended(tree, lambda fact: bool(self._true(fact)), self._values)
        return (tree, ()) if found is None else (found[0], (Relaxation(found[1], str(found[0])),))

    def _values(self, field: FactField) -> list[str]:
        if field is FactField.TAG:
            return [name for name, _ in self._store.tags()]
        return [site for site, _ in self._store.facets(self._store.all_ids()).sites]


def _today() -> date:
    return date.today()  # noqa: DTZ011 (a day of the reader's own calendar)
