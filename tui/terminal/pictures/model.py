"""A picture, decoded: pixels and nothing else. And how many cells it should take."""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[int, int, int]

CELL = (8, 16)
"""Pixels of a cell, wide and high, where a terminal does not say."""


@dataclass(frozen=True, slots=True)
class Picture:
    """`pixels` are red, green and blue, a byte each, row by row from the top."""

    width: int
    height: int
    pixels: bytes

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1 or len(self.pixels) != self.width * self.height * 3:
            raise ValueError(f"{len(self.pixels)} bytes are no picture of {self.width} × {self.height}")

    def at(self, x: int, y: int) -> Colour:
        """The colour of a pixel."""
        start = (y * self.width + x) * 3
        red, green, blue = self.pixels[start : start + 3]
        return red, green, blue

    def rows(self, start: int, end: int) -> Picture:
        """The part from one row of pixels to before another."""
        return Picture(self.width, end - start, self.pixels[start * self.width * 3 : end * self.width * 3])


def fitting(size: tuple[int, int], room: tuple[int, int], cell: tuple[int, int] = CELL) -> tuple[int, int]:
    """(columns, rows) for a picture of so many pixels in a room of so many cells: in proportion, never enlarged."""
    width, height = size[0] / cell[0], size[1] / cell[1]
    scale = min(1.0, room[0] / width, room[1] / height)
    return max(1, round(width * scale)), max(1, round(height * scale))
