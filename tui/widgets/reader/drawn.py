"""A picture file as rows for the lines of a text. To be called from a worker: decoding waits.

The rows are half blocks, or with a canvas the cells over which the terminal itself shows the picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from tui.render.drawings import Drawing, Room
from tui.render.model import Piece, Role
from tui.terminal.pictures.decoding import decode
from tui.terminal.pictures.half_blocks import Cell, half_blocks
from tui.terminal.pictures.kitty import colour_of, placeholders
from tui.widgets.drawing import fitted

if TYPE_CHECKING:
    from tui.terminal.pictures.model import Picture

SMALLEST = 24
"""Pixels: what is smaller both ways is an icon, and its cells would show nothing."""


class Canvas(Protocol):
    """A terminal that shows pictures by graphics of its own."""

    @property
    def cell(self) -> tuple[int, int]:
        """Pixels of a cell, wide and high."""
        ...

    @property
    def generation(self) -> int:
        """Another number once the terminal has forgotten all pictures."""
        ...

    @property
    def most_colours(self) -> int:
        """The colours that a picture may have; 0 for any number."""
        ...

    def reduction(self, width: int, height: int) -> float:
        """By what a picture of so many pixels is to be made smaller."""
        ...

    def hang(self, picture: Picture, columns: int, rows: int) -> int:
        """Show a picture wherever the cells of its number stand."""
        ...

    def discard(self, numbers: Iterable[int]) -> None:
        """Forget pictures."""
        ...


def drawing_of(data: bytes, room: Room, ground: str, canvas: Canvas | None = None) -> Drawing:
    """The picture in at most so many cells, over a ground; no rows for what is only an icon.

    Raises BadDataError for what is no picture, UsageError where Pillow is missing.
    """
    return _half_blocks(data, room, ground) if canvas is None else _hung(data, room, ground, canvas)


def complaint(room: Room, said: str) -> Drawing:
    """A line in the place of a picture that cannot be shown."""
    return Drawing(room, [(Piece(fitted(said, room.columns), Role.CAPTION),)])


def _half_blocks(data: bytes, room: Room, ground: str) -> Drawing:
    picture = decode(data, room.columns, room.rows * 2, ground=ground)
    if max(picture.width, picture.height) < min(SMALLEST, room.columns, room.rows * 2):
        return Drawing(room)
    rows = half_blocks(picture, picture.width, (picture.height + 1) // 2)
    return Drawing(room, [tuple(_pieces(row)) for row in rows], picture.width)


def _pieces(row: Sequence[Cell]) -> Iterator[Piece]:
    """Neighbours of equal look are one piece."""
    for cell, alike in groupby(row):
        yield Piece(cell.character * len(list(alike)), colours=(cell.foreground, cell.background))


def _hung(data: bytes, room: Room, ground: str, canvas: Canvas) -> Drawing:
    wide, high = canvas.cell
    most = room.columns * wide, room.rows * high
    factor = canvas.reduction(*most)
    limit = max(1, int(most[0] / factor)), max(1, int(most[1] / factor))
    picture = decode(data, *limit, ground=ground, colours=canvas.most_colours)
    if max(picture.width, picture.height) < min(SMALLEST, *limit):
        return Drawing(room)
    if picture.width < limit[0] and picture.height < limit[1]:
        factor = 1.0  # It is smaller than the limit by itself.
    columns = min(room.columns, max(1, -int(-picture.width * factor // wide)))
    rows = min(room.rows, max(1, -int(-picture.height * factor // high)))
    number = canvas.hang(picture, columns, rows)
    return Drawing(room, [_cells(number, first, rest) for first, rest in placeholders(columns, rows)], columns, number)


def _cells(number: int, first: str, rest: str) -> tuple[Piece, ...]:
    letters = colour_of(number), None
    pieces = Piece(first, Role.STRONG, colours=letters), Piece(rest, colours=letters)
    return pieces if rest else pieces[:1]
