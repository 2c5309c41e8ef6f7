"""A memory of what each row of a terminal shows, as runs of one style: splicing in what is new, finding what differs.

A row is a tuple of runs that covers it from the first column to the last, neighbours differing in style. What nobody
knows is a run of style None, which equals nothing. Columns count cells from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

from tui.terminal.sgr import Style

UNSURE = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0590-\u08ff\u0900-\u0dff\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb3-\u0ebc\u0ec8-\u0ece"
    "\u0f18-\u0fbc\u1000-\u109f\u1160-\u11ff\u135d-\u135f\u1780-\u17ff\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f"
    "\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]"
)
"""Text whose width terminals do not agree on: joiners, marks, flags, scripts that are shaped."""


class Run(NamedTuple):
    """Cells of one style. `width` is the sum of its characters' cells."""

    style: Style | None
    text: str
    width: int

    @property
    def is_simple(self) -> bool:
        """Whether a character is a cell."""
        return len(self.text) == self.width


Row = tuple[Run, ...]


class Change(NamedTuple):
    """What must be written to a row: runs, from a column on."""

    column: int
    runs: Row


def run(style: Style | None, text: str) -> Run:
    """A run of measured text."""
    return Run(style, text, len(text) if text.isascii() else cell_len(text))


def unknown(width: int) -> Row:
    """A row of which nothing is known."""
    return (Run(None, " " * width, width),) if width else ()


def width_of(row: Iterable[Run]) -> int:
    """The cells of some runs."""
    return sum(each.width for each in row)


@lru_cache(maxsize=4096)
def is_unsure(row: Row) -> bool:
    """Whether the row holds text whose width terminals do not agree on."""
    return any(not each.text.isascii() and UNSURE.search(each.text) for each in row)


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


def splice(row: Row, column: int, runs: Row) -> Row:
    """The row with runs written over it. A wide character that loses a half leaves an unknown cell."""
    end = column + width_of(runs)
    return joined((*_cut(row, 0, column), *runs, *_cut(row, end, width_of(row))))


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
    elif each.is_simple:
        yield Run(each.style, each.text[start:end], end - start)
    else:
        yield from _slice_wide(each, start, end)


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


SKIP_FROM = 10
"""Cells alike in the middle of a change that are worth a jump over them: a jump costs up to eight bytes."""


def differences(before: Row, after: Row) -> list[Change]:
    """What must be written so that a row that shows `before` shows `after`; both are as wide."""
    if before == after:
        return []
    if is_unsure(before) or is_unsure(after):
        return [Change(0, after)]
    first, last, column = _alike_ends(before, after)
    middle = after[first:last]
    if len(middle) > 2:
        return _split(before, middle, column)
    return [_trimmed(before, Change(column, middle))]


def _alike_ends(before: Row, after: Row) -> tuple[int, int, int]:
    """(first, last, column): the runs of `after` that differ, and where they begin."""
    first = column = 0
    most = min(len(before), len(after))
    while first < most and before[first] == after[first]:
        column += after[first].width
        first += 1
    tail = 0
    while tail < most - first and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return first, len(after) - tail, column


def _split(before: Row, middle: Row, column: int) -> list[Change]:
    """Leave out long runs in the middle that stand where they stood."""
    known = set()
    at = 0
    for each in before:
        known.add((at, each))
        at += each.width
    changes: list[Change] = []
    gathered: list[Run] = []
    start = column
    for each in middle:
        if each.width >= SKIP_FROM and (column, each) in known:
            if gathered:
                changes.append(Change(start, tuple(gathered)))
            gathered, start = [], column + each.width
        else:
            gathered.append(each)
        column += each.width
    if gathered:
        changes.append(Change(start, tuple(gathered)))
    return [_trimmed(before, change) for change in changes]


def _trimmed(before: Row, change: Change) -> Change:
    """Leave out the characters at both ends that the row shows already, in the same style."""
    column, runs = change
    end = column + width_of(runs)
    shown = tuple(_cut(before, column, end))
    if not shown or not runs:
        return change
    head = _shared(shown[0], runs[0])
    if head:
        column += cell_len(head)
        runs = joined((run(runs[0].style, runs[0].text[len(head) :]), *runs[1:]))
        shown = tuple(_cut(before, column, end))
    if shown and runs and (tail := _shared(_backwards(shown[-1]), _backwards(runs[-1]))):
        runs = joined((*runs[:-1], run(runs[-1].style, runs[-1].text[: -len(tail)])))
    return Change(column, runs)


def _backwards(each: Run) -> Run:
    return Run(each.style, each.text[::-1], each.width)


def _shared(shown: Run, wanted: Run) -> str:
    """What both begin with, in the same style."""
    if shown.style != wanted.style:
        return ""
    length = next((at for at, (a, b) in enumerate(zip(shown.text, wanted.text, strict=False)) if a != b), None)
    return wanted.text[: min(len(shown.text), len(wanted.text)) if length is None else length]
