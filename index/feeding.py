"""Keeps the search index in step with the store: opens it, feeds it from the outbox, builds it anew when it is damaged.

Saving never waits for any of this. The index is derived: whatever is wrong with it is mended by building it from the
store. One process feeds at a time; whoever comes second leaves its changes to the first, which looks once more before
it goes.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from index.errors import CarrelError, DiskError, LockedError

if TYPE_CHECKING:
    from index.search.engine import Entry
    from index.search.whoosh_engine import WhooshEngine
    from index.store import Store
    from index.store.outbox import Change

FOLDER = "index"
"""Where the index lies, in the library's folder."""

PORTION = 500
"""Changes that are indexed in one commit."""

SMALL = 200
"""Articles that are indexed at once even where the reader must not wait: a matter of tens of milliseconds."""


class Feeder:
    """The index of one library. Any thread may use it.

    In a `patient` one a question waits until the index is whole. Otherwise long work is done by a thread beside it, and
    `engine` answers None until then.
    """

    def __init__(self, store: Store, *, patient: bool) -> None:
        self._store = store
        self._patient = patient
        self._engine: WhooshEngine | None = None
        self._lock = threading.RLock()
        self._builder: threading.Thread | None = None
        self._closing = threading.Event()
        self.warning = ""

    def engine(self) -> WhooshEngine | None:
        """The index, in step with the store as far as may be waited for; None while it cannot be used."""
        with self._lock:
            if self._is_building():
                return self._engine
            engine = self._opened()
            if engine is None:
                self._start_building()
                return self._engine
            engine.refresh()
            if engine.sequence != self._store.last_sequence():
                self._follow(engine)
            return self._engine

    def catch_up(self) -> None:
        """Bring the index in step with the store, however long it takes. What another process does is left to it."""
        with self._lock:
            engine = self._opened()
            if engine is None or engine.sequence > self._store.last_sequence():
                with contextlib.suppress(LockedError):
                    self.rebuild()
                engine = self._engine
            if engine is not None:
                self._feed(engine)
            self._tidy()

    def rebuild(self) -> None:
        """Build the index anew from the store and put it in the place of the old one.

        Raises LockedError where another process is at it, DiskError where there is no room.
        """
        from index.search.lock import writer_lock
        from index.search.whoosh_engine import WhooshEngine

        folder = self._store.folder / FOLDER
        with writer_lock(folder) as mine:
            if not mine:
                raise LockedError("another process is building the search index; try again in a moment")
            sequence = self._store.last_sequence()
            fresh = WhooshEngine.build(folder, self._store.uuid, self._entries(), sequence)
        with self._lock:
            self._replace(fresh)

    def check(self) -> tuple[str, ...]:
        """What is wrong with the index, a line each; nothing where it is whole."""
        with self._lock:
            engine = self._opened()
            if engine is None:
                return (self.warning or "the search index is missing",)
            lines = list(engine.check())
            if engine.sequence > self._store.last_sequence():
                lines.append("the search index is ahead of the library")
            return tuple(lines)

    def close(self) -> None:
        """Stop what is under way, and let go of the files."""
        self._closing.set()
        if self._builder is not None:
            self._builder.join()
        with self._lock:
            self._replace(None)

    def damaged(self, error: Exception) -> None:
        """A question found the index damaged: it is not used again before it is built anew."""
        with self._lock:
            self._replace(None)
            self._start_building(str(error))

    def _opened(self) -> WhooshEngine | None:
        if self._engine is None:
            from index.search.engine import IndexDamaged
            from index.search.whoosh_engine import WhooshEngine

            try:
                self._engine = WhooshEngine.open(self._store.folder / FOLDER, self._store.uuid)
            except IndexDamaged as error:
                self.warning = str(error)
        return self._engine

    def _follow(self, engine: WhooshEngine) -> None:
        behind = self._store.last_sequence() - engine.sequence
        if behind < 0:
            self._start_building("the search index is ahead of the library")
        elif self._patient or behind <= SMALL:
            # A library that cannot be written, or is fed by another process, is searched as far as the index goes.
            with contextlib.suppress(DiskError, LockedError):
                self._feed(engine)
            if not self._patient:
                self._start(self._tidy)
        else:
            self._start(lambda: self._feed(engine))

    def _feed(self, engine: WhooshEngine) -> None:
        """Apply what changed, until nothing is left; another process may do it in our place."""
        from index.search.lock import writer_lock

        if self._store.read_only:
            return
        while engine.sequence < self._store.last_sequence() and not self._closing.is_set():
            with writer_lock(self._store.folder / FOLDER) as mine:
                if not mine:
                    return
                engine.refresh()
                self._apply(engine)

    def _apply(self, engine: WhooshEngine) -> None:
        while not self._closing.is_set():
            changes = self._store.changes_after(engine.sequence, PORTION)
            if not changes:
                return
            removed = [change.id for change in changes if change.deleted]
            entries = [_entry(change) for change in changes if not change.deleted]
            engine.apply(entries, removed, max(change.seq for change in changes))

    def _tidy(self) -> None:
        """Merge what many small commits left, and sketch what older Carrels wrote.

        The library answers as well without, so it is no failure when it waits.
        """
        if self._store.read_only:
            return
        engine = self._engine
        with contextlib.suppress(DiskError, LockedError):
            while engine is not None and not self._closing.is_set() and engine.tidy():
                continue
            while not self._closing.is_set() and self._store.sketch_older():
                continue

    def _start_building(self, why: str = "") -> None:
        self.warning = why or self.warning
        if self._store.read_only:
            return
        if self._patient or self._store.count() <= SMALL:
            with contextlib.suppress(DiskError, LockedError):
                self.rebuild()
        else:
            self._start(self.rebuild)

    def _start(self, work: Callable[[], None]) -> None:
        if self._is_building():
            return

        def run() -> None:
            # The store is the truth: a build that cannot be finished now is tried again with the next question.
            with contextlib.suppress(CarrelError):
                work()

        self._builder = threading.Thread(target=run, name="carrel-index")
        self._builder.start()

    def _is_building(self) -> bool:
        return self._builder is not None and self._builder.is_alive()

    def _replace(self, engine: WhooshEngine | None) -> None:
        if self._engine is not None and self._engine is not engine:
            self._engine.close()
        self._engine = engine
        if engine is not None:
            self.warning = ""

    def _entries(self) -> Iterator[Entry]:
        after = 0
        while portion := self._store.searchable(after, PORTION):
            if self._closing.is_set():
                raise LockedError("the library was closed while its search index was being built")
            yield from map(_entry, portion)
            after = portion[-1].id


def _entry(change: Change) -> Entry:
    from index.search.engine import Entry

    return Entry(change.id, change.title, change.text, change.language)
