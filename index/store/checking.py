"""Is the library whole? Each finding says what is wrong and what to do. Nothing is repaired here."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from index.document.serialise import read_structure
from index.errors import BadDataError
from index.store.assets import damaged, orphans
from index.store.content import decompressed
from index.store.filesystem import FILE_MODE, FOLDER_MODE
from index.store.migrations import steps

_MOST_LINES = 20
"""How many complaints of SQLite's own check are passed on."""


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """Something that was kept is lost or cannot be read."""
    WARNING = "warning"
    """All is there, but may not stay so."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and what to do about it; each one sentence."""

    severity: Severity
    what: str
    remedy: str


_RESTORE = "bring back a backup with `carrel restore`, or save what can be read with `carrel export`"
_AGAIN = "`carrel reextract {id}` makes it anew from the raw page"
_FETCH = "add its address again"

_SEVERAL = (
    ("SELECT id FROM articles EXCEPT SELECT article_id FROM bodies", "article {id} has no text", _AGAIN),
    ("SELECT id FROM articles EXCEPT SELECT article_id FROM pages", "article {id} has no raw page", _FETCH),
    (
        "SELECT id FROM articles EXCEPT SELECT article_id FROM changes",
        "article {id} was never announced to the search index",
        "`carrel doctor --rebuild` indexes it",
    ),
)
"""What must not be: articles that a query finds, what is wrong with them, what to do."""


def check_file(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Whether the file is a whole database."""
    for (line,) in connection.execute(f"PRAGMA integrity_check({_MOST_LINES})").fetchall():
        if line != "ok":
            yield Finding(Severity.ERROR, f"the database is damaged: {line}", _RESTORE)
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST_LINES):
        yield Finding(Severity.ERROR, f"row {row} of {table} belongs to nothing in {parent}", _RESTORE)
    wanted = {name for step in steps() for name in _triggers(step.sql)}
    found = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}
    for name in sorted(wanted - found):
        yield Finding(Severity.ERROR, f"the trigger {name} is missing, so search misses changes", _RESTORE)


def _triggers(sql: str) -> Iterator[str]:
    """The names of the triggers that a script of the schema makes."""
    words = sql.split()
    return (name for verb, what, name in zip(words, words[1:], words[2:], strict=False) if (verb, what) == _CREATES)


_CREATES = ("CREATE", "TRIGGER")


def check_articles(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Whether every article has what belongs to it."""
    for sql, what, remedy in _SEVERAL:
        for (number,) in connection.execute(sql).fetchall():
            yield Finding(Severity.ERROR, what.format(id=number), remedy.format(id=number))


def check_pictures(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Whether every picture is the one that was kept, and belongs to an article."""
    for number in damaged(connection):
        yield Finding(Severity.ERROR, f"a picture of article {number} is damaged", _FETCH)
    if number := orphans(connection):
        what = "one picture belongs" if number == 1 else f"{number:,} pictures belong"
        yield Finding(Severity.WARNING, f"{what} to no article", "`carrel rm --purge` deletes what is not needed")


def check_content(connection: sqlite3.Connection, ids: list[int]) -> Iterator[Finding]:
    """Whether the documents and raw pages of articles can be read."""
    for number in ids:
        body = connection.execute("SELECT text, structure FROM bodies WHERE article_id = ?", (number,)).fetchone()
        if body:
            try:
                read_structure(*body).check()
            except (BadDataError, ValueError, TypeError, LookupError) as error:
                yield Finding(Severity.ERROR, f"article {number}: {error}", _AGAIN.format(id=number))
        page = connection.execute("SELECT data FROM pages WHERE article_id = ?", (number,)).fetchone()
        if page:
            try:
                decompressed(page[0])
            except BadDataError:
                yield Finding(Severity.ERROR, f"the raw page of article {number} is damaged", _FETCH)


def check_modes(folder: Path, path: Path) -> Iterator[Finding]:
    """Whether others can read the library, or put another in its place."""
    for place, mode, forbidden in ((folder, FOLDER_MODE, 0o022), (path, FILE_MODE, 0o077)):
        found = stat.S_IMODE(place.stat().st_mode)
        if found & forbidden:
            what = f"{place}: others than its owner may {'write' if place is folder else 'read'} it ({found:o})"
            yield Finding(Severity.WARNING, what, f"chmod {mode:o} {place}")
