"""How wide the columns of a table are, and which way their cells are aligned: from a sample of its first rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from index.document import Cell
from tui.render.cells import most_cells

SEPARATOR = " │ "
NARROWEST = 8
"""A column that is narrowed keeps this many cells; where that is too much, the table becomes records."""
_LONGEST_WORD = 14
"""Cells of a word that a column need not cut; longer ones may be cut."""

_NUMBER = re.compile(
    r"[-+−–±~≈<>≤≥(]?\s?[$€£¥]?\s?\d[\d\s.,:/'’\u00a0\u202f]*\s?(?:[%‰°)]|[^\W\d_]{1,4}[²³]?)?"
    r"|[-–—]|n/?a\.?",
    re.IGNORECASE,
)


class Columns(NamedTuple):
    """The columns of a table that fits. `narrowed` tells that cells wrap, so that rows need parting."""

    widths: Sequence[int]
    right: Sequence[bool]
    """Whether cells stand at the right edge: columns of numbers."""
    narrowed: bool

    def box(self, cell: Cell) -> int:
        """The cells that a table cell has, over all columns that it spans."""
        spanned = self.widths[cell.column : cell.column + cell.columns]
        return sum(spanned) + len(SEPARATOR) * (len(spanned) - 1)


def columns_of(sample: Iterable[tuple[Cell, str]], count: int, width: int) -> Columns | None:
    """The columns of a table, from cells and what they show; None where no width of columns would do."""
    sample = list(sample)
    room = width - len(SEPARATOR) * (count - 1)
    if room < count:
        return None
    natural, least = [1] * count, [1] * count
    for cell, text in sample:
        if cell.columns == 1:
            wanted, needed = _extent(text)
            natural[cell.column] = max(natural[cell.column], wanted)
            least[cell.column] = max(least[cell.column], needed)
    _widen_for_spans(sample, natural)
    right = _numeric(sample, count)
    if sum(natural) <= room:
        return Columns(natural, right, narrowed=False)
    if count == 1:
        return Columns([room], right, narrowed=True)
    widths = _narrowed(natural, least, room)
    return Columns(widths, right, narrowed=True) if widths else None


def _extent(text: str) -> tuple[int, int]:
    """The cells of the widest line of a cell, and of its widest word."""
    wanted = max(map(most_cells, text.split("\n")))
    if wanted <= NARROWEST:
        return wanted, wanted
    return wanted, min(_LONGEST_WORD, max(map(most_cells, text.split()), default=1))


def _widen_for_spans(sample: Sequence[tuple[Cell, str]], natural: list[int]) -> None:
    """Give the last column under a spanning cell what the cell needs more than its columns have."""
    for cell, text in sample:
        if cell.columns > 1:
            last = min(cell.column + cell.columns, len(natural))
            missing = _extent(text)[0] - sum(natural[cell.column : last]) - len(SEPARATOR) * (last - cell.column - 1)
            if missing > 0:
                natural[last - 1] += missing


def _narrowed(natural: Sequence[int], least: Sequence[int], room: int) -> list[int] | None:
    """Widths that fill the room, the widest columns cut to one measure; None where that cuts too deep."""

    def cut_to(measure: int) -> list[int]:
        return [max(needed, min(wanted, measure)) for wanted, needed in zip(natural, least, strict=True)]

    low, high = NARROWEST, max(natural)
    if sum(cut_to(low)) > room:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if sum(cut_to(middle)) <= room else (low, middle)
    widths = cut_to(low)
    spare = room - sum(widths)
    for column, wanted in enumerate(natural):
        if spare and widths[column] < wanted:
            widths[column] += 1
            spare -= 1
    return widths


def _numeric(sample: Iterable[tuple[Cell, str]], count: int) -> list[bool]:
    numbers, others = [0] * count, [0] * count
    for cell, text in sample:
        if cell.columns == 1 and not cell.header and text.strip():
            (numbers if _NUMBER.fullmatch(text.strip()) else others)[cell.column] += 1
    return [number > 4 * other for number, other in zip(numbers, others, strict=True)]
