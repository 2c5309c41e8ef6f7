"""One part of a block becomes lines: its content, what stands beside it, and the empty lines after it.

The typesetter knows one document at one width and keeps nothing it has set; `layout` does. What only some articles
need (tables, code, hyphenation) is loaded when it is met, since the first page waits for this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.document import Block, BlockKind, ContainerKind, Document, SpanKind
from tui.render.inline import Manner
from tui.render.leads import Frame, Frames
from tui.render.model import Line, Role
from tui.render.paragraphs import centred, flow_of, lines_of_flow, rule_line, runs_from_right, title_line
from tui.render.parts import Part, parts_of
from tui.render.spacing import lines_between, shared_depth

if TYPE_CHECKING:
    from tui.render.drawings import Drawing
    from tui.render.syntax import Syntax
    from tui.render.tables import TableLayout
    from tui.render.wrap import Divide


@dataclass(frozen=True, slots=True)
class Options:
    """How a reader wants text set. `hyphenation` is a language code, empty for none."""

    justified: bool = False
    hyphenation: str = ""
    numbered_links: bool = False
    """Links are followed by their number: for paper, and for what cannot be clicked."""
    whole_code: bool = False
    """Lines of code are not cropped, and may be wider than the page: for paper, and for pipes."""


class Findings:
    """What is known of the blocks of a document whatever the width: found late, or set by the reader."""

    def __init__(self) -> None:
        self.syntax: dict[int, Syntax] = {}
        self.shifts: dict[int, int] = {}
        """How many cells a block of code is moved to the left."""
        self.parts: dict[int, Sequence[Part]] = {}
        """Of blocks of text."""
        self.drawings: dict[int, Drawing] = {}
        """Of pictures."""


class Typesetter:
    """Sets the blocks of a document at a width."""

    def __init__(self, document: Document, width: int, options: Options, findings: Findings) -> None:
        self._document = document
        self._width = width
        self._options = options
        self._findings = findings
        self._frames = Frames(document, width)
        self._tables: dict[int, TableLayout] = {}
        self.link_numbers = _link_numbers(document) if options.numbered_links else {}
        """The number of each address, where the options ask for numbers."""
        self._manner = Manner(width, self.link_numbers)
        self._divide = _divider(options.hyphenation)

    def parts(self, number: int) -> Sequence[Part]:
        """The parts that a block is set in."""
        found = self._findings.parts.get(number)
        if found is None:
            block = self._document.blocks[number]
            if block.table is not None:
                return self._table(number).parts
            found = self._findings.parts[number] = parts_of(self._document, block)
        return found

    def lines(self, number: int, part_number: int) -> list[Line]:
        """The lines of a part of a block; the empty lines after the block belong to its last part."""
        block = self._document.blocks[number]
        parts = self.parts(number)
        frame = self._frames.frame(number)
        mirrored = block.kind not in _NEVER_MIRRORED and runs_from_right(self._document, block)
        lines: list[Line] = []
        if part_number == 0:
            lines, frame = self._titles(number, block, frame, mirrored=mirrored)
        content = self._content(number, part_number, frame)
        lines += frame.beside(content, self._width, first=part_number == 0, mirrored=mirrored)
        if part_number == len(parts) - 1:
            lines += self._gap(number, frame, mirrored=mirrored)
        return lines

    def _content(self, number: int, part_number: int, frame: Frame) -> list[Line]:
        """The lines of a part of a block, before anything stands beside them."""
        block = self._document.blocks[number]
        width = max(1, self._width - frame.cells)
        match block.kind:
            case BlockKind.RULE:
                return [rule_line(block.start, width)]
            case BlockKind.TABLE:
                return self._table(number).lines(part_number)
            case BlockKind.CODE:
                return self._code_lines(number, part_number, width)
        return self._text_lines(number, part_number, width, frame.role)

    def _text_lines(self, number: int, part_number: int, width: int, role: Role) -> list[Line]:
        block, parts = self._document.blocks[number], self.parts(number)
        part, last = parts[part_number], part_number == len(parts) - 1
        shown = flow_of(self._document, block, part, role, self._manner, first=part_number == 0)
        if block.kind is not BlockKind.PARAGRAPH:
            lines = lines_of_flow(shown, width)
            drawing = self._findings.drawings.get(number) if last else None
            lines += drawing.lines(block.end, width) if drawing else ()
            return centred(lines, width) if block.kind is BlockKind.MATH else lines
        return lines_of_flow(shown, width, divide=self._divide, justified=self._options.justified, last=last)

    def _code_lines(self, number: int, part_number: int, width: int) -> list[Line]:
        from tui.render.code import code_lines, whole_width

        text, part = self._document.text, self.parts(number)[part_number]
        if self._options.whole_code:
            width = whole_width(text, part, width)
        return code_lines(text, part, width, self._findings.shifts.get(number, 0), self._findings.syntax.get(number))

    def _table(self, number: int) -> TableLayout:
        found = self._tables.get(number)
        if found is None:
            from tui.render.tables import table_layout

            block, frame = self._document.blocks[number], self._frames.frame(number)
            width = max(1, self._width - frame.cells)
            found = self._tables[number] = table_layout(self._document, block, width, frame.role, self._manner)
        return found

    def _titles(self, number: int, block: Block, frame: Frame, *, mirrored: bool) -> tuple[list[Line], Frame]:
        """The titles of admonitions that begin with a block and have none of their own, and the frame after them."""
        lines: list[Line] = []
        for depth, container_number in enumerate(self._frames.path(number), 1):
            container = self._document.containers[container_number]
            if container.kind is not ContainerKind.ADMONITION or not container.label or not frame.opening[depth - 1]:
                continue
            if block.kind is BlockKind.SUMMARY and block.container == container_number:
                continue
            outer = frame.outer(depth)
            title = title_line(container.label, block.start, max(1, self._width - outer.cells), self._manner)
            lines += outer.beside(title, self._width, first=True, mirrored=mirrored)
            frame = frame.begun(depth)
        return lines, frame

    def _gap(self, number: int, frame: Frame, *, mirrored: bool) -> list[Line]:
        """The empty lines between a block and the next."""
        if number + 1 >= len(self._document.blocks):
            return []
        path, path_after = self._frames.path(number), self._frames.path(number + 1)
        count = lines_between(self._document, number, path, path_after)
        if not count:
            return []
        end = self._document.blocks[number].end
        return [frame.gap(shared_depth(path, path_after), end, self._width, mirrored=mirrored)] * count

    def room_of(self, number: int) -> int:
        """The cells that a block has between what stands at its sides."""
        return max(1, self._width - self._frames.frame(number).cells)

    def furthest_shift(self, number: int) -> int:
        """How many cells a block of code can be moved to the left and still show something."""
        from tui.render.code import widest_line

        block = self._document.blocks[number]
        beginning = self._document.text[block.start : min(block.end, block.start + _MEASURED_CODE)]
        room = max(1, self._width - self._frames.frame(number).cells)
        return max(0, widest_line(beginning) - room // 2)


_MEASURED_CODE = 200_000
"""Characters of a block of code that tell how far it can be moved sideways."""
_NEVER_MIRRORED = frozenset({BlockKind.CODE, BlockKind.RULE, BlockKind.MATH})


def _divider(language: str) -> Divide | None:
    if not language:
        return None
    from tui.render.hyphenation import divider

    return divider(language)


def _link_numbers(document: Document) -> dict[str, int]:
    """A number for each address that the document leads to, in the order of the text."""
    numbers: dict[str, int] = {}
    for block in document.blocks:
        for span in block.spans:
            if span.kind is SpanKind.LINK and not span.target.startswith("#"):
                numbers.setdefault(span.target, len(numbers) + 1)
    return numbers
