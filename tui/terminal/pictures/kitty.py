"""A picture by the kitty graphics protocol.

Where the terminal knows placeholders (kitty, Ghostty), the picture is sent once and then is text (`terminal.standing`
has the characters). Elsewhere (Konsole and others) it is sent once too, and put at the cursor by its number.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator

from tui.terminal.pictures.model import Colour, Picture
from tui.terminal.rows import PICTURE
from tui.terminal.standing import MARKS, lead

PIECE = 4096
"""Characters of base64 in one sequence."""

MOST_ROWS = len(MARKS)
"""Rows of a picture that can be told apart."""

ABANDON = "\x1b_Gq=2,m=0;\x1b\\"
"""Ends a transmission that will not be finished."""


def transmit_as_text(image: Picture, number: int, columns: int, rows: int) -> Iterator[str]:
    """The sequences that give a picture to the terminal under a number, for so many cells. Nothing shows yet."""
    return _sequences(f"a=T,U=1,i={number},c={columns},r={rows}", image)


def transmit(image: Picture, number: int) -> Iterator[str]:
    """The sequences that give a picture to the terminal under a number, to be put somewhere later."""
    return _sequences(f"a=t,i={number}", image)


def placeholders(columns: int, rows: int) -> list[tuple[str, str]]:
    """For each row the first cell and those after it, in the colour `colour_of` its number; the first one bold."""
    return [(lead(row), PICTURE * (columns - 1)) for row in range(rows)]


def colour_of(number: int) -> Colour:
    """The colour of the letters that names a picture."""
    return number >> 16 & 255, number >> 8 & 255, number & 255


def put(number: int, columns: int, rows: int, source: tuple[int, int, int, int]) -> str:
    """The sequence that shows a part (left, top, width, height in pixels) at the cursor, which stays."""
    left, top, width, height = source
    return f"\x1b_Ga=p,i={number},p=1,C=1,q=2,c={columns},r={rows},x={left},y={top},w={width},h={height}\x1b\\"


def take_down(number: int) -> str:
    """The sequence that takes a picture from the screen; the terminal still knows it."""
    return f"\x1b_Ga=d,d=i,i={number},q=2\x1b\\"


def forget(number: int) -> str:
    """The sequence that makes the terminal forget a picture."""
    return f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"


def _sequences(what: str, image: Picture) -> Iterator[str]:
    """Compressed pixels in pieces; all but the last say that more follows. `q=2` asks for no answer."""
    data = base64.b64encode(zlib.compress(image.pixels)).decode()
    control = f"{what},f=24,o=z,s={image.width},v={image.height},"
    for at in range(0, len(data), PIECE):
        more = int(at + PIECE < len(data))
        yield f"\x1b_G{control}q=2,m={more};{data[at : at + PIECE]}\x1b\\"
        control = ""
