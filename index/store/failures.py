"""Turns what SQLite complains about into the errors of the library, with a sentence that a person can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import BadDataError, CarrelError, DiskError, LockedError

_PRIMARY = 0xFF
"""The part of an extended result code that names the kind (https://sqlite.org/rescode.html)."""

_KINDS: dict[int, tuple[type[CarrelError], str]] = {
    sqlite3.SQLITE_FULL: (DiskError, "the disk is full; this step was not kept, everything before it is safe"),
    sqlite3.SQLITE_IOERR: (DiskError, "the disk failed; this step was not kept ({error})"),
    sqlite3.SQLITE_READONLY: (DiskError, "cannot be written"),
    sqlite3.SQLITE_CANTOPEN: (DiskError, "cannot be opened"),
    sqlite3.SQLITE_PERM: (DiskError, "cannot be opened"),
    sqlite3.SQLITE_BUSY: (LockedError, "another process is writing to the library; try again in a moment"),
    sqlite3.SQLITE_LOCKED: (LockedError, "another process is writing to the library; try again in a moment"),
    sqlite3.SQLITE_PROTOCOL: (LockedError, "another process is writing to the library; try again in a moment"),
    sqlite3.SQLITE_CORRUPT: (BadDataError, "the library is damaged ({error}); `carrel doctor` says what can be saved"),
    sqlite3.SQLITE_NOTADB: (BadDataError, "not a Carrel library"),
    sqlite3.SQLITE_TOOBIG: (BadDataError, "larger than SQLite can keep"),
}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise what SQLite raises inside as an error of the library, about the database at `path`."""
    try:
        yield
    except sqlite3.Error as error:
        raise translation(error, path) from error


def translation(error: sqlite3.Error, path: Path) -> CarrelError:
    """The error of the library that says what an error of SQLite means."""
    code = getattr(error, "sqlite_errorcode", None)
    kind, sentence = _KINDS.get(-1 if code is None else code & _PRIMARY, (BadDataError, "{error}"))
    return kind(f"{path}: {sentence.format(error=error)}")
