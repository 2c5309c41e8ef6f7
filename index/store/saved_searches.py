"""Queries that a reader gave a name."""

from __future__ import annotations

import re
import sqlite3

from index.errors import UsageError
from index.facts import SAVED_NAME
from index.safe_text import one_line
from index.store.folding import well_formed


def save_search(connection: sqlite3.Connection, name: str, query: str, now: float) -> None:
    """Keep a query under a name, over the one that had it. Raises UsageError for what a query could not name."""
    name = one_line(name)
    if not re.fullmatch(SAVED_NAME, name):
        raise UsageError(f"“{name}” cannot name a saved search; use letters, digits, - and _, and begin with a letter")
    connection.execute(
        "INSERT INTO saved_searches (name, query, created) VALUES (?, ?, ?) "
        "ON CONFLICT (name) DO UPDATE SET query = excluded.query",
        (name, well_formed(query), now),
    )


def saved_searches(connection: sqlite3.Connection) -> dict[str, str]:
    """The saved queries by name, the oldest first."""
    return dict(connection.execute("SELECT name, query FROM saved_searches ORDER BY created, name").fetchall())


def forget_search(connection: sqlite3.Connection, name: str) -> bool:
    """Drop a saved query; whether it was there."""
    return bool(connection.execute("DELETE FROM saved_searches WHERE name = ?", (one_line(name),)).rowcount)
