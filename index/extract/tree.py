"""What every pass asks of the elements of a page: kinds of tags, text, share of links, removal.

Only questions about single elements and the tables of tags behind them; what is done with the answers is elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
BLOCKS = HEADINGS | frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "legend", "li", "main",
    "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul", "math", "iframe", "video", "audio", "picture", "caption",
))  # fmt: skip
"""Tags that begin a line of their own, and media that stand apart from the line."""

STRUCTURE = frozenset((
    "tbody", "thead", "tfoot", "tr", "ul", "ol", "dl", "menu", "dir", "hr", "figure", "table",
))  # fmt: skip
"""Tags that never hold text of their own."""

CONTAINERS = frozenset((
    "div", "td", "section", "article", "main", "body", "center", "aside", "header", "p", "blockquote", "li",
    "dd", "th", "ul", "ol", "dl",
))  # fmt: skip
"""Tags in which text and blocks may stand mixed."""

PHRASING = frozenset((
    "font", "span", "b", "i", "em", "strong", "a", "small", "u", "big", "ins", "del", "s", "strike", "q",
    "cite", "tt", "label",
))  # fmt: skip
"""Tags that belong inside a line, and in the wild hold whole blocks."""

MEDIA = frozenset(("img", "video", "iframe", "audio", "picture"))
VERBATIM = frozenset(("pre", "code", "math"))
LISTS = ("ul", "ol", "menu", "dir")

_NUMBER = re.compile(r"\s*(-?\d{1,6})")
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…:;\"”»)\]。！？」』؟۔।]\W*$")


def one_blank(text: str | None) -> str:
    """The text with every run of white space as one blank."""
    return " ".join(text.split()) if text else ""


def text_of(element: HtmlElement) -> str:
    """The text of an element and all below it, with single blanks."""
    return " ".join(element.text_content().split())


def text_without(element: HtmlElement, left_out: Callable[[HtmlElement], bool]) -> str:
    """The text of an element but for some of the elements below it, with single blanks."""
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, each in walk:
        if event == "end":
            parts.append(each.tail or "" if each is not element else "")
        elif each is not element and left_out(each):
            walk.skip_subtree()
        else:
            parts.append(each.text or "")
    return " ".join("".join(parts).split())


def text_before(element: HtmlElement, node: HtmlElement) -> str:
    """The text of an element that stands before one of the elements in it."""
    parts: list[str] = []
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if each is node:
            break
        if event == "start":
            parts.append(each.text or "")
        elif each is not element:
            parts.append(each.tail or "")
    return "".join(parts)


def key(text: str | None) -> str:
    """The words of a text alone, in lower case: for comparing a passage with the title, the byline, the lead."""
    return " ".join(_WORD.findall(text or "")).casefold()


def ends_sentence(text: str) -> bool:
    """Whether a text ends as sentences end, in any of the large scripts."""
    return bool(_SENTENCE_END.search(text))


def elements(element: HtmlElement) -> list[HtmlElement]:
    """The element and all below it, in the order of the page."""
    return list(element.iter(etree.Element))


def is_within(element: HtmlElement, *tags: str) -> bool:
    """Whether an ancestor has one of the tags."""
    return next(element.iterancestors(*tags), None) is not None


def holds(element: HtmlElement, *tags: str) -> bool:
    """Whether an element below it has one of the tags."""
    return next(element.iterdescendants(*tags), None) is not None


def lineage(element: HtmlElement, count: int) -> Iterator[HtmlElement]:
    """The element and the nearest of its ancestors, `count` in all."""
    yield element
    yield from islice(element.iterancestors(), count - 1)


def link_share(element: HtmlElement, length: int | None = None) -> float:
    """How much of the text is links, 0 to 1. A link to a place in the page counts for less: notes and contents."""
    total = length or len(text_of(element))
    if not total:
        return 0.0
    linked = 0.0
    for link in element.iter("a"):
        weight = 0.3 if (link.get("href") or "").startswith("#") else 1.0
        linked += weight * len(text_of(link))
    return min(1.0, linked / total)


def label_of(element: HtmlElement) -> str:
    """Class and id in one string: where page authors say what an element is."""
    name, identity = element.get("class"), element.get("id")
    return f"{name or ''} {identity or ''}" if name or identity else ""


def drop(element: HtmlElement) -> None:
    """Take an element out of the tree; the text behind it stays."""
    if element.getparent() is not None:
        element.drop_tree()


def drop_all(doomed: Iterable[HtmlElement]) -> None:
    """Take elements out of the tree; the text behind each stays."""
    for element in list(doomed):
        drop(element)


def number_in(value: str | None, default: int) -> int:
    """The whole number that an attribute begins with, or the default."""
    match = _NUMBER.match(value or "")
    return int(match[1]) if match else default
