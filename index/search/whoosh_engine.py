"""The embedded engine: a Whoosh index with our codec under it and our ranking above it.

A commit goes through Whoosh's own writer: segments are built as drafts without its lock, and `commit(mergetype=…)` puts
them into the table of contents together with the deletions and the sequence number, which therefore cannot disagree
with what the index holds. Reading is a `Snapshot` of that table; a new commit means a new snapshot.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import numpy as np
from whoosh.index import TOC, FileIndex, LockError

from index.errors import DiskError, LockedError
from index.search import folders
from index.search.building import INDEX_NAME, SegmentBuilder
from index.search.bulk import built
from index.search.codec.codec import FlatCodec
from index.search.codec.drafts import DraftSegment, sweep
from index.search.codec.merging import Merge
from index.search.codec.segment import FlatSegment
from index.search.codec.storage import MappedStorage
from index.search.engine import Entry, IndexDamaged, Ranking, UnansweredLeaf
from index.search.names import ID
from index.search.ranking.searcher import Searcher
from index.search.ranking.snapshot import Snapshot
from index.search.results import Explanation
from index.search.schema import schema
from index.search.tiers import due
from index.search.tree import Query

PATIENCE = 2.0
"""Seconds that a commit waits for another one, which takes milliseconds."""

_TRIES = 5
"""A reader may list a table of contents that is gone when it opens it."""


class WhooshEngine:
    """An index in a library's folder. See `engine.Engine`."""

    def __init__(self, folder: Path, library: str) -> None:
        self._folder, self._library = folder, library
        self._refreshing = Lock()
        self._path = folders.current(folder)
        self._storage = MappedStorage(self._path)
        self._look()
        if self.library != library:
            raise IndexDamaged("the index is that of another library")

    # Opening and making

    @classmethod
    def open(cls, folder: Path, library: str) -> WhooshEngine:
        """Open the current index in a folder. Raises IndexDamaged where there is none to be trusted."""
        return cls(folder, library)

    @classmethod
    def build(
        cls, folder: Path, library: str, entries: Iterable[Entry], sequence: int, *, processes: int | None = None
    ) -> WhooshEngine:
        """Make a new index of all articles, put it in the place of the current one, and open it.

        `processes` build it: two, where there are two processors and many articles, unless it is said. Call it under
        the writer's lock. Raises DiskError; the current index is then still there.
        """
        with _disk("built", folder):
            path = folders.fresh(folder)
            storage = MappedStorage(path)
            drafts = built(storage, entries, processes) or [SegmentBuilder(storage).empty()]
            index = FileIndex.create(storage, schema(), INDEX_NAME)
            _commit(index, _Change(drafts, frozenset(), library, sequence))
            folders.make_current(path)
        return cls(folder, library)

    def close(self) -> None:
        """Let go of the files: they are unmapped when the last search that uses them ends."""
        with self._refreshing:
            self._searcher = Searcher(Snapshot(self._storage, []))

    # What it holds

    @property
    def sequence(self) -> int:
        """The last change of the store that the index holds."""
        return max((segment.sequence for segment in self._contents.segments), default=0)

    @property
    def library(self) -> str:
        """The library that the index was made from."""
        return next((segment.library for segment in self._contents.segments), "")

    @property
    def snapshot(self) -> Snapshot:
        """What is searched now."""
        return self._searcher.snapshot

    @property
    def count(self) -> int:
        """The number of articles."""
        return self._searcher.snapshot.count

    @property
    def segments(self) -> int:
        """The number of segments."""
        return len(self._contents.segments)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the articles, the most frequent first."""
        return self._searcher.languages()

    # Asking

    def search(
        self,
        tree: Query,
        *,
        limit: int | None = 20,
        allowed: Collection[int] | None = None,
        languages: Sequence[str] = (),
        read: Callable[[int], Entry | None] | None = None,
    ) -> Ranking:
        """See `engine.Engine`. Raises IndexDamaged where the files are not what they should be."""
        with _reading():
            return self._searcher.search(tree, limit=limit, allowed=allowed, languages=languages, read=read)

    def find(self, tree: Query, *, allowed: Collection[int] | None = None) -> array[int]:
        """See `engine.Engine`. Raises IndexDamaged."""
        with _reading():
            return self._searcher.find(tree, allowed=allowed)

    def explain(self, tree: Query, article: int, read: Callable[[int], Entry | None]) -> Explanation | None:
        """See `engine.Engine`. Raises IndexDamaged."""
        from index.search.explaining import explain

        with _reading():
            return explain(self._searcher, tree, article, read)

    # Its words

    def spoken(self, tree: Query) -> tuple[str, ...]:
        """See `engine.Engine`. Raises IndexDamaged."""
        with _reading():
            return self._searcher.spoken(tree)

    def holders(self, word: str) -> int:
        """See `engine.Engine`. Raises IndexDamaged."""
        with _reading():
            return self._searcher.holders(word)

    def near(self, word: str, distance: int, languages: Sequence[str] = ()) -> tuple[tuple[str, int, int], ...]:
        """See `engine.Engine`. Raises IndexDamaged."""
        with _reading():
            return self._searcher.near(word, distance, languages)

    # Changing

    def apply(self, entries: Iterable[Entry], removed: Iterable[int], sequence: int) -> None:
        """See `engine.Engine`. Call it under the writer's lock.

        Raises LockedError (somebody else commits), DiskError (what was there before is kept), IndexDamaged.
        """
        latest = {entry.id: entry for entry in entries}
        gone = frozenset(latest) | frozenset(removed)
        with _disk("changed", self._path):
            sweep(self._storage)
            builder = SegmentBuilder(self._storage)
            try:
                for entry in latest.values():
                    builder.add(entry)
                builder.flush()
                drafts = builder.drafts or ([] if self._contents.segments else [builder.empty()])
                _commit(self._index(), _Change(drafts, gone, self._library, sequence))
            finally:
                builder.discard()
        self.refresh()

    def tidy(self) -> bool:
        """Merge segments where there are too many of a size; True where something was merged.

        Searching and `apply` go on meanwhile (in other threads): the writer's lock need not be held, and the commit at
        the end takes Whoosh's own for a moment. Raises LockedError, DiskError, IndexDamaged.
        """
        segments = due(_contents(self._storage).segments)
        if not segments:
            return False
        with _disk("merged", self._path):
            merge = Merge(self._storage, segments)
            _publish(self._index(), merge, self._storage)
        self.refresh()
        return True

    def refresh(self) -> bool:
        """See `engine.Engine`."""
        with self._refreshing:
            generation = TOC._latest_generation(self._storage, INDEX_NAME)  # noqa: SLF001 (Whoosh offers it no other way)
            if folders.current(self._folder) == self._path and generation == self._contents.generation:
                return False
            self._look()
            return True

    def _look(self) -> None:
        """Open the index as it is now. Another process may replace files or the whole index at this very moment."""
        for attempt in range(_TRIES):
            try:
                contents = _contents(self._storage)
                with _reading():
                    self._searcher = Searcher(Snapshot(self._storage, contents.segments))
            except (FileNotFoundError, IndexDamaged) as error:
                path = folders.current(self._folder)
                is_same = path == self._path
                if attempt + 1 == _TRIES or (is_same and isinstance(error, IndexDamaged)):
                    raise IndexDamaged(f"the search index cannot be opened: {error}") from error
                if not is_same:
                    self._path, self._storage = path, MappedStorage(path)
            else:
                self._contents = contents
                return

    def check(self) -> tuple[str, ...]:
        """See `engine.Engine`."""
        found = []
        for segment in self._contents.segments:
            data = self._storage.segment_data(segment)
            for file, kind in ((data.documents, "documents"), (data.terms, "terms")):
                found += [f"{segment.segment_id()}: {kind}: {name} is damaged" for name in file.damaged()]
        return tuple(found)

    def _index(self) -> FileIndex:
        return FileIndex(self._storage, schema(), INDEX_NAME)


class _Change:
    """What a commit does to the list of segments. Whoosh calls it with its lock held."""

    def __init__(self, drafts: Sequence[DraftSegment], gone: frozenset[int], library: str, sequence: int) -> None:
        self._drafts, self._gone = drafts, np.fromiter(gone, np.int64, len(gone))
        self._library, self._sequence = library, sequence

    def __call__(self, storage: MappedStorage, segments: list[FlatSegment]) -> list[FlatSegment]:
        for segment in segments:
            ids = storage.segment_data(segment).column(ID)
            for document in np.flatnonzero(np.isin(ids, self._gone)).tolist():
                segment.delete_document(document)
        segments = [*segments, *(draft.published(storage) for draft in self._drafts)]
        segments[-1].sequence, segments[-1].library = self._sequence, self._library
        for segment in segments:
            segment.library = self._library
        return segments


def _commit(index: FileIndex, change: Callable[[MappedStorage, list[FlatSegment]], list[FlatSegment]]) -> None:
    """A commit of Whoosh's own writer, which changes the list of segments in one step."""
    try:
        writer = index.writer(codec=FlatCodec(), timeout=PATIENCE, delay=0.002)
    except LockError:
        raise LockedError("the search index is being written by another process; try again") from None
    try:
        writer.commit(mergetype=lambda writer, segments: change(writer.storage, segments))
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        raise


