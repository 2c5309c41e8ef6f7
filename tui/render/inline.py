"""Text with spans becomes a flow: the characters that are shown, and what each run of them is.

What the renderer adds within the line stands in the flow as drawn runs: the brackets of a note's reference, the reading
of a ruby text, `^` before a superscript that Unicode has no characters for. Soft hyphens are taken out and kept as
places where a hyphen may be added, zero-width spaces as places where a line may end. `wrap` breaks the flow,
`pieces_between` cuts the lines out of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from index.document import Span, SpanKind
from index.safe_text import ZERO_WIDTH_SPACE
from tui.render.cells import EMOJI_SELECTOR, SOFT_HYPHEN, drawable, edge_after
from tui.render.model import Piece, Role
from tui.widths import JOINER

ROLES = {
    SpanKind.EMPHASIS: Role.EMPHASIS,
    SpanKind.STRONG: Role.STRONG,
    SpanKind.CODE: Role.CODE,
    SpanKind.LINK: Role.LINK,
    SpanKind.SUBSCRIPT: Role.TEXT,
    SpanKind.SUPERSCRIPT: Role.TEXT,
    SpanKind.STRIKE: Role.STRIKE,
    SpanKind.MARK: Role.MARKED,
    SpanKind.NOTE: Role.NOTE,
    SpanKind.MATH: Role.MATH,
    SpanKind.RUBY: Role.TEXT,
}

RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SHIFTED = {SpanKind.SUPERSCRIPT: ("^", RAISED), SpanKind.SUBSCRIPT: ("_", LOWERED)}
_PARTINGS = re.compile(f"([{SOFT_HYPHEN}{ZERO_WIDTH_SPACE}])")
_KEPT_WITH = (" ↩", " »", "« ", " !", " ?", " ;", " :")
_KEPT = re.compile(r" (?=↩|[»!?;:]+(?:[\s.,)\]]|$))|(?<=«) ")
"""Blanks that a line does not end at: before the way back from a note, and beside the signs that French sets apart."""
_IN_LINE = str.maketrans("\n\t", "  ", ZERO_WIDTH_SPACE)
_LEADING_TO = frozenset({SpanKind.LINK, SpanKind.NOTE})


class Run(NamedTuple):
    """Characters of one kind in a flow, up to the next run. `start` is an offset in the document, also where drawn."""

    at: int
    start: int
    role: Role
    target: str = ""
    drawn: bool = False


class Flow(NamedTuple):
    """What is shown of a range of the document, before it is broken into lines."""

    text: str
    runs: Sequence[Run]
    end: int
    """The offset in the document where the range ends."""
    hyphens: Sequence[int] = ()
    glued: frozenset[int] = frozenset()
    partings: Sequence[int] = ()
    """Where words meet that no blank parts."""

    def offset(self, at: int) -> int:
        """The offset in the document of a place in the flow."""
        if at >= len(self.text):
            return self.end
        run = self.runs[bisect_right(self.runs, at, key=_at) - 1]
        return run.start if run.drawn else run.start + at - run.at


def _at(run: Run) -> int:
    return run.at


class _Writer:
    """Collects a flow."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.parts: list[str] = []
        self.length = 0
        self.runs: list[Run] = []
        self.hyphens: list[int] = []
        self.glued: list[int] = []
        self.partings: list[int] = []

    def draw(self, text: str, start: int, role: Role, target: str = "") -> None:
        """Append characters that are not the document's."""
        if text:
            self.runs.append(Run(self.length, start, role | Role.DECORATION, target, drawn=True))
            self._append(drawable(text, self.width).translate(_IN_LINE))

    def write(self, text: str, start: int, role: Role, target: str = "") -> None:
        """Append characters of the document."""
        if not _is_parted(text):
            self._write(text, start, role, target)
            return
        for part in _PARTINGS.split(text):
            if part == SOFT_HYPHEN:
                self.hyphens.append(self.length)
            elif part == ZERO_WIDTH_SPACE:
                self.partings.append(self.length)
            else:
                self._write(part, start, role, target)
            start += len(part)

    def _write(self, text: str, start: int, role: Role, target: str) -> None:
        if text:
            self.runs.append(Run(self.length, start, role, target))
            self._append(text)

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def finish(self, end: int) -> Flow:
        """The flow of what was collected."""
        text = "".join(self.parts)
        hyphens = [at for at in self.hyphens if _may_hyphenate(text, at)]
        partings = [at for at in self.partings if 0 < at < len(text)]
        return Flow(text, self.runs, end, hyphens, frozenset(self.glued), partings)


def _is_parted(text: str) -> bool:
    return not text.isascii() and (SOFT_HYPHEN in text or ZERO_WIDTH_SPACE in text)


def _may_hyphenate(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at].isalnum() and not text[at - 1].isspace() and text[at - 1] != JOINER


class Manner(NamedTuple):
    """How flows are made: the width they are meant for, and the numbers of the links where those are shown."""

    width: int
    numbers: Mapping[str, int] = MappingProxyType({})


def flow(
    text: str,
    start: int,
    spans: Sequence[Span],
    role: Role,
    manner: Manner,
    *,
    target: str = "",
    before: str = "",
    after: str = "",
) -> Flow:
    """The flow of characters that stand at an offset of the document.

    `spans` may reach over both ends. `before` and `after` are drawn around it; `target` is where all of it leads.
    """
    end = start + len(text)
    shown = drawable(text.removesuffix(ZERO_WIDTH_SPACE), manner.width).replace("\t", " ")
    if len(shown) < len(text):
        shown += ZERO_WIDTH_SPACE
    if not shown.isascii() and any(sign in shown for sign in _KEPT_WITH):
        shown = _KEPT.sub("\xa0", shown)
    if not (spans or before or after or _is_parted(shown)):
        return Flow(shown, (Run(0, start, role, target),), end)
    writer = _Writer(manner.width)
    writer.draw(before, start, role, target)
    _Spans(shown, start, writer, manner.numbers).write(spans, role, target)
    writer.draw(after, end, role, target)
    return writer.finish(end)


