"""A program in a pseudo-terminal, with an emulator at the other end that shows what it draws and answers it.

Nothing here runs beside the test: bytes are read while the test waits for something, so a test decides when the
terminal is slow. `expect` waits for what must come and fails loudly; `settle` waits for silence.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

from tests.terminal.emulator import Emulator

PATIENCE = 30.0
"""Seconds until what was expected is given up: generous, since a busy machine must not fail a test."""

QUIET = 0.2
"""Seconds without output that count as silence."""

_OF_OTHER_TERMINALS = (
    *("COLUMNS", "LINES", "TMUX", "STY", "NO_COLOR"),
    *("TERM_PROGRAM", "LC_TERMINAL", "SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT"),
)
"""Variables that tell of the terminal in which the tests run."""

KEYS = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "up": "\x1b[A", "down": "\x1b[B", "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~", "home": "\x1b[H", "end": "\x1b[F", "space": " ", "backspace": "\x7f",
}  # fmt: skip


class Session:
    """One program in a terminal of `size` columns and rows. `term` is what the terminal calls itself."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (100, 30),
        term: str = "xterm-256color",
        environment: Mapping[str, str] | None = None,
        knows_margins: bool = False,
        answers: bool = True,
        identity: str = "",
    ) -> None:
        self._command = list(command)
        self._size = size
        self._environment = {
            **os.environ,
            "TERM": term,
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            **(environment or {}),
        }
        for name in _OF_OTHER_TERMINALS:
            self._environment.pop(name, None)
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self.emulator = Emulator(*size, knows_margins=knows_margins, identity=identity)
        self._answers = answers
        self._bytes: list[bytes] = []
        self._status: int | None = None
        self._ended = False

    def __enter__(self) -> Self:
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            try:
                _set_size(0, self._size)
                os.execvpe(self._command[0], self._command, self._environment)
            finally:
                os._exit(127)
        _set_size(self._terminal, self._size)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is None:
            os.kill(self.process, signal.SIGKILL)
            os.kill(self.process, signal.SIGCONT)
            self.wait()
        self.hang_up()

    # Acting

    def send(self, data: str) -> None:
        """Type characters, in one go."""
        os.write(self._terminal, data.encode())

    def send_much(self, data: str) -> None:
        """Send more than a terminal takes at once: as fast as the program reads it."""
        left = memoryview(data.encode())
        while left:
            if select.select([], [self._terminal], [], 0.01)[1]:
                left = left[os.write(self._terminal, left[:1024]) :]
            self._take(0)

    def press(self, key: str) -> None:
        """Press a key by its name, or a character."""
        self.send(KEYS.get(key, key))

    def control(self, letter: str) -> None:
        """Press a letter with Ctrl."""
        self.send(chr(ord(letter.upper()) & 31))

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self.emulator.resize(columns, rows)
        _set_size(self._terminal, (columns, rows))

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.process, number)

    def hang_up(self) -> None:
        """Close the terminal under the program."""
        if self._terminal >= 0:
            os.close(self._terminal)
            self._terminal = -1

    # Waiting

    def expect(self, words: str) -> None:
        """Wait until the screen shows some words."""
        self.until(lambda: words in self.emulator.text(), f"no {words!r}")

    def until(self, holds: Callable[[], bool], otherwise: str) -> None:
        """Wait until something holds."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > deadline or not self._take(0.1):
                raise AssertionError(f"{otherwise} on this screen:\n{self.emulator.text()}")

    def settle(self, quiet: float = QUIET) -> None:
        """Wait until nothing more comes."""
        came = True
        while came and not self._ended:
            before = len(self._bytes)
            self._take(quiet)
            came = len(self._bytes) != before

    def wait(self) -> int:
        """Wait for the end of the program; its exit status, negative for a signal."""
        deadline = time.monotonic() + PATIENCE
        while self._status is None:
            found, status = os.waitpid(self.process, os.WNOHANG)
            if found:
                self._status = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > deadline:
                raise AssertionError("the program does not end")
            elif self._terminal >= 0 and not self._ended:
                self._take(0.05)
            else:
                select.select([], [], [], 0.05)
        return self._status

    def wait_for_stop(self) -> None:
        """Wait until the program has stopped itself, as after Ctrl+Z."""
        deadline = time.monotonic() + PATIENCE
        while not os.waitpid(self.process, os.WUNTRACED | os.WNOHANG)[0]:
            self._take(0.05)
            assert time.monotonic() < deadline, "the program does not stop"

    # Counting

    @property
    def sent(self) -> bytes:
        """All that the program has written."""
        return b"".join(self._bytes)

    def count(self, act: Callable[[], None]) -> int:
        """The bytes that something costs, until silence."""
        self.settle()
        before = len(self.sent)
        act()
        self.settle()
        return len(self.sent) - before

    def _take(self, seconds: float) -> bool:
        """Read what comes within some time; False when nothing can come any more."""
        if self._terminal < 0:
            return False
        if not select.select([self._terminal], [], [], seconds)[0]:
            return True
        try:
            data = os.read(self._terminal, 65536)
        except OSError:
            data = b""
        if not data:
            self._ended = True
            return False
        self._bytes.append(data)
        self.emulator.feed(self._decoder.decode(data))
        answers = self.emulator.take_answers()
        if answers and self._answers:
            self.send(answers)
        return True


def _set_size(descriptor: int, size: tuple[int, int]) -> None:
    columns, rows = size
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
