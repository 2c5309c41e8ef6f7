"""How the items of an ordered list are numbered: in figures, letters or Roman numerals.

A style is named as HTML's `type` names it: `a`, `A`, `i`, `I`, or empty for figures. What cannot be written in a style
(nought in letters, 4000 in Roman numerals) stands in figures, as in browsers.
"""

from __future__ import annotations

STYLES = frozenset("aAiI")

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 3999
_LETTERS = 26


def numeral(number: int, style: str = "") -> str:
    """A number in a style."""
    if style in ("a", "A") and number > 0:
        written = _letters(number)
    elif style in ("i", "I") and 0 < number <= _MOST_ROMAN:
        written = _roman(number)
    else:
        return str(number)
    return written.upper() if style.isupper() else written


def _letters(number: int) -> str:
    """A letter a number: a to z, then aa, ab and so on."""
    written = ""
    while number > 0:
        number, letter = divmod(number - 1, _LETTERS)
        written = chr(ord("a") + letter) + written
    return written


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        written += sign * times
    return written
