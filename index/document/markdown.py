"""Writes a document as Markdown: CommonMark with the tables, footnotes, task lists and strikes of GitHub.

An export, not the form that Carrel keeps: spanning cells, picture captions and ruby have no Markdown of their own and
are written as the nearest thing that reads right.
"""

from __future__ import annotations

import re

from index.document.model import TOP, Block, BlockKind, Container, ContainerKind, Document, Span, SpanKind
from index.document.walk import Leaf, Open, SpanOpen, inline, tree

_SPECIAL = re.compile(r"([\\`*_\[\]<>~])")
_LINE_START = re.compile(r"^(?:(#{1,6}|[-+=]+|>)(?=\s|$)|(\d+)([.)])(?=\s))")
_MARKS = {
    SpanKind.EMPHASIS: ("*", "*"),
    SpanKind.STRONG: ("**", "**"),
    SpanKind.STRIKE: ("~~", "~~"),
    SpanKind.SUBSCRIPT: ("<sub>", "</sub>"),
    SpanKind.SUPERSCRIPT: ("<sup>", "</sup>"),
    SpanKind.MARK: ("<mark>", "</mark>"),
}


def write_markdown(document: Document) -> str:
    """The document as Markdown, ending with a line end unless it is empty."""
    writer = _Writer(document)
    return writer.write()


