"""Passages that readers mark, with their notes. The words are kept beside the place, so they survive a new text."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any

from index.article import Highlight
from index.errors import NoInputError, UsageError
from index.store.anchoring import Quote
from index.store.folding import well_formed

_COLUMNS = 'highlights.id, start, "end", quote, prefix, suffix, colour, note, highlights.created'
_OF_ARTICLE = f"SELECT {_COLUMNS} FROM highlights WHERE article_id = ? ORDER BY start, id"  # noqa: S608 (constant)
_OF_ALL = (
    f"SELECT {_COLUMNS}, live.id, live.title, live.url FROM highlights "  # noqa: S608 (constant)
    "JOIN live ON live.id = article_id WHERE created >= ? ORDER BY created DESC, highlights.id DESC"
)
_INSERT = (
    'INSERT INTO highlights (article_id, start, "end", quote, prefix, suffix, colour, note, created) '
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)

_RESTORE = (
    "INSERT OR REPLACE INTO highlights "
    '(article_id, id, start, "end", quote, prefix, suffix, colour, note, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A highlight, and the article that it stands in."""

    highlight: Highlight
    article_id: int
    title: str
    url: str


def highlights_of(connection: sqlite3.Connection, article_id: int) -> tuple[Highlight, ...]:
    """The highlights of an article, in reading order."""
    return tuple(Highlight(*record) for record in connection.execute(_OF_ARTICLE, (article_id,)).fetchall())


def all_highlights(connection: sqlite3.Connection, since: float) -> tuple[Marked, ...]:
    """The highlights of the whole library made at or after a time, the newest first."""
    found: Sequence[Any] = connection.execute(_OF_ALL, (since,)).fetchall()
    return tuple(Marked(Highlight(*record[:9]), *record[9:]) for record in found)


def add_highlight(
    connection: sqlite3.Connection, article_id: int, start: int, end: int, *, colour: str, note: str, now: float
) -> Highlight:
    """Mark a range of an article's text. Raises NoInputError (no such article), UsageError (no such range)."""
    record = connection.execute("SELECT text FROM bodies WHERE article_id = ?", (article_id,)).fetchone()
    if record is None:
        raise NoInputError(f"no article {article_id} in the library")
    text: str = record[0]
    if not 0 <= start < end <= len(text):
        raise UsageError(f"characters {start} to {end} are no passage of a text of {len(text)}")
    quote = Quote.of(text, start, end)
    colour, note = well_formed(colour), well_formed(note)
    values = (article_id, start, end, quote.text, quote.prefix, quote.suffix, colour, note, now)
    number = connection.execute(_INSERT, values).lastrowid
    assert number is not None
    return Highlight(number, *values[1:])


def restore_highlight(connection: sqlite3.Connection, article_id: int, highlight: Highlight) -> None:
    """Put a highlight back that was taken away. Raises NoInputError where its article is gone."""
    if connection.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone() is None:
        raise NoInputError(f"no article {article_id} in the library")
    connection.execute(_RESTORE, (article_id, *astuple(highlight)))


def edit_highlight(
    connection: sqlite3.Connection, highlight_id: int, *, colour: str | None = None, note: str | None = None
) -> None:
    """Give a highlight another colour or note. Raises NoInputError where there is none."""
    edited = connection.execute(
        "UPDATE highlights SET colour = coalesce(?, colour), note = coalesce(?, note) WHERE id = ?",
        (None if colour is None else well_formed(colour), None if note is None else well_formed(note), highlight_id),
    )
    if not edited.rowcount:
        raise NoInputError(f"no highlight {highlight_id} in the library")


def remove_highlight(connection: sqlite3.Connection, highlight_id: int) -> bool:
    """Take a highlight away; whether it was there."""
    return bool(connection.execute("DELETE FROM highlights WHERE id = ?", (highlight_id,)).rowcount)
