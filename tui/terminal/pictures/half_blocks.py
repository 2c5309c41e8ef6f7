"""A picture as text: the upper half of a cell in one colour, the lower half in another. Works wherever colours do."""

from __future__ import annotations

from typing import NamedTuple

from tui.terminal.pictures.model import Colour, Picture


class Cell(NamedTuple):
    """A character with the colours of its letter and its ground."""

    character: str
    foreground: Colour
    background: Colour


def half_blocks(image: Picture, columns: int, rows: int) -> list[list[Cell]]:
    """The picture in so many cells, each two pixels high. Best when it was decoded to just this size."""
    across = [at * image.width // columns for at in range(columns)]
    down = [at * image.height // (rows * 2) for at in range(rows * 2)]
    return [[_cell(image.at(x, upper), image.at(x, lower)) for x in across] for upper, lower in _pairs(down)]


def _pairs(down: list[int]) -> list[tuple[int, int]]:
    return list(zip(down[::2], down[1::2], strict=True))


def _cell(upper: Colour, lower: Colour) -> Cell:
    return Cell(" " if upper == lower else "▀", upper, lower)
