"""Cuts the tree down to what was kept: passages, what stands inside them, and the pictures between them."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement

from index.extract.data_tables import DATA_TABLE
from index.extract.embeds import is_player
from index.extract.passages import Passage, common_frame, volume
from index.extract.tree import BLOCKS, LISTS, MEDIA, elements

APART = "carrel-apart"
"""The attribute of what is shown beside the running text."""

_BEFORE, _BEHIND = 30, 10
"""Elements before the first and behind the last kept passage among which a picture still belongs."""

_SHORT = 300
"""Characters of a text so short that pictures of the whole page may be what it is about."""

_LONGEST_BESIDE = 300
"""Characters of unkept text beside a picture that make it a teaser for another page."""


def prune(body: HtmlElement, passages: list[Passage]) -> None:
    """Take everything out of the body that was not kept."""
    _Pruning(body, passages).run()


class _Pruning:
    def __init__(self, body: HtmlElement, passages: list[Passage]) -> None:
        self._body = body
        self._nodes = elements(body)
        self._order = {node: at for at, node in enumerate(self._nodes)}
        self._by_node = {passage.node: passage for passage in passages}
        self._kept = {passage.node for passage in passages if passage.keep or passage.shown}
        self._frame = common_frame(passages) if volume(passages) >= _SHORT else body
        places = [self._order[node] for node in self._kept]
        self._first, self._last = min(places, default=0), max(places, default=0)
        self._owner: dict[HtmlElement, HtmlElement | None] = {}
        self._wanted: set[HtmlElement] = set()

    def run(self) -> None:
        if self._kept:
            self._want_text()
            self._want_media()
            self._mark_apart()
        for node in self._nodes:
            if node is not self._body and node not in self._wanted and not self._is_small_part(node):
                self._drop(node)
        for node, passage in self._by_node.items():
            if node not in self._kept and not passage.is_caption and not self._is_inside_kept(node):
                self._silence(node)

    def _silence(self, node: HtmlElement) -> None:
        """Of a passage that was not kept only its pictures are left."""
        for each in node.iter(etree.Element):
            if self._owner.get(each) is node:
                each.text = None
                for child in each:
                    child.tail = None
        node.attrib.pop(DATA_TABLE, None)

    def _want_text(self) -> None:
        for node in self._kept:
            self._wanted.add(node)
            self._wanted.update(node.iterancestors())
        for node in self._nodes:
            parent = node.getparent()
            owner = node if node in self._by_node else self._owner.get(parent) if parent is not None else None
            self._owner[node] = owner
            if owner in self._kept and (node.tag not in BLOCKS or node not in self._by_node):
                self._wanted.add(node)

    def _mark_apart(self) -> None:
        """Mark what is shown beside the text: whole lists where nothing in them is text."""
        text = {ancestor for node in self._kept if self._by_node[node].keep for ancestor in node.iterancestors()}
        for node in self._kept:
            if not self._by_node[node].keep:
                around = [each for each in node.iterancestors(*LISTS) if each not in text]
                (around[-1] if around else node).set(APART, "1")

    def _want_media(self) -> None:
        """Pictures and their captions stay where they stand among the kept text, not where they lead away from it."""
        low, high = self._first - _BEFORE, self._last + _BEHIND
        holders = set(self._wanted)
        for node in self._nodes:
            if not self._is_picture_part(node) or not low <= self._order[node] <= high:
                continue
            top, is_inside = self._top_within(node, holders)
            if is_inside and not self._is_teaser(top):
                self._want_whole(top)

    def _is_picture_part(self, node: HtmlElement) -> bool:
        passage = self._by_node.get(node)
        if passage is not None and passage.is_caption:
            return node not in self._wanted
        if node.tag not in MEDIA or (node in self._wanted and node.tag != "img"):
            return False
        return node.tag != "iframe" or is_player(node)

    def _top_within(self, node: HtmlElement, holders: set[HtmlElement]) -> tuple[HtmlElement, bool]:
        """The highest element around a picture that holds no kept text, and whether that lies in the frame."""
        top = node
        for ancestor in node.iterancestors():
            if ancestor in holders:
                return top, ancestor is self._frame or self._frame in ancestor.iterancestors()
            if ancestor is self._frame:
                return top, True
            top = ancestor
        return top, False

    def _is_teaser(self, top: HtmlElement) -> bool:
        spoken = self._spoken(top)
        return any(passage.size > _LONGEST_BESIDE or passage.links > 0.5 for passage in spoken)

    def _spoken(self, top: HtmlElement) -> list[Passage]:
        inside = [self._by_node[node] for node in top.iter(etree.Element) if node in self._by_node]
        return [passage for passage in inside if not passage.is_caption]

    def _want_whole(self, top: HtmlElement) -> None:
        self._wanted.update(top.iter(etree.Element))
        self._wanted.update(top.iterancestors())
        for passage in self._spoken(top):
            if passage.node not in self._kept:
                self._wanted.difference_update(
                    node for node in passage.node.iter(etree.Element)
                    if node.tag not in MEDIA and next(node.iter(*MEDIA), None) is None
                )  # fmt: skip

    def _is_small_part(self, node: HtmlElement) -> bool:
        if node.tag == "hr":
            return node.getparent() in self._wanted and self._first < self._order[node] < self._last
        return node.tag == "br" and node.getparent() in self._wanted

    def _is_inside_kept(self, node: HtmlElement) -> bool:
        return any(ancestor in self._kept for ancestor in node.iterancestors())

    def _drop(self, node: HtmlElement) -> None:
        """Remove an element with all below it; the text behind it stays only inside a kept passage."""
        parent = node.getparent()
        if parent is None:
            return
        if self._owner.get(parent) not in self._kept:
            node.tail = None
        node.drop_tree()
