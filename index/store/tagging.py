"""Tags: given, taken, counted. Tags that differ only by case or accents are one, spelt as it was first written."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from index.safe_text import one_line
from index.store.folding import fold

_GIVE = """
    INSERT INTO article_tags (article_id, tag_id)
    SELECT articles.id, tags.id
    FROM json_each(:ids) AS wanted JOIN articles ON articles.id = wanted.value
    JOIN json_each(:keys) AS key JOIN tags ON tags.key = key.value
    WHERE true ON CONFLICT DO NOTHING
    RETURNING article_id
"""
_TAKE = """
    DELETE FROM article_tags
    WHERE article_id IN (SELECT value FROM json_each(:ids))
    AND tag_id IN (SELECT tags.id FROM tags JOIN json_each(:keys) AS key ON tags.key = key.value)
    RETURNING article_id
"""
_FORGET_UNUSED = "DELETE FROM tags WHERE NOT EXISTS (SELECT 1 FROM article_tags WHERE tag_id = tags.id)"

_COUNT = """
    SELECT tags.name, count(*) FROM tags
    JOIN article_tags ON article_tags.tag_id = tags.id JOIN live ON live.id = article_tags.article_id
    GROUP BY tags.id ORDER BY tags.key
"""


def add_tags(connection: sqlite3.Connection, ids: Sequence[int], names: Iterable[str]) -> set[int]:
    """Give tags to articles; the articles that did not have them all."""
    names_by_key = {fold(name): name for name in map(one_line, names) if name}
    if not names_by_key:
        return set()
    connection.executemany(
        "INSERT INTO tags (key, name) VALUES (?, ?) ON CONFLICT DO NOTHING", list(names_by_key.items())
    )
    return {row[0] for row in connection.execute(_GIVE, _arguments(ids, names_by_key)).fetchall()}


def remove_tags(connection: sqlite3.Connection, ids: Sequence[int], names: Iterable[str]) -> set[int]:
    """Take tags from articles; the articles that had one of them."""
    keys = {fold(name) for name in map(one_line, names) if name}
    if not keys:
        return set()
    changed = {row[0] for row in connection.execute(_TAKE, _arguments(ids, keys)).fetchall()}
    forget_unused_tags(connection)
    return changed


def forget_unused_tags(connection: sqlite3.Connection) -> None:
    """Drop tags that no article has any more, so that they can be spelt anew."""
    connection.execute(_FORGET_UNUSED)


def count_tags(connection: sqlite3.Connection) -> tuple[tuple[str, int], ...]:
    """(tag, number of articles), by name."""
    return tuple(connection.execute(_COUNT).fetchall())


def _arguments(ids: Sequence[int], keys: Iterable[str]) -> dict[str, str]:
    return {"ids": json.dumps(list(ids)), "keys": json.dumps(sorted(keys))}
