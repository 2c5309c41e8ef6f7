"""A virtual list on the Line API: it draws what is visible, and knows no total height.

The position is an anchor (entry, line in it), so a list of a hundred thousand entries opens like one of ten. What the
entries are and how they look is for the classes that stand on it.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tui.widgets.counting import Counting
from tui.widgets.drawing import changed_rows, is_of_size


class Listing(Counting, can_focus=True):
    """Entries under a cursor. An entry is one or more lines; some, such as headers, cannot hold the cursor."""

    ALLOW_SELECT: ClassVar[bool] = False

    class Moved(Message):
        """The cursor stands at another entry."""

        def __init__(self, listing: Listing, index: int) -> None:
            super().__init__()
            self.listing = listing
            self.index = index

        @property
        def control(self) -> Listing:
            """The list that it happened in."""
            return self.listing

        def can_replace(self, message: Message) -> bool:
            """Only the last place matters."""
            return isinstance(message, Listing.Moved)

    class Opened(Message):
        """An entry was opened, by key or mouse."""

        def __init__(self, listing: Listing, index: int) -> None:
            super().__init__()
            self.listing = listing
            self.index = index

        @property
        def control(self) -> Listing:
            """The list that it happened in."""
            return self.listing

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  textual's name for it
        super().__init__(id=id)
        self._cursor = 0
        self._top = (0, 0)
        self._rows: list[Strip] = []

    # What the classes on top of this one tell

    @property
    @abstractmethod
    def length(self) -> int:
        """The number of entries."""

    @abstractmethod
    def height_of(self, index: int) -> int:
        """The lines of an entry."""

    @abstractmethod
    def draw(self, index: int, width: int) -> list[Strip]:
        """An entry's lines, each `width` cells wide."""

    def holds_cursor(self, index: int) -> bool:
        """Whether the cursor can stand at an entry."""
        return index < self.length

    def blank(self, width: int) -> Strip:
        """A row below the last entry."""
        return Strip.blank(width, self.rich_style)

    # The cursor

    @property
    def cursor(self) -> int:
        """The entry that the cursor stands at."""
        return self._cursor

    def move_cursor(self, index: int, *, quietly: bool = False) -> None:
        """Put the cursor at an entry, or the nearest one that can hold it, and scroll it into view."""
        index = self._nearest(max(0, min(index, self.length - 1)), 1 if index >= self._cursor else -1)
        if index != self._cursor:
            self._cursor = index
            if not quietly:
                self.post_message(self.Moved(self, index))
        self.show_cursor()

    def _nearest(self, index: int, step: int) -> int:
        for way in (step, -step):
            at = index
            while 0 <= at < self.length:
                if self.holds_cursor(at):
                    return at
                at += way
        return 0

    def step_cursor(self, amount: int) -> None:
        """Move over entries that can hold the cursor."""
        index, step = self._cursor, 1 if amount > 0 else -1
        for _ in range(abs(amount)):
            beyond = index + step
            while 0 <= beyond < self.length and not self.holds_cursor(beyond):
                beyond += step
            if not 0 <= beyond < self.length:
                break
            index = beyond
        if index == self._cursor and step < 0:
            self._scroll_to_start()
        self.move_cursor(index)

    def _scroll_to_start(self) -> None:
        """At the first entry, show also the header above it."""
        if all(not self.holds_cursor(index) for index in range(self._cursor)):
            self._top = (0, 0)

    # Scrolling

    def show_cursor(self) -> None:
        """Scroll as little as shows the cursor's entry whole."""
        height = self.size.height
        if not height:
            return
        if self._cursor <= self._top[0]:
            first = self._cursor
            if (
                first
                and not self.holds_cursor(first - 1)
                and self.height_of(first - 1) + self.height_of(first) <= height
            ):
                first -= 1
            self._top = min(self._top, (first, 0)) if self._top[0] != self._cursor or self._top[1] else self._top
        needed, index = 0, self._cursor
        while index > self._top[0] and needed <= height:
            needed += self.height_of(index)
            index -= 1
        needed += self.height_of(index) - self._top[1] if index == self._top[0] else 0
        if needed > height:
            self._top = self._anchor_with_bottom(self._cursor)
        self.show()

    def _anchor_with_bottom(self, index: int) -> tuple[int, int]:
        """The anchor that puts the last line of an entry at the bottom of the screen."""
        left = self.size.height
        while index >= 0:
            left -= self.height_of(index)
            if left <= 0:
                return index, -left
            index -= 1
        return 0, 0

    def clamp(self) -> None:
        """Let no empty screen stand below the last entry where there is more above."""
        self._cursor = self._nearest(max(0, min(self._cursor, self.length - 1)), 1)
        self._top = min(self._top, self._anchor_with_bottom(self.length - 1)) if self.length else (0, 0)

    def scroll_lines(self, amount: int) -> None:
        """Scroll without moving the cursor, as a wheel does."""
        index, line = self._top
        line += amount
        while line < 0 and index > 0:
            index -= 1
            line += self.height_of(index)
        while index < self.length and line >= self.height_of(index):
            line -= self.height_of(index)
            index += 1
        self._top = min((index, max(0, line)), self._anchor_with_bottom(self.length - 1))
        self.show()

    @property
    def top(self) -> tuple[int, int]:
        """The anchor: (entry, line in it) of the first row."""
        return self._top

    @property
    def in_view(self) -> range:
        """The entries of which something is on the screen."""
        index, rows = self._top[0], -self._top[1]
        while index < self.length and rows < self.size.height:
            rows += self.height_of(index)
            index += 1
        return range(self._top[0], index)

    # Drawing

    def show(self) -> None:
        """Draw anew, and send the rows that look different."""
        if not self.is_mounted or not self.size:
            return
        before, self._rows = self._rows, self._composed()
        rows = changed_rows(before, self._rows)
        if len(rows) == self.size.height:
            self.refresh()
        else:
            self.refresh(*(Region(0, row, self.size.width, 1) for row in rows)) if rows else None

    def _composed(self) -> list[Strip]:
        width, height = self.size
        rows: list[Strip] = []
        for index in self.in_view:
            drawn = self.draw(index, width)
            rows += drawn[self._top[1] :] if index == self._top[0] else drawn
        rows += [self.blank(width)] * (height - len(rows))
        return rows[:height]

    def render_line(self, y: int) -> Strip:
        """One row, for textual."""
        if not is_of_size(self._rows, self.size):
            self._rows = self._composed()
        return self._rows[y] if y < len(self._rows) else self.blank(self.size.width)

    def forget(self) -> None:
        """Draw everything anew: the width, the theme or the entries are others."""
        self._rows = []
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self.clamp()
        self.show_cursor()

    def notify_style_update(self) -> None:
        """Another theme."""
        super().notify_style_update()
        self._rows = []

    def on_focus(self) -> None:
        """The cursor may look different where the keys go."""
        self.show()

    def on_blur(self) -> None:
        """The cursor may look different where the keys go."""
        self.show()

    # Keys and mouse

    def action_move(self, amount: int) -> None:
        """Move by entries."""
        self.step_cursor(amount * self.take_count())

    def action_page(self, amount: int) -> None:
        """Move by screens."""
        self.step_cursor(amount * self.take_count() * max(1, len(self.in_view) - 1))

    def action_half(self, amount: int) -> None:
        """Move by half screens."""
        self.step_cursor(amount * self.take_count() * max(1, len(self.in_view) // 2))

    def action_top(self) -> None:
        """To the first entry."""
        self.take_count()
        self._top = (0, 0)
        self.move_cursor(0)

    def action_bottom(self) -> None:
        """To the last entry."""
        self.take_count()
        self.move_cursor(self.length - 1)

    def action_open(self) -> None:
        """Open the entry at the cursor."""
        self.take_count()
        if self.length:
            self.post_message(self.Opened(self, self._cursor))

    def on_click(self, event: Click) -> None:
        """The first click moves the cursor, the second opens."""
        row = event.y + self._top[1]
        for index in self.in_view:
            if row < self.height_of(index):
                if self.holds_cursor(index):
                    was_here = index == self._cursor
                    self.move_cursor(index)
                    if was_here or event.chain > 1:
                        self.action_open()
                return
            row -= self.height_of(index)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """The wheel."""
        event.stop()
        self.scroll_lines(3)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """The wheel."""
        event.stop()
        self.scroll_lines(-3)
