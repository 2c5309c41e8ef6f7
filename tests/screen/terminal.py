"""A small terminal to run the program in: a real pty, its screen read back through pyte."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

import pyte

PATIENCE = 20.0
QUIET = 0.15
QUERIES = {b"\x1b[c": b"\x1b[?62;22c", b"\x1b[6n": b"\x1b[1;1R", b"\x1b[?2026$p": b"\x1b[?2026;2$y"}
"""What a terminal is asked, and what a modern one answers."""
UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<=>][0-9;:]*[a-zA-Z]|\x1b\[\?[0-9;]*[\$]?[rsmpu]|\x1b\].*?(?:\x07|\x1b\\)", re.DOTALL
)


class Terminal:
    """A program in a terminal of a size. Everything that it wrote is in `written`."""

    def __init__(self, command: Sequence[str], size: tuple[int, int], environment: Mapping[str, str]) -> None:
        self.written = b""
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._master, slave = pty.openpty()
        self.resize(*size)
        self.modes_before = termios.tcgetattr(slave)
        self._slave = slave
        plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")}
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, close_fds=True, start_new_session=True,
            preexec_fn=_take_terminal, env={**plain, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment},
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._master)
        os.close(self._slave)

    @property
    def process_id(self) -> int:
        """The number of the program's process."""
        return self._process.pid

    @property
    def modes(self) -> list[object]:
        """How the terminal treats lines and echo now."""
        return termios.tcgetattr(self._slave)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size; the program is told by the kernel."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._screen.resize(rows, columns)

    def press(self, keys: str) -> bytes:
        """Type, wait until the program is quiet; what it wrote."""
        before = len(self.written)
        os.write(self._master, keys.encode())
        self.wait_until_quiet()
        return self.written[before:]

    def wait_for(self, words: str) -> None:
        """Wait until some words stand on the screen."""
        self._wait(lambda: words in self.text, f"«{words}» never appeared")

    def wait_until_gone(self, words: str) -> None:
        """Wait until some words no longer stand on the screen."""
        self._wait(lambda: words not in self.text, f"«{words}» never went away")

    def wait_until_quiet(self, seconds: float = QUIET) -> None:
        """Wait until nothing was written for a while."""
        while self._read(seconds):
            pass

    def wait_for_end(self) -> int:
        """Wait until the program has ended; its exit status."""
        self._wait(lambda: self._process.poll() is not None, "the program never ended")
        self.wait_until_quiet()
        return self._process.returncode

    def _wait(self, holds: Callable[[], bool], complaint: str) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                raise AssertionError(f"{complaint}; on the screen:\n{self.text}")
            self._read(0.05)

    def _read(self, timeout: float) -> bool:
        if not select.select([self._master], [], [], timeout)[0]:
            return False
        data = os.read(self._master, 65_536)
        self.written += data
        for question, answer in QUERIES.items():
            os.write(self._master, answer * data.count(question))
        self._stream.feed(UNKNOWN_TO_PYTE.sub(b"", data))
        return bool(data)


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
