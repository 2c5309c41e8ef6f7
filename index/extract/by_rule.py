"""Does to a page what the rule of its site says. A selector that finds nothing on a page changes nothing there."""

from __future__ import annotations

from lxml.html import HtmlElement

from index.extract.dates import iso_date
from index.extract.metadata import Declared
from index.extract.recipe import SiteRule
from index.extract.selectors import found
from index.extract.titles import forms_of
from index.extract.tree import drop_all, text_of


def declare(root: HtmlElement, declared: Declared, rule: SiteRule) -> None:
    """Take title, byline and date from where the rule says that they are shown."""
    if title := _first_text(root, rule.title):
        declared.title = title
        declared.titles |= forms_of([title])
    if byline := _first_text(root, rule.byline):
        declared.byline = byline
    if rule.published and (shown := _first(root, rule.published)) is not None:
        stated = shown.get("datetime") or shown.get("content") or text_of(shown)
        declared.published = iso_date(stated) or declared.published


def remove(root: HtmlElement, rule: SiteRule) -> None:
    """Take out what the rule removes."""
    for selector in rule.remove:
        drop_all([node for node in found(root, selector) if node.tag not in ("html", "body")])


def keep_selected(body: HtmlElement, rule: SiteRule) -> bool:
    """Leave in a body only what the rule selects; whether the page had any of it."""
    chosen = [node for selector in rule.select for node in found(body, selector) if node is not body]
    inside = {descendant for node in chosen for descendant in node.iterdescendants()}
    order = {node: at for at, node in enumerate(body.iter())}
    kept = sorted({node for node in chosen if node not in inside and node in order}, key=order.__getitem__)
    if not kept:
        return False
    for node in kept:
        node.tail = None
    for child in list(body):
        body.remove(child)
    body.text = None
    body.extend(kept)
    return True


def _first(root: HtmlElement, selector: str) -> HtmlElement | None:
    return next(iter(found(root, selector)), None) if selector else None


def _first_text(root: HtmlElement, selector: str) -> str:
    node = _first(root, selector)
    if node is None:
        return ""
    return (node.get("content") or "").strip() or text_of(node)
