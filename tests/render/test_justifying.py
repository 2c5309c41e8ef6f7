"""Justified lines: filled where it shows least, never the last of a paragraph, never torn apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.render.building import paragraph
from tests.render.reading import text_of
from tui.render.justifying import filled
from tui.render.layout import Layout, Options
from tui.render.model import Piece, Role

TEXTS = st.text(st.sampled_from("ab é,.「」、。東京はカーA1한국ไทย👍🏽\u0301\u200d "), min_size=1, max_size=24)


def justified(text: str, width: int) -> list[str]:
    layout = Layout(paragraph(text), width, Options(justified=True))
    return [text_of(line) for _, line in layout.rows(layout.first)]


def test_blanks_between_words_become_wider() -> None:
    assert justified("one two six nine and", 14) == ["one  two   six", "nine and"]


def test_the_last_line_is_ragged() -> None:
    assert justified("aaa bbb", 20) == ["aaa bbb"]


def test_a_line_that_would_be_torn_apart_stays_ragged() -> None:
    assert justified("a bbb incomprehensibilities", 22)[0] == "a bbb"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("東京の川、春の海東京の川", "東京の川、 春の海"),
        ("東京のABCD川海空山", "東京のABCD 川海空"),
        ("東京川の春の海の東京", "東京川の春の海 の"),
    ],
    ids=["after punctuation", "between scripts", "between characters"],
)
def test_chinese_and_japanese_are_widened_where_it_shows_least(text: str, line: str) -> None:
    assert justified(text, 17)[0] == line


def test_gaps_do_not_stand_one_below_the_other() -> None:
    lines = justified("aa bb cc dd ee " * 6, 15)
    assert len({line.index("  ") for line in lines[:3]}) > 1


@given(TEXTS, st.integers(0, 30), st.integers(0, 9), st.integers(1, 23))
def test_a_filled_line_holds_its_characters_in_order_and_is_as_wide_as_it_says(
    text: str, missing: int, number: int, cut: int
) -> None:
    pieces = [Piece(text[:cut], Role.TEXT, 0), *([Piece(text[cut:], Role.STRONG, cut)] if text[cut:] else [])]
    size = sum(cell_len(piece.text) for piece in pieces)
    made, cells = filled(pieces, size, size + missing, number)
    assert cells in (size, size + missing)
    assert cells == sum(cell_len(piece.text) for piece in made)
    kept = [piece for piece in made if piece.start >= 0]
    assert "".join(piece.text for piece in kept) == text
    assert [piece.start for piece in kept] == sorted(piece.start for piece in kept)
    assert all(piece.text == text[piece.start : piece.start + len(piece.text)] for piece in kept)


def test_a_line_that_some_terminals_show_wider_stays_ragged() -> None:
    text = "समोसे का सफ़र बग़दाद के दस्तरख़्वान से नुक्कड़ की कड़ाही तक और फिर"
    assert not any("  " in line for line in justified(text, 24))
