"""Finds words in a text as a person means them: case only where it was typed, accents and typography never.

Pure: a text and words go in, ranges come out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from index.search.results import Range

MOST_FOUND = 20_000

_LETTERS = ((0xC0, 0x250), (0x370, 0x530), (0x1E00, 0x2000))
"""Blocks of Latin, Greek and Cyrillic letters with marks."""
_MARKS = "[\u0300-\u036f]*"
_SAME = {
    "'": "['’‘ʼ]", "’": "['’‘ʼ]", '"': '["“”„«»]', "-": "[-‐‑–—]",
    "ss": "(?:ss|ß)", "ae": "(?:ae|æ)", "oe": "(?:oe|œ)",
}  # fmt: skip
_UNSEEN = str.maketrans("", "", "\xad\u200b")
_PARTING = "[\xad\u200b]*"
_LIGATURES = re.compile("ss|ae|oe")


@cache
def _variants() -> dict[str, str]:
    """For each plain letter, the letters that are it with a mark."""
    found: dict[str, str] = {}
    for begin, end in _LETTERS:
        for letter in map(chr, range(begin, end)):
            plain = unicodedata.normalize("NFD", letter)[0]
            if plain != letter and plain.isalpha():
                found[plain] = found.get(plain, "") + letter
    return found


def pattern_for(words: str, *, parted: bool = False) -> re.Pattern[str] | None:
    """What finds the words; None where there are none. A capital letter makes case count.

    `parted` finds them also where soft hyphens or zero-width spaces stand within them.
    """
    words = " ".join(words.translate(_UNSEEN).split())
    if not words:
        return None
    plain = "".join(_plain(letter) for letter in words)
    flags = 0 if any(letter.isupper() for letter in words) else re.IGNORECASE
    parts, at = [], 0
    while at < len(plain):
        match = _LIGATURES.match(plain, at)
        piece = match[0] if match else plain[at]
        parts.append(_expression(piece))
        at += len(piece)
    return re.compile(_PARTING.join(parts) if parted else "".join(parts), flags)


def _plain(letter: str) -> str:
    decomposed = unicodedata.normalize("NFD", letter)
    return decomposed[0] if len(decomposed) > 1 and not "가" <= letter <= "힣" else letter


def _expression(piece: str) -> str:
    if piece == " ":
        return r"\s+"
    if piece in _SAME:
        return _SAME[piece]
    others = _variants().get(piece, "")
    letter = f"[{piece}{others}]" if others else re.escape(piece)
    return letter + (_MARKS if piece.isalpha() else "")


def holding(words: str) -> Callable[[str], bool]:
    """A test of texts: whether every one of the words stands in one, in any order."""
    patterns = [pattern for word in words.split() if (pattern := pattern_for(word)) is not None]
    return lambda text: all(pattern.search(text) for pattern in patterns)


def find_all(text: str, words: str) -> list[Range]:
    """Every place where the words stand, in order, at most `MOST_FOUND`."""
    pattern = pattern_for(words, parted=any(sign in text for sign in "\xad\u200b"))
    if pattern is None:
        return []
    found: list[Range] = []
    for match in pattern.finditer(text):
        found.append(match.span())
        if len(found) == MOST_FOUND:
            break
    return found
