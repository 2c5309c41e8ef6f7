"""Text of a page becomes a tree, once: metadata, selection and blocks all read this one.

libxml2 drops without a word what is nested too deeply, so a page deeper than any that a person wrote is parsed again
with its depth cut: what lies below the limit keeps its order and loses only its nesting.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from index.safe_text import PARTED_UNSEEN, ZERO_WIDTH_SPACE

DEEPEST = 200
"""Levels of nesting that are kept. Passes over the tree look at ancestors, so their time grows with it."""

_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,999}\?>")
_CONTROL = re.compile("[\x01-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROL_REFERENCE = re.compile(
    r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|d[89a-f][0-9a-f]{2}|fff[ef])"
    r"|0*(?:[0-8]|1[124-9]|2\d|3[01]|55(?:29[6-9]|[3-9]\d\d)|56\d{3}|57(?:[0-2]\d\d|3[0-3]\d|34[0-3])|6553[45]))"
    r"(?![0-9a-f]);?",
    re.IGNORECASE,
)
"""Characters that a tree cannot hold, written as they are or as references; browsers show them as U+FFFD."""

_VOID_UNKNOWN = re.compile(r"<(source|track|embed|keygen)\b([^<>]*?)/?>", re.IGNORECASE)
"""Elements without content that libxml2 takes for containers: what follows would end up inside them."""

_CONTROL_BYTES = bytes((*range(1, 9), 0x0B, *range(0x0E, 0x20)))

_BREAK_HINT = re.compile(r"</?wbr\b[^<>]*>", re.IGNORECASE)
_PARTED_BY_HINTS = re.compile(f"[{PARTED_UNSEEN}]")
_IS_DEEP = etree.XPath("boolean(" + "/*" * DEEPEST + ")")
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
))  # fmt: skip
_CLOSED_BY_NEXT = frozenset(["p", "li", "dt", "dd", "tr", "td", "th", "option"])
_VERBATIM = frozenset(("script", "style"))


def parse(source: str) -> HtmlElement:
    """The `html` element of a page. Comments and processing instructions are left out; nothing raises."""
    source = _mended(source)
    parser = _new_parser()
    root = _parsed(source, parser)
    if _IS_DEEP(root) or any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        root = _parsed(_flattened(source), _new_parser())
    return root


def _mended(source: str) -> str:
    """The source without what libxml2 cannot hold or misreads."""
    source = _XML_DECLARATION.sub("", source.replace("\0", "").replace("\x0c", " "))
    source = _CONTROL_REFERENCE.sub("\ufffd", source)
    if not _holds_only_text(source):
        source = _CONTROL.sub("\ufffd", source)
    return _VOID_UNKNOWN.sub(r"<\1\2 />", _BREAK_HINT.sub(_break_hint, source))


def _break_hint(hint: re.Match[str]) -> str:
    """Where words are written without blanks, a hint parts them; elsewhere it only says where a line may end."""
    around = hint.string[max(0, hint.start() - 1) : hint.start()], hint.string[hint.end() : hint.end() + 1]
    return ZERO_WIDTH_SPACE if all(map(_PARTED_BY_HINTS.match, around)) else ""


def _holds_only_text(source: str) -> bool:
    """Whether a tree can hold every character; far faster to ask than to replace."""
    try:
        data = source.encode()
    except UnicodeEncodeError:
        return False
    is_beyond = "\ufffe" in source or "\uffff" in source
    return not is_beyond and len(data.translate(None, _CONTROL_BYTES)) == len(data)


def parse_fragment(markup: str) -> HtmlElement:
    """A `body` element that holds the markup."""
    body = parse(f"<html><body>{markup}</body></html>").find("body")
    assert body is not None
    return cast(HtmlElement, body)


def _new_parser() -> etree.HTMLParser:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser


def _parsed(source: str, parser: etree.HTMLParser) -> HtmlElement:
    data = source.encode("utf-8", "replace")
    root: HtmlElement | None = None
    if data.strip():
        root = cast("HtmlElement | None", etree.fromstring(data, parser))
    if root is None:
        root = cast(HtmlElement, etree.fromstring(b"<html><body></body></html>", parser))
    return root


class _Flattener(HTMLParser):
    """Writes a page again with its depth cut: an element that would lie too deep ends the one before it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        if self._open and self._open[-1] == tag and tag in _CLOSED_BY_NEXT:
            self.handle_endtag(tag)
        if len(self._open) >= DEEPEST // 2 and tag not in _VOID:
            self.handle_endtag(self._open[-1])
        self.parts.append(self.get_starttag_text() or "")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, _tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open[-8:]:
            return
        while (last := self._open.pop()) != tag:
            self.parts.append(f"</{last}>")
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")


def _flattened(source: str) -> str:
    flattener = _Flattener()
    flattener.feed(source)
    flattener.close()
    return "".join(flattener.parts)
