"""Opens the database of a library: finds or makes the file, sets SQLite up, brings the schema up to date."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.errors import BadDataError, DiskError, NoInputError
from index.store.connection import BUSY_SECONDS, Database
from index.store.failures import translated
from index.store.filesystem import make_file, make_folder, network_kind
from index.store.migrations import migrate, steps, version_of

FILE_NAME = "library.db"

_LEAST_SQLITE = (3, 37)
"""The first with STRICT tables."""

_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",  # a commit survives a power cut; NORMAL was measured to lose the last ones
    "PRAGMA fullfsync = ON",  # macOS keeps that promise only so; nothing elsewhere
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA temp_store = MEMORY",  # sorting works with no byte left on the disk
    "PRAGMA cache_size = -2000",  # kB a thread: an article of 5 MB would otherwise stay in memory twice
    "PRAGMA journal_size_limit = 16000000",
    "PRAGMA trusted_schema = OFF",  # a library that came from elsewhere runs no functions of its own
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A database that is ready, and what its reader should be told."""

    database: Database
    warnings: tuple[str, ...]


def open_database(folder: Path, *, read_only: bool) -> Opened:
    """Open the library in a folder, made where it is missing and writing is allowed.

    Raises NoInputError (not a folder, or missing and read-only), BadDataError (not a library, or of a newer Carrel),
    DiskError (cannot be read or written), LockedError (another process is bringing it up to date).
    """
    if sqlite3.sqlite_version_info < _LEAST_SQLITE:
        raise BadDataError(f"Carrel needs SQLite 3.37 or newer; this Python brings {sqlite3.sqlite_version}")
    path = folder / FILE_NAME
    if read_only:
        return Opened(_for_reading(folder, path), ())
    make_folder(folder)
    make_file(path)
    if not os.access(folder, os.W_OK) or not os.access(path, os.R_OK | os.W_OK):
        raise DiskError(f"{path}: cannot be written; open it for reading only, or name another folder")
    network = network_kind(folder)
    address = f"{path.absolute().as_uri()}?mode=rw"
    with translated(path), closing(_connect(address)) as connection:
        version_of(connection, path, steps()[-1].number)
        _choose_journal(connection, "delete" if network else "wal")
        migrate(connection, path, steps())
    return Opened(Database(path, lambda: _connect(address)), _network_warning(folder, network))


def _for_reading(folder: Path, path: Path) -> Database:
    try:
        missing = not path.stat().st_size
    except FileNotFoundError:
        missing = True
    except NotADirectoryError as error:
        raise NoInputError(f"{folder}: not a folder; name the folder that holds the library") from error
    except OSError as error:
        raise DiskError(f"{path}: cannot be read: {error.strerror}") from error
    if missing:
        raise NoInputError(f"{folder}: no library here; `carrel add` makes one")
    address = f"{path.absolute().as_uri()}?mode=ro"
    with translated(path):
        address = _readable(path, address)
        with closing(_connect(address)) as connection:
            newest = steps()[-1].number
            if version_of(connection, path, newest) < newest:
                raise BadDataError(f"{path}: of an older Carrel; open it once for writing to bring it up to date")
    return Database(path, lambda: _connect(address), read_only=True)


def _readable(path: Path, address: str) -> str:
    """The address, or one that asks for no lock where the folder allows none: nothing can change there anyway."""
    try:
        with closing(_connect(address)) as connection:
            connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            raise DiskError(f"{path}: its last writer did not finish; open it once where it can be written") from error
        return f"{address}&immutable=1"
    return address


def _connect(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        for setting in _SETTINGS:
            connection.execute(setting)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _choose_journal(connection: sqlite3.Connection, wanted: str) -> None:
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != wanted:
        connection.execute(f"PRAGMA journal_mode = {wanted}")


def _network_warning(folder: Path, network: str) -> tuple[str, ...]:
    if not network:
        return ()
    advice = "let only one machine write to it at a time, and keep a backup elsewhere"
    return (f"{folder} lies on a network file system ({network}): {advice}",)
