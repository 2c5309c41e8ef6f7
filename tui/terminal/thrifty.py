"""A Textual driver that sends only what changed on the screen.

Textual repaints whole regions and resets the style after every segment; over a slow line that is most of the waiting.
This driver remembers what each row shows and writes the difference: `frames` reads what Textual wants, `memory`
finds the cheapest way there, `outlet` sends it when the line has room. What is no frame passes through untouched, in
its turn. It is given to an App as `driver_class`; nothing of Textual is patched.

While Textual's idea of the size and the terminal's differ (a resize under way), nothing is trusted and all is sent as
it comes.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from dataclasses import replace
from threading import RLock
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.events import CursorPosition
from textual.message import Message

from tui.terminal import hangup, margins
from tui.terminal.capabilities import capabilities
from tui.terminal.conversing import ConversingDriver
from tui.terminal.frames import keeps_cells, read_frame
from tui.terminal.memory import ScreenMemory
from tui.terminal.outlet import Outlet

if TYPE_CHECKING:
    from tui.terminal.pictures.wall import Wall
    from tui.terminal.standing import Span

_BEGIN_UPDATE = "\x1b[?2026h"
_END_UPDATE = "\x1b[?2026l"

ONE_GLANCE = 500
"""Characters that a terminal draws at once anyway: such an update is not announced as one."""

AFTER_RESIZE = 0.1
"""Seconds without another resize or frame until all is drawn once more: Textual leaves traces of layouts that it passed
through. What shows already costs nothing."""

REST = 0.15
"""Seconds without a change until pictures are drawn over their cells: a held key shows none."""

LAST_LINE = "\x1b[m\x1b[9999H\x1b[K"
"""Where the shell goes on in a terminal that has no other screen to come back to, as GNU screen by itself."""

LAST_ANSWERS = 0.5
"""Seconds that a terminal gets to answer before it is handed over: more than a round trip over a slow line."""

LAST_WORDS = 2.0
"""Seconds that a terminal gets to take what is left when the program lets go of it."""


class ThriftyDriver(ConversingDriver):
    """A driver with a memory of the screen."""

    _redraws = 0

    @classmethod
    def forget_screen(cls) -> None:
        """Trust nothing any more: what comes next is sent whole. For a redraw that the reader asked for."""
        cls._redraws += 1

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._reader = app
        self._events = asyncio.get_running_loop()
        self._terminal = _terminal()
        self._can = capabilities()
        self._lock = RLock()
        self._memory: ScreenMemory | None = None
        self._trusted: tuple[int, int, int] | None = None
        self._size: tuple[int, int] | None = None
        self._passing: list[str] = []
        self._announces = self._is_gone = False
        self._outlet: Outlet | None = None
        self._trials = 0
        self._redraw: asyncio.TimerHandle | None = None
        self._wall: Wall | None = None
        self._rest: asyncio.TimerHandle | None = None
        self._listen()

    def _listen(self) -> None:
        for number in (signal.SIGTSTP, signal.SIGCONT):
            self._defer(number)
        for number in (signal.SIGHUP, signal.SIGTERM):
            self._events.add_signal_handler(number, self._leave, 128 + number)
        hangup.watch(self._terminal, lambda: self._from_thread(self._gone))

    def _defer(self, number: signal.Signals) -> None:
        """Handle a signal between two events, not in the middle of a write; at once while another has the terminal."""
        handle = signal.getsignal(number)

        def handle_later(*arguments: Any) -> None:
            if not callable(handle):
                return
            if self._outlet is None:
                handle(*arguments)
            else:
                self._events.call_soon_threadsafe(handle, *arguments)

        signal.signal(number, handle_later)

    # Coming and going

    def start_application_mode(self) -> None:
        """Take the terminal, and see what it can do."""
        if self._outlet is None:
            self._outlet = Outlet(self._terminal, self._supply, lambda: self._from_thread(self._gone))
            self._outlet.start()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._can.addressable:
            self._trials += 1
            self.write(margins.TRIAL)

    def suspend_application_mode(self) -> None:
        """Let go of the terminal when it has answered: who has it next must not read what was meant for us."""
        if self._outlet is not None:
            self.await_answers(LAST_ANSWERS)
            self._outlet.ask_no_more(LAST_ANSWERS)
        super().suspend_application_mode()

    def stop_application_mode(self) -> None:
        """Give the terminal back, without our pictures."""
        self._pause_drawing()
        if self._wall is not None and (farewell := self._wall.leave()):
            self.write(farewell)
        self.write(LAST_LINE)
        super().stop_application_mode()

    def resume_application_mode(self) -> None:
        """Take the terminal again, and draw everything.

        Who was stopped by force had no time to let go, and does so first: others have used the terminal since.
        """
        if self._outlet is not None:
            self.suspend_application_mode()
        super().resume_application_mode()
        ThriftyDriver.forget_screen()
        self._reader.refresh(layout=True)

    def close(self) -> None:
        """Let go of the terminal when it has taken what is left."""
        super().close()
        if self._outlet is not None:
            self._outlet.stop(0 if self._is_gone else LAST_WORDS)
            self._outlet = None

    def _from_thread(self, happened: Any) -> None:
        if not self._events.is_closed():
            self._events.call_soon_threadsafe(happened)

    def _gone(self) -> None:
        """The terminal is gone for good."""
        self._is_gone = True
        self._leave(hangup.STATUS)

    def _leave(self, status: int) -> None:
        hangup.end_within()
        self._reader.exit(return_code=status)

    # What the terminal says

    def process_message(self, message: Message) -> None:
        """Keep the answers to our questions to ourselves."""
        if isinstance(message, CursorPosition) and self._outlet is not None:
            if self._trials:
                self._trials -= 1
                self._learn(scrolls_columns=margins.has_margins(message.y, message.x))
            self._outlet.answered()
        else:
            super().process_message(message)

    def _learn(self, *, scrolls_columns: bool) -> None:
        with self._lock:
            self._can = replace(self._can, scrolls_columns=scrolls_columns)
            if self._memory is not None:
                self._memory.learn(self._can)

    # Pictures

    @property
    def descriptor(self) -> int:
        """The terminal's."""
        return self._terminal

    def hang(self, wall: Wall) -> None:
        """Show the pictures of a wall from now on, and what is new on it. From any thread."""
        with self._lock:
            self._wall = wall
            if self._memory is not None:
                self._memory.wall = wall
        if self._outlet is not None:
            self._outlet.call()

    def _pictures(self, wall: Wall) -> str:
        """What is to be sent of pictures now. The rest follows, after what the keys have changed by then."""
        if self._memory is None:
            return ""
        drawn = self._memory.draw() + wall.next_piece()
        if wall.has_more and self._outlet is not None:
            self._outlet.call()
        elif self._memory.undrawn:
            self._from_thread(self._draw_later)
        return drawn

    def _draw_later(self) -> None:
        self._pause_drawing()
        self._rest = self._events.call_later(REST, self._draw)

    def _pause_drawing(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None

    def _draw(self) -> None:
        wall, self._rest = self._wall, None
        with self._lock:
            undrawn = self._memory.undrawn if self._memory is not None else []
        if wall is not None and undrawn:
            self._events.run_in_executor(None, self._prepare, wall, undrawn)

    def _prepare(self, wall: Wall, undrawn: list[Span]) -> None:
        wall.prepare(undrawn)
        outlet = self._outlet
        if outlet is not None:
            outlet.call()

    # What Textual says

    def write(self, data: str) -> None:
        """Send a frame economically; send anything else untouched."""
        if self._is_gone or self._outlet is None:
            return
        if data in (_BEGIN_UPDATE, _END_UPDATE):
            self._announces = True
            return
        with self._lock:
            self._take(data)
        if self._redraw is not None:
            self._from_thread(self._redraw_later)
        self._outlet.call()

    def _take(self, data: str) -> None:
        memory = self._current_memory() if self._can.addressable else None
        frame = read_frame(data)
        if memory is not None and frame is not None and memory.fits(frame):
            memory.want(frame)
        elif frame is not None:
            self._forget()
            self._passing.append(self._announced(data))
        else:
            if not keeps_cells(data):
                self._forget()
            self._passing.append(data)

    def _supply(self) -> str:
        """All that is to be sent now. Called from the outlet's thread."""
        with self._lock:
            passing = "".join(self._passing)
            self._passing.clear()
            shown = self._announced(self._memory.catch_up()) if self._memory is not None else ""
            return passing + shown + (self._pictures(self._wall) if self._wall is not None else "")

    def _announced(self, data: str) -> str:
        """An update that might be seen half done is announced to terminals that can wait for its end."""
        return f"{_BEGIN_UPDATE}{data}{_END_UPDATE}" if self._announces and len(data) > ONE_GLANCE else data

    def _forget(self) -> None:
        """Bring to the screen what is wanted of it, then trust nothing that is on it."""
        if self._memory is not None:
            self._passing.append(self._announced(self._memory.leave()))
            self._memory = self._trusted = None
        if self._wall is not None:
            self._wall.cover()

    def _current_memory(self) -> ScreenMemory | None:
        """The memory of the screen as it is; None while nobody knows how large that is."""
        width, height = self._reader.size
        try:
            settled = os.get_terminal_size(self._terminal) == (width, height)
        except OSError:
            settled = True
        trusted = (width, height, ThriftyDriver._redraws)
        if not settled:
            self._forget()
        elif trusted != self._trusted:
            self._forget()
            if self._size not in (None, (width, height)):
                self._from_thread(self._redraw_later)
            self._size = width, height
            self._memory, self._trusted = ScreenMemory(width, height, self._can), trusted
            self._memory.wall = self._wall
        return self._memory

    def _redraw_later(self) -> None:
        if self._redraw is not None:
            self._redraw.cancel()
        self._redraw = self._events.call_later(AFTER_RESIZE, self._redraw_now)

    def _redraw_now(self) -> None:
        self._redraw = None
        self._reader.refresh(layout=True)


def _terminal() -> int:
    """Where to write. Textual takes standard error; where that is not the terminal, another one may be."""
    streams = [stream for stream in (sys.__stderr__, sys.__stdout__, sys.__stdin__) if stream is not None]
    return next((stream.fileno() for stream in streams if stream.isatty()), 2)
