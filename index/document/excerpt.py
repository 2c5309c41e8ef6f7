"""Takes a passage out of a document as a small document of its own, ready to be written in any form.

References to footnotes are left behind, since what they refer to is. A passage of one block stands alone: half of a
list item is no list. A table of which a part is taken becomes its lines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.document.model import TOP, Block, BlockKind, Document, Span, SpanKind

_KEPT_EMPTY = frozenset({BlockKind.IMAGE, BlockKind.EMBED, BlockKind.RULE})
_ALONE = {BlockKind.HEADING: BlockKind.PARAGRAPH, BlockKind.SUMMARY: BlockKind.PARAGRAPH}


def excerpt(document: Document, start: int, end: int) -> Document:
    """What stands between two offsets, with its meanings, its offsets counted anew."""
    touched = list(_touched(document, start, end))
    moved = _Moved(start, end, [span for block in touched for span in block.spans if span.kind is SpanKind.NOTE])
    blocks = [block for each in touched if (block := _clipped(each, start, end, moved)) is not None]
    if len(blocks) == 1:
        only = blocks[0]
        blocks = [replace(only, container=TOP, kind=_ALONE.get(only.kind, only.kind), level=0)]
    return Document(moved.text(document.text), blocks, document.containers if len(blocks) > 1 else ())


def _touched(document: Document, start: int, end: int) -> Iterator[Block]:
    for number in range(document.block_at(start), len(document.blocks)):
        block = document.blocks[number]
        if block.start >= end:
            return
        if block.end > start or (block.start == block.end >= start):
            yield block


class _Moved:
    """Where offsets of a document are in its excerpt."""

    def __init__(self, start: int, end: int, left_out: Sequence[Span]) -> None:
        inside = [(max(start, span.start), min(end, span.end)) for span in left_out]
        self._gaps = [(begin, stop) for begin, stop in inside if begin < stop]
        self._starts = [begin for begin, _ in self._gaps]
        self._start, self._end = start, end

    def place(self, offset: int) -> int:
        offset = max(self._start, min(offset, self._end))
        before = self._gaps[: bisect_right(self._starts, offset)]
        return offset - self._start - sum(min(stop, offset) - begin for begin, stop in before)

    def text(self, text: str) -> str:
        parts, at = [], self._start
        for begin, stop in self._gaps:
            parts.append(text[at:begin])
            at = stop
        return "".join((*parts, text[at : self._end]))


def _clipped(block: Block, start: int, end: int, moved: _Moved) -> Block | None:
    begin, stop = moved.place(block.start), moved.place(block.end)
    if begin == stop and block.kind not in _KEPT_EMPTY:
        return None
    spans = tuple(_clipped_spans(block.spans, moved))
    if block.table is None:
        return replace(block, start=begin, end=stop, spans=spans)
    if start <= block.start and block.end <= end:
        cells = [replace(each, start=moved.place(each.start), end=moved.place(each.end)) for each in block.table.cells]
        return replace(block, start=begin, end=stop, spans=spans, table=replace(block.table, cells=cells))
    return replace(block, kind=BlockKind.PARAGRAPH, start=begin, end=stop, spans=spans, table=None)


def _clipped_spans(spans: Sequence[Span], moved: _Moved) -> Iterator[Span]:
    for span in spans:
        begin, stop = moved.place(span.start), moved.place(span.end)
        if begin < stop and span.kind is not SpanKind.NOTE:
            yield replace(span, start=begin, end=stop)
