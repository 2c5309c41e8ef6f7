"""What a search answers: frozen nouns, shared by the command line, the screen and Python callers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.article import Sort

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
    """An article that was found: its facts, why, and where.

    `same` are the found articles that tell the same story and stand under this row, where the answer was folded.
    """

    row: Row
    score: float
    passage: Snippet
    title_marks: tuple[Range, ...] = ()
    same: tuple[int, ...] = ()

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

    `folded` of the `total` stand under the row of another article that tells the same story: there are `total - folded`
    rows.

    `query` is what was answered: the words as typed, unless `relaxed` says what was changed to find anything.
    `milliseconds` is the time from question to answer; `sort` is the order of the hits, which a query may name itself.
    """

    query: str
    hits: tuple[Hit, ...]
    total: int
    relaxed: tuple[Relaxation, ...] = ()
    suggestion: str = ""
    milliseconds: float = 0.0
    warnings: tuple[str, ...] = field(default=())
    folded: int = 0
    sort: Sort = Sort.RELEVANCE


@dataclass(frozen=True, slots=True)
class WordPart:
    """What a word of the query adds to an article's score.

    `in_title` and `in_body` count where it stands, in any form; `forms` are these forms as written (in lower case),
    with how often each stands there. `look_alikes` are words of the article that look like it and count for less.
    `frequency` is what counts in the end: the title's words several times, look-alikes by their likeness. `idf` is the
    word's rarity, times its weight in the query.
    """

    word: str
    in_title: int
    in_body: int
    forms: tuple[tuple[str, int], ...]
    look_alikes: tuple[str, ...]
    frequency: float
    idf: float
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """The parts of an article's score: those of the words and the others add up to `score`.

    `coverage` is what is taken off because some words are missing; `whole_title` is given to a title that is the query,
    `neighbours` for words that stand near each other as in the query, `feedback` for speaking of what the best answers
    to a question speak of.
    """

    id: int
    score: float
    words: tuple[WordPart, ...]
    coverage: float = 0.0
    whole_title: float = 0.0
    neighbours: float = 0.0
    feedback: float = 0.0
