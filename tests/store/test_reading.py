from __future__ import annotations

import threading

import pytest

from index.article import Progress, Sort
from index.errors import NoInputError
from index.store import Incoming, Store
from tests.store.articles import GLACIERS, RIVERS, extraction, numbered, page


def keep_numbered(store: Store, count: int) -> list[int]:
    return [kept.id for kept in store.keep_many(Incoming(*numbered(n), added=float(n)) for n in range(1, count + 1))]


def test_rows_come_in_the_order_asked_for_without_the_unknown_and_the_removed(store: Store) -> None:
    ids = keep_numbered(store, 4)
    store.remove([ids[1]])
    rows = store.rows([ids[3], 99, ids[0], ids[1], ids[3]])
    assert [row.id for row in rows] == [ids[3], ids[0], ids[3]]
    assert rows[1].metadata.title == "Delta 1"


def test_an_article_that_is_not_there_is_named(store: Store) -> None:
    for question in (store.article, store.raw):
        with pytest.raises(NoInputError, match="no article 3"):
            question(3)


def test_texts_are_found_by_number(store: Store) -> None:
    article_id = store.keep(page(), extraction(RIVERS, title="Deltas", language="en")).id
    assert store.texts([article_id, 99]) == {article_id: ("Deltas", RIVERS, "en")}


def test_what_was_begun_is_offered_last_opened_first(store: Store) -> None:
    one, two, three, four = keep_numbered(store, 4)
    for at, article_id in enumerate((one, two, three, four)):
        store.save_position(article_id, 10, 0.1, now=100.0 + at)
    store.mark([two], progress=Progress.READ)
    store.mark([three], archived=True)
    assert [row.id for row in store.continue_reading()] == [four, one]
    assert [row.id for row in store.continue_reading(1)] == [four]


def test_orders_put_the_newest_first_among_equals(store: Store) -> None:
    facts = [
        {"title": "Ébène", "published": "2024-01-01", "words": 10},
        {"title": "apple 10", "published": "", "words": 30},
        {"title": "Apple 9", "published": "2024-05-01T10:00", "words": 10},
        {"title": "", "published": "2024-05-01T09:00", "words": 20},
    ]
    one, two, three, four = (
        store.keep(page(f"https://a.example/{n}"), extraction(f"{n} " * 99, **each), added=float(n)).id
        for n, each in enumerate(facts)
    )
    store.save_position(two, 1, 0.1, now=50.0)
    assert store.sorted_ids(sort=Sort.ADDED) == [four, three, two, one]
    assert store.sorted_ids(sort=Sort.RELEVANCE) == [four, three, two, one]
    assert store.sorted_ids(sort=Sort.PUBLISHED) == [three, four, one, two]
    assert store.sorted_ids(sort=Sort.TITLE) == [three, two, one, four]
    assert store.sorted_ids(sort=Sort.LENGTH) == [two, four, three, one]
    assert store.sorted_ids(sort=Sort.OPENED) == [two, four, three, one]
    assert store.sorted_ids([one, three, 99], Sort.TITLE) == [three, one]
    assert store.sorted_ids(sort=Sort.ADDED, limit=2, offset=1) == [three, two]


def test_removed_articles_are_nowhere_but_in_the_trash(store: Store) -> None:
    one, two = keep_numbered(store, 2)
    store.tag([one, two], add=["water"])
    store.remove([one], now=5.0)
    assert [row.id for row in store.trash()] == [one]
    assert list(store.all_ids()) == store.sorted_ids() == [two]
    assert (store.count(), store.tags(), store.languages()) == (1, (("water", 1),), (("en", 1),))
    assert store.texts([one]) == {}
    assert store.id_of("https://rivers.example/1") is None
    with pytest.raises(NoInputError):
        store.article(one)


def test_words_are_found_without_an_index_whatever_their_case_and_accents(store: Store) -> None:
    one = store.keep(page("https://a.example/1"), extraction(RIVERS, title="L’été"), added=1.0).id
    two = store.keep(page("https://a.example/2"), extraction(GLACIERS, title="Ete"), added=2.0).id
    assert store.ids_containing(["ÉTÉ"]) == [two, one]
    assert store.ids_containing(["été", "sediment"]) == [one]
    assert store.ids_containing(["lava"]) == []


def test_the_data_version_differs_after_every_change_and_only_then(store: Store) -> None:
    before = store.data_version()
    store.rows([1])
    assert store.data_version() == before
    keep_numbered(store, 1)
    assert store.data_version() != before


def test_rows_of_many_articles_come_with_their_tags(store: Store) -> None:
    ids = keep_numbered(store, 50)
    store.tag(ids[::2], add=["Even", "été"])
    assert [row.tags for row in store.rows(ids)] == [("été", "Even"), ()] * 25


def test_questions_of_one_moment_see_the_same_library(store: Store) -> None:
    ids = keep_numbered(store, 2)
    with store.moment():
        assert store.count() == 2
        other = threading.Thread(target=store.remove, args=(ids,))
        other.start()
        other.join()
        assert len(store.rows(ids)) == store.count() == 2
    assert store.count() == 0


def test_a_change_inside_a_moment_is_refused_and_harmless(store: Store) -> None:
    with store.moment(), pytest.raises(RuntimeError):
        keep_numbered(store, 1)
    assert keep_numbered(store, 1) == [1]
