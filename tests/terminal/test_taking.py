"""What is copied in a real terminal, inside tmux too; and an editor that gets the terminal and gives it back."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index import Library
from tests.screen.shelves import plain, put, rivers
from tests.terminal.session import Session

FIRST = "The river delta of the north covers 4,300 km²."
BARE = {"CARREL_CONFIG": "/dev/null", "STY": "", "DISPLAY": "", "WAYLAND_DISPLAY": "", "VISUAL": "", "EDITOR": ""}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library"
    with Library.open(path) as opened:
        put(opened, "Estuary", plain("Tides in a river delta."), language="en")
        put(opened, "Rivers of the north", rivers(), added=1, language="en", url="https://rivers.example/north")
    return path


def command(library: Path) -> list[str]:
    return [sys.executable, "-m", "tests.screen.reader_process", str(library)]


def opened(session: Session) -> Session:
    session.expect("Rivers of the north")
    session.settle()
    session.press("enter")
    session.expect("READ")
    return session


def on_clipboard(sent: bytes) -> str:
    """What a terminal would put on its clipboard of all that it was sent."""
    found = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", sent)
    assert len(found) == 1
    return base64.b64decode(found[0]).decode()


def test_a_terminal_is_sent_the_passage_as_it_is_and_nothing_is_claimed(library: Path) -> None:
    with Session(command(library), environment=BARE) as session:
        opened(session).send("v")
        session.expect("SELECT")
        session.send("cp")
        session.expect("(not confirmed)")
        assert on_clipboard(session.sent) == FIRST


def test_what_is_too_large_for_a_terminal_is_saved(library: Path) -> None:
    with Library.open(library) as kept:
        put(kept, "Long", plain(*["Silt comes down the river. " * 200] * 20), added=2, language="en")
    with Session(command(library), size=(160, 30), environment=BARE) as session:
        opened(session).send("vGcp")
        session.expect("too large for the terminal: saved in")
        assert b"\x1b]52" not in session.sent
    assert len((library / "copied.txt").read_text()) > 80_000


def test_inside_tmux_it_lands_in_the_buffer_and_in_the_terminal_outside(library: Path, tmp_path: Path) -> None:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    settings = tmp_path / "tmux.conf"
    settings.write_text(
        "set -g status off\nset -sg escape-time 0\nset -g set-clipboard on\nset -g default-terminal tmux-256color\n"
    )
    at = ["tmux", "-S", str(tmp_path / "socket"), "-f", str(settings)]
    try:
        with Session([*at, "new-session", *command(library)], size=(120, 30), environment=BARE) as session:
            opened(session).send("v")
            session.expect("SELECT")
            session.send("cp")
            session.expect("copied to tmux")
            session.settle()
            assert subprocess.run([*at, "show-buffer"], capture_output=True, check=True).stdout.decode() == FIRST
            found = re.findall(rb"\x1b\]52;[a-z]*;([A-Za-z0-9+/=]+)", session.sent)
            assert [base64.b64decode(each).decode() for each in found] == [FIRST]
    finally:
        subprocess.run([*at, "kill-server"], capture_output=True, check=False)


@pytest.fixture
def editor(tmp_path: Path) -> Path:
    """An editor that shows its file, waits for a line, and writes it under what was there."""
    path = tmp_path / "an editor"
    path.write_text(
        '#!/bin/sh\nprintf "\\033[2J\\033[HEditing: "; cat "$2"; read line\nprintf "%s\\n" "$line" >> "$2"\n'
    )
    path.chmod(0o755)
    return path


def test_the_editor_gets_the_terminal_and_gives_it_back(library: Path, editor: Path) -> None:
    environment = BARE | {"VISUAL": f"'{editor}' --wait"}
    with Session(command(library), size=(100, 30), environment=environment) as session:
        opened(session).send("h")
        session.expect("Highlighted")
        session.send("A")
        session.expect("Note:")
        session.send("first\r")
        session.expect("Note kept")
        session.control("e")
        session.expect("Editing: first")
        session.send("second\r")
        session.expect("Note kept")
        assert "Rivers of the north" in session.emulator.text()
    with Library.open(library) as kept:
        (found,) = kept.all_highlights()
        assert found.highlight.note == "first\nsecond"


def test_an_editor_that_fails_changes_nothing(library: Path) -> None:
    with Session(command(library), size=(100, 30), environment=BARE | {"EDITOR": "false"}) as session:
        opened(session).send("h")
        session.expect("Highlighted")
        session.control("e")
        session.expect("false ended with status 1; the note is as it was.")


@pytest.mark.parametrize(
    ("keys", "wanted"), [("/estuary", "1 hit"), ("ma", "Mark a set"), (":marks\r", "No marks yet"), ("'a", "marked a")]
)
def test_keys_that_arrive_together_are_heard_one_after_the_other(library: Path, keys: str, wanted: str) -> None:
    with Session(command(library), environment=BARE) as session:
        opened(session).send(keys)
        session.expect(wanted)
    with Library.open(library) as kept:
        assert kept.count() == 2
        assert not any(row.state.archived for row in kept.rows(kept._store.all_ids()))
