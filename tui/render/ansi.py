"""An article on a terminal, or on paper: the same lines as the reader's, printed through Rich.

On a terminal, links can be clicked (OSC 8) and code is highlighted. Elsewhere the text is plain: links are numbered
⟨1⟩ and their addresses listed at the end. Code is never cropped here. Nothing of Textual is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style

from index.article import Article
from index.document import BlockKind
from index.safe_text import is_safe, one_line
from tui.render.header import drawn_lines, header_lines
from tui.render.layout import Layout, Options
from tui.render.measure import MEASURE
from tui.render.model import Line, Mark, Role

STYLES = {
    Role.HEADING: "bold",
    Role.STRONG: "bold",
    Role.EMPHASIS: "italic",
    Role.CODE: "cyan",
    Role.LINK: "underline",
    Role.STRIKE: "strike",
    Role.MARKED: "black on yellow",
    Role.CAPTION: "italic",
    Role.MATH: "italic",
    Role.NOTE: "cyan",
    Role.TABLE_HEADER: "bold",
    Role.SYNTAX_KEYWORD: "magenta",
    Role.SYNTAX_STRING: "green",
    Role.SYNTAX_COMMENT: "dim italic",
    Role.SYNTAX_NUMBER: "cyan",
    Role.SYNTAX_NAME: "blue",
    Role.DECORATION: "dim",
    Role.HIGHLIGHT: "black on yellow",
    Role.HIT: "bold reverse",
    Role.HIT_HERE: "bold underline reverse",
    Role.SELECTED: "reverse",
}
"""What each role looks like in the terminal's own colours; later ones lie on top. Never told by colour alone."""


def print_article(article: Article, console: Console, width: int | None = None, options: Options | None = None) -> None:
    """Print an article with its head, at a width or at a readable one."""
    width = width or min(console.width, MEASURE)
    options = options or Options(whole_code=True, numbered_links=not console.is_terminal)
    layout = Layout(article.document, width, options)
    layout.mark("highlights", (Mark(each.start, each.end, Role.HIGHLIGHT) for each in article.highlights))
    _print(console, _head(article, width))
    for number, block in enumerate(article.document.blocks):
        if console.is_terminal and block.kind is BlockKind.CODE and block.language:
            layout.highlight(number, layout.syntax_of(number))
        for part in range(layout.parts_of(number)):
            _print(console, layout.lines_of(number, part))
    if numbers := layout.link_numbers:
        _print(console, [_EMPTY])
        for address, number in numbers.items():
            console.print(Segments([Segment(f"⟨{number}⟩ {one_line(address)}\n")]), end="", crop=False)


def _head(article: Article, width: int) -> Iterator[Line]:
    lines = header_lines(article.metadata, width, article.document, article.verdict)
    yield from lines[:-1]
    if article.tags:
        yield from drawn_lines(" ".join(f"#{tag}" for tag in article.tags), Role.CAPTION, width)
    if lines or article.tags:
        yield _EMPTY


def _print(console: Console, lines: Iterable[Line]) -> None:
    segments: list[Segment] = []
    for line in lines:
        segments += _segments(line)
        segments.append(_END)
    console.print(Segments(segments), end="", crop=False)


_END = Segment("\n")
_EMPTY = Line((), -1, -1, 0)


def _segments(line: Line) -> list[Segment]:
    """The line without the blanks that fill it at the end."""
    pieces = list(line.pieces)
    while pieces and pieces[-1].start < 0 and not pieces[-1].text.strip():
        pieces.pop()
    return [Segment(piece.text, style_of(piece.role, piece.target)) for piece in pieces]


@lru_cache(maxsize=4096)
def style_of(role: Role, target: str) -> Style:
    """The look of a piece. Only addresses of the web become links that can be clicked."""
    style = Style.null()
    for each, look in STYLES.items():
        if each in role:
            style += Style.parse(look)
    return style + Style(link=target) if _is_clickable(target) else style


def _is_clickable(target: str) -> bool:
    is_web = target.startswith(("https://", "http://"))
    return is_web and target.isascii() and target.isprintable() and " " not in target and is_safe(target)
