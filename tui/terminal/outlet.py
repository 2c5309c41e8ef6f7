"""Carries bytes to a terminal, in a thread of its own, never more than the line can take.

Who has something to say calls; the thread asks for it when the terminal is ready, and gets what is newest then. Ready
means: the last write is through, and of what was sent not too much is still on its way. How much that is, the terminal
itself tells: now and then it is asked where its cursor is, and it answers when it has read so far. So a held key over
a slow line skips screens; it never leaves the reader waiting for a backlog.
"""

from __future__ import annotations

import os
import select
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Condition, Thread
from time import monotonic

QUESTION = "\x1b[6n"
"""Device status report 6, the place of the cursor: what every terminal answers."""

ASK_EVERY = 512
"""Bytes between two questions: a key that costs little is never followed by one."""

MOST_UNANSWERED = 2_048
"""Bytes that may be on their way: half a second of a line of 4 kB/s, a frame a round trip on a fast one."""

PATIENCE = 2.0
"""Seconds until a terminal that does not answer is trusted to have no need for it."""


class Outlet:
    """Writes to a file descriptor what `supply` gives, until `stop`; calls `lost` once where nobody reads any more."""

    def __init__(self, descriptor: int, supply: Callable[[], str], lost: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._supply, self._lost = supply, lost
        self._changed = Condition()
        self._called = self._stopping = self._is_lost = False
        self._answers = False
        self._asks = True
        self._sent = self._arrived = 0
        self._asked: deque[int] = deque()
        self._thread = Thread(target=self._run, name="carrel-output", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def call(self) -> None:
        """There is something to supply."""
        with self._changed:
            self._called = True
            self._changed.notify()

    def answered(self) -> None:
        """The terminal has answered a question, ours or somebody else's: it can be asked."""
        with self._changed:
            self._answers = True
            if self._asked:
                self._arrived = self._asked.popleft()
            self._changed.notify_all()

    def ask_no_more(self, seconds: float) -> None:
        """Ask nothing from now on, and wait so long for what was asked: another program is to have the terminal."""
        with self._changed:
            self._asks = False
            self._changed.wait_for(lambda: not self._asked, seconds)

    def stop(self, seconds: float) -> None:
        """Write what is left and end; give up after so many seconds."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self._thread.join(seconds)

    def _run(self) -> None:
        while self._wait_for_call():
            data = self._supply()
            if data and not self._is_lost:
                self._write(data)
        if not self._is_lost:
            self._write(self._supply(), asking=False)

    def _wait_for_call(self) -> bool:
        """Wait until there is something to say and room for it; False when it is time to end."""
        with self._changed:
            arrived, until = -1, 0.0
            while not self._stopping:
                if self._called and self._has_room():
                    self._called = False
                    return True
                if not self._called:
                    self._changed.wait()
                    continue
                if arrived != self._arrived:
                    arrived, until = self._arrived, monotonic() + PATIENCE
                left = until - monotonic()
                if left <= 0:
                    self._answers = False
                    self._asked.clear()
                else:  # a key that is held must not keep it from ending: calls come more often than patience does
                    self._changed.wait(left)
            return False

    def _has_room(self) -> bool:
        return not self._answers or self._sent - self._arrived < MOST_UNANSWERED

    def _write(self, data: str, *, asking: bool = True) -> None:
        encoded = data.encode("utf-8", "replace")
        with self._changed:
            last = self._asked[-1] if self._asked else self._arrived
            self._sent += len(encoded)
            if asking and self._asks and self._answers and self._sent - last >= ASK_EVERY:
                encoded += QUESTION.encode()
                self._asked.append(self._sent)
        try:
            self._write_all(encoded)
        except OSError:
            self._is_lost = True
            self._lost()

    def _write_all(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            try:
                left = left[os.write(self._descriptor, left) :]
            except BlockingIOError:
                with suppress(InterruptedError):
                    select.select([], [self._descriptor], [])
