"""Recognises that a part of the screen is the last one moved up or down, so that the terminal can move it itself.

A region is rows of the whole width, which every terminal can scroll, or a box of them between two columns, which few
can: then a pane scrolls and its neighbours stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tui.terminal.differences import differences
from tui.terminal.pen import Shift, cost
from tui.terminal.rows import Row, Run, columns_between, run, splice, unknown_cells, width_of
from tui.terminal.sgr import PLAIN

LEAST_ROWS = 4
"""Rows that must change before it can be worth a scroll."""

LEAST_CELLS = 6
"""Cells of a run that can be recognised elsewhere."""

ROWS_COST, BOX_COST = 20, 45
"""About how many bytes it takes to scroll rows, and to scroll a box."""


class Box(NamedTuple):
    """Cells from `top` to `bottom`, both counted in, and from `left` to before `right`."""

    top: int
    bottom: int
    left: int
    right: int


def find_shift(shown: Mapping[int, Row], wanted: Mapping[int, Row], boxes: Sequence[Box], width: int) -> Shift | None:
    """The shift that makes the change from the rows that are shown to the wanted ones cheaper, if there is one.

    `shown` holds every row, `wanted` those that are to be written. `boxes` are regions that may have moved.
    """
    changes = {row: found for row, runs in wanted.items() if (found := differences(shown[row], runs))}
    if len(changes) < LEAST_ROWS:
        return None
    best, least = None, sum(cost(found) for found in changes.values())
    for box in {Box(min(changes), max(changes), 0, width), *boxes}:
        target = {row: wanted.get(row, shown[row]) for row in range(box.top, box.bottom + 1)}
        shift = _likeliest(shown, target, box)
        if shift is not None:
            moved = apply_shift(shown, shift)
            price = BOX_COST if shift.is_narrow(width) else ROWS_COST
            price += sum(cost(differences(moved.get(row, shown[row]), target[row])) for row in target)
            price += sum(cost(found) for row, found in changes.items() if row not in target)
            best, least = (shift, price) if price < least else (best, least)
    return best


def apply_shift(shown: Mapping[int, Row], shift: Shift) -> dict[int, Row]:
    """What the rows of the region show after the terminal moved them."""
    top, bottom, lines, left, right = shift
    blank: Row = (run(PLAIN, " " * (right - left)),)
    rows = range(top, bottom + 1)
    return {
        row: splice(
            shown[row], left, columns_between(shown[row + lines], left, right) if row + lines in rows else blank
        )
        for row in rows
    }


def _likeliest(shown: Mapping[int, Row], target: Mapping[int, Row], box: Box) -> Shift | None:
    """The shift that most cells of a box speak for, of the rows from the first of them to the last."""
    now = {row: columns_between(shown[row], box.left, box.right) for row in target}
    then = {row: columns_between(target[row], box.left, box.right) for row in target}
    is_narrow = any(now[row] != shown[row] for row in now)
    if any(unknown_cells(row) for row in (*then.values(), *(now.values() if is_narrow else ()))):
        return None  # An edge cuts a wide character; or what nobody knows could not be put back.
    votes = _votes(now, then)
    if not votes:
        return None
    lines, movers = max(votes.items(), key=lambda vote: sum(vote[1].values()))
    if abs(lines) > (box.bottom - box.top) // 2:
        return None
    rows = _stretched(now, then, lines, min(movers), max(movers))
    ends = [end for row in rows for end in (row, row + lines)]
    return Shift(min(ends), max(ends), lines, box.left, box.right)


def _stretched(now: Mapping[int, Row], then: Mapping[int, Row], lines: int, first: int, last: int) -> tuple[int, int]:
    """The rows from the first that moved to the last, and those beside them that it is cheaper to move too."""
    while _gains(now, then, lines, first - 1):
        first -= 1
    while _gains(now, then, lines, last + 1):
        last += 1
    return first, last


def _gains(now: Mapping[int, Row], then: Mapping[int, Row], lines: int, row: int) -> bool:
    if row not in then or row + lines not in now or now[row] == then[row]:
        return False
    return cost(differences(now[row + lines], then[row])) < cost(differences(now[row], then[row]))


def _votes(now: Mapping[int, Row], then: Mapping[int, Row]) -> dict[int, Counter[int]]:
    """By lines: how many cells of which wanted rows stand so many lines further down now."""
    places: dict[tuple[int, Row], list[int]] = {}
    for row, runs in now.items():
        for piece in _recognisable(runs):
            places.setdefault(piece, []).append(row)
    votes: dict[int, Counter[int]] = {}
    for row, runs in then.items():
        if runs == now[row]:
            continue
        for piece in _recognisable(runs):
            for place in places.get(piece, ()):
                if place != row:
                    votes.setdefault(place - row, Counter())[row] += width_of(piece[1])
    return votes


def _recognisable(row: Row) -> list[tuple[int, Row]]:
    """The parts of a row that are unlikely to stand elsewhere by chance, with their columns.

    A run is one by itself; of a picture, whose cells differ each from the next, some of them together are.
    """
    found: list[tuple[int, Row]] = []
    some: list[Run] = []
    column = 0
    for each in row:
        column += each.width
        if each.style is None:
            some = []
        elif each.width >= LEAST_CELLS:
            some = []
            if not each.text.isspace():
                found.append((column - each.width, (each,)))
        else:
            some.append(each)
            if (width := width_of(some)) >= LEAST_CELLS:
                found.append((column - width, tuple(some)))
                some = []
    return found
