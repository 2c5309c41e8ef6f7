"""Which stretches of a text may hold a word of a query: found by first letters, so that hardly any token is looked at.

A stemmer that only works at the ends of words leaves their first letter alone, and the second where the stem is not all
but nothing. So what matches a word begins as it does, in upper or lower case, with or without accents, in whatever form
Unicode has of it. That is sought by one regular expression; the blanks around what it finds bound the stretch, since no
token holds a blank.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from string import ascii_lowercase, digits

from index.search.analysis import fold
from index.search.characters import TOUCH_BEGINNINGS, UNSPACED
from index.search.stemming import stemmer_of

_BLOCK = 256
_SCRIPT_ENDS = 0x3100
"""Beyond are no scripts that write blanks, but forms of the letters of others."""

SHORT_STEM = 3
"""Letters of stems of which only the first is sure to be the word's."""

_EVERY = re.compile(r"\S+")
_WORD = re.compile(r"[^\W_]")


def keeps_beginnings(language: str) -> bool:
    """Whether the stem of every word of a text in a language (a `base_language` code) begins as the word does."""
    return not any(stemmer_of(language, is_ascii=is_ascii) in TOUCH_BEGINNINGS for is_ascii in (True, False))


class Sieve:
    """Finds stretches of a text in which a word may have one of some stems (folded words); all without any."""

    def __init__(self, stems: Collection[str] = ()) -> None:
        self._begins = _EVERY
        if stems:
            others = re.escape("".join(sorted(frozenset.intersection(*map(_others, {stem[0] for stem in stems})))))
            # The letter first, what is before it afterwards: so the expression begins with a set, which is sought fast.
            self._begins = re.compile(rf"[^{others}](?<![^\W_{UNSPACED}].){_second(stems)}\S*", re.DOTALL)

    def stretches(self, text: str) -> Iterator[tuple[int, str]]:
        """(start, stretch), in order."""
        end = 0
        for found in self._begins.finditer(text):
            begin = start = found.start()
            while start > end and not text[start - 1].isspace():
                start -= 1
            end = found.end()
            yield start, found[0] if start == begin else text[start:end]


def has_words(text: str, start: int, end: int) -> bool:
    """Whether a word stands between two places of a text."""
    return _WORD.search(text, start, end) is not None


def _second(stems: Collection[str]) -> str:
    """What must follow a first letter of ours: a second letter, a foreign one, or what parts words and may be left out.

    Nothing where a stem is so short that it may be another word's end as well (die, of dying). German writes ä as ae.
    """
    if min(map(len, stems)) <= SHORT_STEM:
        return ""
    letters = {stem[1] for stem in stems if stem[1].isascii()} | {"e"}
    missing = "".join(letter for letter in ascii_lowercase + digits if letter not in letters)
    return rf"(?:(?<=[^\x00-\x7f])|(?=[^{missing}{missing.upper()}]))"


@lru_cache(512)
def _others(letter: str) -> frozenset[str]:
    """Characters of which no word is made that begins with a letter: of ASCII and of the letter's own block.

    Of the other blocks all may be: they are rare in the texts of a script.
    """
    block = ord(letter) // _BLOCK * _BLOCK
    points = {*range(128), *(range(block, block + _BLOCK) if block < _SCRIPT_ENDS else ())}
    known = points if block else range(128)
    return frozenset(each for each in map(chr, known) if not _may_begin(each, letter))


def _may_begin(each: str, letter: str) -> bool:
    folded = fold(each)
    return folded[:1] in ("", letter)
