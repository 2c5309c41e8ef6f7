"""Foreign bytes to a picture, in a process of its own: limits of size, memory and time, and errors of one line."""

from __future__ import annotations

import importlib.util
import os
import struct
import subprocess
import sys

from index.errors import BadDataError, UsageError
from index.safe_text import masked
from tui.terminal.pictures.model import Picture

MOST_BYTES = 20_000_000
"""The largest file that is tried."""

PATIENCE = 10.0
"""Seconds that a picture may take, start of the process included."""

_HEADER = struct.Struct(">II")


def is_available() -> bool:
    """Whether pictures can be decoded here at all."""
    return importlib.util.find_spec("PIL") is not None


def decode(data: bytes, width: int, height: int, *, ground: str = "#000000", colours: int = 0) -> Picture:
    """The picture, scaled down to at most this size in proportion. To be called from a worker: it waits.

    `ground` shows where it is transparent; `colours` is how many different ones it may have, 0 for any number.

    Raises BadDataError for what is no picture or too large, UsageError where Pillow is missing.
    """
    if not is_available():
        raise UsageError("pictures need Pillow: pip install 'carrel[pictures]'")
    if len(data) > MOST_BYTES:
        raise BadDataError(f"the picture has {len(data):,} bytes; at most {MOST_BYTES:,} are shown")
    command = [sys.executable, "-P", "-m", "tui.terminal.pictures.decoder"]
    command += [str(width), str(height), ground, str(colours)]
    try:
        done = subprocess.run(  # noqa: S603 (our own interpreter, our own module)
            command, input=data, capture_output=True, timeout=PATIENCE, check=False, env=_environment()
        )
    except subprocess.TimeoutExpired:
        raise BadDataError(f"the picture took longer than {PATIENCE:.0f} s") from None
    if done.returncode != 0:
        cause = masked(done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2])
        raise BadDataError(f"the picture cannot be read: {cause or 'it takes too much memory or time'}")
    return _picture(done.stdout)


def _picture(answer: bytes) -> Picture:
    try:
        width, height = _HEADER.unpack_from(answer)
        return Picture(width, height, answer[_HEADER.size :])
    except (struct.error, ValueError) as error:
        raise BadDataError(f"the picture cannot be read: {error}") from error


def _environment() -> dict[str, str]:
    """Where this program finds its modules, the other must too: `-P` keeps the current folder out."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
