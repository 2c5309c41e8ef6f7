"""Terminals that show a text wider than Textual counts it: nothing of the text is lost, nothing old stays."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.terminal.emulator import Emulator
from tests.terminal.test_thrifty import STYLES, sgr
from tui.terminal.capabilities import Capabilities
from tui.terminal.frames import read_frame
from tui.terminal.memory import ScreenMemory
from tui.widths import spread

WIDTH, HEIGHT = 48, 5
EDGE = 26
WORDS = ["समोसे का ", "सफ़र", "कहानी ", "வணக்கம் ", "ကောင်း", "delta ", "北京", "👨‍👩‍👧 ", "👍🏽", "สวัสดี ", "مَرحبا "]
SIDES = ["", "5 min ", "│ x"]


def padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


@st.composite
def rows(draw: st.DrawFn, width: int) -> str:
    """A row of a pane, filled as the layout fills it: with room for what a terminal may add."""
    side = draw(st.sampled_from(SIDES))
    pieces, used = [], 0
    for word in draw(st.lists(st.sampled_from(WORDS), max_size=6)):
        used += cell_len(word) + spread(word)
        if used > width - len(side) - 1:
            break
        pieces.append(word)
    looks = [draw(st.sampled_from(STYLES)) for _ in pieces]
    text = "".join(map(sgr, looks, pieces))
    blanks = width - cell_len("".join(pieces)) - len(side)
    return text + sgr(draw(st.sampled_from(STYLES)), " " * blanks + side)


@st.composite
def screens(draw: st.DrawFn) -> list[str]:
    """Frames that repaint rows of one of two panes."""
    found = []
    for _ in range(draw(st.integers(1, 6))):
        left, width = draw(st.sampled_from([(0, EDGE), (EDGE, WIDTH - EDGE)]))
        changed = draw(st.lists(st.integers(1, HEIGHT), min_size=1, max_size=HEIGHT, unique=True))
        found.append("\n".join(f"\x1b[{y};{left + 1}H{draw(rows(width))}" for y in sorted(changed)) + "\x1b[1;1H")
    return found


def drawn(updates: list[str], emulator: Emulator, can: Capabilities) -> ScreenMemory:
    memory = ScreenMemory(WIDTH, HEIGHT, can)
    blank = "\n".join(f"\x1b[{y + 1};1H{' ' * WIDTH}" for y in range(HEIGHT)) + "\x1b[1;1H"
    for data in [blank, *updates]:
        frame = read_frame(data)
        assert frame is not None
        memory.want(frame)
        emulator.feed(memory.catch_up())
    return memory


def words(emulator: Emulator) -> list[list[str]]:
    return [line.split() for line in emulator.text().splitlines()]


@pytest.mark.parametrize("can", [Capabilities(), Capabilities(erases_in_colour=False, scrolls=False)])
@given(updates=screens())
def test_a_terminal_that_gives_signs_cells_of_their_own_shows_all_the_same_words(
    can: Capabilities, updates: list[str]
) -> None:
    joining, spreading = Emulator(WIDTH, HEIGHT), Emulator(WIDTH, HEIGHT, spreads=True)
    drawn(updates, joining, can)
    drawn(updates, spreading, can)
    assert words(spreading) == words(joining)


@pytest.mark.parametrize("can", [Capabilities(), Capabilities(erases_in_colour=False, scrolls=False)])
@given(updates=screens())
def test_what_a_row_shows_does_not_depend_on_what_it_showed_before(can: Capabilities, updates: list[str]) -> None:
    used, fresh = Emulator(WIDTH, HEIGHT, spreads=True), Emulator(WIDTH, HEIGHT, spreads=True)
    drawn(updates, used, can)
    pieces = [piece for data in updates for piece in data.removesuffix("\x1b[1;1H").split("\n")]
    latest = {piece[: piece.index("H")]: piece for piece in pieces}
    drawn(["\n".join(latest.values()) + "\x1b[1;1H"], fresh, can)
    assert used.cells() == fresh.cells()


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_tmux_shows_the_whole_title_of_a_hindi_article(tmp_path: Path) -> None:
    title, side = "समोसे का सफ़र: बग़दाद के दस्तरख़्वान से", "5 min"
    memory = ScreenMemory(60, 4, Capabilities())
    text = sgr("1;38;5;214;48;2;18;18;18", title) + sgr("48;2;18;18;18", side.rjust(60 - cell_len(title)))
    frame = read_frame(f"\x1b[2;1H{text}\x1b[1;1H")
    assert frame is not None
    memory.want(frame)
    (tmp_path / "bytes").write_text(memory.catch_up(), encoding="utf-8")
    tmux = ["tmux", "-S", str(tmp_path / "tmux"), "-f", "/dev/null"]
    try:
        command = f"cat '{tmp_path / 'bytes'}'; touch '{tmp_path / 'drawn'}'; sleep 60"
        subprocess.run([*tmux, "new-session", "-d", "-x", "60", "-y", "5", command], check=True)
        deadline = time.monotonic() + 20
        screen = ""
        while side not in screen and time.monotonic() < deadline:
            screen = subprocess.run([*tmux, "capture-pane", "-p"], capture_output=True, text=True, check=True).stdout
    finally:
        subprocess.run([*tmux, "kill-server"], capture_output=True, check=False)
    assert title in screen
    assert screen.splitlines()[1].endswith(side)
