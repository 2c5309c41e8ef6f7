"""Marks laid over lines that stand already: hits, highlights, a selection. They cut pieces and add their roles.

Marks come in layers, so that moving from hit to hit replaces one mark and not thousands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise

from tui.render.cells import edge_after, is_narrow
from tui.render.model import Line, Mark, Piece


class Layer:
    """The marks of one kind, findable by range. They may overlap."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._marks = sorted((mark for mark in marks if mark.start < mark.end), key=_range)
        self._starts = [mark.start for mark in self._marks]
        self._furthest = list(accumulate((mark.end for mark in self._marks), max))

    def __len__(self) -> int:
        return len(self._marks)

    def within(self, start: int, end: int) -> list[Mark]:
        """The marks that touch a range."""
        first, last = bisect_right(self._furthest, start), bisect_left(self._starts, end)
        return [mark for mark in self._marks[first:last] if mark.end > start]


def _range(mark: Mark) -> tuple[int, int]:
    return mark.start, mark.end


def marks_within(layers: Mapping[str, Layer], start: int, end: int) -> tuple[Mark, ...]:
    """The marks of all layers that touch a range."""
    if not layers:
        return ()
    return tuple(mark for layer in layers.values() for mark in layer.within(start, end))


def marked(line: Line, marks: Sequence[Mark]) -> Line:
    """The line with the marks that touch it; the same object where none does."""
    mine = [mark for mark in marks if mark.start < line.end and mark.end > line.start]
    if not mine:
        return line
    pieces: list[Piece] = []
    changed = False
    for piece in line.pieces:
        touching = _touching(piece, mine)
        changed = changed or bool(touching)
        pieces += _cut(piece, touching) if touching else (piece,)
    return Line(tuple(pieces), line.start, line.end, line.cells) if changed else line


def _touching(piece: Piece, marks: Sequence[Mark]) -> list[Mark]:
    if piece.start < 0:
        return []
    end = piece.start + len(piece.text)
    return [mark for mark in marks if mark.start < end and mark.end > piece.start]


def _cut(piece: Piece, marks: Sequence[Mark]) -> Iterable[Piece]:
    text, start = piece.text, piece.start
    places = {0, len(text)}
    for mark in marks:
        places.update((max(0, mark.start - start), min(len(text), mark.end - start)))
    if not is_narrow(text):
        places = {edge_after(text, place) for place in places}
    cuts = sorted(places)
    for begin, end in pairwise(cuts):
        role = piece.role
        for mark in marks:
            if mark.start < start + end and mark.end > start + begin:
                role |= mark.role
        yield Piece(text[begin:end], role, start + begin, piece.target)
