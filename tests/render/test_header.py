from __future__ import annotations

from index.article import Metadata, Verdict
from index.document import BlockKind
from tests.render.building import block, paragraph
from tests.render.reading import text_of
from tui.render.header import byline, header_lines
from tui.render.model import Role


def test_the_head_is_the_title_and_one_line_of_who_where_when_and_how_long() -> None:
    metadata = Metadata(
        title="Rivers", byline="I. Lindqvist", site="The Delta", published="2024-03-01T09:00", minutes=4
    )
    lines = header_lines(metadata, 60)
    assert [text_of(line) for line in lines] == ["Rivers", "I. Lindqvist · The Delta · 2024-03-01 · 4 min", ""]
    assert [line.start for line in lines] == [-1, -1, -1]
    assert lines[0].pieces[0].role == Role.HEADING | Role.STRONG


def test_what_is_unknown_is_left_out() -> None:
    assert byline(Metadata(site="The Delta")) == "The Delta"
    assert [text_of(line) for line in header_lines(Metadata(title="Rivers"), 60)] == ["Rivers", ""]


def test_an_article_without_a_title_goes_by_its_address() -> None:
    assert text_of(header_lines(Metadata(url="https://rivers.example/"), 60)[0]) == "https://rivers.example/"
    assert text_of(header_lines(Metadata(), 60)[0]) == "Untitled"


def test_a_long_title_is_wrapped() -> None:
    lines = header_lines(Metadata(title="Rivers of the north and of the south"), 16)
    assert [text_of(line) for line in lines[:-1]] == ["Rivers of the", "north and of the", "south"]


def test_a_title_that_the_text_begins_with_is_not_said_twice() -> None:
    metadata = Metadata(title="Rivers of  the north", site="The Delta")
    heading = block(BlockKind.HEADING, "Rivers of the north")
    assert [text_of(line) for line in header_lines(metadata, 60, heading)] == ["The Delta", ""]
    assert text_of(header_lines(metadata, 60, paragraph("Rivers of the north"))[0]) == "Rivers of the north"


def test_a_title_from_the_right_stands_at_the_right() -> None:
    line = header_lines(Metadata(title="مكتبة"), 20)[0]
    assert text_of(line) == " " * 15 + "مكتبة"
    assert line.cells == 20


def test_an_article_whose_text_is_not_there_says_so() -> None:
    lines = header_lines(Metadata(title="Rivers"), 100, verdict=Verdict.PAYWALL)
    assert text_of(lines[1]).startswith("paywall: only the beginning is there")
    assert len(header_lines(Metadata(title="Rivers"), 100, verdict=Verdict.SHORT)) == 2


def test_an_endless_title_ends_after_six_lines() -> None:
    lines = header_lines(Metadata(title="Rivers of the north " * 20), 20)
    assert len(lines) == 7
    assert text_of(lines[5]) == "Rivers of the north…"
    assert max(line.cells for line in header_lines(Metadata(title="東京" * 200), 11)) <= 11


def test_who_and_where_stand_on_the_side_of_the_title() -> None:
    lines = header_lines(Metadata(title="مكتبة", site="The Delta"), 20)
    assert text_of(lines[1]) == " " * 11 + "The Delta"
