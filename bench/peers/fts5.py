"""SQLite FTS5: porter stems, accents off, title and body in columns of their own, no text kept; one segment."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from bench.contest.questions import Kind, Question
from bench.corpus import Document
from bench.peers import LIMIT, TITLE_WEIGHT
from bench.peers.facts import COLUMNS, Facts

FILE = "fts5.db"
MAPPED = 1 << 32
"""Bytes of the file that SQLite may map: as Carrel and tantivy do."""

_SCHEMA = f"""
CREATE VIRTUAL TABLE texts USING fts5(
    title, body, content = '', tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO texts (texts, rank) VALUES ('rank', 'bm25({TITLE_WEIGHT}, 1.0)');
"""
_INSERT = "INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)"
# CROSS JOIN: the words are looked up first, then the facts of what they found, in the order of rank.
_SHOWN = ", ".join(f"known.{name}" for name in COLUMNS)
_SELECT = f"SELECT {_SHOWN} FROM texts CROSS JOIN facts.facts AS known ON known.id = texts.rowid WHERE texts MATCH ?"
_DATED = " AND known.published >= ? AND known.published < ?"
_ORDER = f" ORDER BY texts.rank LIMIT {LIMIT}"


def build(folder: Path, documents: Iterable[Document]) -> None:
    """Make the index in one transaction, and merge it to one segment."""
    connection = sqlite3.connect(folder / FILE)
    connection.execute("PRAGMA journal_mode = WAL")
    with connection:
        connection.executescript(_SCHEMA)
        rows = ((document.id, document.title, document.body) for document in documents)
        connection.executemany(_INSERT, rows)
    with connection:
        connection.execute("INSERT INTO texts (texts) VALUES ('optimize')")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def open_index(folder: Path, facts: Facts) -> Fts5Peer:
    """The index."""
    return Fts5Peer(folder, facts)


class Fts5Peer:
    """A connection that has the facts attached."""

    def __init__(self, folder: Path, facts: Facts) -> None:
        self._connection = sqlite3.connect(folder / FILE)
        self._connection.execute(f"PRAGMA mmap_size = {MAPPED}")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("ATTACH ? AS facts", (str(facts.path),))

    def ask(self, question: Question) -> list[int]:
        """See `peers.Peer`."""
        dates = (question.since, question.until) if question.since else ()
        statement = _SELECT + (_DATED if dates else "") + _ORDER
        return [row[0] for row in self._connection.execute(statement, (_match(question), *dates))]

    def add(self, document: Document) -> None:
        """See `peers.Peer`."""
        with self._connection:
            self._connection.execute(_INSERT, (document.id, document.title, document.body))
            values = (document.id, document.title, "", document.language, document.published, 0)
            self._connection.execute("INSERT INTO facts.facts VALUES (?, ?, ?, ?, ?, ?)", values)

    def close(self) -> None:
        """See `peers.Peer`."""
        self._connection.close()


def _match(question: Question) -> str:
    words = [f'"{word}"' for word in question.words]
    match question.kind:
        case Kind.ANY:
            return " OR ".join(words)
        case Kind.PHRASE:
            return f'"{" ".join(question.words)}"'
        case Kind.PREFIX:
            return f"{words[0]} *"
        case Kind.WITHOUT:
            return f'{words[0]} NOT "{question.excluded}"'
        case Kind.TITLE:
            return f"title : ({' '.join(words)})"
    return " ".join(words)
