"""Pictures get their real address: from `noscript`, from lazy loaders, from `picture`, from variables of styles.

Runs on the whole tree before `noscript` is dropped. Whether a picture belongs to the article is decided later.
"""

from __future__ import annotations

import copy
import re

from lxml.html import HtmlElement

from index.extract.parse import parse_fragment
from index.extract.tree import is_within, one_blank, text_of

_PLACEHOLDER = re.compile(
    r"^data:|^about:|(?:blank|spacer|placeholder|loading|lazy|pixel|transparent|grey|gray|1x1|clear)[\w.-]*\.(?:gif|png|svg|jpe?g)",
    re.IGNORECASE,
)
_LAZY_ADDRESSES = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-src-medium", "data-hi-res-src", "data-url",
    "data-image", "data-full-src", "data-orig-file", "data-actualsrc", "data-echo", "data-native-src",
    "data-flickity-lazyload",
)  # fmt: skip
_LAZY_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_CANDIDATE = re.compile(r"\s*([^\s,]\S*?),?(?:\s+([\d.]+)([wx]))?\s*(?:,|$)")
_WIDEST = 2000
"""Pixels of the widest picture that is chosen from a set, where one is as wide or less."""
_FILE_NAME = 100
"""Characters at the end of an address that may name its file."""

_MOST_TEXT_BESIDE = 20

_NAMED = re.compile(r"(--[\w-]{1,80})\s*:\s*url\(\s*[\"']?(data:image/[^\"')\s]+)")
_SHOWN_BY_NAME = re.compile(r"background(?:-image)?\s*:\s*var\(\s*(--[\w-]{1,80})\s*\)")
"""How SingleFile writes a picture that a page shows more than once: as a variable, and as the background of each."""


def rescue_images(root: HtmlElement) -> None:
    """Give every picture of the page an address that shows it, where one is known."""
    _rescue_named(root)
    for node in list(root.iter("noscript")):
        _rescue_noscript(node)
    for image in list(root.iter("img", "amp-img", "amp-anim")):
        image.tag = "img"
        if not _shows(image) and (address := _lazy_address(image)):
            image.set("src", address)
    for picture in list(root.iter("picture")):
        if next(picture.iter("img"), None) is None and (address := _best_of_sources(picture)):
            image = picture.makeelement("img", {"src": address})
            picture.append(image)


def _rescue_named(root: HtmlElement) -> None:
    named = {name: address for style in root.iter("style") for name, address in _NAMED.findall(style.text or "")}
    if not named:
        return
    for image in root.iter("img"):
        shown = _SHOWN_BY_NAME.search(image.get("style") or "")
        if shown and shown[1] in named and not _shows(image):
            image.set("src", named[shown[1]])


def _rescue_noscript(node: HtmlElement) -> None:
    """A `noscript` with one picture is the stand-in for the one before it, or a picture of its own."""
    inner = node
    if not len(node) and node.text and "<img" in node.text:
        inner = parse_fragment(node.text)
    images = list(inner.iter("img"))
    if (
        is_within(node, "amp-img", "amp-anim")
        or len(images) != 1
        or not images[0].get("src")
        or len(text_of(inner)) > _MOST_TEXT_BESIDE
    ):
        return
    image = copy.copy(images[0])
    image.tail = None
    if image.get("width") == "1" or image.get("height") == "1":
        return
    lazy = _picture_before(node)
    if lazy is None:
        node.addprevious(image)
    elif not _shows(lazy):
        lazy.set("src", image.get("src") or "")
        if image.get("alt") and not lazy.get("alt"):
            lazy.set("alt", image.get("alt") or "")


def _picture_before(node: HtmlElement) -> HtmlElement | None:
    before = node.getprevious()
    if before is None or one_blank(before.tail):
        return None
    if before.tag == "img":
        return before
    return next(iter(before.iter("img")), None) if not text_of(before) else None


def _shows(image: HtmlElement) -> bool:
    source = image.get("src") or ""
    return bool(source) and not _PLACEHOLDER.search(source[:8] + source[-_FILE_NAME:])


def _lazy_address(image: HtmlElement) -> str:
    for name in _LAZY_ADDRESSES:
        value = (image.get(name) or "").strip()
        if value and not value.startswith(("data:", "{", "[")):
            return value
    for name in _LAZY_SETS:
        if address := best_of_set(image.get(name) or ""):
            return address
    picture = next(image.iterancestors("picture"), None)
    return _best_of_sources(picture) if picture is not None else ""


def _best_of_sources(picture: HtmlElement) -> str:
    for source in picture.iter("source"):
        if address := best_of_set(source.get("srcset") or source.get("data-srcset") or ""):
            return address
    return ""


def best_of_set(value: str) -> str:
    """The address in a `srcset` that shows the picture best: the widest that is not needlessly wide."""
    best, best_size = "", -1.0
    at = 0
    while at < len(value) and (match := _CANDIDATE.match(value, at)):
        at = match.end()
        address = match[1]
        size = float(match[2] or 1) * (1000 if match[3] == "x" else 1)
        if not address.startswith("data:") and best_size < size <= (_WIDEST if best else size):
            best, best_size = address, size
    return best
