"""Which articles tell the same story: each is compared with those that share a band of its sketch, when it is written.

A story is named by the number of the article that was there first, and stays when that one goes. Articles from before
there were sketches, or from before the rules changed, are brought up to date in portions.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from index.article import Verdict
from index.store.sketch import VERSION, Told, bands, is_same_story

MOST_COMPARED = 8
"""Stories that an article is compared with, those first that share most bands."""

_UNSKETCHED = """
    SELECT id, updated, verdict, text FROM articles JOIN bodies ON bodies.article_id = id
    WHERE sketched < ? ORDER BY sketched, id LIMIT ?
"""
_CANDIDATES = """
    SELECT min(id) FROM sketches JOIN articles ON articles.id = article_id
    WHERE band IN (SELECT value FROM json_each(?)) AND id <> ?
    GROUP BY coalesce(story, id) ORDER BY count(*) DESC LIMIT ?
"""


class Sketched(NamedTuple):
    """An article from before, with the bands of its text; `updated` says of which text."""

    id: int
    updated: float
    bands: tuple[int, ...]


def bands_of(text: str, verdict: Verdict) -> tuple[int, ...]:
    """The bands of an article; none where its text is not there: all cookie walls look alike."""
    return () if verdict.is_broken else bands(text)


def place(connection: sqlite3.Connection, article_id: int, found: Sequence[int]) -> None:
    """Put an article with these bands into the story that it tells, or into none."""
    connection.execute("DELETE FROM sketches WHERE article_id = ?", (article_id,))
    connection.execute("UPDATE articles SET sketched = ?, story = NULL WHERE id = ?", (VERSION, article_id))
    if not found:
        return
    wanted = f"[{','.join(map(str, found))}]"
    candidates = connection.execute(_CANDIDATES, (wanted, article_id, MOST_COMPARED)).fetchall()
    connection.executemany("INSERT OR IGNORE INTO sketches VALUES (?, ?)", [(band, article_id) for band in found])
    if not candidates:
        return
    told = _told(connection, article_id)
    for (candidate,) in candidates:
        if is_same_story(told, _told(connection, candidate)):
            connection.execute("UPDATE articles SET story = coalesce(story, id) WHERE id = ?", (candidate,))
            same = "UPDATE articles SET story = (SELECT story FROM articles WHERE id = ?) WHERE id = ?"
            connection.execute(same, (candidate, article_id))
            return


def stories(connection: sqlite3.Connection) -> dict[int, int]:
    """The story of each article outside of the trash whose story was told more than once."""
    return dict(connection.execute("SELECT id, story FROM live WHERE story IS NOT NULL").fetchall())


def sketched(connection: sqlite3.Connection, limit: int) -> list[Sketched]:
    """Sketches of the first articles that have none by today's rules. The slow part, done without a lock."""
    return [
        Sketched(article_id, updated, bands_of(text, Verdict(verdict)))
        for article_id, updated, verdict, text in connection.execute(_UNSKETCHED, (VERSION, limit)).fetchall()
    ]


def take_in(connection: sqlite3.Connection, found: Sequence[Sketched]) -> None:
    """Place articles that were sketched a moment ago, but for those whose text has changed since."""
    for each in found:
        row = connection.execute("SELECT updated, sketched FROM articles WHERE id = ?", (each.id,)).fetchone()
        if row is not None and row[0] == each.updated and row[1] != VERSION:
            place(connection, each.id, each.bands)


def _told(connection: sqlite3.Connection, article_id: int) -> Told:
    columns = "title, host_key, language, text"
    sql = f"SELECT {columns} FROM articles JOIN bodies ON article_id = id WHERE id = ?"  # noqa: S608 (constant)
    return Told(*connection.execute(sql, (article_id,)).fetchone())
