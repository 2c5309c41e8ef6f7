"""The nouns of a clean text, and the laws that hold between them.

Everything is a range of one plain text, so hits, highlights, links and the reading position survive any width and any
way of showing. All offsets count code points from the start of `Document.text`; ends are exclusive.

A document is *flat*: its blocks stand in reading order, ready to be drawn one by one. What they stand in (a quote in
a list item in a quote) is a tree of containers beside them: each block names the innermost one, each container its
parent. Blocks of one container need not be neighbours of equal kind, but they are consecutive.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

TOP = -1
"""The container of what stands in none."""


class BlockKind(StrEnum):
    """What a block is. The values are part of the stored form."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    TERM = "term"
    """A term of a definition list; its descriptions follow as containers."""
    SUMMARY = "summary"
    """The title line of the `DETAILS` or `ADMONITION` container that it stands in."""
    CODE = "code"
    TABLE = "table"
    IMAGE = "image"
    """A picture; the text is its alternative text, often empty."""
    CAPTION = "caption"
    """What is said under a picture or over a table; stands in the same `FIGURE`."""
    MATH = "math"
    """A displayed formula; the text is readable, `source` holds TeX where known."""
    EMBED = "embed"
    """A video, a post, a map of another site; the text is its title, `source` its address."""
    RULE = "rule"
    """A break of the theme; no text."""


class ContainerKind(StrEnum):
    """What blocks can stand in. The values are part of the stored form."""

    QUOTE = "quote"
    LIST = "list"
    ITEM = "item"
    DEFINITIONS = "definitions"
    DESCRIPTION = "description"
    FIGURE = "figure"
    NOTE = "note"
    """A footnote or endnote; `label` is what its references show."""
    DETAILS = "details"
    ADMONITION = "admonition"
    """A note, tip or warning; `label` names which."""
    APART = "apart"
    """Lines beside the running text: a standfirst and date before it, its table of contents, a link out of it."""


class SpanKind(StrEnum):
    """What a run of characters is. The values are part of the stored form."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"
    """`target` is an absolute address, or `#anchor` for a place in this document."""
    SUBSCRIPT = "subscript"
    SUPERSCRIPT = "superscript"
    STRIKE = "strike"
    MARK = "mark"
    NOTE = "note"
    """A reference to a footnote; `target` is `#anchor` of its container."""
    MATH = "math"
    """A formula within the line; `target` is its TeX where known."""
    RUBY = "ruby"
    """A base text whose reading is `target`."""


@dataclass(frozen=True, slots=True)
class Span:
    """A meaning given to a range of the text. Spans of one block nest or are disjoint."""

    kind: SpanKind
    start: int
    end: int
    target: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text is a range of the document's, its place is in a grid with spans resolved."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The grid of a table block. Cells stand in reading order; grid places without a cell are empty."""

    rows: int
    columns: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Block:
    r"""A run of the text that is laid out on its own.

    `level` is a heading's rank, 1 to 6. `language` is that of the code, lower case, or empty. `source` is the
    address of an image or embed, or the TeX of a formula. Lines of code, and of a poem's paragraph, end with `\n`.
    """

    kind: BlockKind
    start: int
    end: int
    container: int = TOP
    level: int = 0
    language: str = ""
    source: str = ""
    spans: tuple[Span, ...] = ()
    table: Table | None = None


class SurveyedBlocks(Sequence[Block], ABC):
    """Blocks of which some facts are known before any is made, as in a stored document: so a long one opens at once."""

    starts: Sequence[int]
    """Where each block begins."""

    @abstractmethod
    def of_kind(self, kind: BlockKind) -> Sequence[int]:
        """The numbers of the blocks of a kind, in order."""


@dataclass(frozen=True, slots=True)
class Container:
    """What consecutive blocks stand in. `parent` is the number of the container around it, or `TOP`."""

    kind: ContainerKind
    parent: int = TOP
    ordered: bool = False
    """Of a `LIST`: numbered."""
    number: int = 1
    """Of an ordered `LIST`: its first number. Of an `ITEM` in one: its own."""
    checked: bool | None = None
    """Of an `ITEM`: a task that is done (True) or open (False); None where it is no task."""
    label: str = ""
    """Of a `NOTE`: what its references show. Of an `ADMONITION`: note, tip, warning … Of an ordered `LIST`: how it is
    numbered (`numbering`)."""
    source: str = ""
    """Of a `QUOTE`: the address that is cited."""


