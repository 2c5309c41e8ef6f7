"""The real reader over a line of 4 kB a second and 200 ms there and back: a held key leaves no backlog."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from index import Library
from tests.screen.shelves import plain, put
from tests.terminal.slow_line import BYTES_A_SECOND, SlowSession

HELD = 3.0
"""Seconds that the key is held."""

REPEATS = 25
"""Times a second that a held key repeats."""

STALE = 1.0
"""Seconds after the release in which the line may still carry something."""


def test_a_held_key_over_a_slow_line_sends_no_backlog(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        sentences = [f"Station {number}: " + "the tide takes the silt away again. " * 8 for number in range(400)]
        put(library, "The long river", plain(*sentences), added=1)
    command = [sys.executable, "-m", "tests.screen.reader_process", str(tmp_path / "library")]
    with SlowSession(command, size=(100, 30), environment={"CARREL_CONFIG": "/dev/null"}) as session:
        session.expect("The long river")
        session.settle(0.8)
        for key in ("enter", "z"):
            session.press(key)
            session.settle(0.8)
        before = session.arrived
        begin = time.monotonic()
        for number in range(round(HELD * REPEATS)):
            while time.monotonic() < begin + number / REPEATS:
                session._take(0.01)
            session.press("pagedown")
        at_release = session.arrived
        session.settle(0.8)
        assert session.arrived - at_release <= STALE * BYTES_A_SECOND
        assert session.arrived - before <= (HELD + STALE) * BYTES_A_SECOND
        final = session.emulator.cells()
        session.control("l")
        session.settle(0.8)
        assert session.emulator.cells() == final
