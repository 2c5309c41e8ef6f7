"""Who may be asked now: every request takes its turn here, so that no host is pressed, however many threads ask.

So many requests at once in all, so many to one host, a pause between two to one host, and a host that asked to be left
alone is. Knows addresses by their host only, and nothing of HTTP.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from index.sources.exchange import PassingError, StoppedError
from index.sources.model import Limits


class Clock:
    """The time that passes by itself. Tests put another in its place, in which waiting takes none."""

    def now(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    def wait(self, changed: threading.Condition, seconds: float | None) -> None:
        """Wait until something changes, but no longer than so many seconds."""
        changed.wait(seconds)


@dataclass
class _Host:
    """A host: how many requests it is answering, and from when on it may be asked again."""

    busy: int = 0
    free: float = float("-inf")


class Courtesy:
    """The turns of all who ask together. Any thread may use it."""

    def __init__(self, limits: Limits, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self._limits = limits
        self._changed = threading.Condition()
        self._hosts: dict[str, _Host] = {}
        self._busy = 0
        self._stopped = False

    @contextmanager
    def turn(self, host: str, *, after: str | None = None) -> Iterator[None]:
        """Wait until a host may be asked; within the block it is being asked.

        `after` is the host that redirected here: that is no new beginning, and within one host it needs no pause.
        Raises StoppedError, and PassingError where the host asked to be left alone for longer than anything may take.
        """
        known = self._begin(_name(host), None if after is None else _name(after))
        try:
            yield
        finally:
            with self._changed:
                known.busy -= 1
                self._busy -= 1
                self._changed.notify_all()

    def leave(self, host: str, seconds: float) -> None:
        """Do not ask a host for so many seconds."""
        with self._changed:
            known = self._hosts.setdefault(_name(host), _Host())
            known.free = max(known.free, self.clock.now() + seconds)

    def rest(self, seconds: float) -> None:
        """Do nothing for so many seconds. Raises StoppedError."""
        with self._changed:
            end = self.clock.now() + seconds
            while (left := end - self.clock.now()) > 0:
                self._check_going_on()
                self.clock.wait(self._changed, left)

    def stop(self) -> None:
        """Let nobody begin any more; whoever waits learns so."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def _begin(self, host: str, after: str | None) -> _Host:
        with self._changed:
            known = self._hosts.setdefault(host, _Host())
            while True:
                if after is None:
                    self._check_going_on()
                if self._busy >= self._limits.at_once or known.busy >= self._limits.at_once_a_host:
                    self.clock.wait(self._changed, None)
                elif host != after and (left := known.free - self.clock.now()) > 0:
                    if left > self._limits.deadline:
                        raise PassingError("the server asked to be left alone", left)
                    self.clock.wait(self._changed, left)
                else:
                    break
            known.busy += 1
            known.free = max(known.free, self.clock.now() + self._limits.pause)
            self._busy += 1
            return known

    def _check_going_on(self) -> None:
        if self._stopped:
            raise StoppedError


def _name(host: str) -> str:
    return host.removeprefix("www.")