@dataclass(frozen=True)
class Document:
    r"""A clean text: blocks in reading order over one plain text.

    The text of neighbouring blocks is parted by a blank line (`\n\n`), that of the cells of a row by a tab, that of
    rows by a line end. `anchors` maps the names that links within the document use to offsets.
    """

    text: str
    blocks: Sequence[Block]
    containers: Sequence[Container] = ()
    anchors: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where each block begins, for bisection."""
        if isinstance(self.blocks, SurveyedBlocks):
            return self.blocks.starts
        return [block.start for block in self.blocks]

    def block_at(self, offset: int) -> int:
        """The number of the block that holds an offset, or the last one before it. 0 in an empty document."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def text_of(self, part: Block | Span | Cell) -> str:
        """The characters of a block, span or cell."""
        return self.text[part.start : part.end]

    def path(self, container: int) -> tuple[int, ...]:
        """The numbers of a container and those around it, outermost first; empty for `TOP`."""
        steps: list[int] = []
        while container != TOP:
            steps.append(container)
            container = self.containers[container].parent
        return tuple(reversed(steps))

    def body_text(self) -> str:
        """The running text without pictures, captions, embeds and what stands apart: what is counted and judged."""
        return "\n\n".join(text for block in self.blocks if not self.is_apart(block) and (text := self.text_of(block)))

    def is_apart(self, block: Block) -> bool:
        """Whether a block stands beside the running text. The last line of a quoted post (who and when) is text."""
        if block.kind in APART:
            quoted = block.container != TOP and self.containers[block.container].kind is ContainerKind.QUOTE
            return not (quoted and block.kind is BlockKind.EMBED)
        return any(self.containers[number].kind is ContainerKind.APART for number in self.path(block.container))

    def headings(self) -> Iterator[tuple[int, Block]]:
        """(number, block) of each heading, in order."""
        if isinstance(self.blocks, SurveyedBlocks):
            return ((number, self.blocks[number]) for number in self.blocks.of_kind(BlockKind.HEADING))
        return ((number, block) for number, block in enumerate(self.blocks) if block.kind is BlockKind.HEADING)

    def check(self) -> None:
        """Raise ValueError where a law of the form is broken. For tests, and for what comes from outside."""
        end = 0
        for number, block in enumerate(self.blocks):
            _check(end <= block.start <= block.end <= len(self.text), f"block {number} lies outside or overlaps")
            _check(not self.text[end : block.start].strip(), f"text between blocks before block {number}")
            _check(TOP <= block.container < len(self.containers), f"block {number} names no container")
            _check((block.table is not None) == (block.kind is BlockKind.TABLE), f"block {number}: table")
            _check_spans(block, number)
            for cell in block.table.cells if block.table else ():
                inside = block.start <= cell.start <= cell.end <= block.end
                _check(inside, f"a cell outside of block {number}")
                _check(_is_in_grid(cell, block.table), f"a cell outside of the grid of block {number}")
            end = block.end
        _check(not self.text[end:].strip(), "text after the last block")
        for number, container in enumerate(self.containers):
            _check(TOP <= container.parent < number, f"container {number} stands in none before it")
        for name, offset in self.anchors.items():
            _check(0 <= offset <= len(self.text), f"anchor {name!r} lies outside")


APART = frozenset({BlockKind.IMAGE, BlockKind.CAPTION, BlockKind.EMBED, BlockKind.RULE})
"""Kinds of blocks that stand beside the running text."""


def _check_spans(block: Block, number: int) -> None:
    open_ends: list[int] = []
    last = block.start
    for span in block.spans:
        _check(last <= span.start < span.end <= block.end, f"a span outside of block {number}, empty or unsorted")
        while open_ends and open_ends[-1] <= span.start:
            open_ends.pop()
        _check(not open_ends or span.end <= open_ends[-1], f"crossing spans in block {number}")
        open_ends.append(span.end)
        last = span.start


def _is_in_grid(cell: Cell, table: Table | None) -> bool:
    return table is not None and (
        0 <= cell.row < cell.row + cell.rows <= table.rows
        and 0 <= cell.column < cell.column + cell.columns <= table.columns
    )


def _check(holds: bool, law: str) -> None:
    if not holds:
        raise ValueError(f"malformed document: {law}")
