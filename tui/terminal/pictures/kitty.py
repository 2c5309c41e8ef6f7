"""A picture by the kitty graphics protocol.

Where the terminal knows placeholders (kitty, Ghostty), the picture is sent once and then is text: cells with a private
character whose marks tell row and column, and whose colour tells which picture. They scroll and are overwritten like
any text. Elsewhere it is drawn at the cursor.
"""

from __future__ import annotations

import base64
import zlib
from itertools import chain

from tui.terminal.pictures.model import Colour, Picture

PLACEHOLDER = "\U0010eeee"

PIECE = 4096
"""Characters of base64 in one sequence."""

_MARKS = "".join(
    map(chr, chain(
        (0x305, 0x30D, 0x30E, 0x310, 0x312), range(0x33D, 0x340), (0x346,), range(0x34A, 0x34D), range(0x350, 0x353),
        (0x357, 0x35B), range(0x363, 0x370), range(0x483, 0x488), range(0x592, 0x596), range(0x597, 0x59A),
        range(0x59C, 0x5A2), (0x5A8, 0x5A9, 0x5AB, 0x5AC, 0x5AF, 0x5C4), range(0x610, 0x618),
    ))
)  # fmt: skip
"""What means 0, 1, 2 …: the beginning of the protocol's table of combining characters."""

MOST_ROWS = len(_MARKS)
"""Rows of a picture that can be told apart."""

MOST_PICTURES = 0xFFFFFF
"""Numbers of pictures go from 1 to this: what a colour can say."""


def transmit(image: Picture, number: int, columns: int, rows: int) -> str:
    """The sequences that give a picture to the terminal under a number, for so many cells. Nothing shows yet."""
    return _sequences(f"a=T,U=1,i={number},c={columns},r={rows}", image)


def placeholders(columns: int, rows: int) -> list[str]:
    """The rows of text that show a picture where they stand, in the colour `colour_of` its number."""
    return [PLACEHOLDER + _MARKS[row] + _MARKS[0] + PLACEHOLDER * (columns - 1) for row in range(rows)]


def colour_of(number: int) -> Colour:
    """The colour of the letters that names a picture."""
    return number >> 16 & 255, number >> 8 & 255, number & 255


def draw(image: Picture, columns: int, rows: int) -> str:
    """The sequences that draw a picture at the cursor, in so many cells; the cursor stays."""
    return _sequences(f"a=T,C=1,c={columns},r={rows}", image)


def forget(number: int) -> str:
    """The sequence that makes the terminal forget a picture."""
    return f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"


def _sequences(what: str, image: Picture) -> str:
    """Compressed pixels in pieces; all but the last say that more follows. `q=2` asks for no answer."""
    data = base64.b64encode(zlib.compress(image.pixels)).decode()
    pieces = [data[at : at + PIECE] for at in range(0, len(data), PIECE)]
    controls = [f"{what},q=2,f=24,o=z,s={image.width},v={image.height},", *[""] * (len(pieces) - 1)]
    more = [1] * (len(pieces) - 1) + [0]
    return "".join(
        f"\x1b_G{control}m={follows};{piece}\x1b\\"
        for control, follows, piece in zip(controls, more, pieces, strict=True)
    )
