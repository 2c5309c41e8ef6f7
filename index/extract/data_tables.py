"""Which tables hold data in rows and columns, and which only lay out the parts of a page.

Marks those of data; what becomes of the others is `tidy`'s business, what stands in the cells `tables`'.
"""

from __future__ import annotations

from lxml.html import HtmlElement

from index.extract.tree import holds, text_of

DATA_TABLE = "carrel-data-table"
"""The attribute of a table that holds data."""

PARTS = frozenset(("caption", "thead", "tbody", "tfoot", "tr", "td", "th"))

_LARGEST_CELL = 300
_LARGEST_SHARE = 0.6


def mark_data_tables(body: HtmlElement, *, trusted: bool = False) -> None:
    """Mark the tables of data under a body. `trusted`: every table that can be one is one."""
    for table in list(body.iter("table")):
        if is_data_table(table) or (trusted and not holds(table, "table", "pre")):
            table.set(DATA_TABLE, "1")
            _settle_tables_within(table)


def is_data_table(table: HtmlElement) -> bool:
    """Whether a table holds data in rows and columns, rather than the parts of a page."""
    if holds(table, "h1", "article", "form") or table.get("role") == "presentation":
        return False
    if holds(table, "table") and not _holds_small_tables(table):
        return False
    rows = rows_of(table)
    cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
    if not cells or (len(rows) < 2 and not holds(table, "th")):
        return False
    if max((sum(cell.tag in ("td", "th") for cell in row) for row in rows), default=0) < 2:
        return False
    sizes = [len(text_of(cell)) for cell in cells]
    return not (max(sizes) > _LARGEST_CELL and max(sizes) > _LARGEST_SHARE * sum(sizes))


def rows_of(table: HtmlElement) -> list[HtmlElement]:
    """The rows of a table itself, not those of tables inside it."""
    parts = [table, *(part for part in table if part.tag in ("tbody", "thead", "tfoot"))]
    return [row for part in parts for row in part if row.tag == "tr"]


def _holds_small_tables(table: HtmlElement) -> bool:
    """Whether the tables inside a table are details of it: little text, beside more of its own."""
    inner = [text_of(each) for each in table.iterdescendants("table")]
    is_nested_once = not any(holds(each, "table") for each in table.iterdescendants("table"))
    size = sum(map(len, inner))
    return is_nested_once and max(map(len, inner)) <= _LARGEST_CELL and size <= 0.5 * len(text_of(table))


def _settle_tables_within(table: HtmlElement) -> None:
    """Small tables inside the cells of one that holds data become lines of those cells: infoboxes have them."""
    for inner in list(table.iterdescendants("table")):
        inner.tag = "div"
        for part in inner.iter(*PARTS):
            part.tag = "span" if part.tag in ("td", "th") else "div"
            part.tail = f" {part.tail or ''}" if part.tag == "span" else part.tail
