"""How many cells a text takes, exactly as Rich and Textual count, and where it may be cut without changing that.

A *cluster* is what must stay together: a character with the marks on it, an emoji with its joiners, a flag. No cluster
is wider than two cells. Nothing here knows words or lines: `wrap` does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from index.safe_text import REPLACEMENT, ZERO_WIDTH_SPACE, masked
from tui.widths import JOINER, may_spread, spread, spreads

EMOJI_SELECTOR = "\ufe0f"
SOFT_HYPHEN = "\xad"

_NARROW = re.compile(
    "[\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0482"
    "\u048a-\u052f\u0531-\u0556\u0559-\u058a\u05be\u05d0-\u05ea\u05f3\u05f4\u060c\u061b\u061f-\u064a\u0660-\u066f"
    "\u0671-\u06d5\u06f0-\u06ff\u1e00-\u1f15\u2007\u2010-\u2027\u202f-\u205e\u2070\u2074-\u208e\u20a0-\u20c0"
    "\u2100-\u218b\u2190-\u22ff\u2500-\u25fc]*"
)
"""Scripts of one cell a character, written with blanks: here a text is as wide as it is long."""

_JOINS = re.compile(f"[{JOINER}{EMOJI_SELECTOR}]")
_UNSEEN = f"\n\t{SOFT_HYPHEN}{ZERO_WIDTH_SPACE}"
_PILED_JOINERS = re.compile(f"{JOINER}{{2,}}|^{JOINER}+")


class _Widths(dict[str, int]):
    """Cells of each character, asked of Rich when it is first met."""

    def __missing__(self, character: str) -> int:
        from rich.cells import get_character_cell_size

        width = self[character] = get_character_cell_size(character)
        return width


_WIDTHS = _Widths()
width_of = _WIDTHS.__getitem__
"""Cells of one character that stands alone: 0, 1 or 2."""


def is_narrow(text: str) -> bool:
    """Whether every character takes one cell, joins nothing, and only blanks part words."""
    return (text.isascii() and text.isprintable()) or _NARROW.fullmatch(text) is not None


def cells(text: str) -> int:
    """The cells that a text takes."""
    if is_narrow(text):
        return len(text)
    if _JOINS.search(text):
        return edges(text)[-1]
    return sum(map(width_of, text))


def edges(text: str) -> list[int]:
    """The cells before each character, and in the end of all: one more number than characters."""
    if _JOINS.search(text):
        return _joined_edges(text)
    return list(accumulate(map(width_of, text), initial=0))


def most_cells(text: str) -> int:
    """The cells that a text may take in any terminal: what a line keeps free for it."""
    return cells(text) + spread(text)


def most_edges(text: str) -> list[int]:
    """The room before each character, and in the end of all: as `edges`, never less."""
    found = edges(text)
    if not may_spread(text):
        return found
    return [cell + more for cell, more in zip(found, accumulate(spreads(text), initial=0), strict=True)]


def _joined_edges(text: str) -> list[int]:
    """The same for a text with joiners (what follows one takes no cell) and emoji selectors (which widen)."""
    from rich.cells import cell_len

    found = [0]
    total = 0
    base = ""
    hidden = False
    for character in text:
        if hidden:
            hidden = False
        elif character == JOINER:
            hidden = True
        elif character == EMOJI_SELECTOR:
            total += cell_len(base + EMOJI_SELECTOR) - width_of(base) if base else 0
            base = ""
        elif width := width_of(character):
            total += width
            base = character
        found.append(total)
    return found


def is_edge(text: str, at: int) -> bool:
    """Whether a text may be cut before a character, both sides measuring as they did together."""
    if at <= 0 or at >= len(text):
        return True
    if not width_of(text[at]) or text[at - 1] == JOINER:
        return False
    return not (_is_flag_half(text[at]) and _halves_before(text, at) % 2)


def edge_before(text: str, at: int) -> int:
    """The last place at or before `at` where the text may be cut."""
    while not is_edge(text, at):
        at -= 1
    return at


def edge_after(text: str, at: int) -> int:
    """The first place at or after `at` where the text may be cut."""
    while not is_edge(text, at):
        at += 1
    return at


def crop(text: str, width: int) -> str:
    """As much of the beginning as fits into some cells."""
    if len(text) <= width and is_narrow(text):
        return text
    beginning = text[: 4 * width + 64]
    if is_narrow(beginning):
        return beginning[:width]
    return beginning[: edge_before(beginning, bisect_right(most_edges(beginning), width) - 1)]


def drawable(text: str, width: int) -> str:
    """The text made safe, as long as it was; for a single column, nothing in it is wider than one cell."""
    text = masked(text)
    if text.isascii():
        return text
    text = _PILED_JOINERS.sub(lambda run: REPLACEMENT * len(run[0]), text)
    if width < 2 and not is_narrow(text):
        text = "".join(each if each in _UNSEEN or _stands_alone(each) else REPLACEMENT for each in text)
    return text


def _stands_alone(character: str) -> bool:
    return width_of(character) == 1 and not _is_flag_half(character)


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _halves_before(text: str, at: int) -> int:
    first = at
    while first > 0 and _is_flag_half(text[first - 1]):
        first -= 1
    return at - first
