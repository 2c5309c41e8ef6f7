"""What is shown where nothing is asked: all articles, in an order.

It knows no query language: the first screen of a reader is this, and must not wait for a grammar to be loaded.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.article import Row, Sort
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
    return SearchResults("", hits, store.count(), milliseconds=(time.perf_counter() - began) * 1000, sort=wish.sort)


def opening(row: Row) -> Snippet:
    """What stands for a passage where no words were asked for."""
    return Snippet(row.metadata.excerpt)
