"""Which pictures a terminal can draw: by what it is called, else by asking it.

Inside tmux and GNU screen the question would be answered by them, and the picture be lost or left behind when they
redraw: there it is half blocks, whatever stands outside.
"""

from __future__ import annotations

import os
import re
import select
import termios
import time
import tty
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


@dataclass(frozen=True, slots=True)
class Answers:
    """What a terminal said when it was asked."""

    kitty: bool = False
    sixel: bool = False


PATIENCE = 1.0
"""Seconds to wait for an answer: longer than a slow line takes, and terminals that give none are rare."""

QUESTION = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[c"
"""Would you draw a pixel (kitty)? Who are you (DA1)? Who knows only the second answers at least that."""

_IDENTITY = re.compile(rb"\x1b\[\?([\d;]+)c")
_KITTY_AGREES = b"\x1b_Gi=31;OK"
_SIXEL = b"4"

_KITTY_NAMES = ("xterm-kitty", "xterm-ghostty")
_ITERM2_PROGRAMS = ("iTerm.app", "WezTerm", "mintty")


def graphics(environment: Mapping[str, str], answers: Answers | None = None) -> Graphics | None:
    """What to use; None where only asking can tell, and there is no answer yet."""
    name = environment.get("TERM", "")
    has_colours = bool(environment.get("COLORTERM")) or "256" in name or name in _KITTY_NAMES
    if environment.get("NO_COLOR") or not has_colours or name.startswith("dumb"):
        return Graphics.NONE
    if environment.get("TMUX") or environment.get("STY") or name.startswith(("tmux", "screen")):
        return Graphics.HALF_BLOCKS
    if environment.get("KITTY_WINDOW_ID") or name in _KITTY_NAMES:
        return Graphics.KITTY
    if environment.get("TERM_PROGRAM") in _ITERM2_PROGRAMS or environment.get("LC_TERMINAL") == "iTerm2":
        return Graphics.ITERM2
    if answers is None:
        return None
    if answers.kitty:
        return Graphics.KITTY_AT_CURSOR  # Who knows placeholders is known by name.
    return Graphics.SIXEL if answers.sixel else Graphics.HALF_BLOCKS


def read_answers(received: bytes) -> Answers | None:
    """What the bytes say; None while the last answer is not there yet."""
    identity = _IDENTITY.search(received)
    if identity is None:
        return None
    return Answers(kitty=_KITTY_AGREES in received, sixel=_SIXEL in identity[1].split(b";"))


def ask(descriptor: int, patience: float = PATIENCE) -> Answers:
    """Ask a terminal before anything else reads from it. What is typed meanwhile is lost."""
    before = termios.tcgetattr(descriptor)
    received = b""
    deadline = time.monotonic() + patience
    try:
        tty.setcbreak(descriptor)
        os.write(descriptor, QUESTION.encode())
        while (left := deadline - time.monotonic()) > 0 and select.select([descriptor], [], [], left)[0]:
            received += os.read(descriptor, 1024)
            if (answers := read_answers(received)) is not None:
                return answers
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, before)
    return Answers()
