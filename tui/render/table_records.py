"""A table as records, for pages that are too narrow for its columns: a line of `name: value` for each cell.

The head is shown once, as it stands, and then names the values of every row.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.document import Cell
from tui.render.inline import flow, joined
from tui.render.model import Line, Piece, Role
from tui.render.paragraphs import lines_of_flow
from tui.render.table_rows import Rows

_INDENT = 2
"""Columns by which the further lines of a value stand in."""
_FEWEST_FOR_INDENT = 16


class Records:
    """A table whose columns do not fit."""

    def __init__(self, rows: Rows, width: int) -> None:
        self.parts = rows.parts
        self._rows = rows
        self._width = width
        self._named = rows.role | Role.TABLE_HEADER
        self._names = _names(rows)

    def lines(self, number: int) -> list[Line]:
        """The lines of a part."""
        return [line for row in self._rows.of_part(number) for line in self._row_lines(row)]

    def _row_lines(self, row: int) -> Iterator[Line]:
        rows = self._rows
        start, end = rows.start(row), rows.start(row + 1)
        cells = [cell for cell in rows.cells(row) if cell.start < cell.end]
        if row >= rows.head:
            for cell in cells:
                yield from self._field_lines(cell, start, end)
        elif cells:
            names = joined([rows.flow(cell) for cell in cells], " · ", self._named)
            for line in lines_of_flow(names, self._width):
                yield Line(line.pieces, start, end, line.cells)
        if rows.head - 1 <= row < rows.count - 1 or not cells:
            yield Line((), end, end, 0)

    def _field_lines(self, cell: Cell, start: int, end: int) -> Iterator[Line]:
        indent = _INDENT if self._width > _FEWEST_FOR_INDENT else 0
        shown = self._rows.flow(cell)
        if name := self._names.get(cell.column):
            label = flow("", cell.start, (), self._named, self._rows.manner, before=name)
            shown = joined([label, shown], ": ", self._named)
        for number, line in enumerate(lines_of_flow(shown, self._width - indent)):
            lead = (Piece(" " * indent, self._rows.role | Role.DECORATION),) if number and indent else ()
            yield Line((*lead, *line.pieces), start, end, line.cells + len(lead) * indent)


def _names(rows: Rows) -> dict[int, str]:
    """What the last row of the head says of each column."""
    names: dict[int, str] = {}
    for cell in rows.cells(rows.head - 1) if rows.head else ():
        text = rows.flow(cell).text.replace("\n", " ")
        names.update((cell.column + each, text) for each in range(cell.columns))
    return names
