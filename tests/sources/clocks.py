"""A clock in which waiting takes no time."""

from __future__ import annotations

import threading

from index.sources.courtesy import Clock


class QuickClock(Clock):
    """Time passes only where somebody waits for it; `waits` are the seconds that were."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    def wait(self, changed: threading.Condition, seconds: float | None) -> None:
        if seconds is None:
            changed.wait()
            return
        self.waits.append(seconds)
        self.time += seconds
