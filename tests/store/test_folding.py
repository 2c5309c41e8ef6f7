from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.folding import as_words, fold, sort_key, well_formed


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Été", "ete"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("ﬁne", "fine"),
        ("İstanbul", "istanbul"),
        ("Ёлка", "елка"),
        ("ΆΘΛΟΣ", "αθλοσ"),
        ("שָׁלוֹם", "שלום"),
        ("ＡＢＣ１２", "abc12"),
    ],
)
def test_case_accents_and_forms_make_no_difference(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(("one", "other"), [("が", "か"), ("क्या", "कया"), ("กุ", "ก"), ("각", "가")])
def test_marks_that_make_another_letter_stay(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_text_and_its_capitals_are_the_same(text: str) -> None:
    assert fold(text.upper()) == fold(fold(text).upper())


@given(st.text(st.characters()))
def test_what_is_well_formed_can_be_stored_and_keeps_its_length(text: str) -> None:
    stored = well_formed(text)
    assert len(stored.encode().decode()) == len(text)


def test_words_stand_between_blanks() -> None:
    assert as_words("By José  O’Neill-Smith") == " by jose o neill smith "
    assert as_words("—") == ""


def test_titles_are_sorted_by_number_value_and_without_quotes() -> None:
    titles = ["Chapter 10", "«Été»", "Chapter 9", "apple", "Zoo"]
    assert sorted(titles, key=sort_key) == ["apple", "Chapter 9", "Chapter 10", "«Été»", "Zoo"]
