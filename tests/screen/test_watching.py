"""What notices the changes of other processes."""

from __future__ import annotations

from threading import Event
from threading import enumerate as threads

import pytest

from tui.screens import watching
from tui.screens.watching import Watcher


def test_a_library_that_is_closed_while_it_is_asked_troubles_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "INTERVAL", 0.0)
    asked, closed = Event(), Event()

    def has_changed() -> bool:
        asked.set()
        closed.wait(20)
        raise ValueError("the library was closed")

    watcher = Watcher(has_changed, lambda: None)
    watcher.start()
    assert asked.wait(20)
    watcher.stop()
    closed.set()
    for thread in threads():
        if thread.name == "watcher":
            thread.join(20)
            assert not thread.is_alive()
