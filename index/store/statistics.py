"""What the library holds, in numbers. Articles in the trash are counted as such and nowhere else."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from index.article import Verdict
from index.store.reading import languages

Counts = tuple[tuple[str, int], ...]
"""(name, number of articles)."""

_BROKEN = ", ".join(f"'{verdict.value}'" for verdict in Verdict if verdict.is_broken)

_ARTICLES = f"""
    SELECT
        count(*) AS articles,
        coalesce(sum(progress = 'unread'), 0) AS unread,
        coalesce(sum(progress = 'reading'), 0) AS reading,
        coalesce(sum(progress = 'read'), 0) AS read,
        coalesce(sum(starred), 0) AS starred,
        coalesce(sum(archived), 0) AS archived,
        coalesce(sum(verdict IN ({_BROKEN})), 0) AS broken,
        coalesce(sum(words), 0) AS words,
        coalesce(sum(minutes), 0) AS minutes,
        coalesce(sum(words) FILTER (WHERE progress = 'read'), 0) AS words_read
    FROM live
"""  # noqa: S608 (constants)
_REST = """
    SELECT
        (SELECT count(*) FROM articles WHERE removed IS NOT NULL) AS removed,
        (SELECT count(*) FROM highlights JOIN live ON live.id = article_id) AS highlights,
        (SELECT count(*) FROM addresses JOIN live ON live.id = article_id) AS addresses,
        (SELECT coalesce(sum(size), 0) FROM pages) AS page_bytes,
        (SELECT coalesce(sum(length(data)), 0) FROM pages) AS page_bytes_kept,
        (SELECT count(*) FROM assets) AS pictures,
        (SELECT coalesce(sum(length(data)), 0) FROM assets) AS picture_bytes,
        (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size) AS database_bytes
"""
_SITES = """
    SELECT trim(host_key, '.'), count(*) FROM live WHERE host_key <> ''
    GROUP BY host_key ORDER BY count(*) DESC, host_key LIMIT ?
"""
_TAGS = """
    SELECT name, count(*) FROM tags
    JOIN article_tags ON tag_id = tags.id JOIN live ON live.id = article_id
    GROUP BY tags.id ORDER BY count(*) DESC, key LIMIT ?
"""
_MONTHS = """
    SELECT strftime('%Y-%m', added, 'unixepoch', 'localtime') AS month, count(*) FROM live
    GROUP BY month ORDER BY month
"""


@dataclass(frozen=True, slots=True)
class Statistics:
    """The library in numbers. Bytes of raw pages are given as they came in and as they are kept."""

    articles: int
    unread: int
    reading: int
    read: int
    starred: int
    archived: int
    broken: int
    words: int
    minutes: int
    words_read: int
    removed: int
    highlights: int
    addresses: int
    page_bytes: int
    page_bytes_kept: int
    pictures: int
    """Each counted once, however many articles show it."""
    picture_bytes: int
    database_bytes: int
    languages: Counts
    """All of them, the most frequent first; empty for articles whose language is unknown."""
    sites: Counts
    """The most frequent hosts."""
    tags: Counts
    """The most frequent tags."""
    months: Counts
    """When articles were added, as `2024-03` of the reader's own time zone, the oldest first."""


def statistics(connection: sqlite3.Connection, top: int) -> Statistics:
    """Count everything, with the `top` most frequent sites and tags."""
    return Statistics(
        **_named(connection.execute(_ARTICLES)),
        **_named(connection.execute(_REST)),
        languages=languages(connection),
        sites=_counts(connection.execute(_SITES, (top,))),
        tags=_counts(connection.execute(_TAGS, (top,))),
        months=_counts(connection.execute(_MONTHS)),
    )


def _named(cursor: sqlite3.Cursor) -> dict[str, int]:
    """The one row of an answer, by the names of its columns."""
    return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))


def _counts(cursor: sqlite3.Cursor) -> Counts:
    return tuple(cursor.fetchall())
