"""A row of the screen with words at its left and at its right: the status line, and what is said above the list."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from tui.widgets.drawing import fitted, line, shown
from tui.widgets.pane import Unscrolled

MARGIN = 1
GAP = 2
"""Blank cells between left and right, at least."""
STEP = 12
"""Cells in which the left side counts as growing: a figure that gets a digit more moves nothing at the right."""
BETWEEN = "  "


class OneLine(Unscrolled):
    """One row. Where both sides do not fit, the right one gives way, piece by piece."""

    ALLOW_SELECT: ClassVar[bool] = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"one-line--left", "one-line--right", "one-line--error"}

    def __init__(self, *, id: str | None = None, step: int = STEP) -> None:  # noqa: A002  textual's name for it
        super().__init__(id=id)
        self._step = step
        self._left = ""
        self._right: tuple[str, ...] = ()
        self._is_error = False

    @property
    def left(self) -> str:
        """What stands at the left."""
        return self._left

    def say(self, left: str, *right: str, error: bool = False) -> None:
        """Show other words. Where room is short, the last of those at the right go first."""
        if (left, right, error) != (self._left, self._right, self._is_error):
            self._left, self._right, self._is_error = left, right, error
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row, for textual."""
        width, ground = self.size.width, self.rich_style
        if y:
            return Strip.blank(width, ground)
        room = width - 2 * MARGIN
        left = fitted(shown(self._left), room)
        taken = -(-cell_len(left) // self._step) * self._step
        right = self._fitting(room - taken - (GAP if left else 0))
        blanks = " " * (room - cell_len(left) - cell_len(right))
        look = self._look("error" if self._is_error else "left")
        margin = (" " * MARGIN, Style.null())
        return line([margin, (left, look), (blanks, Style.null()), (right, self._look("right"))], width, ground)

    def _fitting(self, room: int) -> str:
        """As much of the right side as there is room for."""
        kept = ""
        for piece in map(shown, self._right):
            longer = f"{kept}{BETWEEN}{piece}" if kept else piece
            if cell_len(longer) > room:
                break
            kept = longer
        return kept

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"one-line--{name}", partial=True)
