"""Bytes of a page become text, as browsers read them, and better where a declaration is plainly wrong.

The order is WHATWG's (byte order mark, transport, `meta`, guess), with one exception: bytes that are valid UTF-8 and
not plain ASCII are UTF-8, whatever is declared, since text in any older encoding is practically never that by chance.
No markup is understood here beyond the search for a declaration.
"""

from __future__ import annotations

import re

from webencodings import lookup

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_COMMENT_OR_META = re.compile(rb"<!--|<meta[\s/]", re.IGNORECASE)
_DECLARED = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{2,40})""", re.IGNORECASE)
_LONGEST_META = 1_000
"""Bytes of a `meta` element in which a declaration is looked for."""

_XML_DECLARED = re.compile(rb"""^\s{0,99}<\?xml[^>]{0,99}encoding\s{0,9}=\s{0,9}["']([\w:.-]{2,40})""")
_LANGUAGE = re.compile(rb"""<html[^>]{0,999}\slang\s{0,9}=\s{0,9}["']?([A-Za-z]{2})""", re.IGNORECASE)

_HEAD = 65_536
"""Bytes in which a declaration is looked for: browsers stop at 1,024, but pages in the wild do not."""

_GUESSES = {
    "ar": ("windows-1256",), "bg": ("windows-1251",), "cs": ("windows-1250",), "el": ("iso-8859-7",),
    "et": ("windows-1257",), "fa": ("windows-1256",), "he": ("windows-1255",), "hr": ("windows-1250",),
    "hu": ("iso-8859-2",), "ja": ("iso2022_jp", "euc_jp", "cp932"), "ko": ("euc_kr", "cp949"),
    "lt": ("windows-1257",), "lv": ("windows-1257",), "mk": ("windows-1251",), "pl": ("iso-8859-2",),
    "ru": ("windows-1251",), "sk": ("windows-1250",), "sl": ("iso-8859-2",), "sr": ("windows-1251",),
    "th": ("cp874",), "tr": ("windows-1254",), "uk": ("windows-1251",), "vi": ("windows-1258",),
    "zh": ("gb18030", "big5hkscs"),
}  # fmt: skip
"""Encodings by the page's language, after the table that WHATWG gives for pages that declare none."""

_FALL_BACK = "windows-1252"
_MOST_BROKEN = 0.02
_MOST_BROKEN_AS_DECLARED = 0.3
"""Share of the characters beyond ASCII that may be broken and the text still be in an encoding."""


def decode(data: bytes, charset: str = "") -> str:
    """The text of a page. `charset` is what the server declared, or empty. Bytes that fit nowhere become U+FFFD."""
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if name := _utf16_by_its_zeros(data):
        return data.decode(name, "replace")
    declared = [name for name in (_codec(charset), _declared_within(data)) if name]
    if data.isascii():
        return data.decode("iso2022_jp" if "iso2022_jp" in declared else "ascii", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    tolerated = _MOST_BROKEN_AS_DECLARED if "utf-8" in declared else _MOST_BROKEN
    if text.count("\ufffd") <= tolerated * sum(1 for character in text if character > "\x7f"):
        return text
    for name in declared:
        if name != "utf-8" and (text := _decoded(data, name)):
            return text
    return _guessed(data)


def _utf16_by_its_zeros(data: bytes) -> str:
    head = data[:2048]
    if len(head) < 8:
        return ""
    if head[1::2].count(0) > 0.3 * len(head) and head[::2].count(0) < 0.1 * len(head):
        return "utf-16-le"
    if head[::2].count(0) > 0.3 * len(head) and head[1::2].count(0) < 0.1 * len(head):
        return "utf-16-be"
    return ""


def _declared_within(data: bytes) -> str:
    """What the first `meta` element with a known label declares, comments left out; else the XML declaration."""
    head = data[:_HEAD]
    at = 0
    while found := _COMMENT_OR_META.search(head, at):
        if found[0] == b"<!--":
            at = head.find(b"-->", found.end()) + 3
            if at < 3:
                break
            continue
        end = head.find(b">", found.end(), found.end() + _LONGEST_META)
        at = found.end()
        match = _DECLARED.search(head, at, end if end >= 0 else at + _LONGEST_META)
        if match and (name := _codec(match[1].decode("ascii", "ignore"), in_page=True)):
            return name
    match = _XML_DECLARED.search(head)
    return _codec(match[1].decode("ascii", "ignore"), in_page=True) if match else ""


def _codec(label: str, *, in_page: bool = False) -> str:
    """Python's name for a WHATWG label; empty where the label is unknown, or names what must not be decoded.

    A page that can say so in eight bits is not UTF-16, and what it calls x-user-defined is windows-1252.
    """
    try:
        found = lookup(label) if label else None
    except ValueError:
        return ""
    if found is None or found.name == "replacement":
        return ""
    if found.name == "x-user-defined":
        return _FALL_BACK if in_page else ""
    name = str(found.codec_info.name)
    return "utf-8" if in_page and name.startswith("utf-16") else name


def _decoded(data: bytes, codec: str) -> str:
    """The text in a declared encoding, or empty where the declaration is plainly wrong."""
    text = data.decode(codec, "replace")
    foreign = sum(1 for byte in data if byte > 0x7F)
    return text if text.count("\ufffd") <= max(20, _MOST_BROKEN * foreign) else ""


def _guessed(data: bytes) -> str:
    language = _LANGUAGE.search(data[:_HEAD])
    codecs = _GUESSES.get(language[1].decode().lower(), ()) if language else ()
    for codec in codecs:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return data.decode(codecs[-1] if codecs else _FALL_BACK, "replace")
