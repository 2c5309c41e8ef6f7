"""The library: the one door that the screen, the command line and Python callers use.

It joins the store (SQLite, the truth) with the search index (derived) and knows no terminal. Every method may be called
from any thread. The work is done by `answering`, `feeding` and the store; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from index import browsing
from index.article import Kept, Sort
from index.browsing import Wish
from index.deferred import exports
from index.feeding import Feeder
from index.settings import default_library
from index.store.store import Store

if TYPE_CHECKING:
    from index.answering import Answerer
    from index.article import Article, Asset, Extraction, Highlight, Page, Progress, Row
    from index.extract.recipe import Recipe
    from index.search.results import Explanation, Range, SearchResults
    from index.store import (
        Facets,
        Finding,
        Job,
        JobCounts,
        JobState,
        Link,
        Marked,
        Placemark,
        Severity,
        Statistics,
    )
    from index.store.queue import Queue

__all__ = [
    "Facets",
    "Finding",
    "Job",
    "JobCounts",
    "JobState",
    "Kept",
    "Library",
    "Link",
    "Marked",
    "Placemark",
    "Severity",
    "Sort",
    "Statistics",
]

__getattr__ = exports(__name__, dict.fromkeys(__all__, "index.store"))


class Library:
    """An open library. Use it as a context manager, or call `close`."""

    def __init__(self, store: Store, *, patient: bool = True) -> None:
        self._store = store
        self._feeder = Feeder(store, patient=patient)
        self._seen = store.data_version()

    @classmethod
    def open(cls, path: Path | str | None = None, *, read_only: bool = False, patient: bool = True) -> Self:
        """Open the library in a folder, made where it is missing; the default one where none is named.

        A `patient` library lets a search wait while the index is built anew; otherwise that is done beside it, and
        answers are plainer until then. Raises NoInputError (not a folder, or missing and read-only), BadDataError (not
        a library, or of a newer Carrel), DiskError (cannot be written).
        """
        folder = default_library() if path is None else Path(path).expanduser()
        return cls(Store.open(folder, read_only=read_only), patient=patient)

    @cached_property
    def _answerer(self) -> Answerer:
        """What knows the query language: loaded with the first query."""
        from index.answering import Answerer

        return Answerer(self._store, self._feeder)

    @property
    def path(self) -> Path:
        """The library's folder."""
        return self._store.folder

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should know of the place where the library lies."""
        return self._store.warnings

    def close(self) -> None:
        """Let go of the files. Closing twice is harmless."""
        self._feeder.close()
        self._store.close()

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
        fold: bool = False,
        passages: range | None = None,
    ) -> SearchResults:
        """The articles that answer a query; an empty one is answered by all, newest first.

        `as_typed`: the last word may be unfinished. `relax`: where nothing is found, ask again in visible steps.
        `fold`: articles that tell the same story are one hit, which names the others. `passages`: the places of the
        hits that will be seen; the others come with the beginning of their article. Raises QueryError where the query
        cannot be read.
        """
        wish = Wish(limit, sort, as_typed, relax, fold, passages)
        if not query and not fold:
            return browsing.everything(self._store, wish)
        return self._answerer.answer(query, wish)

    def facets(self, query: str = "", *, as_typed: bool = False) -> Facets:
        """How many of the articles that answer a query there are of each site, tag, language, year and state.

        Nothing is relaxed. Raises QueryError where the query cannot be read.
        """
        return self._answerer.facets(query, as_typed=as_typed)

    def explain(self, query: str, article_id: int) -> Explanation | None:
        """Why an article has its score in the answer to a query; None where that does not find it, or has no words.

        Nothing is relaxed. Raises QueryError where the query cannot be read.
        """
        return self._answerer.explain(query, article_id)

    def count(self) -> int:
        """The number of articles."""
        return self._store.count()

    def rows(self, ids: Iterable[int]) -> tuple[Row, ...]:
        """The facts of articles, in the order asked for; unknown ids are left out."""
        return self._store.rows(ids)

    def continue_reading(self, limit: int = 5) -> tuple[Row, ...]:
        """What was begun and not finished, last opened first."""
        return self._store.continue_reading(limit)

    def starred(self, limit: int = 5) -> tuple[Row, ...]:
        """What has a star and is not archived, the newest first."""
        return self._store.starred(limit)

    def read(self, article_id: int) -> Article:
        """An article, whole. Raises NoInputError where there is none."""
        return self._store.article(article_id)

    def raw(self, article_id: int) -> Page:
        """The page as it came in. Raises NoInputError where there is none."""
        return self._store.raw(article_id)

    def picture(self, article_id: int, address: str) -> Asset | None:
        """The picture that is kept of an article under an address of its text, or None."""
        return self._store.picture(article_id, address)

    def pictures(self, article_id: int) -> frozenset[str]:
        """The addresses of the pictures that are kept of an article."""
        return self._store.pictures(article_id)

    def recipe(self) -> Recipe:
        """The rules of sites that this library keeps. Raises UsageError where they cannot be understood."""
        from index.extract.recipe import Recipe
        from index.sites import read_rules

        return Recipe(read_rules(self.path))

    def matches(self, article_id: int, query: str) -> tuple[Range, ...]:
        """Where the words of a query stand in an article's text, in order."""
        found = self._store.texts([article_id]).get(article_id)
        return self._answerer.matches(found.text, query, found.language) if found is not None and query else ()

    def id_of(self, url: str) -> int | None:
        """The article that an address leads to, or None: for following links within the library."""
        return self._store.id_of(url)

    def tags(self) -> tuple[tuple[str, int], ...]:
        """(tag, number of articles), by name."""
        return self._store.tags()

    def highlights(self, article_id: int) -> tuple[Highlight, ...]:
        """The highlights of an article, in reading order; an empty range where the passage is no longer in the text."""
        return self._store.highlights(article_id)

    def all_highlights(self, since: float = 0.0) -> tuple[Marked, ...]:
        """The highlights of the whole library made at or after a Unix time, the newest first."""
        return self._store.all_highlights(since)

    def placemarks(self) -> tuple[Placemark, ...]:
        """The places that have a letter, by letter."""
        return self._store.placemarks()

    def saved_searches(self) -> dict[str, str]:
        """The saved queries by name, the oldest first."""
        return self._store.saved_searches()

    def trash(self) -> tuple[Row, ...]:
        """What was removed and can be brought back, last removed first."""
        return self._store.trash()

    def has_changed(self) -> bool:
        """Whether another process or thread changed the library since this was last asked."""
        version = self._store.data_version()
        changed, self._seen = version != self._seen, version
        return changed

    def statistics(self) -> Statistics:
        """The library in numbers."""
        return self._store.statistics()

    # Changes

    def add(self, page: Page, extraction: Extraction, *, tags: Sequence[str] = (), added: float | None = None) -> Kept:
        """Keep a page and what was made of it; an article of the same address or text is recognised."""
        return self._store.keep(page, extraction, tags=tags, added=added)

    def add_many(self, found: Iterable[tuple[Page, Extraction]], *, tags: Sequence[str] = ()) -> tuple[Kept, ...]:
        """Keep several pages in one transaction, all or none."""
        from index.store.keeping import Incoming

        return self._store.keep_many([Incoming(page, extraction, tags) for page, extraction in found])

    def put_extraction(self, article_id: int, extraction: Extraction) -> None:
        """Put a new extraction of its page in the place of an article's text; states, tags and highlights stay.

        Raises NoInputError where there is no such article.
        """
        self._store.update_extraction(article_id, extraction)

    def tag(self, ids: Iterable[int], *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> int:
        """Give and take tags; the number of articles that changed."""
        return self._store.tag(ids, add, remove)

    def mark(
        self,
        ids: Iterable[int],
        *,
        progress: Progress | None = None,
        starred: bool | None = None,
        archived: bool | None = None,
    ) -> int:
        """Set what a reader did with articles; the number that changed."""
        return self._store.mark(ids, progress=progress, starred=starred, archived=archived)

    def save_position(self, article_id: int, position: int, fraction: float) -> None:
        """Remember where the reader stands: an offset in the text, and how far that is (0 to 1)."""
        self._store.save_position(article_id, position, fraction)

    def remove(self, ids: Iterable[int]) -> int:
        """Put articles away where `restore` finds them; the number that were there."""
        return self._store.remove(ids)

    def restore(self, ids: Iterable[int]) -> int:
        """Bring back what was removed; the number that came back."""
        return self._store.restore(ids)

    def purge(self, ids: Iterable[int]) -> int:
        """Delete articles for good that were removed, with all that belongs to them; the number that were there."""
        wanted = set(ids)
        return self._store.purge(row.id for row in self.trash() if row.id in wanted)

    def highlight(self, article_id: int, start: int, end: int, *, colour: str = "yellow", note: str = "") -> Highlight:
        """Mark a range of an article's text. Raises NoInputError (no such article), UsageError (no such range)."""
        return self._store.add_highlight(article_id, start, end, colour=colour, note=note)

    def edit_highlight(self, highlight_id: int, *, colour: str | None = None, note: str | None = None) -> None:
        """Give a highlight another colour or note. Raises NoInputError where there is none."""
        self._store.edit_highlight(highlight_id, colour=colour, note=note)

    def remove_highlight(self, highlight_id: int) -> bool:
        """Take a highlight away; whether it was there."""
        return self._store.remove_highlight(highlight_id)

    def restore_highlight(self, article_id: int, highlight: Highlight) -> None:
        """Put a highlight back that was taken away. Raises NoInputError where its article is gone."""
        self._store.restore_highlight(article_id, highlight)

    def set_placemark(self, letter: str, article_id: int, position: int) -> None:
        """Let a letter from a to z name a place in an article. Raises UsageError, NoInputError."""
        self._store.set_placemark(letter, article_id, position)

    def remove_placemark(self, letter: str) -> bool:
        """Let a letter name nothing; whether it did."""
        return self._store.remove_placemark(letter)

    def save_search(self, name: str, query: str) -> None:
        """Keep a query under a name, usable as `@name`. Raises QueryError where it cannot be read."""
        self._answerer.answer(query, Wish(limit=0, relax=False))
        self._store.save_search(name, query)

    def forget_search(self, name: str) -> bool:
        """Drop a saved query; whether it was there."""
        return self._store.forget_search(name)

    # Links to be fetched

    @property
    def links(self) -> Queue:
        """The queue of links, for who fetches them (`index.fetching`) or looks after it."""
        return self._store.queue

    def queue(
        self,
        urls: Iterable[str | Link],
        *,
        found_in: int | None = None,
        came_from: str = "",
        tags: Sequence[str] = (),
        again: bool = False,
    ) -> int:
        """Keep links to be fetched later, each with these tags; how many are to be fetched that were not.

        `found_in` is the article that they were met in, `came_from` what an import read them from. What is in the
        library, queued or dealt with already is passed over; `again` asks anew for what failed or was removed since.
        Raises UsageError for what is no web address. Touches no network.
        """
        from index.store.jobs import Link

        wanted = [Link(each) if isinstance(each, str) else each for each in urls]
        links = [replace(link, tags=(*link.tags, *tags)) for link in wanted]
        return self._store.queue.put(links, found_in=found_in, came_from=came_from, again=again)

    def queued(self) -> tuple[Job, ...]:
        """The links that are still to be fetched, are being fetched, or failed; in the order queued."""
        return self._store.queue.jobs()

    def queue_counts(self) -> JobCounts:
        """The queue in numbers, with the causes of failures."""
        return self._store.queue.count()

    # Upkeep

    def catch_up(self) -> None:
        """Bring the search index in step with the library; what another process does is left to it."""
        self._feeder.catch_up()

    def rebuild_index(self) -> None:
        """Build the search index anew. Raises LockedError where another process is at it."""
        self._feeder.rebuild()

    def check(self) -> Iterator[Finding]:
        """What is wrong with the library and its index, as it is found; nothing where all is whole."""
        from index.store.checking import Finding, Severity

        yield from self._store.check()
        for line in self._feeder.check():
            yield Finding(Severity.WARNING, line, "`carrel doctor --rebuild` builds it anew; nothing is lost")
