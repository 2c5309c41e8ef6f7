"""The store's one door. Each method is one transaction: a moment of the library that is read, or a change that is kept.

The work is done by the modules beside this one, as functions of a connection. No method raises anything of SQLite.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from index.article import Sort
from index.deferred import Deferred
from index.store import reading
from index.store.connection import Database
from index.store.opening import open_database

if TYPE_CHECKING:
    from index.article import Article, Asset, Extraction, Highlight, Kept, Page, Progress, Row
    from index.facts import Fact
    from index.store import (
        assets,
        checking,
        faceting,
        facts,
        highlights,
        keeping,
        organising,
        outbox,
        placemarks,
        saved_searches,
        statistics,
        stories,
        tagging,
    )
    from index.store.checking import Finding
    from index.store.faceting import Facets
    from index.store.highlights import Marked
    from index.store.keeping import Incoming
    from index.store.outbox import Change
    from index.store.placemarks import Placemark
    from index.store.queue import Queue
    from index.store.reading import Text
    from index.store.statistics import Statistics
else:
    assets = Deferred("index.store.assets")
    checking = Deferred("index.store.checking")
    faceting = Deferred("index.store.faceting")
    facts = Deferred("index.store.facts")
    highlights = Deferred("index.store.highlights")
    keeping = Deferred("index.store.keeping")
    organising = Deferred("index.store.organising")
    outbox = Deferred("index.store.outbox")
    placemarks = Deferred("index.store.placemarks")
    saved_searches = Deferred("index.store.saved_searches")
    statistics = Deferred("index.store.statistics")
    stories = Deferred("index.store.stories")
    tagging = Deferred("index.store.tagging")

_CHECKED_TOGETHER = 200
"""Articles that `check` reads in one transaction, so that a long check does not keep the write-ahead log growing."""


class Store:
    """An open library. Use it from any thread, as a context manager or with `close`."""

    def __init__(self, folder: Path, database: Database, warnings: tuple[str, ...]) -> None:
        self.folder = folder
        self.warnings = warnings
        self._database = database
        with database.reading() as connection:
            self.uuid: str = connection.execute("SELECT value FROM meta WHERE name = 'uuid'").fetchone()[0]

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False) -> Self:
        """Open the library in a folder, made where it is missing and writing is allowed.

        Raises NoInputError (not a folder, or missing and read-only), BadDataError (not a library, or of a newer
        Carrel), DiskError (cannot be read or written), LockedError (another process is bringing it up to date).
        """
        opened = open_database(folder, read_only=read_only)
        try:
            return cls(folder, opened.database, opened.warnings)
        except BaseException:
            opened.database.close()
            raise

    @cached_property
    def queue(self) -> Queue:
        """The links that are kept until they are fetched."""
        from index.store.queue import Queue

        return Queue(self._database)

    @property
    def path(self) -> Path:
        """The database file."""
        return self._database.path

    @property
    def read_only(self) -> bool:
        """Whether every change is refused."""
        return self._database.read_only

    def close(self) -> None:
        """Let go of the files. Closing twice is harmless."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Keeping

    def keep(
        self,
        page: Page,
        extraction: Extraction,
        *,
        tags: Sequence[str] = (),
        added: float | None = None,
        now: float | None = None,
    ) -> Kept:
        """Keep a page; what has returned is on the disk. The same address or text is recognised (docs/data.md)."""
        return self.keep_many([keeping.Incoming(page, extraction, tags, added)], now=now)[0]

    def keep_many(self, incoming: Iterable[Incoming], *, now: float | None = None) -> tuple[Kept, ...]:
        """Keep pages in one transaction, all or none: for importers, since each transaction waits for the disk."""
        prepared = [keeping.prepare(each) for each in incoming]
        with self._database.writing() as connection:
            return tuple(keeping.keep(connection, each, _time(now)) for each in prepared)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Make all changes of this thread inside the block one transaction: none is safe before it has ended.

        Other writers wait meanwhile, so nothing slow belongs inside.
        """
        with self._database.writing():
            yield

    def update_extraction(self, article_id: int, extraction: Extraction, *, now: float | None = None) -> None:
        """Put a new extraction in the place of the old one; states, tags and highlights stay. Raises NoInputError."""
        with self._database.writing() as connection:
            keeping.update_extraction(connection, article_id, extraction, _time(now))

    def sketch_older(self, limit: int = 200) -> bool:
        """Compare articles from before there were sketches with the others; whether there were any."""
        with self._database.reading() as connection:
            found = stories.sketched(connection, limit)
        if found:
            with self._database.writing() as connection:
                stories.take_in(connection, found)
        return bool(found)

    # Organising

    def tag(self, ids: Iterable[int], add: Iterable[str] = (), remove: Iterable[str] = ()) -> int:
        """Give and take tags; the number of articles that changed."""
        wanted = list(map(int, ids))
        with self._database.writing() as connection:
            taken = tagging.remove_tags(connection, wanted, remove)
            return len(taken | tagging.add_tags(connection, wanted, add))

    def mark(
        self,
        ids: Iterable[int],
        *,
        progress: Progress | None = None,
        starred: bool | None = None,
        archived: bool | None = None,
    ) -> int:
        """Set what a reader did with articles; the number that changed."""
        wanted = list(map(int, ids))
        with self._database.writing() as connection:
            return organising.mark(connection, wanted, progress=progress, starred=starred, archived=archived)

    def save_position(self, article_id: int, position: int, fraction: float, now: float | None = None) -> None:
        """Remember where the reader stands; what was unread is being read now. Raises NoInputError."""
        with self._database.writing() as connection:
            organising.save_position(connection, article_id, position, fraction, _time(now))

    def remove(self, ids: Iterable[int], *, now: float | None = None) -> int:
        """Put articles in the trash, where no list, count or search finds them; the number that were not there yet."""
        wanted = list(map(int, ids))
        with self._database.writing() as connection:
            return organising.remove(connection, wanted, _time(now))

    def restore(self, ids: Iterable[int]) -> int:
        """Take articles out of the trash; the number that were there."""
        wanted = list(map(int, ids))
        with self._database.writing() as connection:
            return organising.restore(connection, wanted)

    def purge(self, ids: Iterable[int]) -> int:
        """Delete articles for good, with pages, highlights and states; the number that were there."""
        wanted = list(map(int, ids))
        with self._database.writing() as connection:
            return organising.purge(connection, wanted)

    # Highlights, marks and saved searches

    def add_highlight(
        self, article_id: int, start: int, end: int, *, colour: str = "yellow", note: str = "", now: float | None = None
    ) -> Highlight:
        """Mark a range of an article's text. Raises NoInputError (no such article), UsageError (no such range)."""
        with self._database.writing() as connection:
            return highlights.add_highlight(
                connection, article_id, start, end, colour=colour, note=note, now=_time(now)
            )

    def edit_highlight(self, highlight_id: int, *, colour: str | None = None, note: str | None = None) -> None:
        """Give a highlight another colour or note. Raises NoInputError where there is none."""
        with self._database.writing() as connection:
            highlights.edit_highlight(connection, highlight_id, colour=colour, note=note)

    def remove_highlight(self, highlight_id: int) -> bool:
        """Take a highlight away; whether it was there."""
        with self._database.writing() as connection:
            return highlights.remove_highlight(connection, highlight_id)

    def restore_highlight(self, article_id: int, highlight: Highlight) -> None:
        """Put a highlight back that was taken away. Raises NoInputError where its article is gone."""
        with self._database.writing() as connection:
            highlights.restore_highlight(connection, article_id, highlight)

    def highlights(self, article_id: int) -> tuple[Highlight, ...]:
        """The highlights of an article, in reading order; an empty range where the passage is no longer in the text."""
        with self._database.reading() as connection:
            return highlights.highlights_of(connection, article_id)

    def all_highlights(self, since: float = 0.0) -> tuple[Marked, ...]:
        """The highlights of the whole library made at or after a time, the newest first."""
        with self._database.reading() as connection:
            return highlights.all_highlights(connection, since)

    def set_placemark(self, letter: str, article_id: int, position: int, *, now: float | None = None) -> None:
        """Let a letter from a to z name a place in an article. Raises UsageError, NoInputError."""
        with self._database.writing() as connection:
            placemarks.set_placemark(connection, letter, article_id, position, _time(now))

    def placemarks(self) -> tuple[Placemark, ...]:
        """The places that have a letter, by letter."""
        with self._database.reading() as connection:
            return placemarks.placemarks(connection)

    def remove_placemark(self, letter: str) -> bool:
        """Let a letter name nothing; whether it did."""
        with self._database.writing() as connection:
            return placemarks.remove_placemark(connection, letter)

    def save_search(self, name: str, query: str, *, now: float | None = None) -> None:
        """Keep a query under a name, over the one that had it. Raises UsageError for an empty name."""
        with self._database.writing() as connection:
            saved_searches.save_search(connection, name, query, _time(now))

    def saved_searches(self) -> dict[str, str]:
        """The saved queries by name, the oldest first."""
        with self._database.reading() as connection:
            return saved_searches.saved_searches(connection)

    def forget_search(self, name: str) -> bool:
        """Drop a saved query; whether it was there."""
        with self._database.writing() as connection:
            return saved_searches.forget_search(connection, name)

    # Reading

    @contextmanager
    def moment(self) -> Iterator[None]:
        """Let all questions of this thread inside the block see the same moment of the library. Not for changes."""
        with self._database.reading():
            yield

    def article(self, article_id: int) -> Article:
        """An article, whole. Raises NoInputError where there is none, BadDataError where it is damaged."""
        with self._database.reading() as connection:
            return reading.article(connection, article_id)

    def rows(self, ids: Iterable[int]) -> tuple[Row, ...]:
        """The facts of articles, in the order asked for; what is unknown or in the trash is left out."""
        with self._database.reading() as connection:
            return reading.rows(connection, ids)

    def trash(self) -> tuple[Row, ...]:
        """What was removed and not purged, the last removed first."""
        with self._database.reading() as connection:
            return reading.trash(connection)

    def continue_reading(self, limit: int = 5) -> tuple[Row, ...]:
        """What was begun and neither finished nor archived, last opened first."""
        with self._database.reading() as connection:
            return reading.continue_reading(connection, limit)

    def starred(self, limit: int = 5) -> tuple[Row, ...]:
        """What has a star and is not archived, the newest first."""
        with self._database.reading() as connection:
            return reading.starred(connection, limit)

    def raw(self, article_id: int) -> Page:
        """The page as it came in. Raises NoInputError where there is none, BadDataError where it is damaged."""
        with self._database.reading() as connection:
            return reading.raw(connection, article_id)

    def picture(self, article_id: int, address: str) -> Asset | None:
        """The picture that an article has under an address, or None."""
        with self._database.reading() as connection:
            return assets.asset(connection, article_id, address)

    def pictures(self, article_id: int) -> frozenset[str]:
        """The addresses under which an article has pictures."""
        with self._database.reading() as connection:
            return assets.addresses(connection, article_id)

    def texts(self, ids: Iterable[int]) -> dict[int, Text]:
        """Title, text and language of articles, by number; what is unknown or in the trash is left out."""
        with self._database.reading() as connection:
            return reading.texts(connection, ids)

    def id_of(self, url: str) -> int | None:
        """The article that an address leads to, in whatever form it is written; None where there is none."""
        with self._database.reading() as connection:
            return reading.id_of(connection, url)

    def addresses(self, article_id: int) -> tuple[str, ...]:
        """Every address that leads to an article."""
        with self._database.reading() as connection:
            return reading.addresses(connection, article_id)

    def tags(self) -> tuple[tuple[str, int], ...]:
        """(tag, number of articles), by name."""
        with self._database.reading() as connection:
            return tagging.count_tags(connection)

    def languages(self) -> tuple[tuple[str, int], ...]:
        """(language, number of articles), the most frequent first."""
        with self._database.reading() as connection:
            return reading.languages(connection)

    def count(self) -> int:
        """The number of articles outside of the trash."""
        with self._database.reading() as connection:
            return reading.count(connection)

    def all_ids(self) -> array[int]:
        """The numbers of all articles outside of the trash, ascending, as 64-bit numbers that numpy reads in place."""
        with self._database.reading() as connection:
            return reading.all_ids(connection)

    def sorted_ids(
        self,
        ids: Iterable[int] | None = None,
        sort: Sort = Sort.ADDED,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[int]:
        """Articles (all, where `ids` is None) in an order; relevance is unknown here: newest first."""
        with self._database.reading() as connection:
            return reading.sorted_ids(connection, ids, sort, limit, offset)

    def ids_where(self, fact: Fact) -> array[int]:
        """The articles that a fact is true of, as `all_ids`. Raises UsageError where the value means nothing."""
        with self._database.reading() as connection:
            return facts.ids_where(connection, fact)

    def ids_containing(self, words: Sequence[str]) -> list[int]:
        """The articles whose title or text holds all words as parts, newest first: for when there is no index. Slow."""
        with self._database.reading() as connection:
            return reading.ids_containing(connection, words)

    def facets(self, ids: Iterable[int]) -> Facets:
        """How many of these articles there are of each site, tag, language, year and state."""
        with self._database.reading() as connection:
            return faceting.facets(connection, ids)

    def stories(self) -> dict[int, int]:
        """The story of each article whose story was told more than once, as the number of an article."""
        with self._database.reading() as connection:
            return stories.stories(connection)

    def statistics(self, top: int = 20) -> Statistics:
        """The library in numbers, with the `top` most frequent sites and tags."""
        with self._database.reading() as connection:
            return statistics.statistics(connection, top)

    def check(self, *, most: int | None = None) -> Iterator[Finding]:
        """What is wrong with the library, as it is found: the file, then the text and page of every article.

        `most` limits the latter to as many articles, the newest.
        """
        yield from checking.check_modes(self.folder, self.path)
        with self._database.reading() as connection:
            findings = [*checking.check_file(connection), *checking.check_articles(connection)]
            findings += checking.check_pictures(connection)
            ids = [row[0] for row in connection.execute("SELECT id FROM articles ORDER BY id DESC")][:most]
        yield from findings
        for start in range(0, len(ids), _CHECKED_TOGETHER):
            with self._database.reading() as connection:
                findings = list(checking.check_content(connection, ids[start : start + _CHECKED_TOGETHER]))
            yield from findings

    # Feeding the search index

    def changes_after(self, seq: int, limit: int = 500) -> list[Change]:
        """What changed in searchable text after a sequence number, oldest first, the last change of each article."""
        with self._database.reading() as connection:
            return outbox.changes_after(connection, seq, limit)

    def last_sequence(self) -> int:
        """The number of the last change; 0 in a library that never held anything."""
        with self._database.reading() as connection:
            return outbox.last_sequence(connection)

    def searchable(self, after_id: int = 0, limit: int = 500) -> list[Change]:
        """The articles with numbers above one, by number: all that there is to search, page by page."""
        with self._database.reading() as connection:
            return outbox.searchable(connection, after_id, limit)

    def data_version(self) -> int:
        """A number that differs after any commit, of this process or another: for noticing changes cheaply."""
        return self._database.data_version()


def _time(now: float | None) -> float:
    return time.time() if now is None else now
