from __future__ import annotations

import pytest

from index.article import Progress
from index.errors import NoInputError
from index.store import Change, Store
from tests.store.articles import GLACIERS, RIVERS, extraction, numbered, page


@pytest.fixture
def article_id(store: Store) -> int:
    return store.keep(page(), extraction(RIVERS, title="Deltas", language="en")).id


def test_a_kept_article_is_announced_with_its_text(store: Store, article_id: int) -> None:
    assert store.changes_after(0) == [Change(store.last_sequence(), article_id, "Deltas", RIVERS, "en")]
    assert store.changes_after(store.last_sequence()) == []


def test_nothing_that_is_not_searched_is_announced(store: Store, article_id: int) -> None:
    before = store.last_sequence()
    store.tag([article_id], add=["water"])
    store.mark([article_id], starred=True, progress=Progress.READ, archived=True)
    store.save_position(article_id, 5, 0.1)
    store.add_highlight(article_id, 0, 5, note="note")
    store.save_search("all", "*")
    store.keep(page("https://mirror.example/"), extraction(RIVERS))
    store.update_extraction(article_id, extraction(RIVERS, title="Deltas", language="en", byline="Ann"))
    assert store.last_sequence() == before


@pytest.mark.parametrize(
    "changed",
    [extraction(GLACIERS, title="Deltas"), extraction(RIVERS, title="Glaciers"), extraction(RIVERS, language="fr")],
    ids=["text", "title", "language"],
)
def test_what_is_searched_is_announced_when_it_changes(store: Store, article_id: int, changed: object) -> None:
    before = store.last_sequence()
    store.update_extraction(article_id, changed)  # type: ignore[arg-type]
    assert [change.id for change in store.changes_after(before)] == [article_id]


def test_the_trash_takes_out_and_gives_back(store: Store, article_id: int) -> None:
    store.remove([article_id])
    assert [(each.id, each.deleted, each.text) for each in store.changes_after(0)] == [(article_id, True, "")]
    store.restore([article_id])
    assert [(each.id, each.deleted, each.text) for each in store.changes_after(0)] == [(article_id, False, RIVERS)]
    store.purge([article_id])
    assert [(each.id, each.deleted) for each in store.changes_after(0)] == [(article_id, True)]


def test_only_the_last_change_of_an_article_is_reported_in_the_order_of_changes(store: Store) -> None:
    ids = [store.keep(*numbered(number)).id for number in range(3)]
    store.update_extraction(ids[0], extraction(GLACIERS))
    changes = store.changes_after(0)
    assert [change.id for change in changes] == [ids[1], ids[2], ids[0]]
    assert [change.seq for change in changes] == sorted(change.seq for change in changes)
    assert changes[-1].text == GLACIERS
    assert [change.id for change in store.changes_after(0, limit=2)] == ids[1:]


def test_sequence_numbers_never_go_back(store: Store, article_id: int) -> None:
    before = store.last_sequence()
    store.purge([article_id])
    assert store.last_sequence() > before


def test_a_rebuild_pages_through_all_that_is_there(store: Store) -> None:
    ids = [store.keep(*numbered(number)).id for number in range(5)]
    store.remove(ids[1:2])
    pages, after = [], 0
    while page_of := store.searchable(after, limit=2):
        pages.append([change.id for change in page_of])
        after = page_of[-1].id
    assert pages == [[ids[0], ids[2]], [ids[3], ids[4]]]
    first = store.searchable(0, 1)[0]
    assert (first.title, first.language, first.deleted) == ("Delta 0", "en", False)
    assert first.text == store.article(ids[0]).document.text


def test_a_change_that_is_undone_is_not_announced(store: Store) -> None:
    with pytest.raises(NoInputError), store.batch():
        store.save_position(store.keep(page(), extraction()).id + 1, 0, 0.0)
    assert store.changes_after(0) == []
    assert store.last_sequence() == 0
