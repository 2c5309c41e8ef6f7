"""The page as a list of passages: the runs of text that selection keeps or drops as one, in reading order.

Numbers are written into the tree, so that they survive whatever a selector does to a copy of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.html import HtmlElement

from index.extract.data_tables import DATA_TABLE
from index.extract.furniture import CAPTION, SUSPECT
from index.extract.tidy import holders_of_blocks
from index.extract.tree import BLOCKS, HEADINGS, MEDIA, STRUCTURE, elements, is_within, link_share, one_blank, text_of

NUMBER = "carrel-number"
"""The attribute of a passage's element: its place in the list."""


@dataclass(slots=True)
class Passage:
    """A run of text. `links` is the share of it that is links; `suspect` the suspect element that it lies in.

    `within`: it lies in the element that readability chose. `chosen`: readability itself kept it. `keep`: it is part of
    the text. `firm`: a note or a reference, never trimmed off the end. `shown`: kept for the reader, but not part of
    the running text.
    """

    number: int
    node: HtmlElement
    tag: str
    text: str
    links: float
    is_caption: bool
    suspect: HtmlElement | None
    within: bool = False
    chosen: bool = False
    keep: bool = False
    firm: bool = False
    shown: bool = False
    size: int = 0

    def __post_init__(self) -> None:
        self.size = len(self.text)

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading by its markup."""
        return self.tag in HEADINGS


def volume(passages: Iterable[Passage]) -> int:
    """Characters that are kept."""
    return sum(passage.size for passage in passages if passage.keep)


def linked_volume(passages: Iterable[Passage]) -> float:
    """Characters that are kept and are links."""
    return sum(passage.size * passage.links for passage in passages if passage.keep)


def common_frame(passages: list[Passage]) -> HtmlElement | None:
    """The deepest element that holds nine tenths of the kept text."""
    kept = [passage for passage in passages if passage.keep]
    total = sum(passage.size for passage in kept)
    inside: Counter[HtmlElement] = Counter()
    for passage in kept:
        for ancestor in passage.node.iterancestors():
            inside[ancestor] += passage.size
    frames = [(sum(1 for _ in node.iterancestors()), node) for node, size in inside.items() if size >= 0.9 * total]
    return max(frames, key=lambda frame: frame[0])[1] if frames else None


def number_passages(body: HtmlElement) -> list[Passage]:
    """Every passage under a body, numbered in the tree."""
    _part_words_at_breaks(body)
    nodes = elements(body)
    return _Numbering(holders_of_blocks(nodes)).run(nodes)


def _part_words_at_breaks(body: HtmlElement) -> None:
    for node in body.iter("br"):
        if not is_within(node, "pre"):
            node.tail = "\n" + (node.tail or "")


class _Numbering:
    def __init__(self, holders: set[HtmlElement]) -> None:
        self._holders = holders
        self._passages: list[Passage] = []
        self._inside: set[HtmlElement] = set()
        """Elements whose text belongs to a passage above them, or to none."""
        self._captions: set[HtmlElement] = set()
        self._suspects: dict[HtmlElement, HtmlElement] = {}

    def run(self, nodes: list[HtmlElement]) -> list[Passage]:
        for node in nodes:
            parent = node.getparent()
            if node.get(CAPTION) or parent in self._captions:
                self._captions.add(node)
            if parent in self._suspects:
                self._suspects[node] = self._suspects[parent]
            elif node.get(SUSPECT):
                self._suspects[node] = node
            if parent in self._inside:
                self._inside.add(node)
            elif node.tag in BLOCKS:
                self._visit(node)
        return self._passages

    def _visit(self, node: HtmlElement) -> None:
        tag = node.tag
        if tag in MEDIA:
            self._inside.add(node)
            return
        if tag in STRUCTURE and not node.get(DATA_TABLE):
            return
        if text := self._text(node):
            self._add(node, text)

    def _text(self, node: HtmlElement) -> str:
        if node.tag in ("pre", "math"):
            self._inside.add(node)
            return text_of(node)
        if node.tag == "table":
            self._inside.add(node)
            return "\n".join(one_blank(" ".join(text_of(cell) for cell in row)) for row in node.iter("tr")).strip()
        if node not in self._holders:
            return text_of(node)
        parts = [node.text or ""]
        for child in node:
            if child.tag not in BLOCKS and child not in self._holders:
                parts.append(child.text_content())
            parts.append(child.tail or "")
        return one_blank(" ".join(parts))

    def _add(self, node: HtmlElement, text: str) -> None:
        node.set(NUMBER, str(len(self._passages)))
        if node.tag not in ("div", "body") and is_within(node, "a"):
            links = 1.0
        else:
            links = link_share(node, None if node in self._holders else len(text))
        caption = node in self._captions
        self._passages.append(
            Passage(len(self._passages), node, str(node.tag), text, links, caption, self._suspects.get(node))
        )
