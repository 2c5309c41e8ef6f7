from __future__ import annotations

from datetime import UTC, datetime

from index.article import Progress, Verdict
from index.store import Store
from tests.store.articles import GLACIERS, RIVERS, extraction, page


def test_an_empty_library_holds_nothing(store: Store) -> None:
    counted = store.statistics()
    assert (counted.articles, counted.words, counted.languages, counted.months) == (0, 0, (), ())
    assert counted.database_bytes > 0


def test_everything_is_counted_once_and_what_is_in_the_trash_only_as_such(store: Store) -> None:
    june = datetime(2024, 6, 15, 12, tzinfo=UTC).timestamp()
    one = store.keep(
        page("https://www.a.example/1", b"x" * 999), extraction(RIVERS, words=50, minutes=1), added=june
    ).id
    two = store.keep(
        page("https://b.example/2", b"y" * 999),
        extraction(GLACIERS, words=70, minutes=2, language="fr", verdict=Verdict.PAYWALL),
        tags=["ice", "water"],
        added=june + 86_400 * 31,
    ).id
    gone = store.keep(page("https://a.example/3", b"z" * 2), extraction("gone"), tags=["ice"]).id
    store.remove([gone])
    store.mark([one], progress=Progress.READ, starred=True)
    store.add_highlight(two, 0, 8)
    counted = store.statistics()
    assert (counted.articles, counted.unread, counted.reading, counted.read) == (2, 1, 0, 1)
    assert (counted.starred, counted.archived, counted.broken, counted.removed) == (1, 0, 1, 1)
    assert (counted.words, counted.words_read, counted.minutes, counted.highlights) == (120, 50, 3, 1)
    assert counted.page_bytes == 2000 > counted.page_bytes_kept > 0
    assert counted.languages == (("en", 1), ("fr", 1))
    assert counted.sites == (("a.example", 1), ("b.example", 1))
    assert counted.tags == (("ice", 1), ("water", 1))
    assert counted.months == (("2024-06", 1), ("2024-07", 1))
    assert store.statistics(top=1).tags == (("ice", 1),)
