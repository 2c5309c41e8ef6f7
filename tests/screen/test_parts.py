"""The parts of the screen that need no screen: finding, links, history, undo, sentences, themes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.nouns.documents import documents
from tests.screen.shelves import plain, rivers
from tui.render.layout import Layout
from tui.screens.changing import complete_word
from tui.screens.journey import Journey, Stop
from tui.screens.undo import Change, Undo
from tui.widgets.drawing import fitted, fitted_pieces, from_first_mark, marked, shown
from tui.widgets.prompt import shared_beginning
from tui.widgets.reader.finding import find_all
from tui.widgets.reader.links import hint_labels, link_after, link_before, links_between, note_text
from tui.widgets.reader.page import Page, sentence_start
from tui.widgets.results import readable_day


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Une CAFÉ, un café", "cafe", ["CAFÉ", "café"]),
        ("Une CAFÉ, un café", "Caf", []),
        ("Une CAFÉ, un Café", "Caf", ["Caf"]),
        ("a cafe\u0301 here", "café", ["cafe\u0301"]),
        ("the river\n\nDelta", "river delta", ["river\n\nDelta"]),
        ("l’IA et l'IA", "l'ia", ["l’IA", "l'IA"]),
        ("die Straße, die Strasse", "strasse", ["Straße", "Strasse"]),
        ("1+1 (sum)", "1+1 (", ["1+1 ("]),
        ("Ёлка и елка", "елка", ["Ёлка", "елка"]),
        ("東京大学と東京", "東京", ["東京", "東京"]),
        ("한국어", "한국", ["한국"]),
        ("eine Donau\xaddampf\xadfahrt", "donaudampf", ["Donau\xaddampf"]),
        ("កំពង់\u200bផែ", "កំពង់ផែ", ["កំពង់\u200bផែ"]),
        ("anything", "  ", []),
    ],
)
def test_finding_folds_accents_and_typography_and_is_strict_about_typed_capitals(
    text: str, words: str, found: list[str]
) -> None:
    assert [text[start:end] for start, end in find_all(text, words)] == found


@given(st.text(max_size=60), st.text(max_size=8))
def test_finding_never_fails_and_finds_in_order(text: str, words: str) -> None:
    found = find_all(text, words)
    assert all(start < end for start, end in found)
    assert found == sorted(found)


def test_links_are_walked_in_both_directions() -> None:
    document = rivers()
    links = links_between(document, 0, len(document.text))
    assert [link.target for link in links] == ["#note-1", "https://rivers.example/streams", "#trade"]
    assert link_after(document, links[0].start) == links[1]
    assert link_before(document, links[1].start) == links[0]
    assert link_before(document, links[0].start) is None
    assert link_after(document, links[-1].start) is None


def test_a_footnote_is_the_text_of_its_container() -> None:
    assert note_text(rivers(), "#note-1") == "By a surveyor whose name is lost."
    assert note_text(rivers(), "#nowhere") == ""


@pytest.mark.parametrize("number", [0, 1, 25, 26, 300])
def test_labels_are_as_many_as_asked_for_all_different_and_none_begins_another(number: int) -> None:
    labels = hint_labels(number)
    assert len(set(labels)) == number
    assert len({len(label) for label in labels}) <= 1


def test_a_journey_goes_back_and_forward_until_one_sets_out_anew() -> None:
    journey, first, second, third = Journey(), Stop(1, 0), Stop(2, 0), Stop(3, 7)
    journey.leave(first)
    journey.leave(second)
    assert journey.travel(-1, third) == second
    assert journey.travel(-1, second) == first
    assert journey.travel(-1, first) is None
    assert journey.travel(1, first) == second
    journey.leave(second)
    assert journey.travel(1, second) is None


def test_undo_takes_back_the_last_change_first() -> None:
    undo, done = Undo(), []
    for name in ("one", "two"):
        undo.remember(Change(name, lambda name=name: done.append(name)))  # type: ignore[misc]
    while change := undo.pop():
        change.undo()
    assert done == ["two", "one"]


def test_a_place_rests_at_the_first_sentence_of_its_line_and_stays_there() -> None:
    text = "First sentence here. Second one. The third is long and runs on and on.\n\nA new paragraph begins."
    assert sentence_start(text, 15, 40) == text.index("Second")
    assert sentence_start(text, 40, 60) == text.index("The third")
    assert sentence_start(text, text.index("A new"), len(text)) == text.index("A new")
    start = sentence_start(text, 15, 40)
    assert sentence_start(text, start, start + 25) == start


def test_sentences_end_in_chinese_too() -> None:
    text = "第一句话。第二句话在这里。第三句话。"
    assert sentence_start(text, 3, 9) == 5


@given(documents(), st.integers(8, 60), st.integers(1, 12), st.lists(st.integers(-30, 30), max_size=12))
def test_a_page_stays_within_the_article_wherever_one_walks(document, width, height, steps) -> None:  # type: ignore[no-untyped-def]
    page = Page(Layout(document, width), (), height)
    for step in steps:
        page.walk(step)
        assert 0 <= page.fraction <= 1
        assert len(page.lines()) <= height
        assert not page.last_place.is_before(page.top)
    page.walk(-100_000)
    assert page.at_start


def test_a_tag_is_completed_at_the_word_that_is_typed() -> None:
    assert complete_word(["rust", "ruby", "tea"], "tea ru") == ["tea rust", "tea ruby"]
    assert complete_word(["rust"], "") == []
    assert shared_beginning(["tea rust", "tea ruby"]) == "tea ru"


@given(st.text(max_size=40), st.integers(0, 30))
def test_a_text_is_fitted_into_its_cells(text: str, width: int) -> None:
    from rich.cells import cell_len

    assert cell_len(fitted(shown(text), width)) <= width


def test_marks_stay_on_their_words_when_a_text_begins_late() -> None:
    text = "A long beginning that nobody has asked for, and then the river delta at last"
    start = text.index("delta")
    late, marks = from_first_mark(text, [(start, start + 5)], 30)
    assert late.startswith("…")
    assert [late[low:high] for low, high in marks] == ["delta"]
    pieces = fitted_pieces(marked(late, marks), 30)
    assert ("delta", True) in pieces


@pytest.mark.parametrize(
    ("published", "said"),
    [("2024-05-12T10:00:00Z", "12 May 2024"), ("2024-05", "May 2024"), ("1999", "1999"), ("", ""), ("soon", ""),
     ("2024-13-01", "2024")],
)  # fmt: skip
def test_days_are_read_as_far_as_they_go(published: str, said: str) -> None:
    assert readable_day(published) == said


def test_plain_documents_have_no_links() -> None:
    assert link_after(plain("No links here."), -1) is None
