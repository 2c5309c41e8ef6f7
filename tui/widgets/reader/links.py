"""Where the links of a document stand and where they lead: pure walks over its blocks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from index.document import Block, BlockKind, Document, SpanKind

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""Home row first: a hint should cost no stretch."""


class Link(NamedTuple):
    """A range of the text that leads somewhere: to an address, or with `#name` to a place in the document."""

    start: int
    end: int
    target: str
    kind: SpanKind = SpanKind.LINK

    @property
    def is_note(self) -> bool:
        """Whether it refers to a footnote."""
        return self.kind is SpanKind.NOTE


def links_of(block: Block) -> Iterator[Link]:
    """The links of a block, in order. An embed or a picture leads to its source."""
    if block.kind in (BlockKind.EMBED, BlockKind.IMAGE) and block.source:
        yield Link(block.start, block.end, block.source)
    for span in block.spans:
        if span.kind in (SpanKind.LINK, SpanKind.NOTE) and span.target:
            yield Link(span.start, span.end, span.target, span.kind)


def links_between(document: Document, start: int, end: int) -> list[Link]:
    """The links and pictures that begin in a range."""
    found: list[Link] = []
    for number in range(document.block_at(start), len(document.blocks)):
        block = document.blocks[number]
        if block.start >= end:
            break
        found += (link for link in links_of(block) if start <= link.start < end)
    return found


def link_after(document: Document, offset: int) -> Link | None:
    """The first link that begins behind an offset."""
    for number in range(document.block_at(max(0, offset)), len(document.blocks)):
        for link in links_of(document.blocks[number]):
            if link.start > offset:
                return link
    return None


def link_before(document: Document, offset: int) -> Link | None:
    """The last link that begins before an offset."""
    for number in range(document.block_at(max(0, offset)), -1, -1):
        if not document.blocks:
            break
        before = [link for link in links_of(document.blocks[number]) if link.start < offset]
        if before:
            return before[-1]
    return None


def place_of(document: Document, target: str) -> int | None:
    """The offset that `#name` leads to."""
    return document.anchors.get(target[1:]) if target.startswith("#") else None


def note_text(document: Document, target: str) -> str:
    """What a footnote says: the blocks of the container that stands at the place; empty where there is none."""
    offset = place_of(document, target)
    if offset is None or not document.blocks:
        return ""
    number = document.block_at(offset)
    path = document.path(document.blocks[number].container)
    texts = []
    for block in document.blocks[number:]:
        inside = document.path(block.container)[: len(path)] == path if path else block is document.blocks[number]
        if not inside:
            break
        texts.append(document.text_of(block))
    return "\n".join(texts)


def hint_labels(number: int) -> list[str]:
    """As many different labels, of one letter each where that suffices."""
    if number <= len(LETTERS):
        return list(LETTERS[:number])
    return ["".join(pair) for pair in product(LETTERS, repeat=2)][:number]
