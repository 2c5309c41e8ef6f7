"""The nouns of the library: what is kept of an article, beside its text. Frozen, without behaviour, without I/O."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.document import Document


class Verdict(StrEnum):
    """What extraction makes of a page. The values are stored, and shown by `add`."""

    ARTICLE = "article"
    SHORT = "short"
    LIST = "list"
    """Mostly links to other pages."""
    PAYWALL = "paywall"
    """The beginning of a text that the page itself says is not free."""
    SHELL = "shell"
    """A page whose text would be filled in by script."""
    EMPTY = "empty"

    @property
    def is_broken(self) -> bool:
        """Whether a person who saved this should be told that the text is not there."""
        return self in (Verdict.PAYWALL, Verdict.SHELL, Verdict.EMPTY)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is said about an article; empty where unknown.

    `published` is ISO 8601, a day or a time. `language` is a BCP 47 code in lower case (`pt-br`).
    `direction` is `ltr` or `rtl`. `words` counts words, or characters where a script has no blanks; `minutes` is the
    reading time, at least 1.
    """

    title: str = ""
    url: str = ""
    byline: str = ""
    site: str = ""
    published: str = ""
    language: str = ""
    direction: str = ""
    excerpt: str = ""
    image: str = ""
    words: int = 0
    minutes: int = 0

    @property
    def name(self) -> str:
        """What to call the article where it is told: its title, else its address; empty where it has neither."""
        return self.title or self.url


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture that came with a page: where the page says that it is, what it is, and its bytes."""

    address: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came in, before anything is made of it.

    `source` is what the person named (a path, an address, `-`); `url` is where the page lives, a `file:` address where
    no other is known. `charset` is only what a server declared. `fetched` is a Unix time. `assets` are the pictures
    that came along; `archive` is the path of the archive in which others are looked up.
    """

    source: str
    url: str
    data: bytes
    media_type: str = ""
    charset: str = ""
    fetched: float = 0.0
    assets: tuple[Asset, ...] = ()
    archive: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What extraction makes of a page: the clean text, what is said about it, and how far to trust it.

    `quality` is between 0 and 1; `reasons` are short English phrases for what lowered it.
    """

    metadata: Metadata
    document: Document
    verdict: Verdict = Verdict.ARTICLE
    quality: float = 1.0
    reasons: tuple[str, ...] = ()


class Progress(StrEnum):
    """How far a reader has come."""

    UNREAD = "unread"
    READING = "reading"
    READ = "read"


@dataclass(frozen=True, slots=True)
class ReadingState:
    """What a reader did with an article. `position` is an offset in the text, `fraction` how far that is (0 to 1).

    `opened` is the Unix time of the last reading, 0 for never.
    """

    progress: Progress = Progress.UNREAD
    starred: bool = False
    archived: bool = False
    position: int = 0
    fraction: float = 0.0
    opened: float = 0.0


COLOURS = ("yellow", "green", "blue", "pink")
"""The colours of highlights that Carrel gives; another program's import may bring others."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage that a reader marked.

    `quote`, `prefix` and `suffix` find it again in a text that has changed (W3C Web Annotation, TextQuoteSelector).
    """

    id: int
    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""
    colour: str = "yellow"
    note: str = ""
    created: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """An article as a list shows it: everything but the text. `added` is a Unix time."""

    id: int
    metadata: Metadata
    state: ReadingState
    verdict: Verdict
    quality: float
    added: float
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article, whole."""

    id: int
    metadata: Metadata
    document: Document
    state: ReadingState
    verdict: Verdict
    quality: float
    added: float
    tags: tuple[str, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    reasons: tuple[str, ...] = ()


class Outcome(StrEnum):
    """What became of a source that was to be added."""

    ADDED = "added"
    DUPLICATE = "duplicate"
    UPDATED = "updated"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a page that was handed in, and the article that stands for it."""

    outcome: Outcome
    id: int


class Sort(StrEnum):
    """The order of an answer: the newest, the longest, the last read first; the other way round with a `-`.

    Ties are broken by the newest first, either way; only `-added` has the newest last.
    """

    RELEVANCE = "relevance"
    ADDED = "added"
    PUBLISHED = "published"
    TITLE = "title"
    LENGTH = "length"
    OPENED = "opened"
    ADDED_REVERSED = "-added"
    PUBLISHED_REVERSED = "-published"
    TITLE_REVERSED = "-title"
    LENGTH_REVERSED = "-length"
    OPENED_REVERSED = "-opened"

    @property
    def reversed(self) -> Sort:
        """The order the other way round; relevance has none."""
        other = self.removeprefix("-") if self.startswith("-") else f"-{self}"
        return Sort(other) if other in set(Sort) else self
