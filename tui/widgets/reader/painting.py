"""Lines of the renderer into strips of the screen: the roles of pieces become the styles of the theme."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.render.model import Colour, Line, Piece, Role

ROLE_NAMES = {
    Role.QUOTE: "quote",
    Role.CAPTION: "caption",
    Role.CODE: "code",
    Role.CODE_BLOCK: "code-block",
    Role.MATH: "math",
    Role.TABLE_HEADER: "table-header",
    Role.HEADING: "heading",
    Role.STRONG: "strong",
    Role.EMPHASIS: "emphasis",
    Role.STRIKE: "strike",
    Role.LINK: "link",
    Role.NOTE: "note",
    Role.SYNTAX_KEYWORD: "keyword",
    Role.SYNTAX_STRING: "string",
    Role.SYNTAX_COMMENT: "comment",
    Role.SYNTAX_NUMBER: "number",
    Role.SYNTAX_NAME: "name",
    Role.DECORATION: "decoration",
    Role.MARKED: "marked",
    Role.HIGHLIGHT: "highlight",
    Role.GREEN: "green",
    Role.BLUE: "blue",
    Role.PINK: "pink",
    Role.HIT: "hit",
    Role.HIT_HERE: "hit-here",
    Role.SELECTED: "selected",
}
"""What each role is called in the style sheet, in the order of painting: later ones show over those before."""

COMPONENTS = frozenset(f"reader--{name}" for name in ROLE_NAMES.values()) | {"reader--hint", "reader--sign"}

MOST_KEPT = 4_000
"""Strips that are kept: some screens in each direction."""


class Painter:
    """Paints lines in one look and at one width; strips of lines that did not change are the same objects."""

    def __init__(self, style_of: Callable[[str], Style], ground: Style, width: int, margin: int) -> None:
        self._style_of = style_of
        self._ground = ground
        self.width = width
        """Cells of a row."""
        self.margin = margin
        """Cells before the text."""
        self._looks: dict[Role, Style] = {}
        self._kept: dict[int, tuple[Line, Strip]] = {}
        self.blank = Strip.blank(width, ground)
        """A row without text."""

    def strip(self, line: Line) -> Strip:
        """The row that shows a line."""
        kept = self._kept.get(id(line))
        if kept is not None and kept[0] is line:
            return kept[1]
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        strip = self._painted(line)
        self._kept[id(line)] = (line, strip)
        return strip

    def _painted(self, line: Line) -> Strip:
        if not line.pieces:
            return self.blank
        segments = [Segment(" " * self.margin, self._ground)] if self.margin else []
        segments += (Segment(piece.text, self._style(piece)) for piece in line.pieces)
        return Strip(segments, self.margin + line.cells).adjust_cell_length(self.width, self._ground)

    def _style(self, piece: Piece) -> Style:
        if piece.colours is None:
            return self._look(piece.role)
        drawn = _drawn(*piece.colours, is_bold=Role.STRONG in piece.role)
        return self._ground + drawn if piece.colours[1] is None else drawn

    def _look(self, role: Role) -> Style:
        look = self._looks.get(role)
        if look is None:
            look = self._ground
            for each, name in ROLE_NAMES.items():
                if each in role:
                    look += self._style_of(name)
            self._looks[role] = look
        return look

    def with_labels(self, strip: Strip, labels: Iterable[tuple[int, str]]) -> Strip:
        """A row with short labels laid over it, each before its cell where that is blank, else from there on."""
        hint = self._ground + self._style_of("hint")
        for cell, label in labels:
            at = self.margin + cell
            if at >= len(label) and not strip.crop(at - len(label), at).text.strip():
                at -= len(label)
            end = min(at + len(label), self.width)
            over = Strip([Segment(label[: end - at], hint)])
            strip = Strip.join([strip.crop(0, at), over, strip.crop(end)])
        return strip

    def with_sign(self, strip: Strip, sign: str) -> Strip:
        """A row with a sign in its margin, where there is one."""
        at = self.margin - 1 if self.margin < 2 else self.margin - 2
        if at < 0:
            return strip
        look = self._ground + self._style_of("sign")
        return Strip.join([strip.crop(0, at), Strip([Segment(sign, look)]), strip.crop(at + 1)])


@lru_cache(maxsize=8_192)
def _drawn(letters: Colour, ground: Colour | None, *, is_bold: bool) -> Style:
    """The look of a piece of a picture."""
    behind = Color.from_rgb(*ground) if ground is not None else None
    return Style(color=Color.from_rgb(*letters), bgcolor=behind, bold=is_bold or None)


def cell_of(line: Line, offset: int) -> int | None:
    """The cell of a line in which a character of the document begins; None where the line does not show it."""
    cells = 0
    for piece in line.pieces:
        if 0 <= piece.start <= offset < piece.start + len(piece.text):
            return cells + cell_len(piece.text[: offset - piece.start])
        cells += cell_len(piece.text)
    return None
