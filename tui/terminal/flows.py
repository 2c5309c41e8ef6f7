"""Text that some terminals show wider than it is counted (`tui.widths`), with the blanks that take that up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tui.terminal.rows import Row, Run, run, width_of

_GAP = re.compile(" {2,}| $")


@lru_cache(maxsize=4096)
def may_grow(row: Row) -> bool:
    """Whether it holds text that some terminals show wider."""
    return any(each.spread for each in row)


def flows(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs in groups that take up, in the blanks at their end, what some terminals add to their width.

    Within a group, what follows text that may be wider has no place of its own: it follows. A group ends before blanks
    that are enough, so that the next has its place everywhere, and one blank still parts the two.
    """
    groups: list[list[Run]] = [[]]
    more = 0
    for each in runs:
        for part in _parted(each) if more or each.spread else (each,):
            if more and part.lead >= more + (not part.is_blank):
                groups.append([])
                more = 0
            groups[-1].append(part)
            more += part.spread
    return groups


def _parted(each: Run) -> Iterator[Run]:
    """A run cut before its gaps."""
    start = 0
    for gap in _GAP.finditer(each.text):
        if gap.start() > start:
            yield run(each.style, each.text[start : gap.start()])
            start = gap.start()
    yield run(each.style, each.text[start:])


def extents(row: Row) -> Iterator[tuple[int, int]]:
    """The columns of each group that may be wider, with the run whose blanks take that up; and of each unsure run."""
    column = 0
    groups = flows(row)
    for number, group in enumerate(groups):
        width = width_of(group)
        if any(each.spread for each in group):
            taker = groups[number + 1][0].width if number + 1 < len(groups) else 0
            yield column, column + width + taker
        at = column
        for each in group:
            if each.is_unsure:
                yield at, at + each.width
            at += each.width
        column += width
