"""A Textual driver that can ask its terminal what Textual does not know, without the answers being taken for keys."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition
from typing import Any

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from tui.terminal.sieve import Sieve


class ConversingDriver(LinuxDriver):
    """`LinuxDriver` with questions. `takes_answers` says whether there may be any, before the terminal is taken."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self.takes_answers = False
        self._answered = Condition()
        self._heard: bytes | None = None
        self._sieve: Sieve | None = None

    def ask(self, question: str, is_answered: Callable[[bytes], bool], seconds: float) -> bytes:
        """What the terminal answered in time. For a worker: it waits, while the keys go on. One asks at a time."""
        with self._answered:
            sieve = self._sieve
            if sieve is None:
                return b""
            self._heard, sieve.expects = b"", True
            self.write(question)
            self._answered.wait_for(lambda: is_answered(self._heard or b""), seconds)
            heard, self._heard, sieve.expects = self._heard or b"", None, False
            self._answered.notify_all()
            return heard

    def await_answers(self, seconds: float) -> None:
        """Let what was asked be answered, before somebody else reads from the terminal."""
        with self._answered:
            self._answered.wait_for(lambda: self._heard is None, seconds)

    def _hear(self, answer: bytes) -> None:
        with self._answered:
            if self._heard is not None:
                self._heard += answer
                self._answered.notify_all()

    def run_input_thread(self) -> None:
        """Read keys; answers are taken out of them."""
        if not self.takes_answers:
            super().run_input_thread()
            return
        terminal = self.fileno
        with Sieve(terminal, self._hear) as sieve:
            self.fileno, self._sieve = sieve.descriptor, sieve
            try:
                super().run_input_thread()
            finally:
                self.fileno, self._sieve = terminal, None
