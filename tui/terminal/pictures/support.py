"""Which pictures a terminal can draw: by what it answers, with the help of what it is called.

Names alone are not trusted: a terminal that was started from another's shell inherits its variables. Inside tmux and
GNU screen the question would be answered by them, and the picture be lost or left behind when they redraw: there it is
half blocks, whatever stands outside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Graphics(Enum):
    """A way to show pictures, the best first."""

    KITTY = "kitty graphics, as text"
    KITTY_AT_CURSOR = "kitty graphics"
    ITERM2 = "iTerm2 images"
    SIXEL = "sixel"
    HALF_BLOCKS = "half blocks"
    NONE = "none"


FORCED = {
    "kitty": Graphics.KITTY,
    "iterm": Graphics.ITERM2,
    "sixel": Graphics.SIXEL,
    "blocks": Graphics.HALF_BLOCKS,
}
"""What a reader can ask for by name, whatever the terminal says of itself."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a terminal said when it was asked. `cell` is the size of a cell in pixels, wide and high."""

    kitty: bool = False
    sixel: bool = False
    name: str = ""
    cell: tuple[int, int] | None = None


QUESTION = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[>q\x1b[16t\x1b[c"
"""Would you draw a pixel (kitty)? What is your name (XTVERSION), how large a cell (xterm)? Who are you (DA1)?

Every terminal answers the last; who does not know the others passes over them."""

_IDENTITY = re.compile(rb"\x1b\[\?([\d;]+)c")
_NAME = re.compile(rb"\x1bP>\|([^\x1b]*)\x1b\\")
_CELL = re.compile(rb"\x1b\[6;(\d+);(\d+)t")
_KITTY_AGREES = b"\x1b_Gi=31;OK"
_SIXEL = b"4"

_LARGEST_CELL = 200

_KITTY_TERMS = ("xterm-kitty", "xterm-ghostty")
_KITTY_NAMES = ("kitty", "ghostty")
_ITERM2_NAMES = ("iterm2", "wezterm", "mintty")
_ITERM2_PROGRAMS = ("iTerm.app", "WezTerm", "mintty")


def graphics(
    environment: Mapping[str, str], answers: Answers | None = None, *, truecolour: bool = True
) -> Graphics | None:
    """What to use; None where only asking can tell, and there is no answer yet.

    `truecolour`: whether colours reach the terminal exactly, as the number of a picture must that is text.
    """
    name = environment.get("TERM", "")
    has_colours = bool(environment.get("COLORTERM")) or "256" in name or name in _KITTY_TERMS
    if "NO_COLOR" in environment or not has_colours or name.startswith("dumb"):
        return Graphics.NONE
    if environment.get("TMUX") or environment.get("STY") or name.startswith(("tmux", "screen")):
        return Graphics.HALF_BLOCKS
    if environment.get("TERM_PROGRAM") == "Apple_Terminal":
        return Graphics.HALF_BLOCKS  # It would show a part of the question.
    return None if answers is None else _best(environment, answers, truecolour=truecolour)


def _best(environment: Mapping[str, str], answers: Answers, *, truecolour: bool) -> Graphics:
    name = answers.name.lower()
    is_kitty = name.startswith(_KITTY_NAMES) or (not name and environment.get("TERM") in _KITTY_TERMS)
    called_iterm2 = environment.get("TERM_PROGRAM") in _ITERM2_PROGRAMS or environment.get("LC_TERMINAL") == "iTerm2"
    if answers.kitty and is_kitty and truecolour:
        return Graphics.KITTY
    if name.startswith(_ITERM2_NAMES) or (not name and called_iterm2):
        return Graphics.ITERM2
    if answers.kitty:
        return Graphics.KITTY_AT_CURSOR
    return Graphics.SIXEL if answers.sixel and answers.cell else Graphics.HALF_BLOCKS


def read_answers(received: bytes) -> Answers | None:
    """What the bytes say; None while the last answer is not there yet."""
    identity = _IDENTITY.search(received)
    if identity is None:
        return None
    name, cell = _NAME.search(received), _CELL.search(received)
    return Answers(
        kitty=_KITTY_AGREES in received,
        sixel=_SIXEL in identity[1].split(b";"),
        name=name[1].decode("ascii", "replace") if name else "",
        cell=_likely(int(cell[2]), int(cell[1])) if cell else None,
    )


def _likely(width: int, height: int) -> tuple[int, int] | None:
    return (width, height) if 0 < width <= _LARGEST_CELL and 0 < height <= _LARGEST_CELL else None
