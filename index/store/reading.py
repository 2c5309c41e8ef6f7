"""Questions: articles, rows of lists, raw pages, orders, counts. Nothing here changes anything."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from index.article import Article, Metadata, Page, Progress, ReadingState, Row, Sort, Verdict
from index.deferred import Deferred
from index.errors import NoInputError
from index.store.folding import fold

if TYPE_CHECKING:
    from index.document import serialise
    from index.store import content, highlights, identity
else:
    serialise = Deferred("index.document.serialise")
    content = Deferred("index.store.content")
    highlights = Deferred("index.store.highlights")
    identity = Deferred("index.store.identity")

_TAG_BREAK = "\x1f"

_ROW = """
    SELECT a.id,
        title, url, byline, site, published, language, direction, excerpt, image, words, minutes,
        progress, starred, archived, position, fraction, opened,
        verdict, quality, added,
        (SELECT group_concat(name, char(31)) FROM article_tags JOIN tags ON tags.id = tag_id WHERE article_id = a.id)
"""
_ROWS = _ROW + "FROM json_each(?) AS wanted JOIN live AS a ON a.id = wanted.value ORDER BY wanted.key"
_TRASH = _ROW + "FROM articles AS a WHERE removed IS NOT NULL ORDER BY removed DESC, id DESC"
_CONTINUE = _ROW + "FROM live AS a WHERE progress = 'reading' AND NOT archived ORDER BY opened DESC, id DESC LIMIT ?"
_STARRED = _ROW + "FROM live AS a WHERE starred AND NOT archived ORDER BY added DESC, id DESC LIMIT ?"
_ARTICLE = _ROW + ", reasons, text, structure FROM live AS a JOIN bodies ON bodies.article_id = a.id WHERE a.id = ?"

_NEWEST = "added DESC, id DESC"
_ORDERS = {
    Sort.RELEVANCE: _NEWEST,
    Sort.ADDED: _NEWEST,
    Sort.PUBLISHED: f"published DESC, {_NEWEST}",
    Sort.TITLE: f"title_key = '', title_key, {_NEWEST}",
    Sort.LENGTH: f"words DESC, {_NEWEST}",
    Sort.OPENED: f"opened DESC, {_NEWEST}",
    Sort.ADDED_REVERSED: "added, id",
    Sort.PUBLISHED_REVERSED: f"published = '', published, {_NEWEST}",
    Sort.TITLE_REVERSED: f"title_key DESC, {_NEWEST}",
    Sort.LENGTH_REVERSED: f"words, {_NEWEST}",
    Sort.OPENED_REVERSED: f"opened = 0, opened, {_NEWEST}",
}
"""What is unknown (no day, no title, never read) comes last, either way."""


class Text(NamedTuple):
    """What snippets are cut from."""

    title: str
    text: str
    language: str


def rows(connection: sqlite3.Connection, ids: Iterable[int]) -> tuple[Row, ...]:
    """The facts of articles, in the order asked for; what is unknown or in the trash is left out."""
    return tuple(map(_row, connection.execute(_ROWS, (_json(ids),)).fetchall()))


def trash(connection: sqlite3.Connection) -> tuple[Row, ...]:
    """What was removed and not purged, the last removed first."""
    return tuple(map(_row, connection.execute(_TRASH).fetchall()))


def continue_reading(connection: sqlite3.Connection, limit: int) -> tuple[Row, ...]:
    """What was begun and neither finished nor archived, last opened first."""
    return tuple(map(_row, connection.execute(_CONTINUE, (limit,)).fetchall()))


def starred(connection: sqlite3.Connection, limit: int) -> tuple[Row, ...]:
    """What has a star and is not archived, the newest first."""
    return tuple(map(_row, connection.execute(_STARRED, (limit,)).fetchall()))


def article(connection: sqlite3.Connection, article_id: int) -> Article:
    """An article, whole. Raises NoInputError where there is none, BadDataError where its structure is damaged."""
    record = connection.execute(_ARTICLE, (article_id,)).fetchone()
    if record is None:
        raise missing(article_id)
    row = _row(record[:-3])
    reasons, text, structure = record[-3:]
    return Article(
        row.id,
        row.metadata,
        serialise.read_structure(text, structure),
        row.state,
        row.verdict,
        row.quality,
        row.added,
        row.tags,
        highlights.highlights_of(connection, article_id),
        tuple(json.loads(reasons)),
    )


def missing(article_id: int) -> NoInputError:
    """The error that says that there is no such article."""
    return NoInputError(f"no article {article_id} in the library")


def _row(record: Sequence[Any]) -> Row:
    progress, starred, archived, position, fraction, opened = record[12:18]
    tags = tuple(sorted(record[21].split(_TAG_BREAK), key=fold)) if record[21] else ()
    return Row(
        record[0],
        Metadata(*record[1:12]),
        ReadingState(Progress(progress), bool(starred), bool(archived), position, fraction, opened),
        Verdict(record[18]),
        record[19],
        record[20],
        tags,
    )


def raw(connection: sqlite3.Connection, article_id: int) -> Page:
    """The page as it came in, of articles in the trash, too. Raises NoInputError where there is none."""
    columns = "source, url, data, media_type, charset, fetched"
    record = connection.execute(f"SELECT {columns} FROM pages WHERE article_id = ?", (article_id,)).fetchone()  # noqa: S608 (constant)
    if record is None:
        raise missing(article_id)
    source, url, data, media_type, charset, fetched = record
    return Page(source, url, content.decompressed(data), media_type, charset, fetched)


def texts(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Text]:
    """Title, text and language of articles, by number; what is unknown or in the trash is left out."""
    sql = (
        "SELECT live.id, title, text, language FROM json_each(?) AS wanted "
        "JOIN live ON live.id = wanted.value JOIN bodies ON bodies.article_id = live.id"
    )
    return {record[0]: Text(*record[1:]) for record in connection.execute(sql, (_json(ids),)).fetchall()}


def id_of(connection: sqlite3.Connection, url: str) -> int | None:
    """The article that an address leads to, in whatever form it is written."""
    key = identity.address_key(url)
    sql = "SELECT live.id FROM addresses JOIN live ON live.id = article_id WHERE key = ?"
    record = connection.execute(sql, (key,)).fetchone() if key else None
    return record[0] if record else None


def addresses(connection: sqlite3.Connection, article_id: int) -> tuple[str, ...]:
    """Every address that leads to an article."""
    found = connection.execute("SELECT url FROM addresses WHERE article_id = ? ORDER BY url", (article_id,))
    return tuple(record[0] for record in found.fetchall())


def languages(connection: sqlite3.Connection) -> tuple[tuple[str, int], ...]:
    """(language, number of articles), the most frequent first."""
    sql = "SELECT language, count(*) FROM live GROUP BY language ORDER BY count(*) DESC, language"
    return tuple(connection.execute(sql).fetchall())


def count(connection: sqlite3.Connection) -> int:
    """The number of articles outside of the trash."""
    number: int = connection.execute("SELECT count(*) FROM live").fetchone()[0]
    return number


def all_ids(connection: sqlite3.Connection) -> array[int]:
    """The numbers of all articles outside of the trash, ascending."""
    return numbers(connection, "SELECT id FROM live")


def sorted_ids(
    connection: sqlite3.Connection, ids: Iterable[int] | None, sort: Sort, limit: int | None, offset: int
) -> list[int]:
    """The numbers of articles (of all, where `ids` is None) in an order; relevance is unknown here: newest first."""
    order = _ORDERS[sort]
    window = (-1 if limit is None else limit, offset)
    if ids is None:
        found = connection.execute(f"SELECT id FROM live ORDER BY {order} LIMIT ? OFFSET ?", window)  # noqa: S608 (constant)
    else:
        wanted = "id IN (SELECT value FROM json_each(?))"
        sql = f"SELECT id FROM live WHERE {wanted} ORDER BY {order} LIMIT ? OFFSET ?"  # noqa: S608 (constant)
        found = connection.execute(sql, (_json(ids), *window))
    return [record[0] for record in found.fetchall()]


def ids_containing(connection: sqlite3.Connection, words: Sequence[str]) -> list[int]:
    """The articles whose title or text holds all words as parts, newest first.

    For when the index cannot be used: it folds every text anew, one to two seconds for ten thousand articles.
    """
    wanted = [fold(word) for word in words]
    sql = f"SELECT id, title, text FROM live JOIN bodies ON bodies.article_id = live.id ORDER BY {_NEWEST}"  # noqa: S608 (constant)
    return [number for number, title, text in connection.execute(sql) if _holds(f"{title}\n{text}", wanted)]


def _holds(text: str, folded_words: list[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in folded_words)


def numbers(connection: sqlite3.Connection, question: str, values: Sequence[str | int | float] = ()) -> array[int]:
    """The `id`s that answer a question, ascending, as 64-bit numbers that numpy reads without a copy.

    They come as one JSON text: that takes half the time of as many rows.
    """
    sql = f"SELECT json_group_array(id) FROM ({question})"  # noqa: S608 (questions of this room, built of constants)
    return array("q", sorted(json.loads(connection.execute(sql, values).fetchone()[0])))


def _json(ids: Iterable[int]) -> str:
    return json.dumps([int(number) for number in ids])
