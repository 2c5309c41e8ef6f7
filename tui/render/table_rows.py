"""The rows of a table: which cells begin in each, what a cell shows, which range of the document a row stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from index.document import Block, Cell, Document, Table
from tui.render.inline import Flow, Manner, flow
from tui.render.model import Role
from tui.render.parts import Part

CELLS_A_PART = 100
"""Cells that are laid out at once."""
_SAMPLED_ROWS = 100
_SAMPLED_CELLS = 400


class Rows:
    """Reads a table row by row."""

    def __init__(self, document: Document, block: Block, table: Table, role: Role, manner: Manner) -> None:
        self.count = table.rows
        self.columns = table.columns
        self.head = _head_rows(table)
        """How many rows at the top hold nothing but headers."""
        self.role = role
        self.manner = manner
        self._document = document
        self._block = block
        self._all_cells = table.cells
        self._span_starts = [span.start for span in block.spans]
        self._rows_a_part = max(1, CELLS_A_PART // table.columns)
        self.parts = [
            Part(self.start(row), self.start(min(row + self._rows_a_part, self.count)), ())
            for row in range(0, max(1, self.count), self._rows_a_part)
        ]

    def of_part(self, number: int) -> range:
        """The rows of a part."""
        first = number * self._rows_a_part
        return range(first, min(first + self._rows_a_part, self.count))

    def cells(self, row: int) -> Sequence[Cell]:
        """The cells that begin in a row."""
        first = bisect_left(self._all_cells, row, key=_row)
        return self._all_cells[first : bisect_left(self._all_cells, row + 1, first, key=_row)]

    def start(self, row: int) -> int:
        """The offset at which a row begins; the end of the table for the row after the last."""
        if row <= 0:
            return self._block.start
        first = bisect_left(self._all_cells, row, key=_row)
        return self._all_cells[first].start if first < len(self._all_cells) else self._block.end

    def flow(self, cell: Cell) -> Flow:
        """What a cell shows."""
        spans = self._block.spans
        if spans:
            first = bisect_left(self._span_starts, cell.start)
            spans = spans[first : bisect_left(self._span_starts, max(cell.start, cell.end), first)]
        role = self.role | (Role.TABLE_HEADER if cell.header else Role.TEXT)
        return flow(self._document.text[cell.start : cell.end], cell.start, spans, role, self.manner)

    def sample(self) -> Iterator[tuple[Cell, str]]:
        """The first cells and what they show: by them the columns are measured."""
        for number, cell in enumerate(self._all_cells):
            if number == _SAMPLED_CELLS or cell.row >= _SAMPLED_ROWS:
                return
            yield cell, self.flow(cell).text


def _row(cell: Cell) -> int:
    return cell.row


def _head_rows(table: Table) -> int:
    """The number of the first row that holds more than headers; 0 where all hold nothing else."""
    return next((cell.row for cell in table.cells if not cell.header), 0)
