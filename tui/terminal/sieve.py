"""Takes out of what a terminal sends the answers to our own questions, before Textual takes them for keys.

Textual reads from a descriptor; here that is the end of a pipe, into which a thread puts what is left. What begins like
an answer and stays unfinished for a moment was a key, and goes on.
"""

from __future__ import annotations

import os
import re
import select
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from types import TracebackType
from typing import Self

HELD = 0.05
"""Seconds that an unfinished answer is held back."""

_ANSWER = re.compile(rb"\x1b_G[^\x1b]*\x1b\\|\x1bP[^\x1b]*\x1b\\|\x1b\[\?[\d;]*c|\x1b\[6;\d+;\d+t")
_UNFINISHED = re.compile(rb"\x1b(?:_G?[^\x1b]*\x1b?|P[^\x1b]*\x1b?|\[(?:\?[\d;]*|6(?:;[\d;]*)?)?)?\Z")


class Sieve:
    """What comes from `terminal` without answers can be read at `descriptor`; `hear` is called with the answers."""

    def __init__(self, terminal: int, hear: Callable[[bytes], None]) -> None:
        self._terminal = terminal
        self._hear = hear
        self._held = b""
        self.expects = False
        """Whether an answer is on its way: only then is a lone escape held back, which is a key otherwise."""
        self.descriptor, self._into = os.pipe()
        self._stop_read, self._stop_write = os.pipe()
        self._thread = Thread(target=self._run, name="carrel-answers", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.write(self._stop_write, b".")
        self._thread.join()
        for descriptor in (self.descriptor, self._into, self._stop_read, self._stop_write):
            os.close(descriptor)

    def _run(self) -> None:
        with suppress(OSError):  # A terminal that is gone says nothing more; others notice and end.
            while True:
                patience = HELD if self._held else None
                ready = select.select([self._terminal, self._stop_read], [], [], patience)[0]
                if self._stop_read in ready:
                    return
                if not ready:
                    self._pass_on(self._held)
                    self._held = b""
                    continue
                data = os.read(self._terminal, 4096)
                if not data:
                    return
                self._take(self._held + data)

    def _take(self, data: bytes) -> None:
        for answer in _ANSWER.findall(data):
            self._hear(answer)
        data = _ANSWER.sub(b"", data)
        unfinished = _UNFINISHED.search(data)
        self._held = unfinished[0] if unfinished and (self.expects or len(unfinished[0]) > 1) else b""
        self._pass_on(data[: len(data) - len(self._held)])

    def _pass_on(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            left = left[os.write(self._into, left) :]