def _publish(index: FileIndex, merge: Merge, storage: MappedStorage) -> None:
    """Put a merged segment in the place of those that it was made of, if they are still there."""

    def replace(storage: MappedStorage, segments: list[FlatSegment]) -> list[FlatSegment]:
        if not merge.catch_up(segments):
            return segments
        kept = [segment for segment in segments if segment.segment_id() not in merge.replaced]
        return [merge.draft.published(storage), *kept]

    try:
        _commit(index, replace)
    finally:
        merge.draft.discard(storage)


def _contents(storage: MappedStorage) -> TOC:
    """The table of contents. Raises IndexDamaged, or FileNotFoundError where it was replaced just now."""
    with _reading():
        return TOC.read(storage, INDEX_NAME, schema=schema())


@contextmanager
def _reading() -> Iterator[None]:
    """Whatever goes wrong with an index means that it is damaged; a file that is just being replaced is not wrong."""
    try:
        yield
    except (FileNotFoundError, IndexDamaged, UnansweredLeaf, MemoryError):
        raise
    except Exception as error:  # a flipped bit raises anything: struct, Value, Key, Index, Unicode …
        raise IndexDamaged(f"the search index cannot be read ({type(error).__name__}: {error})") from error


@contextmanager
def _disk(what: str, path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DiskError(f"the search index in {path} could not be {what}: {error.strerror or error}") from error
