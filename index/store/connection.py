"""The open database: a connection a thread, transactions, and the errors of SQLite translated.

Knows no table. `reading` gives one moment of the library to any number of questions; `writing` is a short transaction
that takes the lock at once, so that it fails before it has done anything, not in the middle.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import DiskError, LockedError
from index.store.failures import translated

BUSY_SECONDS = 10.0
"""How long a writer waits for another one."""


@dataclass(eq=False)
class _Held:
    """A thread's own connection. The lock keeps `close` from pulling it away under a running statement."""

    connection: sqlite3.Connection
    process: int
    is_writing: bool = False
    lock: threading.RLock = field(default_factory=threading.RLock)


class Database:
    """Connections to one SQLite file, made as threads ask for them and closed when their threads end."""

    def __init__(self, path: Path, connect: Callable[[], sqlite3.Connection], *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._connect = connect
        self._own = threading.local()
        self._held: weakref.WeakSet[_Held] = weakref.WeakSet()
        self._inherited: list[_Held] = []
        self._registry = threading.Lock()
        self._writer = threading.RLock()
        self._watching: _Held | None = None
        self._closed = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one moment of the library; within `writing` or `reading`, theirs."""
        held = self._mine()
        with held.lock, translated(self.path):
            connection = held.connection
            if connection.in_transaction:
                yield connection
                return
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                _undo(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is on the disk when the block has ended, or leaves no trace where it raises.

        Within another one of the same thread it is a part of it: undone alone where it raises, kept with the whole.
        """
        if self.read_only:
            raise DiskError(f"{self.path}: the library is open for reading only")
        held = self._mine()
        if not self._writer.acquire(timeout=BUSY_SECONDS):
            raise LockedError(f"{self.path}: another part of this program is still writing; try again in a moment")
        try:
            with held.lock, translated(self.path):
                yield from self._part(held) if held.is_writing else self._whole(held)
        finally:
            self._writer.release()

    def data_version(self) -> int:
        """A number that differs after any commit, of whatever process or thread."""
        self._check_open()
        with self._registry:
            if self._watching is None or self._watching.process != os.getpid():
                self._watching = self._opened()
            watching = self._watching
        with watching.lock, translated(self.path):
            version: int = watching.connection.execute("PRAGMA data_version").fetchone()[0]
            return version

    def close(self) -> None:
        """Close all connections, each as soon as what it is doing is done."""
        self._closed = True
        with self._registry:
            connections = list(self._held)
        for held in connections:
            if held.process == os.getpid():
                with held.lock, translated(self.path):
                    held.connection.close()

    def _whole(self, held: _Held) -> Iterator[sqlite3.Connection]:
        connection = held.connection
        if connection.in_transaction:
            raise RuntimeError("a change to the library inside a block that only reads")
        try:
            connection.execute("BEGIN IMMEDIATE")
            held.is_writing = True
            yield connection
            self._check_going_on(connection)
            connection.execute("COMMIT")
        finally:
            held.is_writing = False
            _undo(connection)

    def _part(self, held: _Held) -> Iterator[sqlite3.Connection]:
        connection = held.connection
        self._check_going_on(connection)
        connection.execute("SAVEPOINT part")
        try:
            yield connection
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK TO part")
                connection.execute("RELEASE part")
            raise
        connection.execute("RELEASE part")

    def _check_going_on(self, connection: sqlite3.Connection) -> None:
        # SQLite itself rolls back after some errors (https://sqlite.org/lang_transaction.html, 2.4).
        if not connection.in_transaction:
            raise DiskError(f"{self.path}: nothing of these changes was kept, since one of them failed")

    def _mine(self) -> _Held:
        self._check_open()
        held: _Held | None = getattr(self._own, "held", None)
        if held is not None and held.process != os.getpid():
            # After a fork, the child must not even close what the parent opened (sqlite.org/howtocorrupt.html, 2.6).
            self._inherited.append(held)
            held = None
        if held is None:
            with self._registry:
                held = self._own.held = self._opened()
        return held

    def _check_open(self) -> None:
        if self._closed:
            raise ValueError(f"{self.path}: the library was closed")

    def _opened(self) -> _Held:
        with translated(self.path):
            connection = self._connect()
        held = _Held(connection, os.getpid())
        weakref.finalize(held, _let_go, connection, held.process)
        self._held.add(held)
        return held


def _undo(connection: sqlite3.Connection) -> None:
    """Roll back what is still open."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _let_go(connection: sqlite3.Connection, process: int) -> None:
    if process == os.getpid():
        connection.close()
