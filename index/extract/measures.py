"""How much text, how many links and how much prose each element holds: taken once, bottom up.

For guards, which need no exactness: white space between elements is not counted.
"""

from __future__ import annotations

from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from index.extract.tree import BLOCKS, elements

GOOD_PARAGRAPH = 80
"""Characters of a run of text that nobody writes into a menu."""

_FEW_LINKS = 0.25
_NAMED_CORE = etree.XPath("descendant-or-self::*[@role='main' or contains(@itemprop, 'articleBody')]")


class Measures:
    """Lengths of every element under a body.

    `length` counts characters, `links` those within links, `good` paragraphs of `GOOD_PARAGRAPH` characters and few
    links, `prose` the characters of all such runs, in paragraphs or not. `core` holds the elements around what names
    the article itself (main, h1, articleBody, a large article).
    """

    def __init__(self, body: HtmlElement) -> None:
        self.nodes = elements(body)
        self.length: dict[HtmlElement, int] = {}
        self.links: dict[HtmlElement, int] = {}
        self.good: dict[HtmlElement, int] = {}
        self.prose: dict[HtmlElement, int] = {}
        self._measure()
        self.total = max(1, self.length.get(body, 1))
        self.core = self._find_core(body)

    def _measure(self) -> None:
        """One pass over all elements, children before parents; the innermost loop of an extraction."""
        lengths, linked_lengths, prose_lengths, good_counts = self.length, self.links, self.prose, self.good
        runs: dict[HtmlElement, int] = {}
        for node in reversed(self.nodes):
            length = run = len(node.text.strip()) if node.text else 0
            linked = good = prose = 0
            for child in node:
                if child in lengths:
                    length += lengths[child]
                    linked += linked_lengths[child]
                    good += good_counts[child]
                    prose += prose_lengths[child]
                    run += runs[child]
                if child.tail:
                    tail = len(child.tail.strip())
                    run += tail
                    length += tail
            tag = node.tag
            is_block = tag in BLOCKS
            if run >= GOOD_PARAGRAPH and is_block and linked < run * _FEW_LINKS:
                prose += run
                good += tag in ("p", "pre")
            lengths[node] = length
            linked_lengths[node] = length if tag == "a" else linked
            prose_lengths[node] = prose
            good_counts[node] = good
            runs[node] = 0 if is_block else run

    def _find_core(self, body: HtmlElement) -> set[HtmlElement]:
        named = [node for node in body.iter("main", "article") if node.tag == "main" or self._is_large(node)]
        named += cast("list[HtmlElement]", _NAMED_CORE(body))
        core = set(named)
        for node in (*named, *body.iter("h1")):
            core.update(node.iterancestors())
        return core

    def _is_large(self, article: HtmlElement) -> bool:
        return self.length[article] > 0.3 * self.total
