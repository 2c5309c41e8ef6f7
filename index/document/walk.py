"""Reads a flat document as the tree that it stands for: the one walk that every written form shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from index.document.model import TOP, Block, Document, Span


@dataclass(frozen=True, slots=True)
class Open:
    """A container begins; `number` is its place in `Document.containers`."""

    number: int


@dataclass(frozen=True, slots=True)
class Close:
    """The innermost open container ends."""

    number: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block; `number` is its place in `Document.blocks`."""

    number: int
    block: Block


def tree(document: Document) -> Iterator[Open | Close | Leaf]:
    """Containers opened and closed around the blocks, in reading order, properly nested."""
    path: tuple[int, ...] = ()
    around = TOP
    for number, block in enumerate(document.blocks):
        if block.container != around:
            wanted = document.path(block.container)
            shared = 0
            while shared < min(len(path), len(wanted)) and path[shared] == wanted[shared]:
                shared += 1
            yield from (Close(container) for container in reversed(path[shared:]))
            yield from (Open(container) for container in wanted[shared:])
            path, around = wanted, block.container
        yield Leaf(number, block)
    yield from (Close(container) for container in reversed(path))


@dataclass(frozen=True, slots=True)
class SpanOpen:
    """An inline meaning begins."""

    span: Span


@dataclass(frozen=True, slots=True)
class SpanClose:
    """The innermost open inline meaning ends."""

    span: Span


def inline(document: Document, start: int, end: int, spans: tuple[Span, ...]) -> Iterator[SpanOpen | SpanClose | str]:
    """The characters of a range, with the spans that lie in it opened and closed around them, properly nested."""
    open_spans: list[Span] = []
    at = start
    for span in spans:
        if span.start < start or span.end > end:
            continue
        while open_spans and open_spans[-1].end <= span.start:
            closing = open_spans.pop()
            if at < closing.end:
                yield document.text[at : closing.end]
                at = closing.end
            yield SpanClose(closing)
        if at < span.start:
            yield document.text[at : span.start]
            at = span.start
        yield SpanOpen(span)
        open_spans.append(span)
    while open_spans:
        closing = open_spans.pop()
        if at < closing.end:
            yield document.text[at : closing.end]
            at = closing.end
        yield SpanClose(closing)
    if at < end:
        yield document.text[at:end]
