"""Places that a reader gave a letter to, to come back to: one letter, one place of the whole library."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from index.errors import NoInputError, UsageError

LETTERS = "abcdefghijklmnopqrstuvwxyz"

_ALL = (
    "SELECT letter, live.id, marks.position, live.title, substr(text, marks.position + 1, 120), created FROM marks "
    "JOIN live ON live.id = marks.article_id JOIN bodies ON bodies.article_id = live.id ORDER BY letter"
)


@dataclass(frozen=True, slots=True)
class Placemark:
    """A letter, and the place that it names. `words` are the first ones there."""

    letter: str
    article_id: int
    position: int
    title: str
    words: str
    created: float


def set_placemark(connection: sqlite3.Connection, letter: str, article_id: int, position: int, now: float) -> None:
    """Let a letter name a place, whatever it named before. Raises UsageError (no letter), NoInputError (no article)."""
    if len(letter) != 1 or letter not in LETTERS:
        raise UsageError(f"a mark is a letter from a to z, not «{letter}»")
    if connection.execute("SELECT 1 FROM live WHERE id = ?", (article_id,)).fetchone() is None:
        raise NoInputError(f"no article {article_id} in the library")
    connection.execute(
        "INSERT OR REPLACE INTO marks (letter, article_id, position, created) VALUES (?, ?, ?, ?)",
        (letter, article_id, max(0, position), now),
    )


def placemarks(connection: sqlite3.Connection) -> tuple[Placemark, ...]:
    """All marks, by letter; those of articles in the trash are left out."""
    return tuple(Placemark(*record) for record in connection.execute(_ALL).fetchall())


def remove_placemark(connection: sqlite3.Connection, letter: str) -> bool:
    """Let a letter name nothing; whether it did."""
    return bool(connection.execute("DELETE FROM marks WHERE letter = ?", (letter,)).rowcount)