class _Writer:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._labels = {
            name: container.label
            for container, block in _first_blocks(document)
            for name, offset in document.anchors.items()
            if offset == block.start
        }

    def write(self) -> str:
        parts: list[str] = []
        leads: dict[int, str] = {}
        before: Block | None = None
        for step in tree(self._document):
            match step:
                case Open(number):
                    leads[number] = self._lead(self._document.containers[number])
                case Leaf(_, block):
                    if before is not None:
                        parts.append(self._gap(before, block))
                    parts.append(self._lines(block, leads))
                    before = block
        return "".join(parts) + ("\n" if parts else "")

    def _lead(self, container: Container) -> str:
        match container.kind:
            case ContainerKind.QUOTE:
                return "> "
            case ContainerKind.ADMONITION:
                return f"> **{_escaped((container.label or 'note').capitalize())}:** "
            case ContainerKind.ITEM:
                inside = self._document.containers[container.parent]
                mark = f"{container.number}. " if inside.ordered else "- "
                return mark + {None: "", True: "[x] ", False: "[ ] "}[container.checked]
            case ContainerKind.NOTE:
                return f"[^{container.label}]: "
            case ContainerKind.DESCRIPTION:
                return ":   "
        return ""

    def _lines(self, block: Block, leads: dict[int, str]) -> str:
        path = self._document.path(block.container)
        first = "".join(leads[number] for number in path)
        for number in path:
            leads[number] = _following(self._document.containers[number], leads[number])
        rest = "".join(leads[number] for number in path)
        lines = self._content(block).split("\n")
        return "\n".join((lead + line).rstrip(" ") if not line else lead + line
                         for lead, line in zip([first, *[rest] * len(lines)], lines, strict=False))  # fmt: skip

    def _gap(self, before: Block, block: Block) -> str:
        path = self._document.path(before.container)
        shared = [number for number in self._document.path(block.container) if number in path]
        quoted = "".join(
            "> " for number in shared
            if self._document.containers[number].kind in (ContainerKind.QUOTE, ContainerKind.ADMONITION)
        )  # fmt: skip
        if self._is_tight(before, block):
            return "\n"
        return f"\n{quoted.rstrip()}\n"

    def _is_tight(self, before: Block, block: Block) -> bool:
        if TOP in (before.container, block.container) or before.container == block.container:
            return False
        kinds = {self._document.containers[each.container].kind for each in (before, block)}
        return kinds == {ContainerKind.ITEM}

    def _content(self, block: Block) -> str:
        text = self._document.text_of(block)
        match block.kind:
            case BlockKind.RULE:
                return "---"
            case BlockKind.HEADING:
                return "#" * (block.level or 2) + " " + self._inline(block).replace("\n", " ")
            case BlockKind.CODE:
                fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
                return f"{fence}{block.language}\n{text}\n{fence}"
            case BlockKind.IMAGE:
                return f"![{_escaped(text)}]({_target(block.source)})"
            case BlockKind.EMBED:
                return f"[{_escaped(text or block.source)}]({_target(block.source)})"
            case BlockKind.CAPTION:
                return f"*{self._inline(block)}*"
            case BlockKind.SUMMARY:
                return f"**{self._inline(block)}**"
            case BlockKind.MATH:
                return f"$$\n{block.source or text}\n$$"
            case BlockKind.TABLE:
                return self._table(block)
        return "\n".join(_guarded(line) for line in self._inline(block).split("\n"))

    def _table(self, block: Block) -> str:
        assert block.table is not None
        grid = [[""] * block.table.columns for _ in range(block.table.rows)]
        for cell in block.table.cells:
            content = self._range(cell.start, cell.end, block.spans)
            grid[cell.row][cell.column] = content.replace("\\\n", "<br>").replace("\n", "<br>").replace("|", "\\|")
        lines = ["| " + " | ".join(row) + " |" for row in grid]
        lines.insert(1, "|" + " --- |" * block.table.columns)
        return "\n".join(lines)

    def _inline(self, block: Block) -> str:
        return self._range(block.start, block.end, block.spans)

    def _range(self, start: int, end: int, spans: tuple[Span, ...]) -> str:
        parts: list[str] = []
        verbatim = replaced = 0
        for step in inline(self._document, start, end, spans):
            if isinstance(step, str):
                if not replaced:
                    parts.append(step if verbatim else _escaped(step).replace("\n", "\\\n"))
                continue
            opening = isinstance(step, SpanOpen)
            change = 1 if opening else -1
            verbatim += change * (step.span.kind in (SpanKind.CODE, SpanKind.MATH))
            replaced += change * self._is_replaced(step.span)
            parts.append(self._mark(step.span, opening=opening))
        return "".join(parts)

    def _is_replaced(self, span: Span) -> bool:
        """Whether the mark says it all: a note's label, a formula's TeX."""
        if span.kind is SpanKind.NOTE:
            return span.target.removeprefix("#") in self._labels
        return span.kind is SpanKind.MATH and bool(span.target)

    def _mark(self, span: Span, *, opening: bool) -> str:
        match span.kind:
            case SpanKind.LINK:
                return "[" if opening else f"]({_target(span.target)})"
            case SpanKind.CODE:
                inner = self._document.text_of(span)
                fence = "`" * (1 + max(map(len, re.findall("`+", inner)), default=0))
                pad = " " if inner.startswith("`") or inner.endswith("`") else ""
                return fence + pad if opening else pad + fence
            case SpanKind.NOTE:
                label = self._labels.get(span.target.removeprefix("#"))
                return "" if label is None or not opening else f"[^{label}]"
            case SpanKind.MATH:
                return f"${span.target}" if opening else "$"
            case SpanKind.RUBY:
                return "" if opening else f" ({_escaped(span.target)})"
        return _MARKS[span.kind][0 if opening else 1]


def _first_blocks(document: Document) -> list[tuple[Container, Block]]:
    seen: set[int] = set()
    found = []
    for block in document.blocks:
        for number in document.path(block.container):
            if number not in seen and document.containers[number].kind is ContainerKind.NOTE:
                seen.add(number)
                found.append((document.containers[number], block))
    return found


def _following(container: Container, lead: str) -> str:
    if container.kind in (ContainerKind.QUOTE, ContainerKind.ADMONITION):
        return "> "
    if container.kind in (ContainerKind.NOTE, ContainerKind.DESCRIPTION):
        return "    "
    return " " * len(lead)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _guarded(line: str) -> str:
    """A line that would begin a heading, list, quote or rule is kept a paragraph."""
    return _LINE_START.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", line)


def _target(address: str) -> str:
    if address.startswith("urn:"):  # a picture that has no address but its content
        return ""
    return f"<{address}>" if re.search(r"[\s()<>]", address) else address
