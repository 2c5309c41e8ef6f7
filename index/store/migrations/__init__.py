"""The schema, as numbered steps from an empty file to today. A step that was released is never changed.

A step is an SQL script `NNNN_name.sql`; its number is the `user_version` that it leads to. Each runs in one
transaction. Before a library that holds something is changed, a copy of it is put beside it, and the last copy is kept.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.errors import BadDataError
from index.store.filesystem import make_file

APPLICATION_ID = int.from_bytes(b"Crrl", "big")
"""Marks a SQLite file as a library of Carrel (https://sqlite.org/pragma.html#pragma_application_id)."""


@dataclass(frozen=True, slots=True)
class Step:
    """What leads from the schema numbered one less to this one."""

    number: int
    sql: str

    def statements(self) -> Iterator[str]:
        """The statements of the script, one by one; those of a trigger stay together."""
        statement = ""
        for line in self.sql.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                yield statement
                statement = ""


@cache
def steps() -> tuple[Step, ...]:
    """All steps, in order."""
    scripts = sorted(Path(__file__).parent.glob("*.sql"))
    return tuple(Step(int(script.name[:4]), script.read_text(encoding="utf-8")) for script in scripts)


def version_of(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    """The number of a library's schema; 0 for an empty file. Raises BadDataError for what is no library we can read."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if application == 0 and version == 0 and not connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
        return 0
    if application != APPLICATION_ID:
        raise BadDataError(f"{path}: a database of another program, not a Carrel library")
    if version > newest:
        raise BadDataError(
            f"{path}: written by a newer Carrel (form {version}, this one reads {newest}); update this one"
        )
    return version


def migrate(connection: sqlite3.Connection, path: Path, wanted: Sequence[Step]) -> None:
    """Bring a library to the newest of the steps, one transaction a step."""
    version = version_of(connection, path, wanted[-1].number)
    if version == wanted[-1].number:
        return
    if version:
        back_up(connection, path, version)
    # A step may rebuild a table that others refer to (https://sqlite.org/lang_altertable.html, 7).
    connection.execute("PRAGMA foreign_keys = OFF")
    for step in wanted:
        if step.number > version:
            _take(connection, path, step, wanted[-1].number)
    connection.execute("PRAGMA foreign_keys = ON")


def _take(connection: sqlite3.Connection, path: Path, step: Step, newest: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have taken the step while this one waited for its turn.
        if version_of(connection, path, newest) < step.number:
            for statement in step.statements():
                connection.execute(statement)
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            if broken:
                raise BadDataError(f"{path}: cannot be brought to form {step.number}: table {broken[0]} is damaged")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {step.number}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def back_up(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """A whole copy of the library beside it, named by its schema's number; copies of older ones are taken away."""
    copy = path.with_name(f"{path.stem}.form-{version}.db")
    unfinished = copy.with_suffix(f".{os.getpid()}.unfinished")
    unfinished.unlink(missing_ok=True)
    make_file(unfinished)
    try:
        connection.execute("VACUUM INTO ?", (str(unfinished),))
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.replace(copy)
    finally:
        unfinished.unlink(missing_ok=True)
    for older in path.parent.glob(f"{path.stem}.form-*.db"):
        if older != copy:
            older.unlink()
    return copy
