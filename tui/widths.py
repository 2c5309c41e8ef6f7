"""How much wider than Rich and Textual count a terminal may show a text.

Some terminals give a cell of its own to a vowel sign that stands beside its letter (Unicode's category Mc: a third of
the letters of Hindi or Tamil), others none; some show each part of a joined emoji. No name of a terminal tells. So a
line is filled as if every such character took its cells (`render.cells.most_cells`), and the driver lets no blanks fall
onto the rest of a text that became wider (`terminal.flows`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

JOINER = "\u200d"

_MAY_SPREAD = re.compile(
    "[\u0900-\u0dff\u0f00-\u109f\u1700-\u1cff\u200d\u302e\u302f\ua800-\uabff\U00011000-\U00011fff\U0001d165-\U0001d172"
    "\U0001f3fb-\U0001f3ff]"
)


def may_spread(text: str) -> bool:
    """Whether a text holds characters of which terminals think so differently."""
    return not text.isascii() and _MAY_SPREAD.search(text) is not None


def spread(text: str) -> int:
    """How many cells more than Rich counts a terminal may need for a text."""
    return _spread_of(text) if may_spread(text) else 0


@lru_cache(maxsize=4096)
def _spread_of(text: str) -> int:
    return sum(spreads(text))


def spreads(text: str) -> list[int]:
    """The same for each character."""
    return [_spread(text, at) for at in range(len(text))]


def _spread(text: str, at: int) -> int:
    character = text[at]
    if at and text[at - 1] == JOINER:
        return _alone(character)
    if "\U0001f3fb" <= character <= "\U0001f3ff":
        return 2
    return int(unicodedata.category(character) == "Mc")


def _alone(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
