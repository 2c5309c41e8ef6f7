"""A program in a pseudo-terminal, seen from the outside: when its bytes come, what it takes of processor and memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.terminal.session import Session


@dataclass(frozen=True, slots=True)
class Cost:
    """What something costs: milliseconds until the first byte and the last, bytes, milliseconds of processor time."""

    first: float
    last: float
    bytes: int
    cpu: float


class Watched(Session):
    """A session that remembers when bytes came."""

    def __init__(self, command: Sequence[str], *, size: tuple[int, int], environment: Mapping[str, str]) -> None:
        super().__init__(command, size=size, environment=environment)
        self._stamps: list[tuple[float, int]] = []

    def _take(self, seconds: float) -> bool:
        before = len(self._bytes)
        alive = super()._take(seconds)
        if len(self._bytes) > before:
            self._stamps.append((time.perf_counter(), len(self._bytes[-1])))
        return alive

    def cost(self, act: Callable[[], None]) -> Cost:
        """What something that is answered costs until silence."""
        self._stamps, begin, cpu = [], time.perf_counter(), self.cpu()
        act()
        self.until(lambda: bool(self._stamps), "nothing came")  # which may take longer than silence afterwards
        self.settle()
        times = [(stamp - begin) * 1000 for stamp, _ in self._stamps] or [0.0]
        return Cost(times[0], times[-1], sum(size for _, size in self._stamps), self.cpu() - cpu)

    def rest(self, seconds: float) -> None:
        """Let time pass, whatever comes: a cursor that blinks is never silent."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self._take(left):
            pass

    def cpu(self) -> float:
        """Milliseconds of processor time so far, of all threads that are alive."""
        tasks = Path(f"/proc/{self.process}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6

    def idle(self, seconds: float) -> tuple[int, float]:
        """(bytes, milliseconds of processor time) while nobody does anything."""
        self._stamps, cpu = [], self.cpu()
        self.rest(seconds)
        return sum(size for _, size in self._stamps), self.cpu() - cpu

    def memory(self) -> float:
        """Megabytes that were resident at most so far."""
        status = Path(f"/proc/{self.process}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
