"""The facts of the articles, in one SQLite table that every peer joins: what a result list shows beside the score."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.corpus import Document

FILE = "facts.db"
COLUMNS = ("id", "title", "url", "language", "published", "words")

_SCHEMA = """
CREATE TABLE facts (
    id INTEGER PRIMARY KEY, title TEXT, url TEXT, language TEXT, published TEXT, words INTEGER
) STRICT;
CREATE INDEX facts_by_published ON facts (published);
"""


def build(path: Path, documents: Iterable[Document]) -> int:
    """Write the table; the bytes of text that the articles hold."""
    size = 0
    with sqlite3.connect(path) as connection:
        connection.executescript(_SCHEMA)
        for document in documents:
            size += document.size
            row = (document.id, document.title, address(document), document.language, document.published)
            connection.execute("INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?)", (*row, document.body.count(" ")))
    connection.close()
    return size


def address(document: Document) -> str:
    """Where an article would have come from."""
    return f"https://corpus.example/{document.id}"


class Facts:
    """The table, open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def rows(self, ids: Sequence[int]) -> list[tuple[object, ...]]:
        """The facts of a few articles."""
        places = ", ".join("?" * len(ids))
        return self._connection.execute(
            f"SELECT {', '.join(COLUMNS)} FROM facts WHERE id IN ({places})", ids
        ).fetchall()

    def between(self, since: str, until: str) -> array[int]:
        """The articles that were published from one day on and before another."""
        sql = "SELECT json_group_array(id) FROM facts WHERE published >= ? AND published < ?"
        return array("q", json.loads(self._connection.execute(sql, (since, until)).fetchone()[0]))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
