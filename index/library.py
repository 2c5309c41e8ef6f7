"""The library: the one door that the screen, the command line and Python callers use.

It joins the store (SQLite, the truth) with the search index (derived) and knows no terminal. Every method may be called
from any thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from index.article import Article, Extraction, Kept, Page, Progress, Row, Sort
from index.search.results import Range, SearchResults

__all__ = ["Kept", "Library", "Sort"]


class Library:
    """An open library. Use it as a context manager, or call `close`."""

    @classmethod
    def open(cls, path: Path | str | None = None, *, read_only: bool = False) -> Self:
        """Open the library in a folder, made where it is missing; the default one where none is named.

        Raises NoInputError (not a folder, or missing and read-only), BadDataError (not a library, or of a newer
        Carrel), DiskError (cannot be written).
        """
        raise NotImplementedError

    @property
    def path(self) -> Path:
        """The library's folder."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the files. Closing twice is harmless."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Questions

    def search(
        self,
        query: str = "",
        *,
        limit: int | None = 20,
        sort: Sort = Sort.RELEVANCE,
        as_typed: bool = False,
        relax: bool = True,
    ) -> SearchResults:
        """The articles that answer a query; an empty one is answered by all, newest first.

        `as_typed`: the last word may be unfinished. `relax`: where nothing is found, ask again in visible steps. Raises
        QueryError where the query cannot be read.
        """
        raise NotImplementedError

    def rows(self, ids: Iterable[int]) -> tuple[Row, ...]:
        """The facts of articles, in the order asked for; unknown ids are left out."""
        raise NotImplementedError

    def continue_reading(self, limit: int = 5) -> tuple[Row, ...]:
        """What was begun and not finished, last opened first."""
        raise NotImplementedError

    def read(self, article_id: int) -> Article:
        """An article, whole. Raises NoInputError where there is none."""
        raise NotImplementedError

    def raw(self, article_id: int) -> Page:
        """The page as it came in. Raises NoInputError where there is none."""
        raise NotImplementedError

    def matches(self, article_id: int, query: str) -> tuple[Range, ...]:
        """Where the words of a query stand in an article's text, in order."""
        raise NotImplementedError

    def id_of(self, url: str) -> int | None:
        """The article that an address leads to, or None: for following links within the library."""
        raise NotImplementedError

    def tags(self) -> tuple[tuple[str, int], ...]:
        """(tag, number of articles), by name."""
        raise NotImplementedError

    def has_changed(self) -> bool:
        """Whether another process or thread changed the library since this was last asked."""
        raise NotImplementedError

    # Changes

    def add(self, page: Page, extraction: Extraction, *, tags: Sequence[str] = (), added: float | None = None) -> Kept:
        """Keep a page and what was made of it; an article of the same address or text is recognised."""
        raise NotImplementedError

    def tag(self, ids: Iterable[int], *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> int:
        """Give and take tags; the number of articles that changed."""
        raise NotImplementedError

    def mark(
        self,
        ids: Iterable[int],
        *,
        progress: Progress | None = None,
        starred: bool | None = None,
        archived: bool | None = None,
    ) -> int:
        """Set what a reader did with articles; the number that changed."""
        raise NotImplementedError

    def save_position(self, article_id: int, position: int, fraction: float) -> None:
        """Remember where the reader stands: an offset in the text, and how far that is (0 to 1)."""
        raise NotImplementedError

    def remove(self, ids: Iterable[int]) -> int:
        """Put articles away where `restore` finds them; the number that were there."""
        raise NotImplementedError

    def restore(self, ids: Iterable[int]) -> int:
        """Bring back what was removed; the number that came back."""
        raise NotImplementedError
