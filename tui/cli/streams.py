"""Standard output and error: data goes to the one, talk to the other; neither lets through what commands a terminal."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.safe_text import masked, one_line

if TYPE_CHECKING:
    from rich.console import Console


class ClosedPipeError(Exception):
    """Whoever read our output has had enough. Not an OSError, which click would answer with a status of its own."""


def prepare() -> None:
    """Let both streams take any text: what their encoding lacks is written as an escape, never an error."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # the caller closed it
            setattr(sys, name, Path(os.devnull).open("r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def silence() -> None:
    """After a closed pipe: let the interpreter's last flush go nowhere."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # the streams of a test have no descriptor
        return


def on_terminal() -> bool:
    """Whether data is read by a person right away."""
    return sys.stdout.isatty()


def talks_to_terminal() -> bool:
    """Whether a progress bar would be seen."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def put(text: str, end: str = "\n") -> None:
    """Write a piece of data, and hand it on at once."""
    sys.stdout.write((masked(text) if on_terminal() else text) + end)
    sys.stdout.flush()


def put_json(value: Any, *, indent: int | None = None) -> None:
    """Write a value as JSON, on one line unless indented."""
    put(written_json(value, indent=indent))


def written_json(value: Any, *, indent: int | None = None) -> str:
    """A value as JSON; characters stay readable where the stream can carry them all."""
    wide = (sys.stdout.encoding or "").lower().replace("_", "-").startswith("utf-")
    return json.dumps(value, ensure_ascii=not wide, indent=indent)


def put_bytes(data: bytes) -> None:
    """Write raw data, except to a terminal, which gets it as harmless text."""
    if on_terminal():
        put(data.decode("utf-8", "replace"))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def say(text: str, indent: str = "") -> None:
    """Tell a person something, on one line of standard error."""
    sys.stderr.write(f"{indent}{one_line(text)}\n")
    sys.stderr.flush()


def complain(text: str) -> None:
    """Tell a person what went wrong, on one line of standard error that names the program."""
    say(f"carrel: {text}")


def console(*, stderr: bool = False) -> Console:
    """Rich on one of the streams; it honours NO_COLOR and what the terminal can do, and interprets no text."""
    from rich.console import Console

    class Screen(Console):
        def on_broken_pipe(self) -> None:
            raise ClosedPipeError

    return Screen(stderr=stderr, markup=False, emoji=False, highlight=False, soft_wrap=False)


def count_of(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 article`, `2 articles`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
