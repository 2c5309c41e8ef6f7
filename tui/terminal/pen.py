"""Writes to a terminal with as few bytes as it takes: knows where its cursor stands and in which style it writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from tui.terminal.capabilities import Capabilities
from tui.terminal.differences import Change
from tui.terminal.flows import flows, may_grow
from tui.terminal.rows import Run, bridged, width_of
from tui.terminal.sgr import PLAIN, Style, background, can_be_erased, on_blanks, over_ground, transition

ERASE_FROM = 6
"""Blanks that are worth an erasing sequence."""


WORTH_SORTING = 250
"""Characters of an update from which it is tried whether it gets shorter style by style."""


class _Placed(NamedTuple):
    """A run at a place. `wipes` cells are made blank first; one that `follows` is written where the last one ended."""

    row: int
    column: int
    run: Run
    wipes: int = 0
    follows: bool = False


def _placed(row: int, change: Change) -> Iterable[_Placed]:
    runs = bridged(change.runs)
    return _flowing(row, change.column, runs) if may_grow(runs) else _standing(row, change.column, runs)


def _standing(row: int, column: int, runs: Iterable[Run]) -> Iterator[_Placed]:
    """Runs, each at its own place."""
    for each in runs:
        yield _Placed(row, column, each, each.width if each.is_unsure else 0)
        column += each.width


def _flowing(row: int, column: int, runs: Iterable[Run]) -> Iterator[_Placed]:
    """Groups of runs from the right to the left: where one is wider, it lies over the blanks that follow it."""
    groups = flows(runs)
    column += sum(map(width_of, groups))
    for group in reversed(groups):
        column -= width_of(group)
        sure = list(takewhile(lambda each: not each.spread, group))
        yield from _standing(row, column, sure)
        at = column + width_of(sure)
        wipes = width_of(group) - width_of(sure)
        for number, each in enumerate(group[len(sure) :]):
            yield _Placed(row, at, each, 0 if number else wipes, follows=number > 0)
            at += each.width


def _by_style(runs: Iterable[_Placed]) -> list[_Placed]:
    """First the rows with text of unsure width, whose order matters; then the others, style by style."""
    runs = list(runs)
    unsure = {placed.row for placed in runs if placed.run.is_unsure}
    order: dict[Style | None, int] = {}
    for placed in runs:
        order.setdefault(placed.run.style, len(order))
    return sorted(runs, key=lambda placed: -1 if placed.row in unsure else order[placed.run.style])


class Shift(NamedTuple):
    """The cells of rows `top` to `bottom`, columns `left` to before `right`, move up by `lines` (down if negative)."""

    top: int
    bottom: int
    lines: int
    left: int
    right: int

    def is_narrow(self, width: int) -> bool:
        """Whether columns beside them stay."""
        return (self.left, self.right) != (0, width)


class Pen:
    """Collects the bytes of one update. Rows and columns count from 0."""

    def __init__(self, width: int, can: Capabilities) -> None:
        self._width = width
        self._can = can
        self._out: list[str] = []
        self._at: tuple[int, int] | None = None
        self.style: Style | None = PLAIN

    def take(self) -> str:
        """What was written since the last time."""
        out = "".join(self._out)
        self._out.clear()
        return out

    def lose(self) -> None:
        """The cursor and the style are anybody's guess."""
        self._at = self.style = None

    def insert(self, data: str) -> None:
        """Write something that keeps the style and leaves the cursor anywhere."""
        self._out.append(data)
        self._at = None

    def reset(self) -> None:
        """Go back to the plain style."""
        self._restyle(PLAIN)

    def move(self, row: int, column: int) -> None:
        """Go to a cell."""
        if self._at == (row, column):
            return
        ways = [f"\x1b[{row + 1};{column + 1}H" if row or column else "\x1b[H"]
        if self._at is not None:
            at_row, at_column = self._at
            if row == at_row and column > at_column:
                ways.append(f"\x1b[{column - at_column}C")
            if column == 0 and row == at_row + 1:
                ways.append("\r\n")
        self._out.append(min(ways, key=len))
        self._at = (row, column)

    def scroll(self, shift: Shift) -> None:
        """Move cells up or down; what becomes free is plain blanks."""
        self._restyle(PLAIN)
        top, bottom, lines, left, right = shift
        # Index and reverse index at the edges of a region: every terminal since the VT100 knows them.
        start, steps = (bottom, "\n" * lines) if lines > 0 else (top, "\x1bM" * -lines)
        scrolled = f"\x1b[{top + 1};{bottom + 1}r\x1b[{start + 1};{left + 1}H{steps}\x1b[r"
        if shift.is_narrow(self._width):
            scrolled = f"\x1b[?69h\x1b[{left + 1};{right}s{scrolled}\x1b[?69l"
        self._out.append(scrolled)
        self._at = None

    def write(self, changes: Iterable[tuple[int, Change]]) -> None:
        """Write what changes in some rows, from left to right or style by style, whichever is shorter."""
        runs = [placed for row, change in changes for placed in _placed(row, change)]
        before = self._at, self.style, len(self._out)
        in_order = self._attempt(runs, before)
        by_style = self._attempt(_by_style(runs), before) if len(in_order) > WORTH_SORTING else in_order
        if len(by_style) >= len(in_order):
            self._attempt(runs, before)

    def _attempt(self, runs: Iterable[_Placed], before: tuple[tuple[int, int] | None, Style | None, int]) -> str:
        self._at, self.style, length = before
        del self._out[length:]
        for row, column, each, wipes, follows in runs:
            if wipes:
                self._wipe(row, column, wipes)
            if not follows:
                self.move(row, column)
            self._restyle_for(each)
            self._text(each, row, column, is_placed=not follows)
        return "".join(self._out[length:])

    def _wipe(self, row: int, column: int, width: int) -> None:
        """What stood here may be wider than anyone believes."""
        self.move(row, column)
        self._restyle(PLAIN)
        self._out.append(f"\x1b[{width}X")

    def _restyle_for(self, each: Run) -> None:
        """Take the style of a run; of blanks only what can be seen of it."""
        style = each.style or PLAIN
        if self.style is not None and each.is_blank and style == on_blanks(style) and not style.link:
            ground = over_ground(self.style, background(style.parameters))
            style = ground if on_blanks(ground) == style else style
        self._restyle(style)

    def _restyle(self, style: Style) -> None:
        self._out.append(transition(self.style, style))
        self.style = style

    def _text(self, each: Run, row: int, column: int, *, is_placed: bool) -> None:
        text = each.text
        end = column + each.width
        blanks = len(text) - len(text.rstrip(" "))
        if blanks >= ERASE_FROM and is_placed and self._can_erase(each.style or PLAIN):
            text = text[: len(text) - blanks]
            self._out.append(text + ("\x1b[K" if end == self._width else f"\x1b[{blanks}X"))
            end -= blanks
        else:
            self._out.append(text)
        known = is_placed and end < self._width and not each.is_unsure
        self._at = (row, end) if known else None

    def _can_erase(self, style: Style) -> bool:
        plain_ground = not background(style.parameters)
        return can_be_erased(style.parameters) and not style.link and (plain_ground or self._can.erases_in_colour)


def cost(changes: Iterable[Change]) -> int:
    """About how many bytes some changes take: to choose between two ways."""
    return sum(8 + sum(12 + len(each.text.rstrip(" ")) for each in change.runs) for change in changes)
