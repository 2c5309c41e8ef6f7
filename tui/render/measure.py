"""How long lines of text are: bounds that the settings know before any text is set."""

from __future__ import annotations

MEASURE = 72
"""Cells of a line of text at most, where nobody says otherwise: longer ones tire the eye on its way back."""

NARROWEST, WIDEST = 24, 160
"""The shortest and longest measure that can be chosen."""


def within_bounds(measure: int) -> int:
    """The nearest measure that can be read."""
    return max(NARROWEST, min(measure, WIDEST))
