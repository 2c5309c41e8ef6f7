"""Finds the element of a raw page that a block of its article came from, and a selector that names its like.

Nothing of this is stored with an article: the page is read again when somebody asks. A selector is looked for that will
hold on other pages of the site, in this order: an id or class names that a person chose, else the words themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from index.article import Page
from index.extract.address import absolute, base_of
from index.extract.decode import decode
from index.extract.formulas import settle_formulas
from index.extract.furniture import drop_inert
from index.extract.images import rescue_images
from index.extract.parse import parse
from index.extract.selectors import found
from index.extract.tree import HEADINGS, elements, holds, key, one_blank, text_of

_TELLING = re.compile(r"[A-Za-z][A-Za-z_-]{2,40}")
"""Names that are not counted or hashed: they are likely to stand on other pages too."""

_MOST_OF_THE_PAGE = 0.2
"""The share of a page's text beyond which a selector names too much."""

_LONGEST_QUOTE = 80
_SHORTEST_QUOTE = 12
_WITHOUT_PLACE = frozenset(("html", "body", "main", "article"))


@dataclass(frozen=True, slots=True)
class Origin:
    """A selector, and what it names on the page itself: the text of each element, or the address of a picture."""

    selector: str
    named: tuple[str, ...]


def origin_of(page: Page, text: str, image: str = "") -> Origin | None:
    """Where a block came from, by its text, or by the address of its picture; None where nothing tells it apart."""
    source = decode(page.data, page.charset)
    root = parse(source)
    rescue_images(root)
    settle_formulas(root)
    drop_inert(root)
    base = base_of(root, page.url)
    holders = _holding_image(root, base, image) if image else _holding_text(root, text)
    size = len(key(root.text_content()))
    for holder in holders:
        for selector in _selectors(holder):
            named = found(root, selector)
            if holder in named and _is_modest(named, size):
                return Origin(selector, tuple(_told(node, base) for node in named))
    return None


def _holding_text(root: HtmlElement, text: str) -> list[HtmlElement]:
    """The elements that hold just this text, the outermost first; else the smallest that holds its beginning."""
    wanted = key(text)
    if not wanted:
        return []
    exact = [node for node in elements(root) if node.tag not in _WITHOUT_PLACE and key(node.text_content()) == wanted]
    if exact:
        return exact
    begun = [node for node in elements(root) if wanted[:_LONGEST_QUOTE] in key(node.text_content())]
    return begun[-1:] if begun and len(key(begun[-1].text_content())) < 2 * len(wanted) + _LONGEST_QUOTE else []


def _holding_image(root: HtmlElement, base: str, address: str) -> list[HtmlElement]:
    """A picture, and before it the elements around it that hold nothing else."""
    for image in root.iter("img"):
        if absolute(base, image.get("src") or "") == address:
            around = [node for node in image.iterancestors() if node.tag not in _WITHOUT_PLACE]
            alone = [node for node in around if len(list(node.iter("img"))) == 1 and not key(node.text_content())]
            return [*reversed(alone), image]
    return []


def _selectors(node: HtmlElement) -> Iterator[str]:
    """Ways to name an element, the one that will last longest first."""
    identity = (node.get("id") or "").strip()
    if _TELLING.fullmatch(identity):
        yield f"#{identity}"
    names = [name for name in (node.get("class") or "").split() if _TELLING.fullmatch(name)]
    if names:
        yield f"{node.tag}.{'.'.join(names)}"
    yield from (f"{node.tag}.{name}" for name in names if len(names) > 1)
    quoted = one_blank(node.text_content())
    if quoted:
        yield _by_words(str(node.tag), quoted)
    elif node.tag == "img" and (file := (node.get("src") or "").rpartition("/")[2]) and '"' not in file:
        yield f'img[src$="{file}"]'


def _by_words(tag: str, words: str) -> str:
    """XPath for an element that says this, or begins so where that is long."""
    if len(words) <= _LONGEST_QUOTE and '"' not in words:
        return f'//{tag}[normalize-space()="{words}"]'
    begun = words[:_LONGEST_QUOTE].partition('"')[0]
    if len(begun) < _SHORTEST_QUOTE:
        begun = max(words[:_LONGEST_QUOTE].split('"'), key=len)
        return f'//{tag}[contains(normalize-space(), "{begun}")]'
    return f'//{tag}[starts-with(normalize-space(), "{begun}")]'


def _is_modest(named: list[HtmlElement], size: int) -> bool:
    """Whether a selector names a part of the page, and not what the page is about."""
    words = sum(len(key(node.text_content())) for node in named)
    return words <= _MOST_OF_THE_PAGE * size and not any(node.tag == "h1" or holds(node, "h1") for node in named)


def _told(node: HtmlElement, base: str) -> str:
    image = node if node.tag == "img" else next(node.iter("img"), None)
    said = text_of(node) if node.tag not in HEADINGS else f"{'#' * int(node.tag[1])} {text_of(node)}"
    return said or (absolute(base, image.get("src") or "") if image is not None else "")
