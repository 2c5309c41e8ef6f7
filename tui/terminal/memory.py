"""What the terminal is known to show, and the cheapest way from there to what it should show.

Pure: frames in, bytes out. The driver decides when it can be trusted.
"""

from __future__ import annotations

from tui.terminal.capabilities import Capabilities
from tui.terminal.frames import Frame
from tui.terminal.pen import Pen
from tui.terminal.rows import Row, differences, splice, unknown, width_of
from tui.terminal.scrolling import apply_shift, find_shift


class ScreenMemory:
    """The rows of a screen of `width` by `height` cells; at first nothing is known of them."""

    def __init__(self, width: int, height: int, can: Capabilities) -> None:
        self._width, self._height = width, height
        self._can = can
        self._rows: dict[int, Row] = {row: unknown(width) for row in range(height)}
        self._pen = Pen(width, can)
        self._pen.lose()

    def fits(self, frame: Frame) -> bool:
        """Whether all of a frame lies on the screen: otherwise only the terminal knows what it makes of it."""
        return all(row < self._height and column + width_of(runs) <= self._width for row, column, runs in frame.pieces)

    def show(self, frame: Frame) -> str:
        """The bytes that bring a frame that fits to the screen; empty where it shows already."""
        wanted: dict[int, Row] = {}
        for row, column, runs in frame.pieces:
            wanted[row] = splice(wanted.get(row, self._rows[row]), column, runs)
        self._scroll(wanted)
        for row in sorted(wanted):
            for change in differences(self._rows[row], wanted[row]):
                self._pen.write(row, change)
            self._rows[row] = wanted[row]
        if frame.cursor is not None:
            self._pen.move(*frame.cursor)
        return self._pen.take()

    def _scroll(self, wanted: dict[int, Row]) -> None:
        shift = find_shift(self._rows, wanted, self._width) if self._can.scrolls else None
        if shift is None:
            return
        self._pen.scroll(*shift)
        for row in range(shift.top, shift.bottom + 1):
            wanted.setdefault(row, self._rows[row])
        self._rows |= apply_shift(self._rows, shift, self._width)

    def leave(self) -> str:
        """The bytes that end our own style before somebody else writes."""
        self._pen.reset()
        return self._pen.take()
