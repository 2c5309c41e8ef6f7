"""A picture file as rows of half blocks for the lines of a text. To be called from a worker: decoding waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from tui.render.drawings import Drawing, Room
from tui.render.model import Piece
from tui.terminal.pictures.decoding import decode
from tui.terminal.pictures.half_blocks import Cell, half_blocks

SMALLEST = 24
"""Pixels: what is smaller both ways is an icon, and its cells would show nothing."""


def drawing_of(data: bytes, room: Room, ground: str) -> Drawing:
    """The picture in at most so many cells, over a ground; no rows for what is only an icon.

    Raises BadDataError for what is no picture, UsageError where Pillow is missing.
    """
    picture = decode(data, room.columns, room.rows * 2, ground=ground)
    if max(picture.width, picture.height) < min(SMALLEST, room.columns, room.rows * 2):
        return Drawing(room)
    rows = half_blocks(picture, picture.width, (picture.height + 1) // 2)
    return Drawing(room, [tuple(_pieces(row)) for row in rows], picture.width)


def _pieces(row: Sequence[Cell]) -> Iterator[Piece]:
    """Neighbours of equal look are one piece."""
    for cell, alike in groupby(row):
        yield Piece(cell.character * len(list(alike)), colours=(cell.foreground, cell.background))
