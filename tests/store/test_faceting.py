from __future__ import annotations

from datetime import UTC, datetime

from index.article import Progress
from index.store import Facets, Store
from tests.store.articles import numbered

NEW_YEAR = datetime(2021, 6, 1, tzinfo=UTC).timestamp()


def test_articles_are_counted_by_what_they_are(store: Store) -> None:
    ids = [
        store.keep(*numbered(1, language="fr", published="2023-04-05"), tags=["water", "delta"]).id,
        store.keep(*numbered(2, language="en-gb", published="2023"), tags=["Water"]).id,
        store.keep(*numbered(3, language="en"), added=NEW_YEAR).id,
        store.keep(*numbered(4, language="", published="2020")).id,
    ]
    store.mark(ids[:1], progress=Progress.READ, starred=True)
    store.remove(ids[3:])
    assert store.facets(ids) == Facets(
        total=3,
        sites=(("rivers.example", 3),),
        tags=(("water", 2), ("delta", 1)),
        languages=(("en", 2), ("fr", 1)),
        years=(("2023", 2),),
        states=(("unread", 2), ("read", 1), ("starred", 1)),
    )


def test_nothing_has_no_facets(store: Store) -> None:
    store.keep(*numbered(1))
    assert store.facets([]) == store.facets([4711]) == Facets()
