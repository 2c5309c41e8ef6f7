"""Pictures among the lines of a text: rows of coloured cells under the words that stand for them. Knows no files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.render.model import Line, Piece


@dataclass(frozen=True, slots=True)
class Room:
    """The cells that a picture may take at most, and what else it is made for: with another look it is made anew."""

    columns: int
    rows: int
    look: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as rows of pieces, each `columns` wide, made for a room; no rows where there is nothing to show.

    `number` is what the terminal knows it by, 0 where it is text alone.
    """

    room: Room
    rows: Sequence[tuple[Piece, ...]] = ()
    columns: int = 0
    number: int = 0

    def lines(self, offset: int, width: int) -> list[Line]:
        """The lines that show it, which stand at an offset of the text; none where it is too wide by now."""
        if self.columns > width:
            return []
        return [Line(row, offset, offset, self.columns) for row in self.rows]
