"""A slow line between a program and its terminal: every byte late, and only so many a second, both ways delayed."""

from __future__ import annotations

import os
import select
import time
from collections import deque
from collections.abc import Sequence
from typing import Any

from tests.terminal.session import Session

DELAY = 0.1
"""Seconds that a byte is on its way; there and back is twice that."""

BYTES_A_SECOND = 4_000

CHUNK = 64
"""Bytes that are taken from the program at once."""


class SlowSession(Session):
    """A session over such a line. What is on its way has left the program and is not yet on the screen."""

    def __init__(self, command: Sequence[str], **options: Any) -> None:
        super().__init__(command, **options)
        self._coming: deque[tuple[float, bytes]] = deque()
        self._going: deque[tuple[float, bytes]] = deque()
        self._free_at = 0.0
        self._raw: list[bytes] = []

    @property
    def arrived(self) -> int:
        """Bytes that have come over the line."""
        return sum(map(len, self._raw))

    def send(self, data: str) -> None:
        """Type; it reaches the program late."""
        self._going.append((time.monotonic() + DELAY, data.encode()))

    def _take(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while True:
            now = time.monotonic()
            while self._going and self._going[0][0] <= now:
                os.write(self._terminal, self._going.popleft()[1])
            if self._coming and self._coming[0][0] <= now:
                self._deliver(self._coming.popleft()[1])
                return True
            if now >= self._free_at and select.select([self._terminal], [], [], 0)[0]:
                try:
                    data = os.read(self._terminal, CHUNK)
                except OSError:
                    data = b""
                if not data and not self._coming:
                    self._ended = True
                    return False
                self._free_at = max(now, self._free_at) + len(data) / BYTES_A_SECOND
                self._coming.append((self._free_at + DELAY, data))
                continue
            if now >= deadline:
                return True
            time.sleep(0.002)

    def _deliver(self, data: bytes) -> None:
        self._raw.append(data)
        self._bytes.append(data)
        self.emulator.feed(self._decoder.decode(data))
        answers = self.emulator.take_answers()
        if answers and self._answers:
            self.send(answers)
