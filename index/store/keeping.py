"""Keeping a page: is it known, by its address or by its text, and what becomes of the article that it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.article import Extraction, Kept, Outcome, Page, Verdict
from index.errors import NoInputError
from index.store.anchoring import reanchor
from index.store.assets import forget_assets, write_assets
from index.store.content import Content, StoredPage, compressed, content_of, insert_content, update_content, write_page
from index.store.folding import well_formed
from index.store.identity import address_key, is_file, is_web, resemble
from index.store.stories import place
from index.store.tagging import add_tags

MUCH_SHORTER = 0.5
"""A new text of fewer of the words that are kept already is taken for a failure of the site, not for an edit."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A page that is to be kept, and what was made of it. `added` is when another program kept it, if one did."""

    page: Page
    extraction: Extraction
    tags: Sequence[str] = ()
    added: float | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """An incoming page with all that can be computed before the library is locked."""

    content: Content
    stored: StoredPage
    own: str
    """The key of the address that the page came from."""
    tags: Sequence[str]
    added: float | None


@dataclass(frozen=True, slots=True)
class _Known:
    """What keeping must know of an article that is there already."""

    id: int
    identity: str
    fingerprint: bytes
    verdict: Verdict
    words: int
    is_removed: bool = field(default=False)


def prepare(incoming: Incoming) -> Prepared:
    """Do the slow part of keeping: folding, compressing, writing the structure. Raises BadDataError."""
    page = incoming.page
    content = content_of(incoming.extraction, page.url)
    return Prepared(content, compressed(page), address_key(page.url), tuple(incoming.tags), incoming.added)


def keep(connection: sqlite3.Connection, prepared: Prepared, now: float) -> Kept:
    """Keep a page as a new article, or as what it is of a known one. Within a transaction."""
    known = _recognised(connection, prepared)
    if known is None:
        added = now if prepared.added is None else prepared.added
        article_id = insert_content(connection, prepared.content, added, now)
        place(connection, article_id, prepared.content.bands)
        write_page(connection, article_id, prepared.stored)
        outcome = Outcome.ADDED
    else:
        article_id = known.id
        outcome = _settle(connection, known, prepared, now)
    _add_addresses(connection, article_id, prepared)
    write_assets(connection, article_id, prepared.stored.page.assets)
    add_tags(connection, [article_id], prepared.tags)
    return Kept(outcome, article_id)


def update_extraction(connection: sqlite3.Connection, article_id: int, extraction: Extraction, now: float) -> None:
    """Put a new extraction of the same page in the place of the old one. Raises NoInputError where there is none."""
    row = connection.execute("SELECT url FROM articles WHERE id = ?", (article_id,)).fetchone()
    if row is None:
        raise NoInputError(f"no article {article_id} in the library")
    content = content_of(extraction, row[0])
    _replace_text(connection, article_id, content, now)
    _lead(connection, content.identity, content.facts["url"], article_id)


def _recognised(connection: sqlite3.Connection, prepared: Prepared) -> _Known | None:
    """The article that a page is, by its own address, by the one it claims, or by its text.

    Its own address is certain, but for a file, which may hold another page by now. The one it claims is a claim: whole
    sites call every page by the address of their front page, so the text must bear it out.
    """
    content = prepared.content
    at_own = _at(connection, prepared.own)
    if at_own and (not is_file(prepared.own) or at_own.identity == content.identity):
        return at_own
    claimed = _at(connection, content.identity)
    if claimed and _bears_out(connection, claimed, content):
        return claimed
    same_text = "fingerprint = ? ORDER BY removed IS NOT NULL, id LIMIT 1"
    return _known(connection, f"FROM articles WHERE {same_text}", content.fingerprint)


def _bears_out(connection: sqlite3.Connection, known: _Known, content: Content) -> bool:
    if known.fingerprint == content.fingerprint:
        return True
    if known.verdict.is_broken and not content.extraction.verdict.is_broken:
        return True
    return resemble(_text(connection, known.id), content.text)


def _settle(connection: sqlite3.Connection, known: _Known, prepared: Prepared, now: float) -> Outcome:
    """Give a known article the new text where that is an improvement, and take it out of the trash."""
    changed = known.fingerprint != prepared.content.fingerprint and not _is_worse(prepared.content, known)
    if changed:
        _replace_text(connection, known.id, prepared.content, now)
        write_page(connection, known.id, prepared.stored)
        forget_assets(connection, known.id, prepared.content.sources)
    if known.is_removed:
        added = now if prepared.added is None else prepared.added
        connection.execute("UPDATE articles SET removed = NULL, added = ? WHERE id = ?", (added, known.id))
        return Outcome.ADDED
    return Outcome.UPDATED if changed else Outcome.DUPLICATE


def _is_worse(content: Content, known: _Known) -> bool:
    if known.verdict.is_broken:
        return False
    if content.extraction.verdict.is_broken:
        return True
    # Whoever shortens a file on their own disk means it.
    return not is_file(content.identity) and content.facts["words"] < MUCH_SHORTER * known.words


def _replace_text(connection: sqlite3.Connection, article_id: int, content: Content, now: float) -> None:
    before = _text(connection, article_id)
    update_content(connection, article_id, content, now)
    place(connection, article_id, content.bands)
    if before != content.text:
        reanchor(connection, article_id, before, content.text)


def _add_addresses(connection: sqlite3.Connection, article_id: int, prepared: Prepared) -> None:
    content, page = prepared.content, prepared.stored.page
    for key, url in _addresses(content, page, prepared.own):
        _lead(connection, key, well_formed(url), article_id)


def _addresses(content: Content, page: Page, own: str) -> Iterator[tuple[str, str]]:
    yield content.identity, content.facts["url"]
    yield own, page.url
    if is_web(page.source):
        yield address_key(page.source), page.source


def _lead(connection: sqlite3.Connection, key: str, url: str, article_id: int) -> None:
    """Let an address lead to an article. What leads elsewhere stays, but a file leads to what it holds now."""
    if key:
        conflict = "UPDATE SET article_id = excluded.article_id, url = excluded.url" if is_file(key) else "NOTHING"
        connection.execute(
            f"INSERT INTO addresses (key, url, article_id) VALUES (?, ?, ?) ON CONFLICT (key) DO {conflict}",  # noqa: S608 (constants)
            (key, url, article_id),
        )


def _at(connection: sqlite3.Connection, key: str) -> _Known | None:
    source = "FROM addresses JOIN articles ON articles.id = addresses.article_id WHERE addresses.key = ?"
    return _known(connection, source, key) if key else None


def _known(connection: sqlite3.Connection, source: str, value: str | bytes) -> _Known | None:
    columns = "articles.id, identity, fingerprint, verdict, words, removed IS NOT NULL"
    row = connection.execute(f"SELECT {columns} {source}", (value,)).fetchone()
    if row is None:
        return None
    article_id, identity, mark, verdict, words, is_removed = row
    return _Known(article_id, identity, mark, Verdict(verdict), words, bool(is_removed))


def _text(connection: sqlite3.Connection, article_id: int) -> str:
    row = connection.execute("SELECT text FROM bodies WHERE article_id = ?", (article_id,)).fetchone()
    return row[0] if row else ""
