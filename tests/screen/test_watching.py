"""What notices the changes of other processes."""

from __future__ import annotations

from threading import Event

import pytest

from tui.screens import watching
from tui.screens.watching import Watcher


def test_a_library_that_is_closed_while_it_is_asked_troubles_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "INTERVAL", 0.0)
    asked, closed, done = Event(), Event(), Event()

    def has_changed() -> bool:
        asked.set()
        closed.wait(20)
        done.set()
        raise ValueError("the library was closed")

    watcher = Watcher(has_changed, lambda: None)
    watcher.start()
    assert asked.wait(20)
    watcher.stop()
    closed.set()
    assert done.wait(20)
