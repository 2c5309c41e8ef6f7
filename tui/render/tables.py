"""Tables: as a grid where the page is wide enough, else as records of `name: value` lines.

Columns are measured by the first rows alone, and rows are laid out some at a time, so a table of thousands of rows
opens like a small one. A cell that spans rows is shown in the first of them. A table that holds whole articles in its
cells is shown as running text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from index.document import Block, Cell, Document, Table
from tui.render.columns import SEPARATOR, Columns, columns_of
from tui.render.inline import Flow, Manner, flow, joined
from tui.render.model import Line, Piece, Role
from tui.render.paragraphs import lines_of_flow, runs_from_right
from tui.render.parts import LONGEST, Part, parts_of

CELLS_A_PART = 100
_SAMPLED_ROWS = 100
_SAMPLED_CELLS = 400
_HANGING = 2
"""Columns by which the further lines of a value stand in, in a record."""


class TableLayout:
    """A table at a width: its parts, and the lines of each."""

    def __init__(self, document: Document, block: Block, width: int, role: Role, manner: Manner) -> None:
        self._document = document
        self._block = block
        self._width = width
        self._role = role
        self._manner = manner
        self._table = block.table or Table(0, 0, ())
        self._names: dict[int, str] | None = None
        self._span_starts = [span.start for span in block.spans]
        self._is_text = _holds_articles(block, self._table)
        if self._is_text:
            self.parts = parts_of(document, block)
            return
        self._mirrored = runs_from_right(document, block)
        self._head = _head_rows(self._table)
        self._columns = columns_of(self._sample(), self._table.columns, width) if self._table.columns else None
        self._rows_a_part = max(1, CELLS_A_PART // max(1, self._table.columns))
        self.parts = [
            Part(*self._range(first, min(first + self._rows_a_part, self._table.rows)), ())
            for first in range(0, max(1, self._table.rows), self._rows_a_part)
        ]

    def lines(self, number: int) -> list[Line]:
        """The lines of a part."""
        part = self.parts[number]
        if self._is_text:
            text = self._document.text[part.start : part.end]
            return lines_of_flow(flow(text, part.start, part.spans, self._role, self._manner), self._width)
        first = number * self._rows_a_part
        rows = range(first, min(first + self._rows_a_part, self._table.rows))
        make = self._grid_lines if self._columns else self._record_lines
        return [line for row in rows for line in make(row)] or [Line((), part.start, part.end, 0)]

    def _sample(self) -> Iterator[tuple[Cell, str]]:
        for number, cell in enumerate(self._table.cells):
            if number == _SAMPLED_CELLS or cell.row >= _SAMPLED_ROWS:
                return
            yield cell, self._flow(cell).text

    def _flow(self, cell: Cell) -> Flow:
        first = bisect_left(self._span_starts, cell.start)
        spans = (
            self._block.spans[first : bisect_left(self._span_starts, cell.end, first)] if cell.end > cell.start else ()
        )
        role = self._role | (Role.TABLE_HEADER if cell.header else Role.TEXT)
        text = self._document.text[cell.start : cell.end]
        return flow(text, cell.start, spans, role, self._manner)

    def _cells(self, row: int) -> Sequence[Cell]:
        """The cells that begin in a row."""
        first = bisect_left(self._table.cells, row, key=_row)
        return self._table.cells[first : bisect_left(self._table.cells, row + 1, first, key=_row)]

    def _range(self, row: int, stop: int) -> tuple[int, int]:
        """The range of the document that some rows stand for."""
        return self._row_start(row), self._row_start(stop)

    def _row_start(self, row: int) -> int:
        if row <= 0:
            return self._block.start
        first = bisect_left(self._table.cells, row, key=_row)
        return self._table.cells[first].start if first < len(self._table.cells) else self._block.end

    # -- as a grid -----------------------------------------------------------------------------------------------------

    def _grid_lines(self, row: int) -> Iterator[Line]:
        columns = self._columns
        assert columns is not None
        start, end = self._range(row, row + 1)
        boxes = self._boxes(row, columns)
        for number in range(max(1, *(len(lines) for _, lines, _ in boxes))):
            yield self._grid_line(
                [(size, lines[number : number + 1], right) for size, lines, right in boxes], start, end
            )
        if row + 1 < self._table.rows:
            if row + 1 == self._head:
                yield self._between(columns, "─", "─┼─", end)
            elif columns.narrowed and row + 1 > self._head:
                yield self._between(columns, " ", SEPARATOR, end)

    def _boxes(self, row: int, columns: Columns) -> list[tuple[int, Sequence[Line], bool]]:
        """The width, lines and alignment of what stands in a row, from the first column to the last."""
        boxes: list[tuple[int, Sequence[Line], bool]] = []
        column = 0
        for cell in self._cells(row):
            boxes += ((columns.widths[each], (), False) for each in range(column, cell.column))
            size = columns.box(cell)
            right = columns.right[cell.column] if cell.columns == 1 else self._mirrored
            boxes.append((size, lines_of_flow(self._flow(cell), size), right or self._mirrored))
            column = cell.column + cell.columns
        boxes += ((width, (), False) for width in columns.widths[column:])
        return boxes[::-1] if self._mirrored else boxes

    def _grid_line(self, boxes: Sequence[tuple[int, Sequence[Line], bool]], start: int, end: int) -> Line:
        pieces: list[Piece] = []
        column = taken = 0
        for number, (size, lines, right) in enumerate(boxes):
            line = lines[0] if lines else _EMPTY
            gap = SEPARATOR if number else ""
            padding = " " * (column - taken) + gap + " " * (size - line.cells if right else 0)
            if padding:
                pieces.append(Piece(padding, self._role | Role.DECORATION))
            pieces += line.pieces
            taken += len(padding) + line.cells
            column += len(gap) + size
        if self._mirrored and taken < column:
            pieces.append(Piece(" " * (column - taken), self._role | Role.DECORATION))
            taken = column
        return Line(tuple(pieces), start, end, taken)

    def _between(self, columns: Columns, fill: str, separator: str, offset: int) -> Line:
        widths = reversed(columns.widths) if self._mirrored else columns.widths
        text = separator.join(fill * width for width in widths)
        if not self._mirrored:
            text = text.rstrip()
        return Line((Piece(text, self._role | Role.DECORATION),) if text else (), offset, offset, len(text))

    # -- as records ----------------------------------------------------------------------------------------------------

    def _record_lines(self, row: int) -> Iterator[Line]:
        start, end = self._range(row, row + 1)
        if row < self._head:
            flows = [self._flow(cell) for cell in self._cells(row) if cell.end > cell.start]
            for line in (
                lines_of_flow(joined(flows, " · ", self._role | Role.TABLE_HEADER), self._width) if flows else ()
            ):
                yield Line(line.pieces, start, end, line.cells)
        else:
            for cell in self._cells(row):
                if cell.end > cell.start:
                    yield from self._field_lines(cell, start, end)
        if self._head - 1 <= row < self._table.rows - 1:
            yield Line((), end, end, 0)

    def _field_lines(self, cell: Cell, start: int, end: int) -> Iterator[Line]:
        indent = _HANGING if self._width > 8 * _HANGING else 0
        shown = self._flow(cell)
        if name := self._name(cell.column):
            role = self._role | Role.TABLE_HEADER
            shown = joined([flow("", cell.start, (), role, self._manner, before=name), shown], ": ", role)
        for number, line in enumerate(lines_of_flow(shown, self._width - indent)):
            lead = (Piece(" " * indent, self._role | Role.DECORATION),) if number and indent else ()
            yield Line((*lead, *line.pieces), start, end, line.cells + len(lead) * indent)

    def _name(self, column: int) -> str:
        """What the last row of the head says of a column."""
        if self._names is None:
            self._names = {}
            for cell in self._cells(self._head - 1) if self._head else ():
                text = self._flow(cell).text.replace("\n", " ")
                self._names.update((cell.column + each, text) for each in range(cell.columns))
        return self._names.get(column, "")


_EMPTY = Line((), -1, -1, 0)


def _row(cell: Cell) -> int:
    return cell.row


def _head_rows(table: Table) -> int:
    """How many rows at the top hold nothing but headers; none where all do."""
    for cell in table.cells:
        if not cell.header:
            return cell.row
    return 0


def _holds_articles(block: Block, table: Table) -> bool:
    return block.end - block.start > LONGEST and any(cell.end - cell.start > LONGEST for cell in table.cells)
