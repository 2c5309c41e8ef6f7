"""`carrel highlights`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index import Library
from tests.cli.running import carrel

PASSAGE = "https://tides.example/table#:~:text=the%20high%20water"


@pytest.fixture
def marked(library: Path) -> Path:
    """Three highlights in two articles."""
    with Library.open(library) as opened:
        text = opened.read(1).document.text
        at = text.index("the high water")
        opened.highlight(1, at, at + 14, colour="green", note="At the wall.\n\n* twice a day")
        opened.highlight(1, 0, 7)
        opened.highlight(3, 0, 4, colour="pink")
    return library


def test_they_are_told_by_article_in_reading_order(marked: Path) -> None:
    assert carrel(marked, "highlights").out == (
        "3  夜の列車\n\n  p  “夜の列車”\n\n1  How a tide table is made · Ada Marsh · Tides · 2024-03-01\n\n"
        "  y  “The sea”\n\n  G  “the high water”\n     At the wall.\n\n     * twice a day\n"
    )


@pytest.mark.parametrize(
    ("options", "quotes"),
    [
        (["site:tides.example"], ["The sea", "the high water"]),
        (["-tag:sea"], ["夜の列車"]),
        (["lang:ja", "OR", "lang:fr"], ["夜の列車"]),
        (["--colour", "green", "--color", "pink"], ["夜の列車", "the high water"]),
        (["--noted"], ["the high water"]),
        (["--words", "WALL water"], ["the high water"]),
        (["--since", "1d"], ["夜の列車", "The sea", "the high water"]),
    ],
)
def test_they_are_chosen_by_article_colour_note_words_and_day(
    marked: Path, options: list[str], quotes: list[str]
) -> None:
    found = carrel(marked, "highlights", *options, "--format", "jsonl")
    assert [each["quote"] for each in found.objects] == quotes


def test_a_day_in_the_past_leaves_out_what_was_marked_before(marked: Path) -> None:
    with Library.open(marked) as opened:
        opened._store.add_highlight(2, 0, 3, now=1.0)
    assert len(carrel(marked, "highlights", "-f", "jsonl").objects) == 4
    assert len(carrel(marked, "highlights", "-f", "jsonl", "--since", "2024").objects) == 3


def test_json_tells_everything(marked: Path) -> None:
    (found,) = json.loads(carrel(marked, "highlights", "--noted", "--format", "json").out)
    assert list(found) == [
        "id", "article", "quote", "note", "colour", "created", "title", "byline", "site", "published", "url", "address",
        "start", "end", "prefix", "suffix",
    ]  # fmt: skip
    assert (found["article"], found["colour"], found["address"]) == (1, "green", PASSAGE)
    assert found["created"].endswith("Z")


def test_markdown_keeps_the_source_and_the_note(marked: Path) -> None:
    written = carrel(marked, "highlights", "--noted", "--format", "markdown").out
    assert written.startswith(
        "## [How a tide table is made](<https://tides.example/table>)\n\nAda Marsh, Tides, 2024-03-01\n\n"
        f"> the high water\n>\n> — [↗](<{PASSAGE}>) · green · "
    )
    assert written.endswith("\n\nAt the wall.\n\n* twice a day\n")


def test_org_guards_what_would_be_a_heading(marked: Path) -> None:
    written = carrel(marked, "highlights", "--noted", "--format", "org").out
    assert written.startswith(
        "* [[https://tides.example/table][How a tide table is made]]\nAda Marsh, Tides, 2024-03-01\n"
    )
    assert "#+begin_quote\nthe high water\n#+end_quote\n" in written
    assert written.endswith("\n,* twice a day\n")


def test_where_there_are_none_the_status_is_one(library: Path, marked: Path) -> None:
    assert carrel(marked, "highlights", "--colour", "mauve").status == 1
    found = carrel(marked, "highlights", "tag:nothing")
    assert (found.status, found.err) == (1, "carrel: no highlights like that\n")


@pytest.mark.parametrize(("since", "told"), [("yesteryear", "--since"), ("<2023", "has no beginning")])
def test_a_day_that_cannot_be_read_is_wrong_usage(library: Path, since: str, told: str) -> None:
    found = carrel(library, "highlights", "--since", since)
    assert found.status == 2
    assert told in found.err
