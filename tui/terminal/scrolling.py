"""Recognises that a screen is the last one moved up or down, so that the terminal can move it itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from tui.terminal.pen import cost
from tui.terminal.rows import Row, Run, differences, is_unsure, run
from tui.terminal.sgr import PLAIN

LEAST_ROWS = 4
"""Rows that must change before it can be worth a scroll."""

LEAST_CELLS = 6
"""Cells of a run that can be recognised elsewhere."""


class Shift(NamedTuple):
    """The rows from `top` to `bottom` move up by `lines` (down where negative)."""

    top: int
    bottom: int
    lines: int


def find_shift(shown: Mapping[int, Row], wanted: Mapping[int, Row], width: int) -> Shift | None:
    """The shift that makes the change from the rows that are shown to the wanted ones cheaper, if there is one.

    `shown` holds every row, `wanted` those that are to be written.
    """
    changed = [row for row, runs in wanted.items() if shown.get(row) != runs]
    if len(changed) < LEAST_ROWS:
        return None
    votes = _votes(shown, wanted, changed)
    if not votes:
        return None
    lines, _ = votes.most_common(1)[0]
    shift = Shift(min(changed), max(changed), lines)
    if abs(lines) > (shift.bottom - shift.top) // 2 or _holds_unsure(shown, shift):
        return None
    moved = apply_shift(shown, shift, width)
    rows = range(shift.top, shift.bottom + 1)
    target = {row: wanted.get(row, shown[row]) for row in rows}
    staying = sum(cost(differences(shown[row], target[row])) for row in rows)
    moving = 20 + sum(cost(differences(moved[row], target[row])) for row in rows)
    return shift if moving < staying else None


def apply_shift(shown: Mapping[int, Row], shift: Shift, width: int) -> dict[int, Row]:
    """What the rows of the region show after the terminal moved them."""
    blank: Row = (run(PLAIN, " " * width),)
    rows = range(shift.top, shift.bottom + 1)
    return {row: shown[row + shift.lines] if row + shift.lines in rows else blank for row in rows}


def _votes(shown: Mapping[int, Row], wanted: Mapping[int, Row], changed: list[int]) -> Counter[int]:
    """How many cells of the wanted rows stand so many lines further down now."""
    places: dict[tuple[int, Run], list[int]] = {}
    low, high = min(changed), max(changed)
    for row in range(low, high + 1):
        for piece in _recognisable(shown.get(row, ())):
            places.setdefault(piece, []).append(row)
    votes: Counter[int] = Counter()
    for row in changed:
        for piece in _recognisable(wanted[row]):
            for place in places.get(piece, ()):
                if place != row:
                    votes[place - row] += piece[1].width
    return votes


def _recognisable(row: Row) -> list[tuple[int, Run]]:
    found, column = [], 0
    for each in row:
        if each.style is not None and each.width >= LEAST_CELLS and not each.text.isspace():
            found.append((column, each))
        column += each.width
    return found


def _holds_unsure(shown: Mapping[int, Row], shift: Shift) -> bool:
    return any(is_unsure(shown[row]) for row in range(shift.top, shift.bottom + 1) if row in shown)
