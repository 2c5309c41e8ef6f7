"""Puts a document together piece by piece, in reading order, so that its laws hold by construction.

For readers of markup (extraction, Markdown, exports of other programs). It knows nothing of any markup itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from index.document.model import (
    TOP,
    Block,
    BlockKind,
    Cell,
    Container,
    ContainerKind,
    Document,
    Span,
    SpanKind,
    Table,
)

SEPARATOR = "\n\n"


@dataclass
class Inline:
    r"""A run of text with spans, counted from its own start. White space is collapsed as it is added.

    A line break is kept as `\n` by `line_break`; everything else that is white space becomes one blank, except no-break
    spaces, which mean something.
    """

    verbatim: bool = False
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _ends_blank: bool = True
    _spans: list[Span] = field(default_factory=list)
    _names: list[tuple[str, int]] = field(default_factory=list)

    def __len__(self) -> int:
        return self._length

    def add(self, text: str) -> None:
        """Append characters."""
        if not self.verbatim:
            text = self._collapse(text)
        if text:
            self._parts.append(text)
            self._length += len(text)

    def _collapse(self, text: str) -> str:
        words = text.translate(_TO_BLANK).split(" ")
        collapsed = " ".join(word for word in words if word)
        if not collapsed:
            blank = bool(text) and not self._ends_blank
            self._ends_blank = self._ends_blank or blank
            return " " if blank else ""
        lead = " " if words[0] == "" and not self._ends_blank else ""
        self._ends_blank = words[-1] == ""
        return lead + collapsed + (" " if self._ends_blank else "")

    def line_break(self) -> None:
        """End the line within the block."""
        self._parts.append("\n")
        self._length += 1
        self._ends_blank = True

    def name(self, anchor: str) -> None:
        """Let links within the document lead to this place."""
        if anchor:
            self._names.append((anchor, self._length))

    @contextmanager
    def span(self, kind: SpanKind, target: str = "") -> Iterator[None]:
        """Give a meaning to what is added inside."""
        start, slot = self._length, len(self._spans)
        self._spans.append(Span(kind, start, start, target))
        yield
        self._spans[slot] = Span(kind, start, self._length, target)

    def finish(self) -> tuple[str, tuple[Span, ...], list[tuple[str, int]]]:
        """The text without blanks at its ends and around line breaks, its spans, its named places."""
        text = "".join(self._parts)
        if self.verbatim:
            return text, _tidy(self._spans, text), self._names
        kept, places = _strip_lines(text)
        spans = [replace(span, start=places[span.start], end=places[span.end]) for span in self._spans]
        return kept, _tidy(spans, kept), [(name, places[at]) for name, at in self._names]


_TO_BLANK = {ord(blank): " " for blank in "\t\n\r\f\v\x1c\x1d\x1e\x1f\x85\u2028\u2029"}


def _strip_lines(text: str) -> tuple[str, Sequence[int]]:
    """Drop blanks at both ends of each line, and empty lines; also where each offset went."""
    if "\n" not in text and not text.startswith(" "):
        line = text.rstrip(" ")
        return line, [*range(len(line) + 1), *[len(line)] * (len(text) - len(line))]
    keep = bytearray(b"\x01") * len(text)
    start = 0
    for line in text.split("\n"):
        left = len(line) - len(line.lstrip(" "))
        right = len(line.rstrip(" "))
        for at in (*range(left if right else 0), *range(right, len(line))):
            keep[start + at] = 0
        if not line.strip():
            keep[start : start + len(line) + 1] = bytes(min(len(line) + 1, len(text) - start))
        start += len(line) + 1
    first, last = 0, len(text)
    while first < last and (text[first] == "\n" or not keep[first]):
        keep[first] = 0
        first += 1
    while last > first and (text[last - 1] == "\n" or not keep[last - 1]):
        last -= 1
        keep[last] = 0
    if all(keep):
        return text, list(range(len(text) + 1))
    places, kept = [], 0
    for flag in keep:
        places.append(kept)
        kept += flag
    places.append(kept)
    return "".join(character for character, flag in zip(text, keep, strict=True) if flag), places


def _tidy(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Spans that hold something, without white space at their ends, outer before inner."""
    tidied = []
    for span in spans:
        start, end = span.start, span.end
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            is_tidy = start == span.start and end == span.end
            tidied.append(span if is_tidy else Span(span.kind, start, end, span.target))
    return tuple(sorted(tidied, key=lambda span: (span.start, -span.end)))


