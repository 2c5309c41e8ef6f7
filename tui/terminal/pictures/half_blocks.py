"""A picture as text: the upper half of a cell in one colour, the lower half in another. Works wherever colours do.

Naming two colours takes forty bytes, a cell in the colours of the one before it takes three. So a cell keeps the
colours of its neighbour, in whatever shape, where nobody would see the difference: that halves what a picture costs.
"""

from __future__ import annotations

from typing import NamedTuple

from tui.terminal.pictures.model import Colour, Picture

UNSEEN = 6
"""How far a channel may be off on average, of 255: less than is seen in half a cell."""

_WEIGHTS = (2, 4, 3)
"""What red, green and blue weigh to the eye."""


class Cell(NamedTuple):
    """A character with the colours of its letter and its ground."""

    character: str
    foreground: Colour
    background: Colour

    @property
    def halves(self) -> tuple[Colour, Colour]:
        """The colours that its upper and its lower half show."""
        upper, lower = _SHAPES[self.character]
        colours = self.foreground, self.background
        return colours[upper], colours[lower]


_SHAPES = {"▀": (0, 1), "▄": (1, 0), " ": (1, 1), "█": (0, 0)}
"""Which of its two colours the upper and the lower half of a character have."""


def half_blocks(image: Picture, columns: int, rows: int) -> list[list[Cell]]:
    """The picture in so many cells, each two pixels high. Best when it was decoded to just this size."""
    across = [at * image.width // columns for at in range(columns)]
    down = [at * image.height // (rows * 2) for at in range(rows * 2)]
    return [_row(image, across, upper, lower) for upper, lower in zip(down[::2], down[1::2], strict=True)]


def _row(image: Picture, across: list[int], upper: int, lower: int) -> list[Cell]:
    row: list[Cell] = []
    for x in across:
        halves = image.at(x, upper), image.at(x, lower)
        row.append(_beside(row[-1], *halves) if row else _cell(*halves))
    return row


def _cell(upper: Colour, lower: Colour) -> Cell:
    return Cell(" " if upper == lower else "▀", upper, lower)


def _beside(before: Cell, upper: Colour, lower: Colour) -> Cell:
    """A cell in the colours of the one before it, else in one of them, else in its own."""
    for character in _SHAPES:
        kept = before._replace(character=character)
        if _are_alike(kept.halves[0], upper) and _are_alike(kept.halves[1], lower):
            return kept
    _, foreground, background = before
    if _are_alike(upper, lower):
        return Cell(" ", foreground, upper)
    if _are_alike(foreground, upper):
        return Cell("▀", foreground, lower)
    if _are_alike(background, lower):
        return Cell("▀", upper, background)
    if _are_alike(foreground, lower):
        return Cell("▄", foreground, upper)
    if _are_alike(background, upper):
        return Cell("▄", lower, background)
    return Cell("▀", upper, lower)


def _are_alike(one: Colour, other: Colour) -> bool:
    return one == other or difference(one, other) <= UNSEEN


def difference(one: Colour, other: Colour) -> float:
    """How far two colours are apart, as the eye weighs them: the mean over the channels, of 255."""
    apart = (weight * abs(mine - theirs) for weight, mine, theirs in zip(_WEIGHTS, one, other, strict=True))
    return sum(apart) / sum(_WEIGHTS)
