"""Reads what a page says about itself in JSON-LD (schema.org), forgiving what real pages get wrong.

Gives objects and names; which of them to believe is decided in `metadata`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from index.extract.tree import one_blank

_TYPE_NAMES = re.compile(
    r"(?:\w*Article|BlogPosting|Report|LiveBlogPosting|SocialMediaPosting|DiscussionForumPosting|QAPage|Recipe|"
    r"APIReference|HowTo|Review|PodcastEpisode|WebPage)"
)
_WRAPPING = re.compile(r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\*/)?)|(?:-->|(?://|/\*)?\s*\]\]>(?:\*/)?)\s*;?\s*$")
_DEEPEST = 12

LinkedObject = dict[str, Any]


def linked_objects(root: HtmlElement) -> list[LinkedObject]:
    """Every object of every JSON-LD script, outer before inner. What cannot be read is passed over."""
    found: list[LinkedObject] = []
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            value = json.loads(_WRAPPING.sub("", script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue
        found.extend(_objects(value, 0))
    return found


def _objects(value: object, depth: int) -> Iterator[LinkedObject]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner, depth + 1)


def is_article(item: LinkedObject) -> bool:
    """Whether an object describes an article, or the page as one."""
    return any(_TYPE_NAMES.fullmatch(name) for name in types_of(item))


def types_of(item: LinkedObject) -> list[str]:
    """The names of an object's types, without the address of their vocabulary."""
    declared = item.get("@type")
    names = declared if isinstance(declared, list) else [declared]
    return [name.rsplit("/", 1)[-1] for name in names if isinstance(name, str)]


def name_in(value: object) -> str:
    """The name in a value that may be a string, an object with a `name`, or a list of either."""
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(filter(None, map(name_in, value))))
    if isinstance(value, dict):
        return name_in(value.get("name"))
    return one_blank(unescape(value)) if isinstance(value, str) else ""


def address_in(value: object) -> str:
    """The address in a value that may be a string, an object with a `url`, or a list of either: the first."""
    if isinstance(value, list):
        return next(filter(None, map(address_in, value)), "")
    if isinstance(value, dict):
        return address_in(value.get("url") or value.get("contentUrl") or value.get("@id"))
    return value.strip() if isinstance(value, str) else ""


def is_paid_for(objects: list[LinkedObject]) -> bool:
    """Whether the page itself says that its text is not free to read."""
    return any(is_article(item) and str(item.get("isAccessibleForFree")).lower() == "false" for item in objects)
