"""Runs the `carrel` command with a terminal before it."""

from __future__ import annotations

import fcntl
import os
import select
import struct
import subprocess
import termios
import threading
from pathlib import Path

import pyte

from tests.cli.running import command


def on_a_terminal(library: Path, *arguments: str, environment: dict[str, str] | None = None) -> tuple[int, str]:
    """Run a command whose standard output and error are a terminal; its status and everything that it wrote."""
    leader, follower = os.openpty()
    seen = bytearray()

    def look() -> None:
        while True:
            try:
                data = os.read(leader, 65536)
            except OSError:
                return
            if not data:
                return
            seen.extend(data)

    watcher = threading.Thread(target=look)
    watcher.start()
    done = subprocess.run(
        command(library, *arguments), stdin=subprocess.DEVNULL, stdout=follower, stderr=follower, timeout=60,
        check=False, env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **(environment or {})},
    )  # fmt: skip
    os.close(follower)
    watcher.join()
    os.close(leader)
    return done.returncode, seen.decode()


def _take_the_terminal() -> None:
    """Let the keys that mean a signal (Ctrl-C) reach this process."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def with_a_keyboard(library: Path, *arguments: str, awaited: str, typed: str) -> tuple[int, str]:
    """Run a command in a terminal, type once something stands on the screen; its status, and all that was drawn."""
    terminal, follower = os.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    process = subprocess.Popen(
        command(library, *arguments), stdin=follower, stdout=follower, stderr=follower, start_new_session=True,
        preexec_fn=_take_the_terminal,
        env={**os.environ, "TERM": "xterm-256color"},
    )  # fmt: skip
    os.close(follower)
    screen = pyte.Screen(100, 30)
    stream = pyte.ByteStream(screen)
    drawn = bytearray()
    drawings = ""
    while ready := select.select([terminal], [], [], 60)[0]:
        try:
            data = os.read(ready[0], 65536)
        except OSError:
            break
        if not data:
            break
        drawn += data
        stream.feed(data)
        if typed and awaited in "\n".join(screen.display):
            drawings = "\n".join(screen.display)
            os.write(terminal, typed.encode())
            typed = ""
    status = process.wait(timeout=60)
    os.close(terminal)
    return status, drawings or drawn.decode()
