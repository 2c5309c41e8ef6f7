"""What every part of the main screen stands on: the library, the widgets, work in the background, a line to speak in.

Questions to the library run in threads, since it may have to wait for another process; what comes back is handled in
the screen's own loop. A failure that was to be expected becomes one line.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from index import Library
from index.errors import CarrelError
from index.search.results import Hit
from tui.preferences import Preferences
from tui.screens.journey import Journey
from tui.screens.undo import Undo
from tui.widgets.contents import Contents
from tui.widgets.entries import Pick, Shelf
from tui.widgets.one_line import OneLine
from tui.widgets.pane import Holder, Pane
from tui.widgets.peek import Peek
from tui.widgets.prompt import Prompt, Question
from tui.widgets.results import Results
from tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from index.article import Article
    from tui.widgets.reader import Reader
    from tui.widgets.reader.drawn import Canvas

T = TypeVar("T")
log = logging.getLogger("carrel")


class Desk(Screen[None], Holder):
    """A screen with a library. The classes on top of it add what a reader does with it."""

    def __init__(self, library: Library, preferences: Preferences, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.library = library
        self.preferences = preferences
        self.keymap = preferences.keymap
        self.search_bar = SearchBar(id="search")
        self.notice = OneLine(id="notice", step=1)
        self.results = Results(id="list")
        self.nothing = Static(id="nothing", markup=False)
        self.peek = Peek(id="peek", markup=False)
        self.peek.display = False  # before a style sheet says so: the first key may come first
        self.contents = Contents(id="contents")
        self.list_pane = Pane(id="list-pane")
        self.reader_pane = Pane(id="reader-pane")
        self.status = OneLine(id="status")
        self.prompt = Prompt(id="prompt")
        self.journey = Journey()
        self.undo = Undo()
        self.open_canvas: Callable[[], Canvas | None] = lambda: None
        """Finds the terminal's own graphics."""
        self._reader: Reader | None = None
        self._afterwards: dict[Worker[Any], tuple[Callable[[Any], None], Callable[[BaseException], None]]] = {}

    # The reader, which the first frame of a list does not show and therefore does not wait for

    @property
    def reader(self) -> Reader:
        """Where an article is read; put on the screen when it is first asked for."""
        if self._reader is None:
            self._reader = self.make_reader()
            self.reader_pane.mount(self._reader)
        return self._reader

    @property
    def article(self) -> Article | None:
        """What is being read."""
        return self._reader.article if self._reader is not None else None

    def make_reader(self) -> Reader:
        """A reader as it is preferred."""
        from tui.widgets.reader import Reader

        reader = Reader(typography=self.preferences.typography, id="reader")
        reader.use_keys(self.keymap)
        reader.has_pictures, reader.unavailable = self.preferences.pictures()
        reader.open_canvas = self.open_canvas
        return reader

    # What the parts of the screen need of each other

    def say(self, words: str, *, error: bool = False) -> None:
        """Say something on the last line, until the next key."""
        raise NotImplementedError

    def ask_reader(self, question: Question) -> None:
        """Ask something on the last line."""
        raise NotImplementedError

    def open_hit(self, hit: Hit, *, last_hit: bool = False) -> None:
        """Read an article of the list."""
        raise NotImplementedError

    def ask_again(self) -> None:
        """Ask the library once more what the list shows, keeping the place in it."""
        raise NotImplementedError

    def pick(self, shelves: Sequence[Shelf[T]], then: Callable[[Pick[T]], None], *, removable: bool = False) -> None:
        """Let the reader choose from lists; nothing happens where they are left."""
        from tui.screens.picking import PickScreen

        def picked(pick: Pick[T] | None) -> None:
            if pick is not None:
                then(pick)

        self.app.push_screen(PickScreen(shelves, self.keymap, removable=removable), picked)

    # Work in the background

    def in_background(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        otherwise: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Do something with the library in a thread, then something with what came of it, or with the failure."""
        worker: Worker[T] = self.run_worker(work, thread=True, exit_on_error=False)
        self._afterwards[worker] = (then or _nothing, otherwise or self.report)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Go on with what came of the work."""
        if event.state in (WorkerState.PENDING, WorkerState.RUNNING):
            return
        then, otherwise = self._afterwards.pop(event.worker, (_nothing, self.report))
        if event.state is WorkerState.SUCCESS:
            then(event.worker.result)
        elif event.state is WorkerState.ERROR and event.worker.error is not None:
            otherwise(event.worker.error)

    def report(self, error: BaseException) -> None:
        """Tell of a failure in one line; what was not to be expected also goes to the log."""
        if isinstance(error, CarrelError):
            cause = str(error)
            self.say(cause[:1].upper() + cause[1:], error=True)
        else:
            log.error("unexpected", exc_info=error)
            self.say(f"Something went wrong ({type(error).__name__}: {error}); Carrel goes on.", error=True)


def _nothing(result: object) -> None:
    """What is done after work of which nobody waits to hear."""
