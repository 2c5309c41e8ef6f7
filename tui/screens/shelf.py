"""What the list shows, asked of the library: the first screen, or the answer to a query. No screen, no threads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from index import Library
from index.article import Row, Sort
from index.search.results import Hit, SearchResults, Snippet
from tui.widgets.results import PAGE, Part

MOST_CONTINUED = 3
MOST_OPENED = 12
"""Articles that are looked through for those of which something was read, not just seen."""
MOST_RECENT = 8
MOST_STARRED = 5


@dataclass(slots=True)
class Answer:
    """What was asked, and the parts of the list that answer it."""

    query: str
    sort: Sort
    parts: list[Part]
    results: SearchResults
    fetched: list[int] = field(default_factory=list)
    """How many articles each part skips in what was asked for: where its rows begin."""

    @property
    def is_home(self) -> bool:
        """Whether nothing was asked."""
        return not self.query.strip()

    @property
    def found(self) -> int:
        """How many rows the list has, those of the first screen counted once."""
        return self.results.total - self.results.folded


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the library."""

    query: str = ""
    sort: Sort | None = None
    as_typed: bool = False
    relax: bool = True

    @property
    def order(self) -> Sort:
        """The order: the chosen one, or the best match, or without words the newest."""
        return self.sort or (Sort.RELEVANCE if self.query.strip() else Sort.ADDED)


def ask(library: Library, question: Question, limit: int = PAGE) -> Answer:
    """Answer a question with the first rows of each part. Raises QueryError."""
    is_asked = bool(question.query.strip())
    results = library.search(
        question.query,
        limit=limit,
        sort=question.order,
        as_typed=question.as_typed,
        relax=question.relax,
        fold=is_asked,
    )
    if is_asked or question.sort:
        rows = results.total - results.folded
        return Answer(question.query, results.sort, [Part("", rows, dict(enumerate(results.hits)))], results, [0])
    return _home(library, results)


def _home(library: Library, results: SearchResults) -> Answer:
    opened = library.continue_reading(MOST_OPENED)
    begun = [row for row in opened if row.state.position > 0][:MOST_CONTINUED]
    recent = results.hits[:MOST_RECENT]
    above = {row.id for row in begun} | {hit.id for hit in recent}
    starred = [row for row in library.starred(MOST_STARRED + len(above)) if row.id not in above][:MOST_STARRED]
    earlier = dict(enumerate(results.hits[MOST_RECENT:]))
    parts = [
        _part("Continue reading", map(as_hit, begun)),
        _part("Recently added", recent),
        _part("Starred", map(as_hit, starred)),
        Part("Earlier" if starred else "", max(0, results.total - MOST_RECENT), earlier),
    ]
    return Answer("", Sort.ADDED, parts, results, [0, 0, 0, MOST_RECENT])


def _part(title: str, hits: Iterable[Hit]) -> Part:
    rows = dict(enumerate(hits))
    return Part(title, len(rows), rows)


def as_hit(row: Row) -> Hit:
    """An article that is shown without having been searched."""
    return Hit(row, 0.0, Snippet(""))


def more(library: Library, answer: Answer, relax: bool, part: int, stop: int) -> list[Hit]:
    """The rows of a part from its first to `stop`: an answer is fetched from its beginning."""
    begin = answer.fetched[part]
    results = library.search(answer.query, limit=begin + stop, sort=answer.sort, relax=relax, fold=not answer.is_home)
    return list(results.hits[begin:])
