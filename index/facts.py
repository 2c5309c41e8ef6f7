"""Facts about an article that a query can ask for, as data: the language between the query and the store.

A fact is what SQLite answers (tags, site, dates, state); words of the text are the index's. Nothing here parses what a
person types, and nothing here is SQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SAVED_NAME = r"[^\W\d_][\w-]*"
"""What can be a name of a saved search, as a regular expression: what a query can say after `@`."""


class FactField(StrEnum):
    """What can be asked. The values are the canonical names in the query language."""

    BY = "by"
    SITE = "site"
    TAG = "tag"
    LANGUAGE = "lang"
    IS = "is"
    HAS = "has"
    NOTE = "note"
    HIGHLIGHT = "highlight"
    ADDED = "added"
    PUBLISHED = "published"
    WORDS = "words"
    MINUTES = "minutes"
    ID = "id"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Matches:
    """Text facts (`by site tag lang is has note …`): equal without case and accents; `*` stands for any characters.

    `by` holds a word of the byline, `note` of a note that the reader wrote, `highlight` of a passage that they marked;
    `site` the host, any part of its domain, or the site's name; `url` a part of it.
    """

    field: FactField
    value: str


@dataclass(frozen=True, slots=True)
class Between:
    """Ordered facts (`added published words minutes id`): from `low`, included, to `high`, excluded; None is open.

    Dates are ISO 8601 days of the reader's own time zone (`2024-03-01`); the rest are whole numbers.
    """

    field: FactField
    low: str | int | None
    high: str | int | None


Fact = Matches | Between

STATES = ("unread", "reading", "read", "starred", "archived", "broken")
"""What `is:` takes."""

POSSESSIONS = ("highlight", "note", "image", "code", "tag")
"""What `has:` takes."""
