"""Small libraries for the tests of this room: an index of given articles in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from index.search.engine import Entry, Ranking
from index.search.query import parse
from index.search.tree import Query
from index.search.whoosh_engine import WhooshEngine

TODAY = date(2024, 5, 15)
LIBRARY = "0f0e0d0c"


def entry(number: int, body: str, title: str = "", language: str = "en") -> Entry:
    """An article as the index is told of it."""
    return Entry(number, title, body, language)


def built(folder: Path, entries: Iterable[Entry], sequence: int = 1) -> WhooshEngine:
    """An index of these articles."""
    return WhooshEngine.build(folder / "index", LIBRARY, entries, sequence)


def asked(engine: WhooshEngine, query: str | Query, limit: int | None = None) -> Ranking:
    """What a query finds."""
    return engine.search(parse(query, TODAY) if isinstance(query, str) else query, limit=limit)


def found(engine: WhooshEngine, query: str | Query) -> set[int]:
    """The articles that a query finds."""
    ranking = asked(engine, query)
    numbers = {number for number, _ in ranking.hits}
    assert ranking.total == len(numbers) == len(ranking.hits)
    return numbers
