"""What an extraction worker does: pages in on standard input, articles out on standard output, until the end.

It runs in a process of its own, so that a page that needs too much time or memory costs that page and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import BinaryIO

from index.errors import BadDataError
from index.importing.wire import extraction_parts, failure_parts, frame, read_frame, task_of


def serve(memory: int) -> None:
    """Answer pages until standard input ends. `memory` limits the address space, in bytes; 0 for no limit."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(memory)
    pages = sys.stdin.buffer
    answers = _private_output()
    while True:
        try:
            parts = read_frame(lambda size: _exactly(pages, size))
        except EOFError:
            return
        answers.write(_answer(parts))
        answers.flush()


def _answer(parts: tuple[bytes, bytes, bytes]) -> bytes:
    from index.extract import extract

    try:
        return frame(extraction_parts(extract(*task_of(parts))))
    except BadDataError as error:
        return frame(failure_parts(error))
    except Exception as error:  # noqa: BLE001 (whatever a page can provoke costs that page only)
        if os.environ.get("CARREL_DEBUG"):
            sys.excepthook(type(error), error, error.__traceback__)
        return frame(failure_parts(error))


def _limit(memory: int) -> None:
    if memory:
        import resource

        with contextlib.suppress(ValueError, OSError):  # a stricter limit of the system's own stands
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _private_output() -> BinaryIO:
    """Standard output for answers alone: what a library prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
