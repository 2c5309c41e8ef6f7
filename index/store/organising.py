"""What a reader does with articles beside tagging: states, the reading position, the trash. No text changes here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from index.article import Progress
from index.errors import NoInputError
from index.store.assets import forget_orphans
from index.store.tagging import forget_unused_tags

_NAMED = "id IN (SELECT value FROM json_each(:ids))"

_MARK = """
    UPDATE articles SET
        progress = coalesce(:progress, progress),
        starred = coalesce(:starred, starred),
        archived = coalesce(:archived, archived)
    WHERE id IN (SELECT value FROM json_each(:ids)) AND removed IS NULL AND (
        progress <> coalesce(:progress, progress)
        OR starred <> coalesce(:starred, starred)
        OR archived <> coalesce(:archived, archived)
    )
"""


def mark(
    connection: sqlite3.Connection,
    ids: Sequence[int],
    *,
    progress: Progress | None = None,
    starred: bool | None = None,
    archived: bool | None = None,
) -> int:
    """Set states of articles; the number that changed."""
    wanted = {
        "progress": None if progress is None else progress.value,
        "starred": None if starred is None else int(starred),
        "archived": None if archived is None else int(archived),
    }
    return connection.execute(_MARK, {**wanted, "ids": json.dumps(ids)}).rowcount


def save_position(connection: sqlite3.Connection, article_id: int, position: int, fraction: float, now: float) -> None:
    """Remember where the reader stands, and that an unread article is being read. Raises NoInputError."""
    saved = connection.execute(
        "UPDATE articles SET position = ?, fraction = ?, opened = ?, "
        "progress = CASE progress WHEN 'unread' THEN 'reading' ELSE progress END WHERE id = ?",
        (max(0, position), min(1.0, max(0.0, fraction)), now, article_id),
    )
    if not saved.rowcount:
        raise NoInputError(f"no article {article_id} in the library")


def remove(connection: sqlite3.Connection, ids: Sequence[int], now: float) -> int:
    """Put articles in the trash; the number that were not there yet."""
    sql = f"UPDATE articles SET removed = :now WHERE {_NAMED} AND removed IS NULL"  # noqa: S608 (constant)
    return connection.execute(sql, {"ids": json.dumps(ids), "now": now}).rowcount


def restore(connection: sqlite3.Connection, ids: Sequence[int]) -> int:
    """Take articles out of the trash; the number that were there."""
    sql = f"UPDATE articles SET removed = NULL WHERE {_NAMED} AND removed IS NOT NULL"  # noqa: S608 (constant)
    return connection.execute(sql, {"ids": json.dumps(ids)}).rowcount


def purge(connection: sqlite3.Connection, ids: Sequence[int]) -> int:
    """Delete articles, in the trash or not, with all that belongs to them; the number that were there."""
    sql = f"DELETE FROM articles WHERE {_NAMED}"  # noqa: S608 (constant)
    gone = connection.execute(sql, {"ids": json.dumps(ids)}).rowcount
    forget_unused_tags(connection)
    forget_orphans(connection)
    return gone
