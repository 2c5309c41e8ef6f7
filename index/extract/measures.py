"""How much text, how many links and how much prose each element holds: taken once, bottom up.

For guards, which need no exactness: white space between elements is not counted.
"""

from __future__ import annotations

from lxml.html import HtmlElement

from index.extract.tree import BLOCKS, elements

GOOD_PARAGRAPH = 80
"""Characters of a run of text that nobody writes into a menu."""

_FEW_LINKS = 0.25


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
        self._run: dict[HtmlElement, int] = {}
        for node in reversed(self.nodes):
            self._measure(node)
        self.total = max(1, self.length.get(body, 1))
        self.core = self._find_core()

    def _measure(self, node: HtmlElement) -> None:
        run = len(node.text.strip()) if node.text else 0
        inside = linked = good = prose = 0
        for child in node:
            if child in self.length:
                inside += self.length[child]
                linked += self.links[child]
                good += self.good[child]
                prose += self.prose[child]
                run += self._run[child]
            if child.tail:
                tail = len(child.tail.strip())
                run += tail
                inside += tail
        length = inside + (len(node.text.strip()) if node.text else 0)
        tag = node.tag
        self.length[node] = length
        self.links[node] = length if tag == "a" else linked
        is_block = tag in BLOCKS
        if is_block and run >= GOOD_PARAGRAPH and linked < run * _FEW_LINKS:
            prose += run
            good += tag in ("p", "pre")
        self._run[node] = 0 if is_block else run
        self.good[node] = good
        self.prose[node] = prose

    def _find_core(self) -> set[HtmlElement]:
        core: set[HtmlElement] = set()
        for node in self.nodes:
            if self._names_the_article(node):
                core.update(node.iterancestors())
                if node.tag != "h1":
                    core.add(node)
        return core

    def _names_the_article(self, node: HtmlElement) -> bool:
        if node.tag in ("main", "h1"):
            return True
        if node.tag == "article":
            return self.length[node] > 0.3 * self.total
        return bool(node.attrib) and (node.get("role") == "main" or "articleBody" in (node.get("itemprop") or ""))
