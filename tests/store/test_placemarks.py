"""Places with a letter."""

from __future__ import annotations

import pytest

from index.errors import NoInputError, UsageError
from index.store import Store
from tests.store.articles import GLACIERS, RIVERS, extraction, page


@pytest.fixture
def article_id(store: Store) -> int:
    return store.keep(page(), extraction(RIVERS)).id


def test_a_letter_names_one_place_of_the_whole_library(store: Store, article_id: int) -> None:
    other = store.keep(page("https://ice.example/"), extraction(GLACIERS, title="Glaciers")).id
    store.set_placemark("b", article_id, 12, now=1.0)
    store.set_placemark("a", article_id, 3, now=2.0)
    store.set_placemark("b", other, 7, now=3.0)
    assert [(each.letter, each.article_id, each.position) for each in store.placemarks()] == [
        ("a", article_id, 3), ("b", other, 7)]  # fmt: skip
    assert store.placemarks()[1].title == "Glaciers"
    assert store.placemarks()[1].words == GLACIERS[7:127]
    assert store.remove_placemark("a")
    assert not store.remove_placemark("a")


@pytest.mark.parametrize("letter", ["", "A", "ab", "1", "é"])
def test_only_small_letters_are_marks(store: Store, article_id: int, letter: str) -> None:
    with pytest.raises(UsageError, match="a letter from a to z"):
        store.set_placemark(letter, article_id, 0)


def test_a_place_in_no_article_is_refused(store: Store) -> None:
    with pytest.raises(NoInputError):
        store.set_placemark("a", 9, 0)


def test_marks_of_removed_articles_wait_in_the_trash_and_purging_ends_them(store: Store, article_id: int) -> None:
    store.set_placemark("a", article_id, 3)
    store.remove([article_id])
    assert store.placemarks() == ()
    store.restore([article_id])
    assert [each.letter for each in store.placemarks()] == ["a"]
    store.remove([article_id])
    store.purge([article_id])
    assert not store.remove_placemark("a")


def test_a_mark_stays_at_its_words_when_the_text_changes(store: Store, article_id: int) -> None:
    place = RIVERS.index("sediment")
    store.set_placemark("a", article_id, place)
    store.update_extraction(article_id, extraction("A new beginning. " + RIVERS))
    assert store.placemarks()[0].position == place + len("A new beginning. ")
