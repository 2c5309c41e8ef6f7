"""What the renderer makes: lines of styled pieces, each knowing which characters of the document it shows.

A piece says what it *is* (a role), not how it looks: the reader turns roles into its theme's styles, `show` into those
of the terminal, a test into letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto
from typing import NamedTuple

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""


class Role(Flag):
    """What a run of cells is; roles combine (a strong link in a quote)."""

    TEXT = 0
    HEADING = auto()
    STRONG = auto()
    EMPHASIS = auto()
    CODE = auto()
    LINK = auto()
    STRIKE = auto()
    MARKED = auto()
    """Marked by the author (`mark`)."""
    QUOTE = auto()
    CAPTION = auto()
    MATH = auto()
    NOTE = auto()
    """A reference to a footnote."""
    DECORATION = auto()
    """Drawn by the renderer: bullets, bars, rules, crop marks. Never part of a selection."""
    TABLE_HEADER = auto()
    CODE_BLOCK = auto()
    """A cell of a code block: it may have a ground of its own."""
    SYNTAX_KEYWORD = auto()
    SYNTAX_STRING = auto()
    SYNTAX_COMMENT = auto()
    SYNTAX_NUMBER = auto()
    SYNTAX_NAME = auto()
    HIT = auto()
    """A word that the search found."""
    HIT_HERE = auto()
    """The hit that the reader stands at."""
    HIGHLIGHT = auto()
    """Marked by the reader; the colours below stand beside it."""
    GREEN = auto()
    BLUE = auto()
    PINK = auto()
    SELECTED = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of cells of one role.

    `start` is the offset of its first character in the document's text, or -1 for what the renderer drew. Where `start`
    is known, `text` is exactly that many characters of the document (made safe, length kept). `target` is where a link
    leads.
    """

    text: str
    role: Role = Role.TEXT
    start: int = -1
    target: str = ""
    colours: tuple[Colour, Colour | None] | None = None
    """Of a piece of a picture: of its letters, and of its ground, where that is not the ground of all text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the page. `start` and `end` are the range of the document that it shows; `cells` is its width."""

    pieces: tuple[Piece, ...]
    start: int
    end: int
    cells: int


class Anchor(NamedTuple):
    """A line of a layout: a block, the part of it (long blocks are laid out in parts), the line in that part.

    Anchors compare in reading order. One is good for its layout alone: what outlives a resize is an offset.
    """

    block: int
    part: int = 0
    line: int = 0


class Mark(NamedTuple):
    """A range of the document that is drawn with a role on top of its own: a hit, a highlight, a selection."""

    start: int
    end: int
    role: Role
