"""In a real terminal: the first paint, the exit, and what never reaches the line."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Library
from tests.screen.shelves import plain, put
from tests.screen.terminal import Terminal

ROOT = Path(__file__).parents[2]
RESTORED = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l")
"""Back from the alternate screen; the cursor shown, the mouse and bracketed paste given back."""


def opened(library: Library, size: tuple[int, int] = (80, 24), *options: str, **environment: str) -> Terminal:
    command = [sys.executable, "-m", "tests.screen.reader_process", os.fspath(library.path), *options]
    return Terminal(command, size, {"PYTHONPATH": os.fspath(ROOT), **environment})


@pytest.fixture(params=["--thrifty", "--plain-driver"])
def terminal(library: Library, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    with opened(library, (80, 24), request.param) as terminal:
        terminal.wait_for("Rivers of the north")
        terminal.wait_until_quiet()
        yield terminal


def test_the_first_paint_shows_the_articles(terminal: Terminal) -> None:
    terminal.wait_for("Recently added")
    terminal.wait_for("? help")


def test_an_article_is_opened_and_read(terminal: Terminal) -> None:
    terminal.press("\r")
    terminal.wait_for("The river delta of the north")
    terminal.press(" ")
    terminal.wait_for("Paragraph 3")


def test_leaving_gives_the_terminal_back_as_it_was(terminal: Terminal) -> None:
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert terminal.modes == terminal.modes_before
    for sequence in RESTORED:
        assert terminal.written.rindex(sequence)


def test_ctrl_c_leaves_cleanly_from_anywhere_and_keeps_the_place(terminal: Terminal, library: Library) -> None:
    terminal.press("\r")
    terminal.wait_for("READ 0%")
    terminal.press(" ")
    terminal.wait_until_gone("READ 0%")
    terminal.press("?")
    terminal.wait_for("In the reader")
    terminal.press("\x03")
    assert terminal.wait_for_end() == 0
    assert terminal.modes == terminal.modes_before
    assert library.continue_reading(1)[0].state.position > 0


@pytest.mark.parametrize("sign", [signal.SIGHUP, signal.SIGTERM])
def test_a_terminal_that_goes_away_ends_the_program_and_the_place_is_kept(
    terminal: Terminal, library: Library, sign: signal.Signals
) -> None:
    terminal.press("\r")
    terminal.wait_for("READ 0%")
    terminal.press(" ")
    terminal.wait_until_gone("READ 0%")
    os.kill(terminal.process_id, sign)
    assert terminal.wait_for_end() == 0
    assert library.continue_reading(1)[0].state.position > 0


def test_nothing_is_written_while_nobody_types(terminal: Terminal) -> None:
    terminal.wait_until_quiet(1.0)
    before = len(terminal.written)
    terminal.wait_until_quiet(1.3)
    assert terminal.written[before:] == b""


def test_a_window_that_grows_and_shrinks_is_filled(terminal: Terminal) -> None:
    for size in ((120, 35), (40, 15), (80, 24)):
        terminal.resize(*size)
        terminal.wait_until_quiet()
    terminal.wait_for("Recently added")


def test_without_colours_nothing_is_coloured(library: Library) -> None:
    with opened(library, NO_COLOR="1") as terminal:
        terminal.wait_for("Rivers of the north")
        terminal.wait_until_quiet()
        assert b"38;2;" not in terminal.written
        assert b"38;5;" not in terminal.written


def test_a_terminal_of_sixteen_colours_gets_its_own(library: Library) -> None:
    with opened(library, TERM="xterm", COLORTERM="") as terminal:
        terminal.wait_for("Rivers of the north")
        terminal.wait_until_quiet()
        assert b"38;2;" not in terminal.written
        assert b"38;5;" not in terminal.written


HOSTILE = (
    *(
        "\x1b]52;c;ZXZpbA==\x07",
        "\x1b]0;owned\x07",
        "\x1b[2J",
        "\x1b[?1049l",
        "\x9b31m",
        "\x1bP+q\x1b\\",
        "\x07",
        "\x08\x08",
    ),
    *(
        "\x1b]8;;http://evil.example\x1b\\",
        "\u202egnp.exe",
        "\r\n\x0b",
        "[bold]x[/]",
        "[@click=app.quit]x[/]",
        "[sic]",
        "[/]",
    ),
)


@pytest.mark.parametrize("driver", ["--thrifty", "--plain-driver"])
def test_no_text_of_an_article_commands_the_terminal(tmp_path: Path, driver: str) -> None:
    with Library.open(tmp_path / "hostile") as library:
        put(library, "Harmless", plain("Nothing."), added=0)
        for number, payload in enumerate(HOSTILE):
            put(library, f"A{payload}B{number}", plain(f"C{payload}D delta"), added=number + 1, site=f"E{payload}F",
                byline=f"G{payload}H")  # fmt: skip
        with opened(library, (100, 50), driver) as terminal:
            terminal.wait_for("Harmless")
            terminal.wait_until_quiet()
            start = len(terminal.written)
            terminal.press("/")
            terminal.press("delta")
            terminal.press("\r")
            for _ in HOSTILE:
                terminal.press("n")
            shown = terminal.written[start:].decode()
            for payload in HOSTILE:
                if not payload.isprintable():
                    assert payload not in shown
            assert "\x9b" not in shown
            assert "\x07" not in shown
            assert "\u202e" not in shown
            assert "[sic]" in shown
            terminal.press("q")
            terminal.press("qqq")
