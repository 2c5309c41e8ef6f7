"""Selectors as people write them in the rules of a site: CSS, or XPath where one begins with `/` or `(`."""

from __future__ import annotations

from functools import cache
from typing import cast

from lxml import etree
from lxml.html import HtmlElement


def is_xpath(selector: str) -> bool:
    """Whether a selector is XPath."""
    return selector.startswith(("/", "("))


def found(root: HtmlElement, selector: str) -> list[HtmlElement]:
    """The elements that a selector names, in the order of the page; none where it names something else."""
    answer = _compiled(selector)(root)
    if not isinstance(answer, list):
        return []
    return [node for node in cast("list[object]", answer) if isinstance(node, HtmlElement)]


def why_wrong(selector: str) -> str:
    """What is wrong with a selector; empty where nothing is."""
    try:
        _compiled(selector)
    except (etree.XPathError, SyntaxError, ValueError) as error:  # cssselect's errors are SyntaxErrors
        return str(error) or type(error).__name__
    return ""


@cache
def _compiled(selector: str) -> etree.XPath:
    if is_xpath(selector):
        return etree.XPath(selector)
    from cssselect import HTMLTranslator

    return etree.XPath(HTMLTranslator().css_to_xpath(selector))
