"""What a widget shows pictures on: the terminal at hand, by the best way that it knows."""

from __future__ import annotations

import fcntl
import math
import struct
import termios
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import count
from secrets import randbelow
from typing import Protocol

from tui.terminal.pictures.model import CELL, Picture
from tui.terminal.pictures.sixel import MOST_COLOURS
from tui.terminal.pictures.support import FORCED, QUESTION, Answers, Graphics, graphics, read_answers
from tui.terminal.pictures.wall import Wall

PATIENCE = 3.0
"""Seconds to wait for an answer, beside the reading: longer than a slow line takes."""

MOST_PIXELS, MOST_PIXELS_FAR = 400_000, 100_000
"""Pixels of a picture that the terminal scales itself; fewer over SSH, where they take their time."""

_FIRST_NUMBERS = 0xFFFF


class Terminal(Protocol):
    """What a driver must be able to do."""

    @property
    def descriptor(self) -> int:
        """The terminal's."""
        ...

    def ask(self, question: str, is_answered: Callable[[bytes], bool], seconds: float) -> bytes:
        """What the terminal answers in time."""
        ...

    def hang(self, wall: Wall) -> None:
        """Show the pictures of a wall from now on, and what is new on it."""
        ...


class Canvas:
    """Shows pictures by the terminal's own graphics."""

    def __init__(self, terminal: Terminal, wall: Wall, *, is_far: bool) -> None:
        self._terminal, self._wall = terminal, wall
        self._numbers = count(1 + randbelow(_FIRST_NUMBERS))
        self._most_pixels = MOST_PIXELS_FAR if is_far else MOST_PIXELS

    @property
    def cell(self) -> tuple[int, int]:
        """Pixels of a cell, wide and high."""
        return self._wall.cell

    @property
    def generation(self) -> int:
        """Another number once the terminal has forgotten all pictures."""
        return self._wall.generation

    @property
    def most_colours(self) -> int:
        """The colours that a picture may have; 0 for any number."""
        return MOST_COLOURS if self._wall.graphics is Graphics.SIXEL else 0

    def reduction(self, width: int, height: int) -> float:
        """By what a picture of so many pixels is to be made smaller, which the terminal makes larger again: 1 or more.

        What a terminal draws a pixel a pixel stays as it is.
        """
        if self._wall.graphics is Graphics.SIXEL:
            return 1.0
        return max(1.0, math.sqrt(width * height / self._most_pixels))

    def hang(self, picture: Picture, columns: int, rows: int) -> int:
        """Let a picture be shown wherever the cells of the number stand that it gets."""
        number = next(self._numbers)
        self._wall.hang(number, picture, columns, rows)
        self._terminal.hang(self._wall)
        return number

    def discard(self, numbers: Iterable[int]) -> None:
        """Forget pictures."""
        self._wall.discard(numbers)
        self._terminal.hang(self._wall)


def open_canvas(
    terminal: Terminal, choice: str, environment: Mapping[str, str], *, truecolour: bool, is_far: bool
) -> Canvas | None:
    """The canvas that a terminal gives, or that the reader's settings ask for; None where only half blocks will do.

    For a worker: where only the terminal can tell, it is asked, and that may wait.
    """
    wanted = FORCED.get(choice) or graphics(environment)
    answers, cell = Answers(), _cell_of(terminal.descriptor)
    if wanted is None or (wanted is Graphics.SIXEL and cell is None):
        said = terminal.ask(QUESTION, lambda received: read_answers(received) is not None, PATIENCE)
        answers = read_answers(said) or answers
    cell = cell or answers.cell
    if wanted is None:
        wanted = graphics(environment, replace(answers, cell=cell), truecolour=truecolour)
    if wanted is Graphics.KITTY and not truecolour:
        wanted = Graphics.KITTY_AT_CURSOR
    if wanted in (None, Graphics.HALF_BLOCKS, Graphics.NONE):
        return None
    return Canvas(terminal, Wall(wanted, cell or CELL), is_far=is_far)


def _cell_of(descriptor: int) -> tuple[int, int] | None:
    """Pixels of a cell by the size of the window, where the terminal says that in pixels too."""
    try:
        answer = fcntl.ioctl(descriptor, termios.TIOCGWINSZ, bytes(8))
    except OSError:
        return None
    rows, columns, width, height = struct.unpack("HHHH", answer)
    cell = (width // columns, height // rows) if rows and columns else (0, 0)
    return cell if min(cell) > 0 else None
