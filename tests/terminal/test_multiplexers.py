"""Inside tmux and GNU screen: what they make of the driver's bytes looks as what they make of the stock driver's."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.session import Session

APP = [sys.executable, "-m", "tests.terminal.panes", "--sure"]
KEYS = ["j", " ", "k", "tab", "down", "/", "d", "backspace", "escape"]


class Multiplexer:
    """One of the two, with sessions that end with the test."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name, self._folder = name, folder

    def session(self, *options: str) -> Session:
        return Session([*self._command(f"s{len(options)}"), *APP, *options], environment={"COLORTERM": ""})

    def _command(self, name: str) -> list[str]:
        if self._name == "tmux":
            settings = self._folder / "tmux.conf"
            settings.write_text("set -g status off\nset -sg escape-time 0\nset -g default-terminal tmux-256color\n")
            return ["tmux", "-S", str(self._folder / name), "-f", str(settings), "new-session"]
        return ["screen", "-U", "-c", "/dev/null", "-S", f"{self._folder.name}-{name}"]

    def end(self) -> None:
        for name in ("s0", "s1"):
            if self._name == "tmux":
                subprocess.run(
                    ["tmux", "-S", str(self._folder / name), "kill-server"], capture_output=True, check=False
                )
            else:
                session = f"{self._folder.name}-{name}"
                subprocess.run(["screen", "-S", session, "-X", "quit"], capture_output=True, check=False)


@pytest.fixture(params=["tmux", "screen"])
def multiplexer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Multiplexer]:
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    found = Multiplexer(request.param, tmp_path)
    yield found
    found.end()


def test_the_screen_is_as_the_stock_driver_shows_it(multiplexer: Multiplexer) -> None:
    with multiplexer.session("--plain") as stock, multiplexer.session() as thrifty:
        for session in (stock, thrifty):
            session.expect("done 0.")
        for number, key in enumerate(KEYS, 1):
            for session in (stock, thrifty):
                session.press(key)
                session.settle()
            assert thrifty.emulator.text() == stock.emulator.text(), f"step {number}, {key!r}"
            assert thrifty.emulator.cells() == stock.emulator.cells(), f"step {number}, {key!r}"


def test_a_resize_leaves_no_traces(multiplexer: Multiplexer) -> None:
    with multiplexer.session() as session:
        session.expect("done 0.")
        session.resize(80, 24)
        session.press("j")
        session.expect("done 1.")
        session.settle()
        before = session.emulator.cells()
        session.control("l")
        session.settle()
        assert session.emulator.cells() == before
