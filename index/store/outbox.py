"""What the search index is fed from: the changes to searchable text, and all of it for a rebuild.

Triggers of the schema write the outbox in the transaction of the change itself. To rebuild: ask `last_sequence` first,
page through `searchable`, then catch up from that number; what changed meanwhile is met again, never missed.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """The present searchable text of an article that changed, or that it is no longer there.

    `seq` grows with every change; of the changes of one article only the last is reported.
    """

    seq: int
    id: int
    title: str = ""
    text: str = ""
    language: str = ""
    deleted: bool = False


_AFTER = """
    SELECT seq, changes.article_id, coalesce(title, ''), coalesce(text, ''), coalesce(language, ''), live.id IS NULL
    FROM changes
    LEFT JOIN live ON live.id = changes.article_id
    LEFT JOIN bodies ON bodies.article_id = live.id
    WHERE seq > ? ORDER BY seq LIMIT ?
"""
_SEARCHABLE = """
    SELECT seq, live.id, title, text, language
    FROM live JOIN bodies ON bodies.article_id = live.id JOIN changes ON changes.article_id = live.id
    WHERE live.id > ? ORDER BY live.id LIMIT ?
"""


def changes_after(connection: sqlite3.Connection, seq: int, limit: int) -> list[Change]:
    """What changed after a sequence number, oldest first."""
    rows = connection.execute(_AFTER, (seq, limit)).fetchall()
    return [
        Change(number, article_id, title, text, language, bool(deleted))
        for number, article_id, title, text, language, deleted in rows
    ]


def searchable(connection: sqlite3.Connection, after_id: int, limit: int) -> list[Change]:
    """The articles with numbers above one, by number: all that there is to search, page by page."""
    return [Change(*row) for row in connection.execute(_SEARCHABLE, (after_id, limit)).fetchall()]


def last_sequence(connection: sqlite3.Connection) -> int:
    """The number of the last change; 0 in a library that never held anything."""
    seq: int = connection.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0]
    return seq
