"""Fills a line to its width: blanks are added between words, and between the characters of Chinese and Japanese.

Of the places where a line can be widened those come first where it shows least: the blanks that are there, the blank
half of full-width punctuation, the border between scripts. A line that would need too much at a place stays ragged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.render.cells import is_edge, is_narrow
from tui.render.model import Piece, Role

MOST_AT_BLANK, MOST_AT_CHARACTER = 3, 1
"""Cells that are added at one place."""

_SPACED = (
    "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_OPENING, _CLOSING = "（［｛〔〈《「『【〘〖", "、。，．：；！？）］｝〕〉》」』】〙〗"
_BLANK = re.compile("(?<=[^ ]) ")
_FAVOURED = re.compile(
    f"(?<=[^ ]) |[{_CLOSING}](?=[^{_CLOSING} ])|[{_SPACED}](?=[{_OPENING}])"
    f"|[{_SPACED}](?=[^\\W{_SPACED}])|[^\\W{_SPACED}](?=[{_SPACED}])"
)
_BETWEEN = re.compile(f"[{_SPACED}](?=[{_SPACED}])")


def filled(pieces: Sequence[Piece], size: int, width: int, number: int) -> tuple[tuple[Piece, ...], int]:
    """The pieces of a line of a size with blanks added until it is as wide as it may be, and the size then.

    `number` is that of the line: what does not divide evenly goes to other places in the next, so that no gaps stand
    one below the other.
    """
    missing = width - size
    places = _places("".join(piece.text for piece in pieces), missing)
    if not places:
        return tuple(pieces), size
    count = len(places)
    turn = number * (count // 2 + 1) % count
    added = {
        place: missing * (share + 1) // count - missing * share // count
        for at, place in enumerate(places)
        for share in ((at + turn) % count,)
    }
    return tuple(_widened(pieces, added)), width


def _places(text: str, missing: int) -> list[int]:
    """Where blanks are added, in order; none where they would be too many."""
    if is_narrow(text):
        places = [match.end() for match in _BLANK.finditer(text)]
        return places if missing <= MOST_AT_BLANK * len(places) else []
    favoured = _ends(_FAVOURED, text)
    if missing <= len(favoured):
        return favoured
    between = _ends(_BETWEEN, text)
    if not between:
        return favoured if missing <= MOST_AT_BLANK * len(favoured) else []
    every = sorted({*favoured, *between})
    return every if missing <= MOST_AT_CHARACTER * len(every) else []


def _ends(pattern: re.Pattern[str], text: str) -> list[int]:
    return [at for match in pattern.finditer(text) if (at := match.end()) < len(text) and is_edge(text, at)]


def _widened(pieces: Sequence[Piece], added: dict[int, int]) -> list[Piece]:
    """The pieces cut where something is added; the keys are places in the text of all of them."""
    found: list[Piece] = []
    before = 0
    for piece in pieces:
        begin, end = 0, len(piece.text)
        for at in [place - before for place in added if before < place <= before + end and added[place]]:
            found.append(_slice(piece, begin, at))
            found.append(Piece(" " * added[before + at], piece.role | Role.DECORATION, -1, piece.target))
            begin = at
        if begin < end:
            found.append(_slice(piece, begin, end))
        before += end
    return found


def _slice(piece: Piece, start: int, end: int) -> Piece:
    return Piece(piece.text[start:end], piece.role, piece.start + start if piece.start >= 0 else -1, piece.target)
