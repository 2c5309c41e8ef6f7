"""Cuts a long block into parts that are laid out one by one, so that an endless paragraph opens like a short one.

A part of running text ends with a sentence where one ends near; a part of code ends with a line. A table's parts are
ranges of its rows (`tables`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from index.document import Block, BlockKind, Document, Span
from tui.render.cells import edge_before

LONGEST = 8_000
"""Characters of ASCII in one part."""
LONGEST_MIXED = 3_000
"""Characters in one part of other text, which takes longer to break, and of code, which has short lines."""

_ENDS = ("\n", ". ", "! ", "? ", "。", "؟ ", "। ")


class Part(NamedTuple):
    """A range of a block, and the spans of the block that touch it."""

    start: int
    end: int
    spans: Sequence[Span]


def parts_of(document: Document, block: Block) -> Sequence[Part]:
    """The parts of a block of text, at least one."""
    if block.end - block.start <= LONGEST_MIXED:
        return (Part(block.start, block.end, block.spans),)
    cuts = _cuts(document.text, block)
    spans = _spans_by_part(block.spans, cuts)
    text, last = document.text, len(cuts) - 1
    return [
        Part(start, end - (number < last and text[end - 1] == "\n"), spans[number])
        for number, (start, end) in enumerate(zip(cuts, [*cuts[1:], block.end], strict=True))
    ]


def _cuts(text: str, block: Block) -> list[int]:
    is_code = block.kind is BlockKind.CODE
    size = LONGEST_MIXED if is_code or not text[block.start : block.start + LONGEST].isascii() else LONGEST
    cuts = [block.start]
    while block.end - cuts[-1] > size:
        start = cuts[-1]
        cuts.append(_code_cut(text, start, start + size, block.end) if is_code else _cut(text, start, start + size))
    if cuts[-1] >= block.end:
        cuts.pop()
    return cuts


def _cut(text: str, start: int, limit: int) -> int:
    """Where a part that begins at `start` ends: after a sentence, after a word, at `limit` at the latest."""
    near = limit - (limit - start) // 4
    found = max(text.rfind(end, near, limit) + len(end) for end in _ENDS)
    if found > near:
        return found
    found = text.rfind(" ", start + 1, limit)
    return found + 1 if found > 0 else max(start + 1, _character_cut(text, limit))


def _character_cut(text: str, limit: int) -> int:
    window = max(0, limit - 64)
    return window + edge_before(text[window : limit + 1], limit - window)


def _code_cut(text: str, start: int, limit: int, end: int) -> int:
    found = text.rfind("\n", start, limit)
    if found < 0:
        found = text.find("\n", limit, end)
    return found + 1 if found >= 0 else end


def _spans_by_part(spans: Sequence[Span], cuts: Sequence[int]) -> list[list[Span]]:
    found: list[list[Span]] = [[] for _ in cuts]
    for span in spans:
        for number in range(bisect_right(cuts, span.start) - 1, bisect_right(cuts, span.end - 1)):
            found[number].append(span)
    return found
