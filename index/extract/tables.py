"""A table's rows and cells, as HTML gives them; the grid is resolved by the document's builder."""

from __future__ import annotations

from lxml.html import HtmlElement

from index.document.builder import Inline, TableCell
from index.extract.inline import Line

_WIDEST_SPAN = 200


def table_rows(table: HtmlElement, line: Line) -> list[list[TableCell]]:
    """The rows of a table; rows and columns that hold nothing are left out where no cell spans."""
    rows = [[_cell(cell, line) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    return [row for row in rows if row]


def _cell(cell: HtmlElement, line: Line) -> TableCell:
    run = Inline()
    line.inside(run, cell)
    return TableCell(run, header=cell.tag == "th", rows=_span(cell.get("rowspan")), columns=_span(cell.get("colspan")))


def _span(value: str | None) -> int:
    try:
        return min(max(int(value or 1), 1), _WIDEST_SPAN)
    except ValueError:
        return 1
