"""The real reader where the line, the terminal or the person is not what one wishes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from index import Library
from tests.screen.shelves import plain, put
from tests.terminal.session import Session

ENVIRONMENT = {"CARREL_CONFIG": "/dev/null"}
MOUSE = (b"\x1b[?1000h", b"\x1b[?1003h", b"\x1b[?1006h")
NAMES = ["linux", "vt100", "screen", "xterm", "dumb"]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library"
    with Library.open(path) as opened:
        for number in range(12):
            sentences = [f"Station {number}, page {page}: the ferry finds the channel. " * 5 for page in range(40)]
            put(opened, f"The ferry of station {number}", plain(*sentences), added=number)
    return path


def reader(library: Path, *options: str, term: str = "xterm-256color", size: tuple[int, int] = (80, 24)) -> Session:
    command = [sys.executable, "-m", "tui", "--library", os.fspath(library), *options]
    return Session(command, environment=ENVIRONMENT, term=term, size=size)


def test_a_search_that_takes_long_never_holds_up_what_is_typed(library: Path, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    command = [sys.executable, "-m", "tests.terminal.unhurried_process", os.fspath(library), os.fspath(gate)]
    with Session(command, environment=ENVIRONMENT) as session:
        session.expect("The ferry of station 11")
        session.press("/")
        for typed in ("p", "pa", "pag", "page 7"):
            session.send(typed[-1] if len(typed) < 4 else typed[3:])
            session.expect(f"/ {typed}")
        session.press("backspace")
        session.send("3")
        session.expect("/ page 3")
        gate.touch()
        session.expect("12 hits")


def test_a_pasted_megabyte_is_one_query_and_the_reader_lives_on(library: Path) -> None:
    with reader(library) as session:
        session.expect("The ferry of station 11")
        session.press("/")
        session.settle()
        pasted = ("the ferry finds the channel\n" * 40_000)[:1_000_000]
        session.send_much(f"\x1b[200~{pasted}\x1b[201~")
        session.expect("12 hits")
        session.press("escape")
        session.press("escape")
        session.expect("Recently added")
        session.control("c")
        assert session.wait() == 0


@pytest.mark.parametrize(("options", "wanted"), [((), True), (("--no-mouse",), False)])
def test_the_mouse_is_left_to_the_terminal_where_one_asks_for_it(
    library: Path, options: tuple[str, ...], wanted: bool
) -> None:
    with reader(library, *options) as session:
        session.expect("The ferry of station 11")
        session.settle()
        assert [mode in session.sent for mode in MOUSE] == [wanted] * len(MOUSE)


@pytest.mark.parametrize("term", NAMES)
def test_an_article_is_read_in_any_terminal(library: Path, term: str) -> None:
    with reader(library, term=term) as session, reader(library, "--plain-driver", term=term) as stock:
        both = (session, stock)
        for each in both:
            each.expect("The ferry of station 11")
        for key, shown in (("enter", "READ 0%"), (" ", "READ 8%"), ("b", "READ 0%")):
            for each in both:
                each.press(key)
                each.expect(shown)
                each.settle()
            assert session.emulator.text() == stock.emulator.text()
        for each in both:
            each.control("c")
            assert each.wait() == 0
