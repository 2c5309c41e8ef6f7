"""A table as a grid: columns side by side, a rule under the head, an empty row between rows where cells wrap.

A cell that spans columns fills them all; one that spans rows is shown in the first. A table that runs from right to
left has its first column at the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from tui.render.model import Line, Piece, Role
from tui.render.paragraphs import lines_of_flow
from tui.render.table_columns import SEPARATOR, Columns
from tui.render.table_rows import Rows

_RULE = "─┼─"
_EMPTY = Line((), -1, -1, 0)


class _Box(NamedTuple):
    """The place of a cell in a row, and the lines in it."""

    width: int
    lines: Sequence[Line] = ()
    right: bool = False


class Grid:
    """A table whose columns fit."""

    def __init__(self, rows: Rows, columns: Columns, *, mirrored: bool) -> None:
        self.parts = rows.parts
        self._rows = rows
        self._columns = columns
        self._mirrored = mirrored
        self._drawn = rows.role | Role.DECORATION

    def lines(self, number: int) -> list[Line]:
        """The lines of a part."""
        return [line for row in self._rows.of_part(number) for line in self._row_lines(row)]

    def _row_lines(self, row: int) -> Iterator[Line]:
        rows = self._rows
        start, end = rows.start(row), rows.start(row + 1)
        boxes = self._boxes(row)
        for lines in zip_longest(*(box.lines or (_EMPTY,) for box in boxes), fillvalue=_EMPTY):
            yield self._line(boxes, lines, start, end)
        if row + 1 == rows.count:
            return
        if row + 1 == rows.head:
            yield self._between("─", _RULE, end)
        elif self._columns.narrowed and row + 1 > rows.head:
            yield self._between(" ", SEPARATOR, end)

    def _boxes(self, row: int) -> list[_Box]:
        """What stands in a row, from the left."""
        columns, boxes, column = self._columns, list[_Box](), 0
        for cell in self._rows.cells(row):
            boxes += (_Box(width) for width in columns.widths[column : cell.column])
            width = columns.box(cell)
            right = self._mirrored or (cell.columns == 1 and columns.right[cell.column])
            boxes.append(_Box(width, lines_of_flow(self._rows.flow(cell), width), right))
            column = cell.column + cell.columns
        boxes += (_Box(width) for width in columns.widths[column:])
        return boxes[::-1] if self._mirrored else boxes

    def _line(self, boxes: Sequence[_Box], lines: Sequence[Line], start: int, end: int) -> Line:
        pieces: list[Piece] = []
        column = taken = 0
        for number, (box, line) in enumerate(zip(boxes, lines, strict=True)):
            gap = SEPARATOR if number else ""
            padding = " " * (column - taken) + gap + " " * (box.width - line.cells if box.right else 0)
            if padding:
                pieces.append(Piece(padding, self._drawn))
            pieces += line.pieces
            taken += len(padding) + line.cells
            column += len(gap) + box.width
        if self._mirrored and taken < column:
            pieces.append(Piece(" " * (column - taken), self._drawn))
            taken = column
        return Line(tuple(pieces), start, end, taken)

    def _between(self, fill: str, separator: str, offset: int) -> Line:
        widths = self._columns.widths
        text = separator.join(fill * width for width in (reversed(widths) if self._mirrored else widths))
        if not self._mirrored:
            text = text.rstrip()
        return Line((Piece(text, self._drawn),) if text else (), offset, offset, len(text))
