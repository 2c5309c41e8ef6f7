"""Where a line may end: between words, inside some words, and anywhere in scripts that are written without blanks.

A plain subset of Unicode line breaking (UAX 14) with the kinsoku rules of Japanese typesetting (JIS X 4051): no line
starts with closing punctuation, a small kana or a sound mark, none ends with an opening bracket. Thai, Lao, Khmer and
Burmese, whose words only a dictionary can tell apart, break between clusters, unless the text itself says where.
"""

from __future__ import annotations

import re

from index.safe_text import PARTED_UNSEEN
from tui.render.cells import width_of
from tui.widths import JOINER

BLANKS = " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
"""White space that a line may end at; no-break spaces are not among it."""

BLANK, FREE, CLOSING, OPENING, TRAILING, LEADING, GLUE, EXTENDING, PLAIN = "bfcotlgep"
"""What a character is to line breaking. FREE, CLOSING and OPENING stand in scripts without blanks, where a line may end
on either side of them (not before a CLOSING, not after an OPENING one); TRAILING and LEADING are the like of other
scripts, which make no opportunity themselves; EXTENDING belongs to the character before it."""

_MEMBERS = {
    BLANK: BLANKS,
    CLOSING: (
        "、。，．・：；？！）］｝〕〉》」』】〙〗〟｠｡｣､･％‼⁇⁈⁉ー々〻ゝゞヽヾ〜～゠ｰﾞﾟ"
        "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ"
        "\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46\u0eaf\u0eb0\u0eb2\u0eb3\u0ec6\u17d4\u17d5\u17d6\u17d7\u104a\u104b"
    ),
    OPENING: "（［｛〔〈《「『【〘〖〝｟｢￥￡＄\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4",
    TRAILING: "!),.:;?]}%…‥’”»›¢°′″℃℉‰-‐–—―⸺/\\",
    LEADING: "([{“‘„‚«‹$£¥€#№",
    GLUE: "\"'\xa0\u202f\u2007\u2011" + JOINER,
}
_SOUTH_EAST_ASIAN = re.compile(f"[{PARTED_UNSEEN}]")
_HALF_WIDTH_KANA = re.compile("[\uff66-\uff9d]")


class _Classes(dict[int, str]):
    """The class of each character, for `str.translate`; found out when it is first met."""

    def __missing__(self, codepoint: int) -> str:
        found = self[codepoint] = _class_of(chr(codepoint))
        return found


def _class_of(character: str) -> str:
    width = width_of(character)
    if width == 0:
        return EXTENDING
    if width == 2 or _SOUTH_EAST_ASIAN.match(character) or _HALF_WIDTH_KANA.match(character):
        return FREE
    return PLAIN


class _PartedClasses(_Classes):
    """The same for a text whose words are told apart by signs that are not seen: there its letters are like any."""

    def __missing__(self, codepoint: int) -> str:
        is_parted = _SOUTH_EAST_ASIAN.match(chr(codepoint)) is not None and width_of(chr(codepoint))
        found = self[codepoint] = PLAIN if is_parted else _CLASSES[codepoint]
        return found


_CLASSES = _Classes({ord(member): name for name, members in _MEMBERS.items() for member in members})

_NO_START = frozenset({CLOSING, TRAILING, GLUE, EXTENDING})
_NO_END = frozenset({OPENING, LEADING, GLUE})
_UNSPACED = frozenset({FREE, CLOSING, OPENING})


_PARTED_CLASSES = _PartedClasses()


def classes_of(text: str, *, parted: bool = False) -> str:
    """The class of every character, one letter each. `parted` where it is known which words meet without a blank."""
    return text.translate(_PARTED_CLASSES if parted else _CLASSES)


def may_break(classes: str, at: int) -> bool:
    """Whether a line may end before a character that is no blank, for what the characters around are."""
    right = classes[at]
    if right in _NO_START:
        return False
    base = at - 1
    while base > 0 and classes[base] == EXTENDING:
        base -= 1
    left = classes[base]
    return left == BLANK or (left not in _NO_END and (left in _UNSPACED or right in _UNSPACED))


_LETTERS = r"[^\W\d_]{2}"
_INSIDE = re.compile(
    rf"(?<=\w\w)[-‐](?={_LETTERS})"  # well-known, but no 2024-05, x-ray, --option
    rf"|(?<=\w\w)/(?={_LETTERS})"  # and/or, but no km/h, 1/2
    r"|(?<=\w)–(?=[^\W\d_])"  # Paris–Rouen, but no 1914–1918
    r"|(?<=[\w.,;:!?”’\")])[—―](?=[\w“‘\"(])"
)
_ADDRESS = re.compile(r"(?:://|\bwww\.)\S{8,}")
_IN_ADDRESS = re.compile(r"[/?&=#_;,-](?=[\w%])")
_HINTS = re.compile("[-‐/–—―]")


def breaks_inside(text: str) -> list[int]:
    """Where words may be parted without a hyphen being added: after hyphens, slashes, dashes; in long addresses."""
    found = {hint.end() for hint in _HINTS.finditer(text) if _INSIDE.match(text, hint.start())}
    if "://" in text or "www." in text:
        for address in _ADDRESS.finditer(text):
            found.update(match.end() for match in _IN_ADDRESS.finditer(text, address.start() + 3, address.end()))
    return sorted(found)
