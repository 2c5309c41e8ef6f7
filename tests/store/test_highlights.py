from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import NoInputError, UsageError
from index.store import Store
from index.store.anchoring import Quote, find_position, find_quote
from tests.store.articles import GLACIERS, RIVERS, extraction, page


@pytest.fixture
def article_id(store: Store) -> int:
    return store.keep(page(), extraction(RIVERS)).id


def passage(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def test_a_highlight_keeps_its_words_and_what_stands_around_them(store: Store, article_id: int) -> None:
    made = store.add_highlight(article_id, *passage(RIVERS, "sediment"), colour="green", note="what?", now=5.0)
    assert (made.quote, made.colour, made.note, made.created) == ("sediment", "green", "what?", 5.0)
    assert (made.prefix, made.suffix) == (RIVERS[made.start - 32 : made.start], RIVERS[made.end : made.end + 32])
    assert store.highlights(article_id) == (made,)
    assert store.article(article_id).highlights == (made,)


def test_highlights_are_edited_and_taken_away(store: Store, article_id: int) -> None:
    made = store.add_highlight(article_id, 0, 5)
    store.edit_highlight(made.id, note="see the map")
    assert [(mark.colour, mark.note) for mark in store.highlights(article_id)] == [("yellow", "see the map")]
    assert store.remove_highlight(made.id)
    assert not store.remove_highlight(made.id)
    with pytest.raises(NoInputError):
        store.edit_highlight(made.id, colour="blue")


@pytest.mark.parametrize(("start", "end"), [(5, 5), (5, 4), (-1, 3), (0, 10_000)])
def test_a_range_that_is_no_passage_is_refused(store: Store, article_id: int, start: int, end: int) -> None:
    with pytest.raises(UsageError):
        store.add_highlight(article_id, start, end)


def test_a_highlight_in_no_article_is_refused(store: Store) -> None:
    with pytest.raises(NoInputError):
        store.add_highlight(9, 0, 1)


def test_the_highlights_of_the_library_come_newest_first_with_their_articles(store: Store, article_id: int) -> None:
    other = store.keep(page("https://ice.example/"), extraction(GLACIERS, title="Glaciers")).id
    store.add_highlight(article_id, 0, 5, now=1.0)
    store.add_highlight(other, 0, 5, now=3.0)
    store.add_highlight(article_id, 6, 9, now=2.0)
    assert [(mark.title, mark.highlight.created) for mark in store.all_highlights(since=2.0)] == [
        ("Glaciers", 3.0), ("Deltas", 2.0)]  # fmt: skip
    store.remove([other])
    assert [mark.article_id for mark in store.all_highlights()] == [article_id, article_id]


def test_highlights_and_the_reading_position_move_with_their_words(store: Store, article_id: int) -> None:
    store.add_highlight(article_id, *passage(RIVERS, "slower-moving or stagnant water"))
    at = RIVERS.index("The size and shape")
    store.save_position(article_id, at, at / len(RIVERS))
    store.keep(page(), extraction("A new first paragraph.", RIVERS, GLACIERS))
    article = store.article(article_id)
    mark = article.highlights[0]
    assert article.document.text[mark.start : mark.end] == mark.quote == "slower-moving or stagnant water"
    assert article.document.text[article.state.position :].startswith("The size and shape")
    assert article.state.fraction == pytest.approx(article.state.position / len(article.document.text))


def test_a_highlight_whose_words_are_gone_keeps_them_and_comes_back_with_them(store: Store, article_id: int) -> None:
    made = store.add_highlight(article_id, *passage(RIVERS, "sediment that is carried"), note="mine")
    store.keep(page(), extraction(GLACIERS))
    lost = store.highlights(article_id)[0]
    assert (lost.start == lost.end, lost.quote, lost.note) == (True, made.quote, "mine")
    assert lost.end <= len(GLACIERS)
    store.keep(page(), extraction(RIVERS))
    assert store.highlights(article_id) == (made,)


def test_a_quote_that_stands_twice_is_found_in_its_surroundings() -> None:
    text = "one word here, one word there, one word"
    second = text.index("word", 10)
    assert find_quote("New! " + text, Quote.of(text, second, second + 4), near=0) == (second + 5, second + 9)


def test_a_quote_is_found_under_other_breaks_and_letters() -> None:
    assert find_quote("…the RIVER\n\nmouth opens", Quote("the river mouth"), near=0) == (1, 17)


def test_a_passage_that_was_edited_is_found_between_what_was_not() -> None:
    quote = Quote("the old words", prefix="stands before ", suffix=" stands after")
    text = "It stands before some newer words stands after it."
    assert find_quote(text, quote, near=0) == passage(text, "some newer words")


def test_a_place_without_known_words_is_as_far_along_as_it_was() -> None:
    assert find_position("a" * 100, "b" * 200, 50) == 100
    assert find_position("a" * 100, "", 50) == 0


TEXTS = st.text(alphabet="ab c\n", min_size=1, max_size=60)


@given(TEXTS, st.data())
def test_a_quote_is_always_found_where_it_was_in_an_unchanged_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert find_quote(text, Quote.of(text, start, end), near=start) == (start, end)


@given(TEXTS, TEXTS, st.data())
def test_a_place_that_is_found_lies_in_the_text(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    place = find_quote(new, Quote.of(old, start, end), near=start)
    assert place is None or 0 <= place[0] < place[1] <= len(new)
    assert 0 <= find_position(old, new, end) <= len(new)


def test_what_was_taken_away_is_put_back_as_it_was(store: Store, article_id: int) -> None:
    made = store.add_highlight(article_id, 0, 5, colour="pink", note="why?", now=4.0)
    store.remove_highlight(made.id)
    store.restore_highlight(article_id, made)
    assert store.highlights(article_id) == (made,)
    with pytest.raises(NoInputError):
        store.restore_highlight(99, made)
