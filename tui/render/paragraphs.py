"""Blocks that are running text, or one line of it: paragraphs, headings, captions, pictures, embeds, formulas, rules.

Each becomes a flow, and the flow lines. What stands beside them (`leads`) and between them (`spacing`) is put there by
`layout`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from index.document import Block, BlockKind, ContainerKind, Document
from tui.render.cells import cells
from tui.render.inline import Flow, Manner, flow, pieces_between
from tui.render.model import Line, Piece, Role
from tui.render.parts import Part
from tui.render.wrap import Divide, wrap
from tui.widths import spread

_HEADINGS = {1: Role.HEADING | Role.STRONG, 2: Role.HEADING | Role.STRONG, 3: Role.HEADING}
_MINOR_HEADING = Role.HEADING | Role.EMPHASIS
_ROLES = {
    BlockKind.TERM: Role.STRONG,
    BlockKind.SUMMARY: Role.STRONG,
    BlockKind.IMAGE: Role.CAPTION,
    BlockKind.CAPTION: Role.CAPTION,
    BlockKind.EMBED: Role.CAPTION | Role.LINK,
    BlockKind.MATH: Role.MATH,
}
_FIRST_STRONG = re.compile(
    "(?P<right>[\u0590-\u05f4\u0608\u060b\u060d\u061b-\u064a\u066d-\u066f\u0671-\u06d5\u06e5\u06e6\u06ee\u06ef"
    "\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff])"
    r"|[^\W\d_]"
)
_LOOK_FOR_STRONG = 1_000


def runs_from_right(document: Document, block: Block) -> bool:
    """Whether the first character of a block that has a direction runs from right to left."""
    return begins_from_right(document.text[block.start : min(block.end, block.start + _LOOK_FOR_STRONG)])


def begins_from_right(text: str) -> bool:
    """Whether the first character of a text that has a direction runs from right to left."""
    if text.isascii():
        return False
    found = _FIRST_STRONG.search(text)
    return found is not None and found["right"] is not None


def role_of(block: Block) -> Role:
    """What the characters of a block are, whatever its spans say besides."""
    if block.kind is BlockKind.HEADING:
        return _HEADINGS.get(block.level, _MINOR_HEADING) if block.level else _HEADINGS[2]
    return _ROLES.get(block.kind, Role.TEXT)


def flow_of(document: Document, block: Block, part: Part, role: Role, manner: Manner, *, first: bool) -> Flow:
    """The flow of a part of a block, with what is drawn around its text."""
    text = document.text[part.start : part.end]
    role |= role_of(block)
    match block.kind:
        case BlockKind.IMAGE:
            before = ("[image: " if text else "[image") if first else ""
            after = "]" if part.end >= block.end else ""
            return flow(text, part.start, (), role, manner, target=block.source, before=before, after=after)
        case BlockKind.EMBED:
            host = _host(block.source)
            after = (f" — {host}" if text else host or "embedded") if part.end >= block.end else ""
            before = "▶ " if first else ""
            return flow(text, part.start, (), role, manner, target=block.source, before=before, after=after)
        case BlockKind.SUMMARY:
            before = _label(document, block, text) if first else ""
            return flow(text, part.start, part.spans, role, manner, before=before)
    return flow(text, part.start, part.spans, role, manner)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _label(document: Document, block: Block, title: str) -> str:
    container = document.containers[block.container] if block.container >= 0 else None
    if container is None or container.kind is not ContainerKind.ADMONITION:
        return ""
    label = " ".join(container.label.split())
    return f"{label.capitalize()}: " if label and not title.casefold().startswith(label.casefold()) else ""


def title_line(label: str, offset: int, width: int, manner: Manner) -> list[Line]:
    """The drawn title of an admonition that has none of its own."""
    shown = flow("", offset, (), Role.STRONG, manner, before=" ".join(label.split()).capitalize())
    return lines_of_flow(shown, width)


def lines_of_flow(
    shown: Flow, width: int, *, divide: Divide | None = None, justified: bool = False, last: bool = True
) -> list[Line]:
    """A flow as lines. `last` tells whether its last line is the last of its paragraph, which is never spread."""
    text = shown.text
    rows = wrap(text, width, shown.hyphens, shown.glued, divide, shown.partings)
    if justified:
        from tui.render.justifying import filled

    lines: list[Line] = []
    for number, (start, end, hyphen) in enumerate(rows):
        pieces = pieces_between(shown, start, end)
        size = end - start if text.isascii() else sum(cells(piece.text) for piece in pieces)
        if hyphen:
            pieces = (*pieces, Piece("-", pieces[-1].role | Role.DECORATION, -1, pieces[-1].target))
            size += 1
        if justified and size < width and not spread(text[start:end]) and _is_filled(text, rows, number, last=last):
            pieces, size = filled(pieces, size, width, number)
        lines.append(Line(pieces, shown.offset(start), shown.offset(end), size))
    return lines


def _is_filled(text: str, rows: Sequence[tuple[int, int, bool]], number: int, *, last: bool) -> bool:
    """Whether a line ends because it is full, not because its paragraph does."""
    if number + 1 == len(rows):
        return not last
    return "\n" not in text[rows[number][1] : rows[number + 1][0]]


def rule_line(offset: int, width: int) -> Line:
    """A break of the theme: a short line in the middle."""
    size = min(width, max(3, width // 3))
    text = " " * ((width - size) // 2) + "─" * size
    return Line((Piece(text, Role.DECORATION),), offset, offset, len(text))


def centred(lines: Iterable[Line], width: int) -> list[Line]:
    """Lines moved to the middle together: their widest is centred."""
    lines = list(lines)
    indent = (width - max(line.cells for line in lines)) // 2
    if indent <= 0:
        return lines
    padding = Piece(" " * indent, Role.DECORATION)
    return [Line((padding, *line.pieces), line.start, line.end, line.cells + indent) for line in lines]
