"""Ends the reader when its terminal is gone: the window was closed, the line is dead.

A program whose terminal is gone reads an endless end of file and writes errors. It is told by a signal, by a failed
write or, where neither comes, by the system: `watch` waits for that without costing anything.
"""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable
from threading import Thread, Timer

GRACE = 5.0
"""Seconds to keep the place and close the library; after them the process ends whatever it is doing."""

STATUS = 128 + signal.SIGHUP
"""The exit status of what a hangup ended, as shells count."""


def watch(descriptor: int, gone: Callable[[], None]) -> None:
    """Call `gone`, from another thread, when nobody is left at the other end of a terminal."""
    if hasattr(select, "poll"):
        Thread(target=_wait, args=(descriptor, gone), name="carrel-hangup", daemon=True).start()


def _wait(descriptor: int, gone: Callable[[], None]) -> None:
    waiting = select.poll()
    waiting.register(descriptor, 0)
    if any(event & select.POLLHUP for _, event in waiting.poll()):
        gone()


def end_within(seconds: float = GRACE) -> None:
    """See to it that the process ends in time, even where it waits for something that never comes."""
    timer = Timer(seconds, os._exit, (STATUS,))
    timer.daemon = True
    timer.start()
