"""What is written of a page and its extraction: every stored column of content, computed before any lock is taken."""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from index.article import Extraction, Metadata, Page
from index.document import BlockKind
from index.document.serialise import write_structure
from index.errors import BadDataError
from index.store.folding import as_words, sort_key, well_formed
from index.store.identity import address_key, fingerprint, host_of
from index.store.stories import bands_of

PAGE_COMPRESSION = 6
"""zlib's level for raw pages: a fifth of their size remains in 3 ms; 9 takes 60 % longer and saves 0.5 % of that."""

_FACTS = (
    *("title", "url", "byline", "site", "published", "language", "direction", "excerpt", "image", "words", "minutes"),
    *("verdict", "quality", "reasons", "has_image", "has_code", "identity", "fingerprint"),
    *("host_key", "site_key", "byline_key", "title_key", "published_day"),
)
"""The columns of `articles` that extraction decides."""

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")

_INSERT_ARTICLE = (
    f"INSERT INTO articles ({', '.join(_FACTS)}, added, updated) "  # noqa: S608 (constant names only)
    f"VALUES ({', '.join(f':{name}' for name in _FACTS)}, :added, :updated)"
)
_UPDATE_ARTICLE = (
    f"UPDATE articles SET {', '.join(f'{name} = :{name}' for name in _FACTS)}, updated = :updated "  # noqa: S608 (same)
    "WHERE id = :id"
)
_WRITE_BODY = (
    "INSERT INTO bodies (article_id, text, structure) VALUES (?, ?, ?) "
    "ON CONFLICT (article_id) DO UPDATE SET text = excluded.text, structure = excluded.structure"
)
_WRITE_PAGE = (
    "INSERT OR REPLACE INTO pages (article_id, source, url, media_type, charset, fetched, size, data) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Content:
    """An extraction as the store keeps it. `facts` are the columns of `articles`, by name; `bands` its sketch."""

    facts: Mapping[str, Any]
    text: str
    structure: bytes
    extraction: Extraction
    bands: tuple[int, ...]

    @property
    def identity(self) -> str:
        """The key of the address that the article calls its own."""
        identity: str = self.facts["identity"]
        return identity

    @property
    def sources(self) -> list[str]:
        """The addresses of what it shows."""
        return [block.source for block in self.extraction.document.blocks if block.source]

    @property
    def fingerprint(self) -> bytes:
        """What its text is recognised by."""
        mark: bytes = self.facts["fingerprint"]
        return mark


def content_of(extraction: Extraction, url: str) -> Content:
    """What is to be stored of an extraction; `url` is where the page lives where the page does not say.

    Raises BadDataError where the text holds what no text can.
    """
    metadata = extraction.metadata
    own_url = metadata.url or url
    identity = address_key(own_url)
    kinds = {block.kind for block in extraction.document.blocks}
    try:
        structure = write_structure(extraction.document)
    except UnicodeEncodeError as error:
        raise BadDataError(f"{own_url}: the text holds characters that are none") from error
    facts = {
        **_stated(metadata),
        "url": well_formed(own_url),
        "verdict": extraction.verdict.value,
        "quality": extraction.quality,
        "reasons": json.dumps(extraction.reasons),
        "has_image": int(BlockKind.IMAGE in kinds),
        "has_code": int(BlockKind.CODE in kinds),
        "identity": identity,
        "fingerprint": fingerprint(extraction, identity),
        "host_key": f".{host_of(own_url)}." if host_of(own_url) else "",
        "site_key": as_words(metadata.site),
        "byline_key": as_words(metadata.byline),
        "title_key": well_formed(sort_key(metadata.title)),
        "published_day": _day(metadata.published),
    }
    text = well_formed(extraction.document.text)
    return Content(facts, text, structure, extraction, bands_of(text, extraction.verdict))


def _stated(metadata: Metadata) -> dict[str, Any]:
    names = ("title", "byline", "site", "published", "language", "direction", "excerpt", "image")
    return {
        **{name: well_formed(getattr(metadata, name)) for name in names},
        "words": metadata.words,
        "minutes": metadata.minutes,
    }


def _day(published: str) -> str:
    date = _DATE.match(published)
    return f"{date[1]}-{date[2] or '01'}-{date[3] or '01'}" if date else ""


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A raw page, compressed."""

    page: Page
    data: bytes


def compressed(page: Page) -> StoredPage:
    """The page as the store keeps it."""
    return StoredPage(page, zlib.compress(page.data, PAGE_COMPRESSION))


def decompressed(data: bytes) -> bytes:
    """The bytes of a raw page again. Raises BadDataError where they are damaged."""
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise BadDataError("the raw page of an article is damaged; adding its address again replaces it") from error


def insert_content(connection: sqlite3.Connection, content: Content, added: float, now: float) -> int:
    """Write a new article; its number."""
    row = connection.execute(_INSERT_ARTICLE, {**content.facts, "added": added, "updated": now})
    article_id = row.lastrowid
    assert article_id is not None
    connection.execute(_WRITE_BODY, (article_id, content.text, content.structure))
    return article_id


def update_content(connection: sqlite3.Connection, article_id: int, content: Content, now: float) -> None:
    """Write a new text over the one of an article."""
    connection.execute(_UPDATE_ARTICLE, {**content.facts, "id": article_id, "updated": now})
    connection.execute(_WRITE_BODY, (article_id, content.text, content.structure))


def write_page(connection: sqlite3.Connection, article_id: int, stored: StoredPage) -> None:
    """Write the raw page of an article, over the one that was there."""
    page = stored.page
    named = tuple(map(well_formed, (page.source, page.url, page.media_type, page.charset)))
    connection.execute(_WRITE_PAGE, (article_id, *named, page.fetched, len(page.data), stored.data))
