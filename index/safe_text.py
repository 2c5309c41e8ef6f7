"""The one place where characters that deceive or command a terminal are made harmless.

Two forms, both idempotent. `clean` is for text that comes in (titles, bodies, addresses): what is invisible is dropped.
`masked` keeps the length, so that offsets stay true: it is the last door before a screen, for text of any origin.
Neither knows a terminal; what a sequence would *do* is of no interest, since no control character passes at all
(state machines for escape sequences lose to tables: less CVE-2022-46663).

Kept are line ends and tabs, the joiners that Persian, Indic scripts and emoji need, soft hyphens, the zero-width spaces
by which Thai, Lao, Khmer and Burmese part words, and the variation selectors of emoji. A base character carries at most
`MOST_MARKS` combining marks.
"""

from __future__ import annotations

import re

MOST_MARKS = 8
"""Marks on one base character: the most that living scripts stack (Hebrew with accents, Tibetan) is below it."""

REPLACEMENT = "\ufffd"

ZERO_WIDTH_SPACE = "\u200b"

PARTED_UNSEEN = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aad\uaa60-\uaadf"
"""Letters of scripts without blanks, whose words a zero-width space may part: for the brackets of an expression."""

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_INVISIBLE = (
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800"
    "\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_BROKEN = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_BROKEN += "".join(chr(plane + last) for plane in range(0x10000, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
_LINE_ENDS = "\r\x85\u2028\u2029"
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0730-\u074a\u07eb-\u07f3\u0816-\u082d\u08d3-\u0902"
    "\u093c\u0941-\u0948\u094d\u0951-\u0957\u0962\u0963\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc"
    "\u0ec8-\u0ecd\u0f18\u0f19\u0f35\u0f37\u0f39\u0f71-\u0f7e\u0f80-\u0f84\u0f86\u0f87\u0f8d-\u0fbc\u135d-\u135f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\u2cef-\u2cf1\u302a-\u302d\u3099\u309a\ua66f-\ua672\ua674-\ua67d"
    "\ua8e0-\ua8f1\ufe20-\ufe2f"
)
_STACKED = re.compile(f"(?<=[{_MARKS}]{{{MOST_MARKS}}})[{_MARKS}]+")
_IDLE_SPACE = f"(?<![{PARTED_UNSEEN}\u200b])\u200b+|(?<=\u200b)\u200b+|\u200b+(?![{PARTED_UNSEEN}\u200b])"
_SUSPECT = re.compile(f"[{_CONTROLS}{_INVISIBLE}{_BROKEN}{_LINE_ENDS}]|{_IDLE_SPACE}")
_CRLF = re.compile("\r\n?")


def is_safe(text: str) -> bool:
    """Whether both forms would leave the text as it is."""
    return (text.isascii() and text.isprintable()) or not (_SUSPECT.search(text) or _STACKED.search(text))


def clean(text: str) -> str:
    r"""The text without what deceives: for what comes in, and is kept or shown.

    Line ends become `\n`, invisible characters and piled-up marks vanish, other controls become their pictures (␛).
    """
    if is_safe(text):
        return text
    text = _CRLF.sub("\n", text)
    while not is_safe(text):
        text = _STACKED.sub("", _SUSPECT.sub(_cleaned, text))
    return text


def one_line(text: str) -> str:
    """`clean`, with every run of white space as one blank: for titles, names, addresses, messages."""
    return " ".join(clean(text).replace(ZERO_WIDTH_SPACE, "").split())


def masked(text: str) -> str:
    """The text with each character that deceives replaced by one that shows: for offsets that must stay true."""
    if is_safe(text):
        return text
    while not is_safe(text):
        text = _STACKED.sub(lambda run: REPLACEMENT * len(run[0]), _SUSPECT.sub(_masked, text))
    return text


def _cleaned(match: re.Match[str]) -> str:
    character = match[0]
    if character in _LINE_ENDS:
        return "\n"
    return "" if _IS_INVISIBLE.match(character) else _picture(character)


def _masked(match: re.Match[str]) -> str:
    character = match[0]
    return " " if character in _LINE_ENDS else _picture(character)


def _picture(character: str) -> str:
    if character < " ":
        return chr(0x2400 + ord(character))
    return "\u2421" if character == "\x7f" else REPLACEMENT * len(character)


_IS_INVISIBLE = re.compile(f"[{_INVISIBLE}{ZERO_WIDTH_SPACE}]")
