"""The head of an article: its title, and one line of who wrote it where and when, and how long it takes."""

from __future__ import annotations

from index.article import Metadata
from tui.render.inline import Manner, flow
from tui.render.model import Line, Piece, Role
from tui.render.paragraphs import lines_of_flow

UNTITLED = "Untitled"
_DAY = 10
"""Characters of a date without its time."""


def header_lines(metadata: Metadata, width: int) -> tuple[Line, ...]:
    """The head as lines that belong to no place in the text (their `start` is -1); the last one is empty."""
    rows = [(metadata.title or metadata.url or UNTITLED, Role.HEADING | Role.STRONG), (byline(metadata), Role.CAPTION)]
    lines = [line for text, role in rows if text.strip() for line in drawn_lines(text, role, width)]
    return (*lines, Line((), -1, -1, 0))


def drawn_lines(text: str, role: Role, width: int) -> list[Line]:
    """A text that is not the document's, wrapped."""
    manner = Manner(max(1, width))
    lines = lines_of_flow(flow("", 0, (), role, manner, before=" ".join(text.split())), manner.width)
    return [Line(tuple(Piece(piece.text, role) for piece in line.pieces), -1, -1, line.cells) for line in lines]


def byline(metadata: Metadata) -> str:
    """Author, site, day and reading time, as far as they are known."""
    minutes = f"{metadata.minutes} min" if metadata.minutes else ""
    parts = (metadata.byline, metadata.site, metadata.published[:_DAY], minutes)
    return " · ".join(part for part in map(str.strip, parts) if part)
