"""A picture for terminals that speak sixel (DEC VT340; xterm, foot, mlterm, Windows Terminal).

Six rows of pixels at a time, colour by colour. A picture of few enough colours keeps them; of others the colours are
those of a fixed cube.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tui.terminal.pictures.model import Picture

MOST_COLOURS = 255
"""Colours of a picture that terminals keep apart: xterm, foot and others have 256."""

STEPS = 6
"""Levels of each of red, green and blue in the cube."""

BAND = 6
"""Pixels that one character stands for, from top to bottom."""

_BITS = (1 << np.arange(BAND, dtype=np.uint8))[:, None]
_RUN = re.compile(rb"([?-~])\1{3,}")


def draw(image: Picture) -> str:
    """The sequence that draws it at the cursor, a pixel a pixel; what no pixel covers keeps what it shows."""
    pixels = np.frombuffer(image.pixels, np.uint8).reshape(-1, 3)
    colours, numbers = np.unique(_packed(pixels), return_inverse=True)
    if len(colours) > MOST_COLOURS:
        cube = (pixels.astype(np.uint16) * (STEPS - 1) + 127) // 255 * (255 // (STEPS - 1))
        colours, numbers = np.unique(_packed(cube), return_inverse=True)
    palette = "".join(f"#{number};2;{_percent(int(colour))}" for number, colour in enumerate(colours))
    rows = numbers.reshape(image.height, image.width)
    bands = "-".join(_band(rows[top : top + BAND]) for top in range(0, image.height, BAND))
    return f'\x1bP0;1q"1;1;{image.width};{image.height}{palette}{bands}\x1b\\'


def _packed(pixels: NDArray[np.integer]) -> NDArray[np.uint32]:
    red, green, blue = pixels.astype(np.uint32).T
    return np.asarray(red << 16 | green << 8 | blue, np.uint32)


def _percent(colour: int) -> str:
    return ";".join(str(round((colour >> shift & 255) * 100 / 255)) for shift in (16, 8, 0))


def _band(rows: NDArray[np.integer]) -> str:
    return "$".join(_layers(rows))


def _layers(rows: NDArray[np.integer]) -> Iterator[str]:
    """Each colour's pixels as bits, the top one lowest; what is empty to the right end is left out."""
    bits = _BITS[: len(rows)]
    for number in np.unique(rows):
        characters = ((rows == number) * bits).sum(axis=0, dtype=np.uint8) + np.uint8(63)
        line = characters.tobytes().rstrip(b"?")
        yield f"#{number}{_RUN.sub(_counted, line).decode()}"


def _counted(run: re.Match[bytes]) -> bytes:
    return b"!%d%b" % (len(run[0]), run[1])
