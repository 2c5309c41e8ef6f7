"""Where sentences begin and end, in any script: what is selected, quoted and remembered is whole sentences.

Pure: a text and a place in it go in, a range comes out. It knows no blocks; who has some asks within one of them.
"""

from __future__ import annotations

import re

LONGEST = 2_000
"""Characters after which a sentence that does not end is cut: a text without full stops must not be one sentence."""

# A full stop of Latin, Greek or Cyrillic takes the number of a note along.
_END = re.compile(
    r"""[.!?…]+(?:\s»)?["'»”’)\]]*(?:\[\d{1,3}\]|(?<!\d[.])\d{1,3})?(?=\s)"""
    r"""|[。！？｡]+["'»”’」』）】)\]]*"""
    r"""|[।॥؟۔։]+["'»”’)\]]*(?=\s)"""
    r"|\n\n"
)
_BLANKS = re.compile(r"\s*")
_LAST_WORD = re.compile(r"(?:^|[\s(«“\"'’])([\w.]+)$")
_INITIALS = re.compile(r"(?:\w\.)+\w")
_LONGEST_WORD = 16

_ABBREVIATIONS = frozenset(
    ("mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "gen", "col", "lt", "sgt", "capt", "rev", "hon", "nr", "vol",
     "fig", "figs", "eds", "pp", "cf", "vs", "viz", "approx", "dept", "est", "inc", "ltd", "bzw", "abb", "bd", "hrsg",
     "ca", "evtl", "ggf", "mme", "mlle", "chap", "env", "sra", "srta", "uds", "dña", "núm", "pág", "sig", "dott",
     "avv", "pag")
)  # fmt: skip
"""Words that end with a full stop within a sentence, without that stop."""


def sentence_at(text: str, offset: int, low: int, high: int) -> tuple[int, int]:
    """The sentence of `text[low:high]` that holds an offset, without the blanks around it.

    A blank between two sentences belongs to the one behind it, after the last one to that.
    """
    offset = max(low, min(offset, high))
    start = low if offset - low <= LONGEST else _after_blank(text, offset - LONGEST, offset)
    end = high
    for match in _END.finditer(text, start, high):
        if not ends_sentence(text, match.start(), match.end(), high):
            continue
        beyond = _beyond_blanks(text, match.end(), high)
        if match.end() > offset or beyond >= high:
            end = match.end() if beyond < high else high
            break
        start = beyond
    if end - start > 2 * LONGEST:
        end = _after_blank(text, max(offset, start + LONGEST), high)
    return _trimmed(text, start, end)


def ends_sentence(text: str, start: int, end: int, high: int) -> bool:
    """Whether a full stop is one: not before a small letter, not after an abbreviation or an initial."""
    if text[start] in ".…!?" and _next_letter(text, end, high).islower():
        return False
    if text[start:end] != ".":
        return True
    word = _LAST_WORD.search(text, max(0, start - _LONGEST_WORD), start)
    if word is None:
        return True
    is_initial = (len(word[1]) == 1 and word[1].isupper()) or _INITIALS.fullmatch(word[1]) is not None
    return not is_initial and word[1].lower() not in _ABBREVIATIONS


def _next_letter(text: str, at: int, high: int) -> str:
    beyond = _beyond_blanks(text, at, high)
    return text[beyond : beyond + 1]


def _beyond_blanks(text: str, at: int, high: int) -> int:
    match = _BLANKS.match(text, at, high)
    return match.end() if match else at


def _after_blank(text: str, at: int, limit: int) -> int:
    blank = text.find(" ", at, limit)
    return blank + 1 if blank >= 0 else at


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    held = text[start:end]
    start += len(held) - len(held.lstrip())
    return start, start + len(held.strip())
