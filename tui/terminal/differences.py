"""What must be written so that a row that shows one thing shows another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

from tui.terminal.flows import extents, may_grow
from tui.terminal.rows import PICTURE, Row, Run, columns_between, is_unsure, joined, run, width_of


class Change(NamedTuple):
    """What must be written to a row: runs, from a column on."""

    column: int
    runs: Row


SKIP_FROM = 10
"""Cells alike in the middle of a change that are worth a jump over them: a jump costs up to eight bytes."""


@lru_cache(maxsize=512)
def differences(before: Row, after: Row) -> tuple[Change, ...]:
    """What must be written so that a row that shows `before` shows `after`; both are as wide.

    Text of unsure width is written whole or not at all, so that terminals do with it what they did before. What is
    found is kept: whether scrolling is worth it is asked first, of the same rows.
    """
    if before == after:
        return ()
    if may_grow(before) or may_grow(after):
        return tuple(_whole_flows(before, after))
    there = set(_placed(before))
    changes: list[Change] = []
    alike: list[Run] = []
    for column, each in _placed(after):
        if each.style is None or (column, each) in there:
            alike.append(each)
            continue
        if changes and _is_cheap(alike):
            last = changes.pop()
            changes.append(Change(last.column, (*last.runs, *alike, each)))
        else:
            changes.append(Change(column, (each,)))
        alike = []
    return tuple(_trimmed(before, change) for change in changes)


def _whole_flows(before: Row, after: Row) -> list[Change]:
    """What must be written of rows with text that may be wider than it is counted: groups as wholes.

    What the blanks after a group have taken up belongs to it, on the row as it was too.
    """
    start, end = _differing(before, after)
    flowing = [*extents(before), *extents(after)]
    grown = True
    while grown:
        grown = False
        for left, right in flowing:
            if left < end and right > start and (left < start or right > end):
                start, end, grown = min(start, left), max(end, right), True
    return list(_known(start, columns_between(after, start, end)))


def _differing(before: Row, after: Row) -> tuple[int, int]:
    """From where to where two rows are not made of the same runs."""
    there, wanted = list(_placed(before)), list(_placed(after))
    first = next(number for number, (a, b) in enumerate(zip(there, wanted, strict=False)) if a != b)
    start = min(there[first][0], wanted[first][0])
    last = next(number for number, (a, b) in enumerate(zip(there[::-1], wanted[::-1], strict=False)) if a != b)
    return start, max(_end(there[-1 - last]), _end(wanted[-1 - last]))


def _end(placed: tuple[int, Run]) -> int:
    return placed[0] + placed[1].width


def _known(column: int, runs: Row) -> Iterator[Change]:
    """What is known of some runs, as changes."""
    known: list[Run] = []
    for each in runs:
        if each.style is not None:
            known.append(each)
            continue
        if known:
            yield Change(column, tuple(known))
        column += width_of(known) + each.width
        known = []
    if known:
        yield Change(column, tuple(known))


def _is_cheap(alike: list[Run]) -> bool:
    """Whether writing what is there already costs less than a jump over it, and would not cover a picture."""
    return width_of(alike) < SKIP_FROM and all(
        each.style is not None and not each.is_unsure and PICTURE not in each.text for each in alike
    )


def _placed(row: Row) -> Iterator[tuple[int, Run]]:
    column = 0
    for each in row:
        yield column, each
        column += each.width


def _trimmed(before: Row, change: Change) -> Change:
    """Leave out the characters at both ends that the row shows already, in the same style."""
    column, runs = change
    end = column + width_of(runs)
    shown = columns_between(before, column, end)
    if not shown or is_unsure(shown) or is_unsure(runs):
        return change
    head = _shared(shown[0], runs[0])
    if head:
        column += cell_len(head)
        runs = joined((run(runs[0].style, runs[0].text[len(head) :]), *runs[1:]))
        shown = columns_between(before, column, end)
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
