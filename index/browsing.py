"""What is shown where nothing is asked: all articles, in an order.

It knows no query language: the first screen of a reader is this, and must not wait for a grammar to be loaded.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.article import Row, Sort
from index.facts import FactField, Matches
from index.search.results import Hit, SearchResults, Snippet

if TYPE_CHECKING:
    from index.store import Store


@dataclass(frozen=True, slots=True)
class Wish:
    """How an answer is wanted: see `Library.search`."""

    limit: int | None = 20
    sort: Sort = Sort.RELEVANCE
    as_typed: bool = False
    relax: bool = True
    fold: bool = False
    passages: range | None = None


def everything(store: Store, wish: Wish) -> SearchResults:
    """All articles in the wished order, each with the beginning of its text; none stands for another."""
    began = time.perf_counter()
    hits = tuple(Hit(row, 0.0, opening(row)) for row in store.rows(store.sorted_ids(None, wish.sort, wish.limit)))
    return SearchResults("", hits, store.count(), milliseconds=(time.perf_counter() - began) * 1000)


def starred(store: Store, limit: int) -> tuple[Row, ...]:
    """The articles with a star that are not archived, the newest first."""
    chosen = set(_in_state(store, "starred")).difference(_in_state(store, "archived"))
    return store.rows(store.sorted_ids(chosen, Sort.ADDED, limit))


def opening(row: Row) -> Snippet:
    """What stands for a passage where no words were asked for."""
    return Snippet(row.metadata.excerpt)


def _in_state(store: Store, state: str) -> Iterable[int]:
    return store.ids_where(Matches(FactField.IS, state))
