"""The head of an article: its title, a line of who wrote it where and when, and what is wrong with it."""

from __future__ import annotations

from index.article import Metadata, Verdict
from index.document import BlockKind, Document
from tui.render.cells import crop
from tui.render.inline import Manner, flow
from tui.render.model import Line, Piece, Role
from tui.render.paragraphs import begins_from_right, lines_of_flow
from tui.render.verdicts import warning_of

UNTITLED = "Untitled"
MOST_TITLE_LINES = 6
"""Lines of a title; some sites put their whole description there."""
_DAY = 10
"""Characters of a date without its time."""


def header_lines(
    metadata: Metadata, width: int, document: Document | None = None, verdict: Verdict = Verdict.ARTICLE
) -> tuple[Line, ...]:
    """The head as lines that belong to no place in the text (their `start` is -1); the last one is empty.

    The title is left out where the document given begins with it as a heading. A verdict that the text is not there is
    said in words.
    """
    title = metadata.name or UNTITLED
    from_right = begins_from_right(title)
    rows = [(byline(metadata), Role.CAPTION), (warning_of(verdict), Role.STRONG)]
    lines = [line for text, role in rows if text.strip() for line in drawn_lines(text, role, width, from_right)]
    if document is None or not _begins_with(document, title):
        lines = [*_title_lines(title, width, from_right), *lines]
    return (*lines, Line((), -1, -1, 0)) if lines else ()


def _title_lines(title: str, width: int, from_right: bool) -> list[Line]:
    role = Role.HEADING | Role.STRONG
    lines = drawn_lines(title, role, width, from_right)
    if len(lines) <= MOST_TITLE_LINES:
        return lines
    shown = "".join(piece.text for piece in lines[MOST_TITLE_LINES - 1].pieces).strip()
    return [*lines[: MOST_TITLE_LINES - 1], *drawn_lines(crop(shown, width - 1) + "…", role, width, from_right)]


def _begins_with(document: Document, title: str) -> bool:
    if not document.blocks or document.blocks[0].kind is not BlockKind.HEADING:
        return False
    return document.text_of(document.blocks[0]).split() == title.split()


def drawn_lines(text: str, role: Role, width: int, from_right: bool | None = None) -> list[Line]:
    """A text that is not the document's, wrapped; at the right edge where it, or what it goes with, runs from there."""
    manner = Manner(max(1, width))
    lines = lines_of_flow(flow("", 0, (), role, manner, before=" ".join(text.split())), manner.width)
    from_right = begins_from_right(text) if from_right is None else from_right
    return [_aligned(line, role, manner.width if from_right else 0) for line in lines]


def _aligned(line: Line, role: Role, width: int) -> Line:
    pieces = tuple(Piece(piece.text, role) for piece in line.pieces)
    padding = width - line.cells
    if padding > 0:
        pieces = (Piece(" " * padding, Role.DECORATION), *pieces)
    return Line(pieces, -1, -1, max(line.cells, width))


def byline(metadata: Metadata) -> str:
    """Author, site, day and reading time, as far as they are known."""
    minutes = f"{metadata.minutes} min" if metadata.minutes else ""
    parts = (metadata.byline, metadata.site, metadata.published[:_DAY], minutes)
    return " · ".join(part for part in map(str.strip, parts) if part)
