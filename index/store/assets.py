"""The pictures of articles: written with a page, read by the reader, gone with the last article that shows them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence

from index.article import Asset
from index.store.folding import well_formed

_UNSHOWN = "DELETE FROM article_assets WHERE article_id = ? AND address NOT IN (SELECT value FROM json_each(?))"


def write_assets(connection: sqlite3.Connection, article_id: int, assets: Sequence[Asset]) -> None:
    """Keep pictures with an article, beside those that it has."""
    for asset in assets:
        mark = hashlib.sha256(asset.data).digest()
        connection.execute(
            "INSERT INTO assets (hash, media_type, data) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (mark, asset.media_type, asset.data),
        )
        address = well_formed(asset.address)
        # An address that shows another picture now: its row is made anew, so that the old picture can go.
        connection.execute(
            "DELETE FROM article_assets WHERE article_id = ? AND address = ? AND hash <> ?", (article_id, address, mark)
        )
        connection.execute(
            "INSERT INTO article_assets (article_id, address, hash) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (article_id, address, mark),
        )


def forget_assets(connection: sqlite3.Connection, article_id: int, shown: Sequence[str]) -> None:
    """Let go of the pictures of an article but those of these addresses: its text shows no others any more."""
    connection.execute(_UNSHOWN, (article_id, json.dumps([well_formed(address) for address in shown])))


def asset(connection: sqlite3.Connection, article_id: int, address: str) -> Asset | None:
    """The picture that an article has under an address, or None."""
    row = connection.execute(
        "SELECT media_type, data FROM article_assets JOIN assets USING (hash) WHERE article_id = ? AND address = ?",
        (article_id, well_formed(address)),
    ).fetchone()
    return Asset(address, *row) if row else None


def addresses(connection: sqlite3.Connection, article_id: int) -> frozenset[str]:
    """The addresses under which an article has pictures."""
    rows = connection.execute("SELECT address FROM article_assets WHERE article_id = ?", (article_id,))
    return frozenset(address for (address,) in rows)


_ORPHANS = "FROM assets WHERE hash NOT IN (SELECT hash FROM article_assets)"


def orphans(connection: sqlite3.Connection) -> int:
    """How many pictures no article shows: none, as long as nobody else writes into the file."""
    return int(connection.execute(f"SELECT count(*) {_ORPHANS}").fetchone()[0])


def forget_orphans(connection: sqlite3.Connection) -> None:
    """Delete the pictures that no article shows."""
    connection.execute(f"DELETE {_ORPHANS}")


def damaged(connection: sqlite3.Connection) -> Iterator[int]:
    """The articles with a picture that is not what its hash says."""
    for mark, data in connection.execute("SELECT hash, data FROM assets"):
        if hashlib.sha256(data).digest() != mark:
            sql = "SELECT article_id FROM article_assets WHERE hash = ?"
            yield from (number for (number,) in connection.execute(sql, (mark,)))
