"""Styles as a terminal is told them: reading SGR sequences, and the shortest way from one style to another.

A style is the parameters of Select Graphic Rendition (ECMA-48 §8.3.117) as Textual writes them after a reset, and the
hyperlink (OSC 8) that lies under the text. Nothing here knows rows or drivers.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class Style(NamedTuple):
    """`parameters` are what follows a reset, `1;38;5;7`, empty for none; `link` is the body of an OSC 8, or empty."""

    parameters: str = ""
    link: str = ""


PLAIN = Style()

_EXTENDED = {"38", "48", "58"}
_LENGTHS = {"2": 5, "5": 3}
_SHOWN_ON_BLANKS = frozenset({"3", "4", "7", "9", "21", "53"})
"""What shows on blanks too: underline, reverse, strike, double underline, overline; italics too, in GNU screen."""


@lru_cache(maxsize=4096)
def parts(parameters: str) -> frozenset[str]:
    """The independent parts of a style: each attribute, the foreground, the background."""
    codes = parameters.split(";") if parameters else []
    found, at = [], 0
    while at < len(codes):
        size = _LENGTHS.get(codes[at + 1], 1) if codes[at] in _EXTENDED and at + 1 < len(codes) else 1
        found.append(";".join(codes[at : at + size]))
        at += size
    return frozenset(found)


def slot(part: str) -> str:
    """What a part sets: two parts of one slot replace each other."""
    code = part.partition(";")[0]
    number = int(code) if code.isdigit() else 0
    if code == "38" or 30 <= number <= 37 or 90 <= number <= 97:
        return "foreground"
    if code == "48" or 40 <= number <= 47 or 100 <= number <= 107:
        return "background"
    return code


@lru_cache(maxsize=4096)
def background(parameters: str) -> str:
    """The part that sets the background, empty for the terminal's own."""
    return next((part for part in parts(parameters) if slot(part) == "background"), "")


@lru_cache(maxsize=4096)
def can_be_erased(parameters: str) -> bool:
    """Whether blanks of this style look like erased cells of its background."""
    return parts(parameters).isdisjoint(_SHOWN_ON_BLANKS)


@lru_cache(maxsize=4096)
def on_blanks(style: Style) -> Style:
    """What of a style can be seen on blanks: the background, where nothing else shows."""
    return style if style.link or not can_be_erased(style.parameters) else Style(background(style.parameters))


@lru_cache(maxsize=4096)
def over_ground(style: Style, ground: str) -> Style:
    """The same style over another background (a part, or empty): the cheapest in which to write blanks next."""
    had = background(style.parameters)
    kept = [part for part in sorted(parts(style.parameters)) if part != had]
    return Style(";".join([*kept, ground] if ground else kept), style.link)


_OFF = {
    "foreground": "39", "background": "49", "1": "22", "2": "22", "3": "23", "4": "24", "21": "24", "5": "25",
    "6": "25", "7": "27", "8": "28", "9": "29", "53": "55", "58": "59",
}  # fmt: skip
"""What takes back what a slot holds."""


@lru_cache(maxsize=8192)
def transition(before: Style | None, after: Style) -> str:
    """The shortest sequence that turns one style into another; `before` is None where it is not known."""
    if before == after:
        return ""
    link = "" if before is not None and before.link == after.link else f"\x1b]8;{after.link or ';'}\x1b\\"
    full = f"\x1b[0;{after.parameters}m" if after.parameters else "\x1b[m"
    if before is None:
        return link + full
    had, wanted = parts(before.parameters), parts(after.parameters)
    if had == wanted:
        return link
    steps = _steps(had, wanted)
    return link + (min(f"\x1b[{';'.join(steps)}m", full, key=len) if steps else full)


def _steps(had: frozenset[str], wanted: frozenset[str]) -> list[str]:
    """What to set and to take back, one by one; empty where only a reset will do."""
    slots = {slot(part) for part in wanted}
    gone = {slot(part) for part in had} - slots
    if not gone <= _OFF.keys():
        return []
    off = {_OFF[each] for each in gone}
    again = {part for part in wanted & had if _OFF.get(slot(part)) in off}
    return [*sorted(off), *sorted((wanted - had) | again)]
