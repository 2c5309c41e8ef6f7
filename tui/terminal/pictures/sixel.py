"""A picture for terminals that speak sixel (DEC VT340; xterm, foot, mlterm, Windows Terminal).

Six rows of pixels at a time, colour by colour, over a fixed cube of 216 colours.
"""

from __future__ import annotations

from itertools import groupby

from tui.terminal.pictures.model import Picture

STEPS = 6
"""Levels of each of red, green and blue."""

BAND = 6
"""Pixels that one character stands for, from top to bottom."""

_LEVEL = bytes(round(value * (STEPS - 1) / 255) for value in range(256))


def draw(image: Picture) -> str:
    """The sequence that draws it at the cursor, a pixel a pixel."""
    colours = _indices(image)
    used = sorted(set(colours))
    palette = "".join(f"#{colour};2;{';'.join(map(str, _percent(colour)))}" for colour in used)
    bands = (_band(colours, image.width, top) for top in range(0, len(colours), image.width * BAND))
    return f'\x1bPq"1;1;{image.width};{image.height}{palette}{"-".join(bands)}\x1b\\'


def _indices(image: Picture) -> bytes:
    levels = image.pixels.translate(_LEVEL)
    triples = zip(levels[::3], levels[1::3], levels[2::3], strict=True)
    return bytes(red * STEPS * STEPS + green * STEPS + blue for red, green, blue in triples)


def _percent(colour: int) -> tuple[int, int, int]:
    red, green, blue = colour // STEPS**2, colour // STEPS % STEPS, colour % STEPS
    return red * 100 // (STEPS - 1), green * 100 // (STEPS - 1), blue * 100 // (STEPS - 1)


def _band(colours: bytes, width: int, start: int) -> str:
    """Six rows: each colour's pixels as bits, the top one lowest; `$` returns to the left for the next colour."""
    layers: dict[int, bytearray] = {}
    for row in range(BAND):
        line = colours[start + row * width : start + (row + 1) * width]
        for x, colour in enumerate(line):
            layers.setdefault(colour, bytearray(width))[x] |= 1 << row
    return "$".join(f"#{colour}{_packed(bits)}" for colour, bits in layers.items())


def _packed(bits: bytearray) -> str:
    """Runs of four and more are counted; what is empty to the end is left out."""
    found = []
    for value, run in groupby(bits.rstrip(b"\0")):
        length = len(list(run))
        character = chr(63 + value)
        found.append(f"!{length}{character}" if length > 3 else character * length)
    return "".join(found)
