from __future__ import annotations

import pytest

from index.article import Progress
from index.errors import NoInputError, UsageError
from index.store import Store
from tests.store.articles import numbered


@pytest.fixture
def ids(store: Store) -> list[int]:
    return [store.keep(*numbered(number)).id for number in range(3)]


def test_tags_are_given_taken_and_counted(store: Store, ids: list[int]) -> None:
    assert store.tag(ids, add=["water", "to read"]) == 3
    assert store.tag(ids[:2], add=["water"], remove=["to read"]) == 2
    assert store.tag(ids[:2], add=["water"], remove=["to read"]) == 0
    assert store.tags() == (("to read", 1), ("water", 3))


def test_tags_that_differ_by_case_or_accents_are_one_spelt_as_first_written(store: Store, ids: list[int]) -> None:
    store.tag(ids[:1], add=["Été"])
    assert store.tag(ids[:2], add=["ete"]) == 1
    assert store.tags() == (("Été", 2),)
    store.tag(ids, remove=["ÉTÉ"])
    store.tag(ids, add=["ete"])
    assert store.tags() == (("ete", 3),)


def test_a_tag_is_one_clean_line_and_an_empty_one_is_none(store: Store, ids: list[int]) -> None:
    assert store.tag(ids, add=["  two\n words\u202e ", " ", ""]) == 3
    assert store.tags() == (("two words", 3),)


def test_tags_of_articles_that_do_not_exist_are_not_kept(store: Store, ids: list[int]) -> None:
    assert store.tag([99], add=["water"]) == 0
    assert store.tags() == ()


def test_marks_count_what_they_change(store: Store, ids: list[int]) -> None:
    assert store.mark(ids, starred=True) == 3
    assert store.mark(ids, starred=True) == 0
    assert store.mark([ids[0], 99], progress=Progress.READ, archived=True) == 1
    state = store.rows(ids[:1])[0].state
    assert (state.progress, state.starred, state.archived) == (Progress.READ, True, True)
    assert store.mark(ids) == 0


def test_the_position_is_kept_and_what_was_unread_is_being_read(store: Store, ids: list[int]) -> None:
    store.save_position(ids[0], 120, 0.4, now=77.0)
    state = store.rows(ids[:1])[0].state
    assert (state.progress, state.position, state.fraction, state.opened) == (Progress.READING, 120, 0.4, 77.0)


def test_turning_the_pages_of_what_was_read_leaves_it_read(store: Store, ids: list[int]) -> None:
    store.mark(ids, progress=Progress.READ)
    store.save_position(ids[0], 120, 0.4)
    assert store.rows(ids[:1])[0].state.progress is Progress.READ


def test_a_position_in_no_article_is_refused(store: Store) -> None:
    with pytest.raises(NoInputError):
        store.save_position(1, 0, 0.0)


def test_the_trash_gives_back_what_it_took(store: Store, ids: list[int]) -> None:
    before = store.rows(ids)
    assert store.remove(ids[:2]) == 2
    assert store.remove(ids) == 1
    assert store.mark(ids, starred=True) == 0
    assert store.restore([*ids, 99]) == 3
    assert store.rows(ids) == before


def test_what_is_purged_leaves_nothing_behind_and_its_number_is_not_given_again(store: Store, ids: list[int]) -> None:
    store.tag(ids[-1:], add=["water"])
    store.add_highlight(ids[-1], 0, 5)
    assert store.purge([ids[-1], 99]) == 1
    assert store.tags() == ()
    store.tag(ids[:1], add=["WATER"])
    assert store.tags() == (("WATER", 1),)
    assert store.all_highlights() == ()
    assert store.addresses(ids[-1]) == ()
    again = store.keep(*numbered(2))
    assert again.id > ids[-1]
    assert list(store.check()) == []


def test_searches_are_saved_under_their_names(store: Store) -> None:
    store.save_search("this-week", "added:7d", now=1.0)
    store.save_search("French", "lang:fr", now=2.0)
    store.save_search("this-week", "added:7d is:unread", now=3.0)
    assert list(store.saved_searches().items()) == [("this-week", "added:7d is:unread"), ("French", "lang:fr")]
    assert store.forget_search("French")
    assert not store.forget_search("French")


@pytest.mark.parametrize("name", ["", " ", "two words", "7d", "-x", "a:b"])
def test_a_name_that_no_query_could_say_is_refused(store: Store, name: str) -> None:
    with pytest.raises(UsageError, match="cannot name a saved search"):
        store.save_search(name, "added:7d")
