"""How a command ends: its exit status, and the one line that says what went wrong.

After sysexits.h: 0 done, 1 nothing found or some sources failed, 2 wrong usage, 65 bad data, 66 no such input,
69 network, 70 a mistake of Carrel's own, 74 disk, 75 locked, 130 interrupted.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from index.errors import CarrelError, DiskError, QueryError
from tui.cli.streams import ClosedPipeError, complain, silence

INTERRUPTED = 130
INTERNAL = 70
SHOWN_BEFORE, SHOWN_AFTER = 50, 20
"""Characters of a query that are shown before and after a place in it."""
DEBUG_VARIABLE = "CARREL_DEBUG"

_DISK = {
    errno.ENOSPC: "the disk is full; what was reported before is kept",
    errno.EDQUOT: "the quota of the disk is used up; what was reported before is kept",
    errno.EROFS: "the disk is read-only",
    errno.EIO: "the disk could not be read or written",
}


def ended(command: Callable[[], object]) -> int:
    """Run a command to its end, whatever that is; the exit status."""
    try:
        status = command()
        sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except (ClosedPipeError, BrokenPipeError):
        silence()
        return 0
    except click.ClickException as error:
        return _wrong_usage(error)
    except QueryError as error:
        complain(error.message)
        _point_at(error)
        return error.status
    except CarrelError as error:
        complain(str(error))
        return error.status
    except Exception as error:  # noqa: BLE001 - the last door: nothing may reach a person as a traceback
        return _unexpected(error)
    return status if isinstance(status, int) else 0


@contextmanager
def stopping_cleanly() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end what is going on as Ctrl-C does: with everything put down in good order."""

    def stop(number: int, frame: object) -> NoReturn:  # noqa: ARG001 - the system's signature
        sys.exit(128 + number)

    before = {each: signal.signal(each, stop) for each in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


class Stop:
    """A wish to end, by Ctrl-C, SIGTERM or SIGHUP: `asked` is set by the first, and `status` is then what to exit with.

    The second one ends at once.
    """

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.status = 0

    def hear(self, number: int, frame: object) -> None:  # noqa: ARG002 - the system's signature
        """Take a signal."""
        if not self.asked.is_set():
            self.status = 128 + number
            self.asked.set()
        elif number == signal.SIGINT:
            raise KeyboardInterrupt
        else:
            sys.exit(128 + number)


@contextmanager
def stopping_when_ready() -> Iterator[Stop]:
    """Let signals only ask for an end, so that what is under way can be finished."""
    stop = Stop()
    before = {each: signal.signal(each, stop.hear) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield stop
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _wrong_usage(error: click.ClickException) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return error.exit_code
    hint = ""
    if isinstance(error, click.UsageError) and error.ctx is not None:
        hint = f" (see `{error.ctx.command_path} --help`)"
    complain(f"{error.format_message().rstrip('.')}{hint}")
    return error.exit_code


def _point_at(error: QueryError) -> None:
    """The query around the place that is to blame, and a caret under it."""
    from rich.cells import cell_len

    from index.safe_text import masked

    query = masked(error.query).replace("\n", " ").replace("\t", " ")
    start, end = max(0, error.position - SHOWN_BEFORE), error.position + SHOWN_AFTER
    before = ("…" if start else "") + query[start : error.position]
    after = query[error.position : end] + ("…" if end < len(query) else "")
    sys.stderr.write(f"  {before}{after}\n  {' ' * cell_len(before)}^\n")


def _unexpected(error: Exception) -> int:
    """One line, and the rest where it can be read. What the system refused is not a mistake of ours."""
    if isinstance(error, OSError) and error.errno in _DISK:
        complain(_DISK[error.errno] if error.filename is None else f"{error.filename}: {_DISK[error.errno]}")
        return DiskError.status
    if os.environ.get(DEBUG_VARIABLE):
        sys.excepthook(type(error), error, error.__traceback__)
        return INTERNAL
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    try:
        complain(f"a mistake of Carrel's own: {what}; the details are in {_written(error)}")
    except OSError:
        complain(f"a mistake of Carrel's own: {what}; {DEBUG_VARIABLE}=1 shows the details")
    return INTERNAL


def _written(error: Exception) -> Path:
    """A new file, readable by its owner only, with the traceback."""
    import tempfile
    import traceback

    from index.safe_text import clean

    with tempfile.NamedTemporaryFile("w", encoding="utf-8", errors="replace", prefix="carrel-", suffix=".log",
                                     delete=False) as log:  # fmt: skip
        log.write(clean("".join(traceback.format_exception(error))))
        return Path(log.name)