class _Open(NamedTuple):
    """A span that is being written, or the text around all of them: how its characters are shown."""

    end: int
    role: Role
    target: str
    table: Mapping[int, int] | None = None
    span: Span | None = None


class _Spans:
    """Writes a text with its spans, which nest or are disjoint."""

    def __init__(self, shown: str, start: int, writer: _Writer, numbers: Mapping[str, int]) -> None:
        self._shown = shown
        self._start = start
        self._writer = writer
        self._numbers = numbers
        self._joins = JOINER in shown or EMOJI_SELECTOR in shown
        self._written = 0

    def write(self, spans: Sequence[Span], role: Role, target: str) -> None:
        """Write all of it."""
        stack = [_Open(self._start + len(self._shown), role, target)]
        for span in spans:
            while len(stack) > 1 and stack[-1].end <= span.start:
                self._close(stack.pop())
            self._text_to(span.start, stack[-1])
            stack.append(self._open(span, stack[-1]))
        while stack:
            self._close(stack.pop())

    def _text_to(self, end: int, around: _Open) -> None:
        """Write the characters up to an offset, or a little further where a cut would part what is joined."""
        at = min(max(end - self._start, self._written), len(self._shown))
        if self._joins:
            at = edge_after(self._shown, at)
        text = self._shown[self._written : at]
        if around.table is not None:
            text = text.translate(around.table)
        self._writer.write(text, self._start + self._written, around.role, around.target)
        self._written = at

    def _open(self, span: Span, around: _Open) -> _Open:
        role = around.role | ROLES[span.kind]
        target = span.target if span.kind in _LEADING_TO else around.target
        table = around.table
        if span.kind in _SHIFTED:
            sign, shift = _SHIFTED[span.kind]
            inside = self._inside(span)
            if _is_shiftable(inside, shift):
                table = shift
            elif not _reads_unshifted(span, inside):
                self._draw(sign if inside.isalnum() else f"{sign}(", role, target)
        elif span.kind is SpanKind.NOTE and not self._inside(span).startswith("["):
            self._writer.glued.append(self._writer.length)
            self._draw("[", role, target)
        return _Open(span.end, role, target, table, span)

    def _close(self, around: _Open) -> None:
        self._text_to(around.end, around)
        if around.span is not None:
            for text in self._closing(around.span):
                self._draw(text, around.role, around.target)

    def _draw(self, text: str, role: Role, target: str) -> None:
        self._writer.draw(text, self._start + self._written, role, target)

    def _inside(self, span: Span) -> str:
        return self._shown[max(0, span.start - self._start) : max(0, span.end - self._start)]

    def _closing(self, span: Span) -> Iterator[str]:
        if span.kind in _SHIFTED:
            inside, shift = self._inside(span), _SHIFTED[span.kind][1]
            if not (inside.isalnum() or _is_shiftable(inside, shift) or _reads_unshifted(span, inside)):
                yield ")"
        elif span.kind is SpanKind.NOTE and not self._inside(span).startswith("["):
            yield "]"
        elif span.kind is SpanKind.RUBY and span.target:
            yield f"（{span.target}）"
        elif span.kind is SpanKind.LINK and span.target in self._numbers:
            yield f"⟨{self._numbers[span.target]}⟩"


def _is_shiftable(text: str, table: Mapping[int, int]) -> bool:
    return all(ord(character) in table for character in text)


def _reads_unshifted(span: Span, text: str) -> bool:
    """Ordinals and the like: the th of 4th, the er of 1er, TM."""
    return span.kind is SpanKind.SUPERSCRIPT and len(text) > 1 and text.isalpha()


def joined(flows: Sequence[Flow], separator: str, role: Role) -> Flow:
    """Flows one after another, a drawn text between them."""
    parts: list[str] = []
    runs: list[Run] = []
    hyphens: list[int] = []
    glued: set[int] = set()
    partings: list[int] = []
    length = 0
    for number, part in enumerate(flows):
        if number:
            runs.append(Run(length, part.offset(0), role | Role.DECORATION, drawn=True))
            parts.append(separator)
            length += len(separator)
        runs += (run._replace(at=run.at + length) for run in part.runs)
        hyphens += (place + length for place in part.hyphens)
        glued.update(place + length for place in part.glued)
        partings += (place + length for place in part.partings)
        parts.append(part.text)
        length += len(part.text)
    return Flow("".join(parts), runs, flows[-1].end, hyphens, frozenset(glued), partings)


def pieces_between(shown: Flow, start: int, end: int) -> tuple[Piece, ...]:
    """The pieces of a range of a flow."""
    text, runs = shown.text, shown.runs
    if start >= end:
        return ()
    if len(runs) == 1:
        at, offset, role, target, drawn = runs[0]
        return (Piece(text[start:end], role, -1 if drawn else offset + start - at, target),)
    found: list[Piece] = []
    number = bisect_right(runs, start, key=_at) - 1
    while start < end:
        at, offset, role, target, drawn = runs[number]
        number += 1
        stop = min(end, runs[number].at) if number < len(runs) else end
        if start < stop:
            found.append(Piece(text[start:stop], role, -1 if drawn else offset + start - at, target))
        start = stop
    return tuple(found)
