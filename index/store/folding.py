"""Forms of a text that are compared instead of it: without case and accents, as words, as a key to sort by.

These forms are stored, so a change here needs a migration that writes them anew. The index has an analysis of its own.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
"""Letters that Unicode does not take apart, as people type them who do not have them on their keys."""

_LONGEST_SORT_KEY = 200
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+")
_NOT_A_WORD = re.compile(r"^[\W_]+")
_SURROGATES = re.compile("[\ud800-\udfff]")


class _Accents(dict[int, str | None]):
    """A table for `str.translate` that drops accents and points, learning each character when it first meets it."""

    def __missing__(self, code: int) -> str | None:
        # Hebrew and Arabic points (classes 10 to 36) and the accents of Latin, Greek and Cyrillic (from 200) may be
        # left out in writing. The classes between and below are vowels, viramas and the voicing of kana: they may not.
        kind = unicodedata.combining(chr(code))
        kept = None if 10 <= kind <= 36 or kind >= 200 else chr(code)
        self[code] = kept
        return kept


_ACCENTS = _Accents({ord(letter): plain for letter, plain in _LETTERS.items()})


def well_formed(text: str) -> str:
    """The text with halves of characters, which cannot be stored, replaced; as long as before."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def fold(text: str) -> str:
    """The text without case, accents and compatibility forms. Folding twice changes nothing."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", text.translate(_ACCENTS))


def as_words(text: str) -> str:
    """The folded words of a text, each between blanks, so that ` word ` is found as a whole."""
    words = _WORD.findall(fold(text))
    return f" {' '.join(words)} " if words else ""


def sort_key(text: str) -> str:
    """What titles are sorted by: folded, from the first word on, numbers by their value."""
    folded = _NOT_A_WORD.sub("", fold(text))[:_LONGEST_SORT_KEY]
    return _NUMBER.sub(lambda digits: digits[0].zfill(20), folded)
