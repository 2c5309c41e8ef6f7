"""Notices what other processes do to the library: one thread that asks once a second and wakes nobody in vain."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

from index.errors import CarrelError

INTERVAL = 1.0


class Watcher:
    """Calls `changed` from its thread after `has_changed` said so."""

    def __init__(self, has_changed: Callable[[], bool], changed: Callable[[], None]) -> None:
        self._has_changed = has_changed
        self._changed = changed
        self._stopped = Event()

    def start(self) -> None:
        """Begin to watch."""
        Thread(target=self._watch, name="watcher", daemon=True).start()

    def stop(self) -> None:
        """Watch no longer."""
        self._stopped.set()

    def _watch(self) -> None:
        while not self._stopped.wait(INTERVAL):
            try:
                changed = self._has_changed()
            except CarrelError:
                continue  # locked for a moment: the next second tells
            except ValueError:
                if self._stopped.is_set():
                    return  # the library was closed while it was being asked
                raise
            if changed and not self._stopped.is_set():
                self._changed()
