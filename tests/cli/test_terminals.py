"""What a person sees in a terminal: colours, layout, the reader."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.terminals import on_a_terminal, with_a_keyboard


def test_a_list_on_a_terminal_is_coloured_unless_that_is_unwanted(library: Path) -> None:
    status, seen = on_a_terminal(library, "search", "tide")
    assert status == 0
    assert "\x1b[" in seen
    status, plain = on_a_terminal(library, "search", "tide", environment={"NO_COLOR": "1"})
    assert status == 0
    assert not re.search(r"\x1b\[[\d;]*[34]\d", plain)
    assert "How a tide table is made" in re.sub(r"\x1b\[[\d;]*m", "", plain)


def test_an_article_on_a_terminal_is_laid_out(library: Path) -> None:
    status, seen = on_a_terminal(library, "show", "1")
    assert status == 0
    assert "How a tide table is made" in seen


def test_no_command_opens_the_reader(library: Path) -> None:
    status, seen = with_a_keyboard(library, awaited="How a tide table is made", typed="q")
    assert status == 0
    assert "Behind the wall" in seen


def test_open_is_the_reader_at_an_article(library: Path) -> None:
    status, seen = with_a_keyboard(library, "open", "1", awaited="harbour", typed="\x11")
    assert status == 0, seen


def test_an_article_that_is_not_there_opens_no_reader(library: Path) -> None:
    status, seen = with_a_keyboard(library, "open", "99", awaited="no article", typed="")
    assert status == 66
    assert "\x1b" not in seen
