"""Lets keys take turns: a key is heard only when all that the one before it set off has been done.

Textual hands each key to the widget that has the focus at that moment, and looks for its binding only when the key has
come back up to the App. Keys that arrive together (typed over a slow line, pasted, repeated) would all go to the first
widget: of `/delta`, the letters after the slash would archive and delete. Here the next one waits until the messages
of the last have passed the focused widget and everything around it.

Nothing is painted while a turn lasts, so that all that a key changes (the page, then the status line that tells of it)
is sent together, and not a frame later.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from functools import partial

from textual.app import App
from textual.dom import DOMNode
from textual.events import Key
from textual.timer import Timer

ROUNDS = 2
"""Ways up from the widget: the key itself, then what the widget tells because of it."""

LOOK_AGAIN = 0.25
"""Seconds after which it is looked whether the widget that a turn waits for is still there to end it."""

MOST_LOOKS = 40
"""Looks after which a turn ends although its widget is there: a machine may be slow, but nobody types in vain."""

MOST_WAITING = 1_000
"""Keys that wait; a paste into no box is no text that anybody misses."""


class Turns:
    """The keys of an App in their order. `hear` is what the App does with one."""

    def __init__(self, app: App[None], hear: Callable[[Key], Awaitable[None]]) -> None:
        self._app, self._hear = app, hear
        self._waiting: deque[Key] = deque(maxlen=MOST_WAITING)
        self._turn = 0
        self._is_taken = False
        self._painting_later = ExitStack()
        self._waits_for: DOMNode | None = None
        self._watch: Timer | None = None

    async def take(self, key: Key) -> None:
        """Hear a key now, or when its turn comes."""
        if self._is_taken:
            self._waiting.append(key)
            return
        self._turn += 1
        self._is_taken = True
        self._painting_later.enter_context(self._app.batch_update())
        place = self._waits_for = self._app.focused or self._app.screen
        self._watch_over(self._turn, MOST_LOOKS)
        await self._hear(key)
        self._climb(place, self._turn, ROUNDS)

    def _climb(self, place: DOMNode | None, turn: int, rounds: int) -> None:
        """Follow the key up: behind it in the queue of the widget, then in those of all around it."""
        while place is not None and place is not self._app:
            above = place.parent
            self._waits_for = place
            if place.call_later(self._climb, above, turn, rounds):
                return
            place = above
        self._waits_for = None
        if rounds > 1:
            self._app.call_later(self._climb, self._app.focused or self._app.screen, turn, rounds - 1)
        else:
            self._app.call_later(self._end, turn)

    def _watch_over(self, turn: int, looks: int) -> None:
        self._watch = self._app.set_timer(LOOK_AGAIN, partial(self._look, turn, looks))

    async def _look(self, turn: int, looks: int) -> None:
        """End a turn whose widget went away with what was to end it; wait on for one that is only slow."""
        gone = self._waits_for is not None and not self._waits_for.is_running
        if gone or looks == 0:
            await self._end(turn)
        elif turn == self._turn and self._is_taken:
            self._watch_over(turn, looks - 1)

    async def _end(self, turn: int) -> None:
        if turn == self._turn and self._is_taken:
            self._is_taken = False
            if self._watch is not None:
                self._watch.stop()
            self._painting_later.close()
            self._app.screen.check_idle()  # what only it knows to have changed, such as classes, it paints when idle
            if self._waiting:
                await self.take(self._waiting.popleft())
