from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import DiskError
from tui.terminal.clipboard import LARGEST, SCREEN_PIECE, Way, copy, sequence, ways

XTERM = {"TERM": "xterm-256color"}
HERE = {**XTERM, "WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}
FAR = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}
IN_TMUX = {**XTERM, "TERM": "tmux-256color", "TMUX": "/tmp/tmux-1000/default,1,0"}
IN_SCREEN = {**XTERM, "TERM": "screen", "STY": "1.pts-0.host"}


@pytest.mark.parametrize(
    ("environment", "installed", "wanted"),
    [
        (XTERM, set(), [Way.TERMINAL, Way.FILE]),
        (HERE, {"wl-copy", "xclip", "xsel"}, [Way.WAYLAND, Way.X11_XCLIP, Way.X11_XSEL, Way.TERMINAL, Way.FILE]),
        (HERE, {"xsel"}, [Way.X11_XSEL, Way.TERMINAL, Way.FILE]),
        (HERE | FAR, {"wl-copy", "xclip"}, [Way.TERMINAL, Way.FILE]),
        (IN_TMUX, {"tmux"}, [Way.TMUX, Way.THROUGH_TMUX, Way.FILE]),
        (IN_TMUX, set(), [Way.THROUGH_TMUX, Way.FILE]),
        (IN_SCREEN, set(), [Way.THROUGH_SCREEN, Way.FILE]),
        ({"TERM": "linux"}, set(), [Way.FILE]),
        ({}, set(), [Way.FILE]),
    ],
)
def test_the_ways_are_tried_in_the_order_in_which_they_serve_the_person(
    environment: dict[str, str], installed: set[str], wanted: list[Way]
) -> None:
    assert ways(environment, 100, has=installed.__contains__) == wanted


def test_what_is_too_large_for_a_terminal_is_not_sent_to_it() -> None:
    largest = LARGEST // 4 * 3
    assert Way.TERMINAL in ways(XTERM, largest, has=lambda _: False)
    assert ways(XTERM, largest + 3, has=lambda _: False) == [Way.FILE]
    assert ways(IN_TMUX, largest + 3, has=lambda _: True) == [Way.TMUX, Way.FILE]


def carried(received: str) -> str:
    """What a terminal puts on its clipboard."""
    found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", received)
    assert found is not None
    return base64.b64decode(found[1]).decode()


@given(st.text())
def test_any_text_arrives_as_it_was(text: str) -> None:
    assert carried(sequence(text, Way.TERMINAL)) == text


@given(st.text())
def test_tmux_unwraps_what_was_wrapped_for_it(text: str) -> None:
    wrapped = sequence(text, Way.THROUGH_TMUX)
    assert wrapped.startswith("\x1bPtmux;")
    assert wrapped.endswith("\x1b\\")
    assert carried(wrapped[7:-2].replace("\x1b\x1b", "\x1b")) == text


@given(st.text(min_size=0, max_size=3000))
def test_screen_puts_the_pieces_together(text: str) -> None:
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", sequence(text, Way.THROUGH_SCREEN), re.DOTALL)
    assert max(map(len, pieces)) <= SCREEN_PIECE
    assert carried("".join(pieces)) == text


def test_a_terminal_is_sent_the_text_and_nothing_is_claimed(tmp_path: Path) -> None:
    sent: list[str] = []
    copied = copy("the delta", write=sent.append, folder=tmp_path, environment=XTERM)
    assert carried("".join(sent)) == "the delta"
    assert copied.said == "sent to the terminal's clipboard (not confirmed)"
    assert not copied.confirmed


def program(folder: Path, name: str, script: str) -> dict[str, str]:
    """An environment in which a program of this name is installed."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return {**HERE, "PATH": f"{folder}:{os.environ['PATH']}"}


def test_a_program_of_the_display_confirms(tmp_path: Path) -> None:
    environment = program(tmp_path, "wl-copy", f"cat > {tmp_path}/taken")
    copied = copy("北京", write=pytest.fail, folder=tmp_path, environment=environment)
    assert (tmp_path / "taken").read_text() == "北京"
    assert (copied.said, copied.confirmed) == ("copied with wl-copy", True)


def test_a_program_that_fails_leaves_it_to_the_next(tmp_path: Path) -> None:
    sent: list[str] = []
    environment = program(tmp_path, "wl-copy", "exit 1")
    assert "terminal" in copy("delta", write=sent.append, folder=tmp_path, environment=environment).said
    assert sent


def test_what_nothing_takes_is_saved_for_its_owner_alone(tmp_path: Path) -> None:
    long = "delta " * 20_000
    copied = copy(long, write=pytest.fail, folder=tmp_path / "library", environment=XTERM)
    assert copied.saved is not None
    assert copied.saved.read_text() == long
    assert copied.saved.stat().st_mode & 0o777 == 0o600
    assert copied.said == f"too large for the terminal: saved in {copied.saved}"
    again = copy("short", write=pytest.fail, folder=tmp_path / "library", environment={"TERM": "linux"})
    assert again.said.startswith("no clipboard here: saved in")
    assert again.saved is not None
    assert again.saved.read_text() == "short"


def test_a_link_in_the_place_of_the_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "copied.txt").symlink_to(tmp_path / "precious")
    with pytest.raises(DiskError, match="cannot save what was copied"):
        copy("x", write=pytest.fail, folder=tmp_path, environment={})


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment inside a tmux of the test's own."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    socket = tmp_path / "socket"
    at = ["tmux", "-S", str(socket), "-f", "/dev/null"]
    subprocess.run([*at, "new-session", "-d", "cat"], check=True, env={**os.environ, "TMUX": ""})
    yield {**os.environ, "TERM": "tmux-256color", "TMUX": f"{socket},0,0"}
    subprocess.run([*at, "kill-server"], check=False)


def test_tmux_takes_more_than_any_terminal(tmux: dict[str, str], tmp_path: Path) -> None:
    long = "三角洲\n" * 30_000
    copied = copy(long, write=pytest.fail, folder=tmp_path, environment=tmux)
    assert copied.said.startswith("copied to tmux")
    shown = subprocess.run(["tmux", "show-buffer"], env=tmux, capture_output=True, check=True)
    assert shown.stdout.decode() == long
