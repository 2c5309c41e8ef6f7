"""A document at one width: its lines, laid out when they are asked for, and the places in them.

Nothing knows the height of the whole: an anchor names a line, walking from it lays out what is walked over. So opening,
paging and jumping cost a page, whatever the length of the article. What outlives a layout is an offset in the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from index.document import BlockKind, Document
from tui.render.marks import Layer, marked, marks_within
from tui.render.model import Anchor, Line, Mark
from tui.render.parts import Part
from tui.render.typesetting import Findings, Options, Typesetter

if TYPE_CHECKING:
    from tui.render.drawings import Drawing, Room
    from tui.render.syntax import Syntax

__all__ = ["Layout", "Options"]

MOST_LINES = 6_000
"""Lines kept; beyond them the units that were not used for longest are laid out again when they are needed."""


class _Unit:
    """A part of a block that is laid out: its lines, and the same under the marks that touched it last."""

    __slots__ = ("end", "lines", "marks", "shown", "start")

    def __init__(self, lines: tuple[Line, ...], part: Part) -> None:
        self.lines = self.shown = lines
        self.start, self.end = part.start, part.end
        self.marks: tuple[Mark, ...] = ()


class Layout:
    """The lines of a document at a width, and the places in them."""

    def __init__(self, document: Document, width: int, options: Options | None = None) -> None:
        self.document = document
        self.width = max(1, width)
        self.options = options or Options()
        self._findings = Findings()
        self._layers: dict[str, Layer] = {}
        self._units: OrderedDict[tuple[int, int], _Unit] = OrderedDict()
        self._lines = 0
        self._typesetter = Typesetter(document, self.width, self.options, self._findings)

    def reshaped(self, width: int, options: Options | None = None) -> Layout:
        """The layout for another width or other options; marks, syntax and sideways shifts stay."""
        other = Layout(self.document, width, options or self.options)
        other._share(self)
        return other

    def _share(self, other: Layout) -> None:
        self._findings, self._layers = other._findings, other._layers
        self._typesetter = Typesetter(self.document, self.width, self.options, self._findings)

    @property
    def link_numbers(self) -> dict[str, int]:
        """The number of each address that the document leads to, where the options ask for numbers."""
        return self._typesetter.link_numbers

    # -- units: a block, or a part of a long one ---------------------------------------------------------------------

    def parts_of(self, block: int) -> int:
        """How many parts a block is laid out in."""
        return len(self._typesetter.parts(block))

    def lines_of(self, block: int, part: int = 0) -> tuple[Line, ...]:
        """The lines of a part of a block, marks on them; the same objects as long as nothing changed them."""
        if not self.document.blocks:
            return ()
        unit = self._unit(block, part)
        marks = marks_within(self._layers, unit.start, unit.end)
        if marks != unit.marks:
            unit.marks = marks
            unit.shown = tuple(marked(line, marks) for line in unit.lines) if marks else unit.lines
        return unit.shown

    def _unit(self, block: int, part: int) -> _Unit:
        key = block, part
        found = self._units.get(key)
        if found is not None:
            self._units.move_to_end(key)
            return found
        lines = tuple(self._typesetter.lines(block, part))
        made = _Unit(lines, self._typesetter.parts(block)[part])
        self._units[key] = made
        self._lines += len(made.lines)
        while self._lines > MOST_LINES and len(self._units) > 1:
            _, dropped = self._units.popitem(last=False)
            self._lines -= len(dropped.lines)
        return made

    # -- places --------------------------------------------------------------------------------------------------------

    @property
    def first(self) -> Anchor:
        """The first line."""
        return Anchor(0)

    def anchor_at(self, offset: int) -> Anchor:
        """The line that shows a character, or the last one before it."""
        if not self.document.blocks:
            return self.first
        block = self.document.block_at(offset)
        parts = self._typesetter.parts(block)
        part = max(0, bisect_right(parts, offset, key=_start_of_part) - 1)
        return Anchor(block, part, _line_showing(self._unit(block, part).lines, offset))

    def offset_of(self, anchor: Anchor) -> int:
        """The first character that a line shows: what to remember of a position."""
        if not self.document.blocks:
            return 0
        lines = self._unit(anchor.block, anchor.part).lines
        return lines[min(anchor.line, len(lines) - 1)].start

    def fraction(self, offset: int) -> float:
        """How far into the text an offset is, from 0 to 1."""
        length = len(self.document.text)
        return min(1.0, max(0.0, offset / length)) if length else 1.0

    def walk(self, anchor: Anchor, lines: int) -> Anchor:
        """The anchor some lines further down, or up where `lines` is negative; at most to the first or last line."""
        if not self.document.blocks:
            return self.first
        unit, line = (anchor.block, anchor.part), anchor.line + lines
        while line < 0:
            before = self._unit_before(unit)
            if before is None:
                return self.first
            unit = before
            line += len(self._unit(*unit).lines)
        while line >= (count := len(self._unit(*unit).lines)):
            after = self._unit_after(unit)
            if after is None:
                return Anchor(*unit, max(0, count - 1))
            unit = after
            line -= count
        return Anchor(*unit, line)

    def last_page(self, height: int) -> Anchor:
        """The first line of a page that shows the end of the document in its last row."""
        blocks = len(self.document.blocks)
        if not blocks:
            return self.first
        unit = blocks - 1, self.parts_of(blocks - 1) - 1
        return self.walk(Anchor(*unit, len(self._unit(*unit).lines) - 1), 1 - max(1, height))

    def rows(self, anchor: Anchor) -> Iterator[tuple[Anchor, Line]]:
        """The lines from an anchor to the end, laid out as they are asked for."""
        unit: tuple[int, int] | None = (anchor.block, anchor.part)
        line = anchor.line
        while unit is not None and self.document.blocks:
            lines = self.lines_of(*unit)
            for number in range(line, len(lines)):
                yield Anchor(*unit, number), lines[number]
            unit, line = self._unit_after(unit), 0

    def page(self, anchor: Anchor, height: int) -> list[tuple[Anchor, Line]]:
        """As many lines as fit into a height."""
        return [row for row, _ in zip(self.rows(anchor), range(height), strict=False)]

    def _unit_before(self, unit: tuple[int, int]) -> tuple[int, int] | None:
        block, part = unit
        if part:
            return block, part - 1
        return (block - 1, self.parts_of(block - 1) - 1) if block else None

    def _unit_after(self, unit: tuple[int, int]) -> tuple[int, int] | None:
        block, part = unit
        if part + 1 < self.parts_of(block):
            return block, part + 1
        return (block + 1, 0) if block + 1 < len(self.document.blocks) else None

    # -- marks, and what is known late -------------------------------------------------------------------------------

    def mark(self, layer: str, marks: Iterable[Mark]) -> None:
        """Replace the marks of one layer; only the lines that it touches change."""
        made = Layer(marks)
        if made:
            self._layers[layer] = made
        else:
            self._layers.pop(layer, None)

    def unhighlighted(self, first: int, last: int) -> list[int]:
        """The blocks of code within a range of blocks, both ends included, whose syntax is not known yet."""
        last = min(last, len(self.document.blocks) - 1)
        return [number for number in range(first, last + 1) if self._is_unknown_code(number)]

    def _is_unknown_code(self, number: int) -> bool:
        block = self.document.blocks[number]
        return block.kind is BlockKind.CODE and bool(block.language) and number not in self._findings.syntax

    def syntax_of(self, block: int) -> Syntax:
        """The syntax of a block of code. Slow: for a worker, after the first paint."""
        from tui.render.syntax import syntax_of

        found = self.document.blocks[block]
        return syntax_of(self.document.text_of(found), found.language, found.start)

    def highlight(self, block: int, syntax: Syntax) -> None:
        """Show the syntax of a block of code from now on."""
        self._findings.syntax[block] = syntax
        self._forget(block)

    def undrawn(self, first: int, last: int, room: Room) -> Iterator[int]:
        """The blocks within a range, both ends included, whose picture was not drawn for such a room yet."""
        for number in range(first, min(last, len(self.document.blocks) - 1) + 1):
            block = self.document.blocks[number]
            if block.kind is BlockKind.IMAGE and block.source:
                drawing = self._findings.drawings.get(number)
                if drawing is None or drawing.room != room:
                    yield number

    def room_of(self, block: int) -> int:
        """The cells that a block has between what stands at its sides."""
        return self._typesetter.room_of(block)

    def draw(self, block: int, drawing: Drawing, *, keeping: int = 1) -> list[Drawing]:
        """Show a picture below the words that stand for it from now on; the drawings that are shown no more.

        Of all pictures the nearest ones are kept, so many of them.
        """
        drawings = self._findings.drawings
        gone = [drawings.pop(block)] if block in drawings else []
        drawings[block] = drawing
        self._forget(block)
        for other in sorted(drawings, key=lambda other: abs(other - block))[keeping:]:
            gone.append(drawings.pop(other))
            self._forget(other)
        return gone

    def undraw(self) -> list[Drawing]:
        """Show no pictures any more; the drawings that were shown."""
        drawings = self._findings.drawings
        gone = list(drawings.values())
        blocks = list(drawings)
        drawings.clear()
        for block in blocks:
            self._forget(block)
        return gone

    def shift(self, block: int, cells: int) -> bool:
        """Move the text of a block of code to the left, or back for negative cells. Whether it moved."""
        if self.document.blocks[block].kind is not BlockKind.CODE:
            return False
        before = self._findings.shifts.get(block, 0)
        after = max(0, before + cells)
        if cells > 0:
            after = min(after, max(before, self._typesetter.furthest_shift(block)))
        self._findings.shifts[block] = after
        self._forget(block)
        return after != before

    def _forget(self, block: int) -> None:
        for part in range(self.parts_of(block)):
            dropped = self._units.pop((block, part), None)
            if dropped is not None:
                self._lines -= len(dropped.lines)


def _start_of_part(part: Part) -> int:
    return part.start


def _start_of_line(line: Line) -> int:
    return line.start


def _line_showing(lines: Sequence[Line], offset: int) -> int:
    """The line that has a character in its pieces; where none has, the first of those that stand for its range."""
    last = max(0, bisect_right(lines, offset, key=_start_of_line) - 1)
    first = last
    while first > 0 and lines[first - 1].start == lines[last].start:
        first -= 1
    for number in range(first, last + 1):
        if any(piece.start <= offset < piece.start + len(piece.text) for piece in lines[number].pieces):
            return number
    return last if lines[last].start < lines[last].end or first == last else first
