"""What the terminal is known to show, what it should show, and the cheapest way from the one to the other.

Pure: frames in, bytes out. Frames may come faster than a slow line takes them: `want` only notes, `catch_up` writes the
way to the newest, and what was only wanted in between is never sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.terminal.capabilities import Capabilities
from tui.terminal.differences import Change, differences
from tui.terminal.frames import Frame
from tui.terminal.pen import Pen
from tui.terminal.rows import Row, splice, unknown, unknown_cells, width_of
from tui.terminal.scrolling import LEAST_ROWS, Box, apply_shift, find_shift
from tui.terminal.standing import Span, blanked, mended

if TYPE_CHECKING:
    from tui.terminal.pictures.wall import Wall


class ScreenMemory:
    """The rows of a screen of `width` by `height` cells; at first nothing is known of them."""

    def __init__(self, width: int, height: int, can: Capabilities) -> None:
        self._width, self._height = width, height
        self._can = can
        self._rows: dict[int, Row] = {row: unknown(width) for row in range(height)}
        self._wanted: dict[int, Row] = {}
        self._touched: dict[tuple[int, int], list[int]] = {}
        self._cursor: tuple[int, int] | None = None
        self._pen = Pen(width, can)
        self._pen.lose()
        self.wall: Wall | None = None
        """The pictures that hang here, where there are any."""

    def learn(self, can: Capabilities) -> None:
        """The terminal turned out to be able to do this."""
        self._can = can

    def fits(self, frame: Frame) -> bool:
        """Whether all of a frame lies on the screen: otherwise only the terminal knows what it makes of it."""
        return all(row < self._height and column + width_of(runs) <= self._width for row, column, runs in frame.pieces)

    def want(self, frame: Frame) -> None:
        """Note that a frame that fits is to be shown."""
        for row, column, runs in frame.pieces:
            self._want(row, column, runs)
            self._touched.setdefault((column, column + width_of(runs)), []).append(row)
        if frame.cursor is not None:
            self._cursor = frame.cursor

    def _want(self, row: int, column: int, runs: Row) -> None:
        before = self._wanted.get(row, self._rows[row])
        after = splice(before, column, runs)
        if row in self._wanted and unknown_cells(after) > unknown_cells(before):
            # What is wanted would be cut where nobody can tell what is left of it: it is written first.
            self._write()
            after = splice(self._rows[row], column, runs)
        self._wanted[row] = after

    def catch_up(self) -> str:
        """The bytes that bring to the screen all that is wanted; empty where it shows already."""
        self._write()
        if self._cursor is not None:
            self._pen.move(*self._cursor)
        return self._pen.take()

    def _write(self) -> None:
        wanted, self._wanted = self._wanted, {}
        if self.wall is None:
            self._scroll(wanted)
        else:
            self._make_way(self.wall, wanted)
        changes = [(row, change) for row in sorted(wanted) for change in differences(self._rows[row], wanted[row])]
        if self.wall is not None and self.wall.lays_over:
            changes = [(row, Change(change.column, blanked(change.runs))) for row, change in changes]
        self._pen.write(changes)
        self._rows |= wanted

    # Pictures

    def _make_way(self, wall: Wall, wanted: dict[int, Row]) -> None:
        """Take down what does not stay where it is drawn: its cells are written anew. What stays must not be moved."""
        wanted |= {row: mended(runs) for row, runs in wanted.items()}
        for span in wall.outdated(self._rows | wanted):
            for row in span.rows:
                wanted.setdefault(row, self._rows[row])
                self._rows[row] = splice(self._rows[row], span.left, unknown(span.columns))
        if not wall.has_drawn:
            self._scroll(wanted)

    def draw(self) -> str:
        """The bytes that draw the pictures which stand on the screen and are ready."""
        ready = self.wall.ready(self._rows) if self.wall is not None else ()
        for span, data in ready:
            self._pen.move(span.top, span.left)
            self._pen.insert(data)
        return self.catch_up() if ready else ""

    @property
    def undrawn(self) -> list[Span]:
        """What stands on the screen and is not drawn yet."""
        return self.wall.missing(self._rows) if self.wall is not None else []

    def _scroll(self, wanted: dict[int, Row]) -> None:
        boxes, self._touched = self._boxes(), {}
        shift = find_shift(self._rows, wanted, boxes, self._width) if self._can.scrolls else None
        if shift is None:
            return
        self._pen.scroll(shift)
        for row in range(shift.top, shift.bottom + 1):
            wanted.setdefault(row, self._rows[row])
        self._rows |= apply_shift(self._rows, shift)

    def _boxes(self) -> list[Box]:
        """What was painted between the same columns, as a pane is: it may have moved as one."""
        if not self._can.scrolls_columns:
            return []
        return [
            Box(min(rows), max(rows), left, right)
            for (left, right), rows in self._touched.items()
            if max(rows) - min(rows) >= LEAST_ROWS
        ]

    def leave(self) -> str:
        """The bytes that show what is wanted and end our own style, before somebody else writes."""
        shown = self.catch_up()
        self._pen.reset()
        return shown + self._pen.take()
