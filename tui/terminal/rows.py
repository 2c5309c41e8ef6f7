"""A row of a terminal, as runs of one style: measured, cut, and with others spliced in.

A row is a tuple of runs that covers it from the first column to the last, neighbours differing in style. What nobody
knows is a run of style None, which equals nothing. Columns count cells from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

from tui.terminal.sgr import Style, on_blanks
from tui.widths import spread

UNSURE = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0590-\u08ff\u0900-\u0dff\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb3-\u0ebc\u0ec8-\u0ece"
    "\u0f18-\u0fbc\u1000-\u109f\u1160-\u11ff\u135d-\u135f\u1780-\u17ff\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f"
    "\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]"
)
"""Text whose width terminals do not agree on: joiners, marks, flags, scripts that are shaped."""


PICTURE = "\U0010eeee"
"""What the cells of a picture hold; `standing` says more."""


class Run(NamedTuple):
    """Cells of one style. `width` is the sum of its characters' cells."""

    style: Style | None
    text: str
    width: int

    @property
    def is_simple(self) -> bool:
        """Whether a character is a cell."""
        return len(self.text) == self.width

    @property
    def is_blank(self) -> bool:
        """Whether it is nothing but spaces."""
        return not self.text.strip(" ")

    @property
    def is_unsure(self) -> bool:
        """Whether terminals do not agree on its width."""
        return not self.text.isascii() and UNSURE.search(self.text) is not None

    @property
    def spread(self) -> int:
        """How many cells more it takes on some terminals."""
        return spread(self.text)

    @property
    def lead(self) -> int:
        """How many blanks it begins with."""
        return len(self.text) - len(self.text.lstrip(" "))


Row = tuple[Run, ...]


def run(style: Style | None, text: str) -> Run:
    """A run of measured text."""
    return Run(style, text, len(text) if text.isascii() else cell_len(text))


def unknown(width: int) -> Row:
    """A row of which nothing is known."""
    return (Run(None, " " * width, width),) if width else ()


def unknown_cells(row: Row) -> int:
    """How many cells of a row nobody knows."""
    return width_of(each for each in row if each.style is None)


def width_of(row: Iterable[Run]) -> int:
    """The cells of some runs."""
    return sum(each.width for each in row)


@lru_cache(maxsize=4096)
def is_unsure(row: Row) -> bool:
    """Whether the row holds text whose width terminals do not agree on."""
    return any(each.is_unsure for each in row)


def joined(runs: Iterable[Run]) -> Row:
    """Runs with neighbours of one style made one."""
    found: list[Run] = []
    for each in runs:
        if not each.width:
            continue
        if found and found[-1].style == each.style:
            last = found[-1]
            found[-1] = Run(last.style, last.text + each.text, last.width + each.width)
        else:
            found.append(each)
    return tuple(found)


def bridged(runs: Iterable[Run]) -> Row:
    """Runs with blanks made part of a neighbour in whose style they look the same."""
    found: list[Run] = []
    for each in runs:
        style = _common(found[-1], each) if found else None
        if style is None:
            found.append(each)
        else:
            last = found.pop()
            found.append(Run(style, last.text + each.text, last.width + each.width))
    return tuple(found)


def _common(one: Run, other: Run) -> Style | None:
    if one.style is None or other.style is None or one.is_unsure or other.is_unsure:
        return None
    if other.is_blank and other.style == on_blanks(one.style):
        return one.style
    return other.style if one.is_blank and one.style == on_blanks(other.style) else None


def splice(row: Row, column: int, runs: Row) -> Row:
    """The row with runs written over it. What is left of a wide character, or of unsure text, is unknown."""
    end = column + width_of(runs)
    return _abutted(_abutted(tuple(_cut(row, 0, column)), runs), tuple(_cut(row, end, width_of(row))))


def _abutted(left: Row, right: Row) -> Row:
    """Two parts of a row as one. Unsure text keeps its edges: the parts may belong to different panes."""
    if not left or not right or left[-1].is_unsure or right[0].is_unsure:
        return (*left, *right)
    return (*left[:-1], *joined((left[-1], right[0])), *right[1:])


def columns_between(row: Row, start: int, end: int) -> Row:
    """The part of a row from one column to before another. A wide character that is cut, or unsure text, is unknown."""
    return tuple(_cut(row, start, end))


def _cut(row: Row, start: int, end: int) -> Iterator[Run]:
    at = 0
    for each in row:
        left, right = max(start, at), min(end, at + each.width)
        if left < right:
            yield from _slice(each, left - at, right - at)
        at += each.width


def _slice(each: Run, start: int, end: int) -> Iterator[Run]:
    if (start, end) == (0, each.width):
        yield each
    elif each.is_unsure:
        yield from _slice_unsure(each, start, end)
    elif each.is_simple:
        yield Run(each.style, each.text[start:end], end - start)
    else:
        yield from _slice_wide(each, start, end)


def _slice_unsure(each: Run, start: int, end: int) -> Iterable[Run]:
    """Only before the first unsure character, and in the blanks at the end, is it known what stands where."""
    style, text, width = each
    head = _sure_head(text)
    body = text[len(head) :].rstrip(" ")
    before = cell_len(head)
    after = width - (len(text) - len(head) - len(body))
    if before < start < after or before < end < after:
        return unknown(end - start)
    if start >= after:
        return (Run(style, " " * (end - start), end - start),)
    sure = _slice(Run(style, head, before), start, min(end, before)) if start < before else ()
    rest = (Run(style, body + " " * (end - after), end - max(start, before)),) if end > before else ()
    return joined((*sure, *rest))


def _sure_head(text: str) -> str:
    """What stands before the first unsure character, and before the letter that one is a mark of."""
    unsure = UNSURE.search(text)
    if unsure is None:
        return text
    return text[: unsure.start()] if cell_len(unsure[0]) else text[: max(0, unsure.start() - 1)]


def _slice_wide(each: Run, start: int, end: int) -> Iterator[Run]:
    at, kept, lead, tail = 0, [], 0, 0
    for character in each.text:
        size = cell_len(character)
        if at >= start and at + size <= end and (size or at > start):
            kept.append(character)
        elif at < start < at + size:
            lead = at + size - start
        elif at < end < at + size:
            tail = end - at
        at += size
    if lead:
        yield Run(None, " " * lead, lead)
    if kept:
        yield Run(each.style, "".join(kept), end - start - lead - tail)
    if tail:
        yield Run(None, " " * tail, tail)
