"""What a search answers: frozen nouns, shared by the command line, the screen and Python callers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.article import Row

Range = tuple[int, int]
"""(start, end) in the text that it speaks of, end exclusive."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """The passage of an article that answers a query.

    `text` is one line; `marks` are the matched words in it. `offset` is where the passage stands in the article's text,
    so that the reader can open there; it points at the first matched word.
    """

    text: str
    marks: tuple[Range, ...] = ()
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found: its facts, why, and where."""

    row: Row
    score: float
    passage: Snippet
    title_marks: tuple[Range, ...] = ()

    @property
    def id(self) -> int:
        """The article's number."""
        return self.row.id

    @property
    def url(self) -> str:
        """Where the article came from."""
        return self.row.metadata.url

    @property
    def title(self) -> str:
        """The article's title."""
        return self.row.metadata.title

    @property
    def snippet(self) -> str:
        """The passage as plain text."""
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One visible step from a query that found nothing to one that did.

    `what` says it in a short sentence ("spelling: «tyop» → «typo»"); `query` is what was asked instead.
    """

    what: str
    query: str


@dataclass(frozen=True, slots=True)
class SearchResults:
    """An answer: the best hits in order, and how many there are in all.

    `query` is what was answered: the words as typed, unless `relaxed` says what was changed to find anything.
    `milliseconds` is the time from question to answer.
    """

    query: str
    hits: tuple[Hit, ...]
    total: int
    relaxed: tuple[Relaxation, ...] = ()
    suggestion: str = ""
    milliseconds: float = 0.0
    warnings: tuple[str, ...] = field(default=())