class DocumentBuilder:
    """Collects blocks and containers; `build` returns the document."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._containers: list[Container] = []
        self._used: set[int] = set()
        self._open = TOP
        self._anchors: dict[str, int] = {}
        self._pending: list[str] = []

    @contextmanager
    def container(self, kind: ContainerKind, **attributes: Any) -> Iterator[int]:
        """Let the blocks added inside stand in a container. One that stays empty is left out of the document."""
        number = len(self._containers)
        self._containers.append(Container(kind, self._open, **attributes))
        around, self._open = self._open, number
        try:
            yield number
        finally:
            self._open = around

    def anchor(self, name: str) -> None:
        """Let links within the document lead to the next block."""
        if name:
            self._pending.append(name)

    def block(self, kind: BlockKind, content: Inline | str = "", *, level: int = 0, language: str = "",
              source: str = "") -> bool:  # fmt: skip
        """Append a block; False where it would hold nothing (no text, no source, no rule) and was left out."""
        text, spans, names = _finished(content)
        if not text.strip() and not source and kind is not BlockKind.RULE:
            return False
        start = self._begin()
        moved = tuple(Span(span.kind, span.start + start, span.end + start, span.target) for span in spans)
        for name, at in names:
            self._anchors.setdefault(name, start + at)
        self._append(text)
        self._blocks.append(Block(kind, start, self._length, self._use(), level, language, source, moved))
        return True

    def table(self, rows: list[list[TableCell]]) -> bool:
        """Append a table given as rows of cells (as in HTML, spans unresolved); False where every cell is empty."""
        finished = [[(cell, *_finished(cell.content)) for cell in row] for row in rows]
        if not any(text.strip() for row in finished for _, text, _, _ in row):
            return False
        start = self._begin()
        cells: list[Cell] = []
        spans: list[Span] = []
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(finished):
            if number:
                self._append("\n")
            column = 0
            for position, (cell, text, inner, names) in enumerate(row):
                if position:
                    self._append("\t")
                while (number, column) in taken:
                    column += 1
                height = min(cell.rows, len(rows) - number)
                taken.update((number + y, column + x) for y in range(height) for x in range(cell.columns))
                at = self._length
                for name, place in names:
                    self._anchors.setdefault(name, at + place)
                spans += (replace(span, start=span.start + at, end=span.end + at) for span in inner)
                self._append(text)
                cells.append(Cell(at, self._length, number, column, height, cell.columns, cell.header))
                column += cell.columns
        grid = Table(len(rows), max((x + 1 for _, x in taken), default=0), tuple(cells))
        self._blocks.append(Block(BlockKind.TABLE, start, self._length, self._use(), spans=tuple(spans), table=grid))
        return True

    def _begin(self) -> int:
        if self._blocks:
            self._append(SEPARATOR)
        for name in self._pending:
            self._anchors.setdefault(name, self._length)
        self._pending.clear()
        return self._length

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _use(self) -> int:
        number = self._open
        while number != TOP and number not in self._used:
            self._used.add(number)
            number = self._containers[number].parent
        return self._open

    def build(self) -> Document:
        """The document. Anchors that no link within it uses are kept: headings can be linked to from elsewhere."""
        places = {TOP: TOP}
        containers: list[Container] = []
        for number, container in enumerate(self._containers):
            if number in self._used:
                places[number] = len(containers)
                containers.append(replace(container, parent=places[container.parent]))
        blocks = tuple(
            block if places[block.container] == block.container else replace(block, container=places[block.container])
            for block in self._blocks
        )
        return Document("".join(self._parts), blocks, tuple(containers), self._anchors)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell on its way into a table: as HTML gives it, before the grid is resolved."""

    content: Inline | str
    header: bool = False
    rows: int = 1
    columns: int = 1


def _finished(content: Inline | str) -> tuple[str, tuple[Span, ...], list[tuple[str, int]]]:
    return (content, (), []) if isinstance(content, str) else content.finish()
