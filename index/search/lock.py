"""Who may write the index: one process, for as long as it lives."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WRITER = "writer.lock"


@contextmanager
def writer_lock(folder: Path) -> Iterator[bool]:
    """True inside where this thread may write the index in a folder; False where somebody else does.

    The lock is the system's (flock): it ends with the process, however that ends. Whoever does not get it leaves the
    changes to the holder, who looks for new ones until there are none.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / WRITER, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)
