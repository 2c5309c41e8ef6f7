"""Reads laid-out lines back, for the laws that hold between a document and its lines."""

from __future__ import annotations

from rich.cells import cell_len

from index.document import BlockKind, Document
from index.safe_text import REPLACEMENT
from tui.render.inline import LOWERED, RAISED
from tui.render.layout import Layout
from tui.render.model import Line, Role

_BLANKS = " \n\t\xad\u200b\u3000\u2003\u2009"


def text_of(line: Line) -> str:
    """What a line shows."""
    return "".join(piece.text for piece in line.pieces)


def page_text(layout: Layout) -> str:
    """What a whole document shows, without the blanks at the ends of lines."""
    return "\n".join(text_of(line).rstrip() for _, line in layout.rows(layout.first))


def assert_fits(line: Line, width: int) -> None:
    """A line is as wide as it says, and no wider than it may be."""
    assert line.cells == sum(cell_len(piece.text) for piece in line.pieces), line
    assert line.cells <= width, line


def assert_pieces_are_the_document(line: Line, document: Document) -> None:
    """Every piece that names its place holds the characters of that place."""
    for piece in line.pieces:
        if piece.start >= 0:
            assert _same(piece.text, document.text[piece.start : piece.start + len(piece.text)]), piece
        else:
            assert Role.DECORATION in piece.role, piece


def shown_offsets(layout: Layout) -> list[int]:
    """The offset of every character that is shown, in the order of showing."""
    return [
        offset
        for _, line in layout.rows(layout.first)
        for piece in line.pieces
        if piece.start >= 0
        for offset in range(piece.start, piece.start + len(piece.text))
    ]


def due_offsets(document: Document) -> list[int]:
    """The offsets of all characters that must be shown: not those of code, which is cropped."""
    code = {
        offset
        for block in document.blocks
        if block.kind is BlockKind.CODE
        for offset in range(block.start, block.end)
    }  # fmt: skip
    return [at for at, each in enumerate(document.text) if not (each.isspace() or each in _BLANKS or at in code)]


def _same(shown: str, text: str) -> bool:
    return len(shown) == len(text) and all(
        mine in (theirs, theirs.translate(RAISED), theirs.translate(LOWERED), REPLACEMENT)
        or (mine in " \xa0" and theirs in _BLANKS)
        for mine, theirs in zip(shown, text, strict=True)
    )
