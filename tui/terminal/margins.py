"""Finds out whether a terminal can scroll a part of its columns (left and right margins, VT420, DECLRMM).

Claims are not trusted, behaviour is: inside margins, a carriage return goes to the left one. The terminal is led there
and asked where its cursor is. One that knows no margins goes to the first column. Nothing is drawn.
"""

from __future__ import annotations

from tui.terminal.outlet import QUESTION

_LEFT = 3
_ROW = 2

TRIAL = f"\x1b[?69h\x1b[{_LEFT};9s\x1b[{_ROW};6H\r{QUESTION}\x1b[?69l"
"""What to send."""


def has_margins(row: int, column: int) -> bool:
    """What the answer, counted from 0, says."""
    return (row, column) == (_ROW - 1, _LEFT - 1)
