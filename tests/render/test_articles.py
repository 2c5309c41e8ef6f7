"""What is hard to set, at several widths to the last character, and under the laws at every width.

`make snapshots` writes the pages anew; look at what changed before it is kept.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.render.articles import ARTICLES, article
from tests.render.reading import (
    assert_fits,
    assert_pieces_are_the_document,
    due_offsets,
    page_text,
    shown_offsets,
    text_of,
)
from tui.render.layout import Layout, Options
from tui.render.model import Role

SNAPSHOTS = Path(__file__).parent / "snapshots"
WIDTHS = [*range(1, 41), 60, 72, 80, 100, 120, 160, 200]


@pytest.mark.parametrize("width", [72, 38, 16])
@pytest.mark.parametrize("name", ARTICLES)
def test_a_hard_article_is_drawn_as_it_was(name: str, width: int) -> None:
    path = SNAPSHOTS / f"{name}-{width}.txt"
    drawn = page_text(Layout(article(name), width)) + "\n"
    if os.environ.get("REMAKE_SNAPSHOTS"):
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ARTICLES)
def test_a_hard_article_keeps_the_laws_at_every_width(name: str) -> None:
    document = article(name)
    due = set(due_offsets(document))
    for width in WIDTHS:
        layout = Layout(document, width, Options(justified=width % 2 == 0))
        for _, line in layout.rows(layout.first):
            assert_fits(line, width)
            assert_pieces_are_the_document(line, document)
        shown = shown_offsets(layout)
        assert due <= set(shown)
        assert len(shown) == len(set(shown))


@pytest.mark.parametrize("name", ARTICLES)
def test_no_line_of_a_hard_article_is_a_lead_without_its_text(name: str) -> None:
    document = article(name)
    for width in range(20, 81, 4):
        layout = Layout(document, width)
        for _, line in layout.rows(layout.first):
            if line.start < line.end and line.pieces:
                assert any(Role.DECORATION not in piece.role for piece in line.pieces), (width, text_of(line))


CLOSING = re.compile("^[、。，．：；！？）］｝〕〉》」』】ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々ｰ｡､｣”]")
OPENING = re.compile("[（［｛〔〈《「『【￥｢“]$")


@pytest.mark.parametrize("width", range(8, 80, 3))
def test_kinsoku_holds_at_every_width(width: int) -> None:
    for line in page_text(Layout(article("east-asian"), width)).split("\n"):
        content = line.lstrip(" │")
        assert not CLOSING.match(content), line
        assert not OPENING.search(line), line


@pytest.mark.parametrize("width", range(24, 120, 8))
def test_khmer_breaks_between_the_words_that_its_writer_parted(width: int) -> None:
    document = article("southern-scripts")
    paragraph = document.blocks[0]
    text = document.text_of(paragraph)
    words = re.split("[\u200b ]", text)
    assert len(words) > 20
    lines = [text_of(line) for line in Layout(document, width).lines_of(0) if line.pieces]
    ends = {len("".join(words[:count])) for count in range(len(words) + 1)}
    at = 0
    for line in lines:
        at += len(line.replace(" ", ""))
        assert at in ends, line


def test_the_way_back_from_a_note_never_stands_alone() -> None:
    for width in range(20, 100):
        lines = page_text(Layout(article("wide"), width)).split("\n")
        assert not [line for line in lines if line.strip() in ("↩", "↩ ↩")], width


def test_a_step_to_the_right_means_a_level_however_deep() -> None:
    lines = page_text(Layout(article("nested"), 38)).split("\n")
    numbered = [line for line in lines if re.match(r" *1\. (?:first|second|\w+th|third)\b", line)]
    marks = [len(line) - len(line.lstrip()) for line in numbered]
    assert len(marks) == 10
    assert marks == sorted(set(marks))
