"""Pages that hold nothing but their text: exports, clean HTML of this program, pages from before there were layouts.

Such a page is kept whole. A selector would only find reasons to take something away.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

from index.extract.labels import judge
from index.extract.tree import BLOCKS, HEADINGS, PHRASING, drop, holds, key, text_of

_TEXT_ALONE = frozenset((
    "abbr", "acronym", "bdi", "bdo", "br", "cite", "code", "col", "colgroup", "data", "dfn", "hr", "img", "ins", "kbd",
    "mark", "rp", "rt", "ruby", "samp", "source", "sub", "sup", "time", "tt", "var", "wbr",
))  # fmt: skip
_LAYOUT = frozenset(("address", "article", "body", "center", "fieldset", "footer", "form", "header", "iframe", "legend",
                     "main", "menu", "nav", "search", "section", "video", "audio"))  # fmt: skip
_ALLOWED = (_TEXT_ALONE | BLOCKS | PHRASING) - _LAYOUT - {"div", "aside", "label"}
_PAGE = re.compile(r"<(?:!doctype|html|head|title|body)\b", re.IGNORECASE)
_HEAD = 4096
_OWN_BOXES = frozenset(("math", "apart"))


def is_fragment(source: str) -> bool:
    """Whether markup is a piece of a page, without the elements that make it one."""
    return not _PAGE.search(source[:_HEAD])


def is_unfurnished(body: HtmlElement) -> bool:
    """Whether nothing under a body lays out a page: only text, and boxes that belong to it."""
    return len(body) > 0 and all(_is_text(node) for node in body.iterdescendants(etree.Element))


def _is_text(node: HtmlElement) -> bool:
    if node.tag == "table":
        return set(node.attrib) <= {"id"} and not holds(node, "table")
    if node.tag in _ALLOWED:
        return True
    if node.tag == "div":
        return node.get("class") in _OWN_BOXES
    return bool(node.tag == "aside") and judge(node.get("class") or "").belonging


def drop_title(body: HtmlElement, page_title: str) -> None:
    """Take out the heading that opens the text and says what the page's title says."""
    first = next(iter(body), None)
    if first is not None and first.tag in HEADINGS and page_title and key(text_of(first)) == key(page_title):
        drop(first)
