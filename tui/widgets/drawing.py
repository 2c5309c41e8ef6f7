"""Text of any origin into strips of cells: what the widgets of this room draw with.

Everything that is shown passes `shown` first: it keeps the length, so that ranges stay true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip

from index.safe_text import masked
from index.search.results import Range
from tui.render.cells import crop, most_cells

ELLIPSIS = "…"

Marked = list[tuple[str, bool]]
"""Pieces of a line, each with whether it is a matched word."""

_TO_BLANK = {9: 32, 10: 32}


def shown(text: str) -> str:
    """Foreign text as it may stand on one line of a screen; every character keeps its place."""
    return masked(text).translate(_TO_BLANK)


def fitted(text: str, width: int) -> str:
    """The text in at most `width` cells, with an ellipsis where something is cut off."""
    if width <= 0:
        return ""
    if most_cells(text) <= width:
        return text
    return crop(text, width - 1).rstrip() + ELLIPSIS


def marked(text: str, marks: Iterable[Range]) -> Marked:
    """The text cut at its marks."""
    pieces: Marked = []
    at = 0
    for start, end in marks:
        if at <= start < end <= len(text):
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
    pieces.append((text[at:], False))
    return [piece for piece in pieces if piece[0]]


def fitted_pieces(pieces: Marked, width: int) -> Marked:
    """The first pieces that fit in `width` cells, the last one cut with an ellipsis."""
    kept: Marked = []
    left = width
    for number, (text, mark) in enumerate(pieces):
        cells = most_cells(text)
        is_last = number == len(pieces) - 1
        if cells < left or (cells == left and is_last):
            kept.append((text, mark))
            left -= cells
            continue
        if left > 0:
            kept.append((fitted(text + ("" if is_last else " " * left), left), mark))
        break
    return kept


def from_first_mark(text: str, marks: Sequence[Range], width: int) -> tuple[str, tuple[Range, ...]]:
    """The text begun so late that its first mark stands well inside `width` cells; the marks moved with it."""
    if not marks or cell_len(text[: marks[0][1]]) < width * 2 // 3:
        return text, tuple(marks)
    start = marks[0][0]
    room = width // 3
    while start > 0 and cell_len(text[start - 1 : marks[0][0]]) <= room:
        start -= 1
    blank = text.find(" ", start, marks[0][0])
    start = blank + 1 if blank >= 0 else start
    moved = tuple((low - start + 1, high - start + 1) for low, high in marks)
    return ELLIPSIS + text[start:], moved


def line(parts: Iterable[tuple[str, Style]], width: int, ground: Style) -> Strip:
    """A strip of exactly `width` cells on one ground."""
    segments = [Segment(text, ground + style) for text, style in parts if text]
    return Strip(segments).adjust_cell_length(width, ground)


def is_of_size(rows: Sequence[Strip], size: Size) -> bool:
    """Whether rows were drawn for a widget of this size."""
    return len(rows) == size.height and all(row.cell_length == size.width for row in rows[:1])


def changed_rows(before: Sequence[Strip], after: Sequence[Strip]) -> list[int]:
    """The rows that look different now."""
    longest = max(len(before), len(after))
    return [
        row
        for row in range(longest)
        if row >= len(before) or row >= len(after) or (before[row] is not after[row] and before[row] != after[row])
    ]
