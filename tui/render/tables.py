"""Tables: as a grid where the page is wide enough, else as records, and as running text where cells hold articles.

Columns are measured by the first rows alone, and rows are laid out some at a time, so a table of thousands of rows
opens like a small one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from index.document import Block, Document, Table
from tui.render.inline import Manner, flow
from tui.render.model import Line, Role
from tui.render.paragraphs import lines_of_flow, runs_from_right
from tui.render.parts import LONGEST, Part, parts_of
from tui.render.table_columns import columns_of
from tui.render.table_grid import Grid
from tui.render.table_records import Records
from tui.render.table_rows import Rows


class TableLayout(Protocol):
    """A table at a width: its parts, and the lines of each."""

    @property
    def parts(self) -> Sequence[Part]:
        """The parts that it is laid out in, at least one."""

    def lines(self, number: int) -> list[Line]:
        """The lines of a part."""


def table_layout(document: Document, block: Block, width: int, role: Role, manner: Manner) -> TableLayout:
    """The form of a table that suits a width."""
    table = block.table or Table(0, 0, ())
    if not table.columns or _holds_articles(block, table):
        return _Text(document, block, width, role, manner)
    rows = Rows(document, block, table, role, manner)
    columns = columns_of(rows.sample(), table.columns, width)
    return Records(rows, width) if columns is None else Grid(rows, columns, mirrored=runs_from_right(document, block))


def _holds_articles(block: Block, table: Table) -> bool:
    return block.end - block.start > LONGEST and any(cell.end - cell.start > LONGEST for cell in table.cells)


class _Text:
    """A table as running text."""

    def __init__(self, document: Document, block: Block, width: int, role: Role, manner: Manner) -> None:
        self.parts = parts_of(document, block)
        self._document = document
        self._width = width
        self._role = role
        self._manner = manner

    def lines(self, number: int) -> list[Line]:
        """The lines of a part."""
        part = self.parts[number]
        text = self._document.text[part.start : part.end]
        return lines_of_flow(flow(text, part.start, part.spans, self._role, self._manner), self._width)
