"""Blocks of code: lines are never wrapped but cropped, with a mark at the edge, and can be moved sideways.

Every line fills its width, so that the ground of the block is a rectangle. A line costs no more than what is seen of
it, however long it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.safe_text import ZERO_WIDTH_SPACE
from tui.render.cells import cells, drawable, edge_after, edge_before, edges, is_narrow
from tui.render.model import Line, Piece, Role
from tui.render.parts import Part

if TYPE_CHECKING:
    from tui.render.syntax import Syntax

TAB = 4
"""Columns between tab stops."""

_GROUND = Role.CODE_BLOCK
_DRAWN = Role.CODE_BLOCK | Role.DECORATION
_TABS = re.compile("\t+")
_FEWEST_FOR_MARGIN = 12
"""Columns from which on the code stands one column inside of its ground."""


def code_lines(text: str, part: Part, width: int, shift: int = 0, syntax: Syntax | None = None) -> list[Line]:
    """The lines of a part of a block of code, moved to the left by `shift` cells."""
    lines: list[Line] = []
    start = part.start
    while True:
        end = text.find("\n", start, part.end)
        stop = end if end >= 0 else part.end
        lines.append(_line(text, start, stop, width, shift, syntax))
        if end < 0 or end + 1 >= part.end:
            return lines
        start = end + 1


def whole_width(text: str, part: Part, width: int) -> int:
    """The width, or one at which no line of a part is cropped."""
    return max(width, widest_line(text[part.start : part.end]) + 2)


def widest_line(text: str) -> int:
    """The cells of the widest line, tabs expanded."""
    longest = max(text.split("\n"), key=lambda line: len(line) + (TAB - 1) * line.count("\t"))
    return cells(_seen(longest.expandtabs(TAB), TAB))


def _seen(text: str, width: int) -> str:
    """Code as it is drawn, character by character: what parts words unseen elsewhere is a blank here."""
    return drawable(text, width).replace(ZERO_WIDTH_SPACE, " ")


def _line(text: str, start: int, end: int, width: int, shift: int, syntax: Syntax | None) -> Line:
    left = 1 if width >= _FEWEST_FOR_MARGIN else 0
    right = 1 if width > 1 else 0
    room = width - left - right
    seen = _seen(text[start : min(end, start + 2 * (shift + room) + 64)], width)
    pieces: list[Piece] = []
    size = -shift
    for piece in _expanded(seen, start):
        if size >= room:
            break
        size = _place(piece, size, room, pieces)
    cropped = size > room or len(seen) < end - start
    size = min(max(size, 0), room)
    if syntax is not None:
        pieces = [coloured for piece in pieces for coloured in _coloured(piece, syntax)]
    if left:
        pieces.insert(0, Piece("‹" if shift and start < end else " ", _DRAWN))
    filling = " " * (room - size) + ("›" if cropped else " ") * right
    if filling:
        pieces.append(Piece(filling, _DRAWN))
    return Line(tuple(pieces), start, end, width)


def _expanded(text: str, start: int) -> Iterator[Piece]:
    """The line as pieces, tabs as blanks up to the next stop: one of them the document's, the others drawn."""
    at = column = 0
    for tabs in _TABS.finditer(text):
        if at < tabs.start():
            yield Piece(text[at : tabs.start()], _GROUND, start + at)
            column += cells(text[at : tabs.start()])
        at = tabs.end()
        count = at - tabs.start()
        added = TAB * count - column % TAB - count
        yield Piece(" " * count, _GROUND, start + tabs.start())
        if added > 0:
            yield Piece(" " * added, _DRAWN)
        column += count + max(0, added)
    if at < len(text):
        yield Piece(text[at:], _GROUND, start + at)


def _place(piece: Piece, column: int, room: int, pieces: list[Piece]) -> int:
    """Append what is seen of a piece that begins at a column, negative left of the edge; the column after it."""
    text = piece.text
    size = cells(text)
    if column + size <= 0:
        return column + size
    if column >= 0 and column + size <= room:
        pieces.append(piece)
        return column + size
    places = range(len(text) + 1) if is_narrow(text) else edges(text)
    first = edge_after(text, bisect_left(places, max(0, -column)))
    last = max(first, edge_before(text, bisect_right(places, room - column) - 1))
    _blanks(places[first] + min(column, 0) if column < 0 else 0, pieces)
    if first < last:
        pieces.append(Piece(text[first:last], piece.role, piece.start + first if piece.start >= 0 else -1))
    if column + size > room:
        _blanks(room - column - places[last], pieces)
        return room + 1
    return column + size


def _blanks(count: int, pieces: list[Piece]) -> None:
    """Blanks for the half of a wide character that is cut by an edge."""
    if count > 0:
        pieces.append(Piece(" " * count, _DRAWN))


def _coloured(piece: Piece, syntax: Syntax) -> Iterator[Piece]:
    """A piece cut where tokens begin and end."""
    if piece.start < 0:
        yield piece
        return
    start, end = piece.start, piece.start + len(piece.text)
    at = start
    for token in syntax.within(start, end):
        begin, stop = max(start, token.start), min(end, token.end)
        if at < begin:
            yield Piece(piece.text[at - start : begin - start], piece.role, at)
        yield Piece(piece.text[begin - start : stop - start], piece.role | token.role, begin)
        at = stop
    if at < end:
        yield Piece(piece.text[at - start :], piece.role, at)
