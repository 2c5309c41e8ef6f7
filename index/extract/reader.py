"""Reads the flow of an article: paragraphs, headings, code, formulas, rules, and what parts them.

Boxes and figures are read by their own readers (`boxes`, `figures`), which register here by tag, or claim an element by
what it is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from lxml import etree
from lxml.html import HtmlElement

from index.document import BlockKind, Document, DocumentBuilder, SpanKind
from index.document.builder import Inline
from index.extract.code import code_language, code_pieces
from index.extract.inline import Line, names_in, stands_for_text
from index.extract.notes import Notes
from index.extract.tree import BLOCKS, HEADINGS, holds, one_blank, text_of
from index.safe_text import clean, one_line


class Reader:
    """Reads elements into a document under way.

    `handlers` reads an element by its tag. `claims` are asked before: each reads an element that it knows by other
    marks than its tag, and says whether it did.
    """

    def __init__(self, line: Line, notes: Notes, base: str) -> None:
        self.builder = DocumentBuilder()
        self.line = line
        self.notes = notes
        self.base = base
        self.claims: list[Callable[[HtmlElement], bool]] = []
        self.handlers: dict[str, Callable[[HtmlElement], None]] = {
            **dict.fromkeys(HEADINGS, self._heading),
            "p": self._paragraph,
            "pre": self._code,
            "hr": self._rule,
        }
        self._links: list[HtmlElement] = []

    def read(self, body: HtmlElement) -> Document:
        """The document of all that a body holds."""
        self.flow(body)
        return self.builder.build()

    # Flow: blocks, and runs of text between them

    def flow(self, node: HtmlElement) -> None:
        """What an element holds, as blocks; loose text and phrasing between blocks make paragraphs."""
        run: list[HtmlElement | str] = [node.text] if node.text else []
        for child in node:
            if self.is_block(child):
                self.end_run(run)
                self.block(child)
            else:
                run.append(child)
            if child.tail:
                run.append(child.tail)
        self.end_run(run)

    @staticmethod
    def is_block(node: HtmlElement) -> bool:
        """Whether an element stands on lines of its own."""
        if node.get("role") == "math":
            return bool(node.tag == "div")
        return str(node.tag) in BLOCKS or node.tag in ("hr", "img") or holds(node, *BLOCKS)

    def end_run(self, run: list[HtmlElement | str]) -> None:
        """Make a paragraph of the text and phrasing collected, and begin anew."""
        if run:
            with self.text(BlockKind.PARAGRAPH) as inline:
                for piece in run:
                    if isinstance(piece, str):
                        self.line.text(inline, piece)
                    else:
                        self.line.read(inline, piece)
            run.clear()

    def block(self, node: HtmlElement) -> None:
        """Read an element that stands on lines of its own."""
        if any(claim(node) for claim in self.claims):
            return
        if node.get("role") == "math":
            self._formula(node)
            return
        handler = self.handlers.get(str(node.tag))
        if handler is not None:
            handler(node)
            return
        self.name(node)
        is_link = node.tag == "a" and bool(node.get("href"))
        if is_link:
            self._links.append(node)
        self.flow(node)
        if is_link:
            self._links.pop()

    @contextmanager
    def text(self, kind: BlockKind, *, level: int = 0) -> Iterator[Inline]:
        """A block of running text; pictures in its line follow it, or go before where they open it."""
        inline = Inline()
        pictures, self.line.pictures = self.line.pictures, []
        if self._links:
            with self.line.link_around(inline, self._links[-1]):
                yield inline
        else:
            yield inline
        met, self.line.pictures = self.line.pictures, pictures
        self.builder.block(kind, inline, level=level)
        for picture in met:
            self.block(picture)

    @property
    def link(self) -> HtmlElement | None:
        """The link around the block that is read, if any."""
        return self._links[-1] if self._links else None

    def name(self, node: HtmlElement) -> None:
        """Let links within the document lead to the next block by the names of an element."""
        for name in names_in(node):
            if name in self.line.places:
                self.builder.anchor(one_line(name))

    # Blocks of text

    def _paragraph(self, node: HtmlElement) -> None:
        self.name(node)
        link = _lone_link(node) if "embed" in (node.get("class") or "").split() else None
        if link is not None:
            self.builder.block(BlockKind.EMBED, line_of(link), source=self.line.target(link.get("href") or ""))
            return
        opening = self._opening_pictures(node)
        for picture in opening:
            self.block(picture)
        with self.text(BlockKind.PARAGRAPH) as inline:
            self.line.shown = opening
            self.line.inside(inline, node)
            self.line.shown = []

    @staticmethod
    def _opening_pictures(node: HtmlElement) -> list[HtmlElement]:
        """Pictures before the first word of a paragraph. Signs are among them only where nothing else is there."""
        opening: list[HtmlElement] = []
        if not holds(node, "img"):
            return opening
        is_alone = not one_blank(node.text_content())
        for event, each in etree.iterwalk(node, events=("start", "end")):
            text = each.text if event == "start" else each.tail if each is not node else None
            if event == "start" and each.tag == "img" and not stands_for_text(each, is_alone=is_alone):
                opening.append(each)
            if text and text.strip():
                break
        return opening

    def _heading(self, node: HtmlElement) -> None:
        for name in names_in(node):
            self.builder.anchor(one_line(name))
        with self.text(BlockKind.HEADING, level=int(node.tag[1])) as inline:
            self.line.inside(inline, node)

    def _code(self, node: HtmlElement) -> None:
        self.name(node)
        inline = Inline(verbatim=True)
        for text, href in code_pieces(node):
            target = self.line.target(href) if href else ""
            with inline.span(SpanKind.LINK, target) if target else nullcontext():
                inline.add(clean(text))
        self.builder.block(BlockKind.CODE, inline, language=one_line(code_language(node)))

    def _formula(self, node: HtmlElement) -> None:
        self.name(node)
        self.builder.block(BlockKind.MATH, line_of(node), source=one_line(node.get("data-tex") or ""))

    def _rule(self, node: HtmlElement) -> None:
        self.name(node)
        self.builder.block(BlockKind.RULE)


def line_of(node: HtmlElement) -> str:
    """The text of an element as one safe line."""
    return one_line(node.text_content())


def _lone_link(node: HtmlElement) -> HtmlElement | None:
    links = list(node.iter("a"))
    return links[0] if len(links) == 1 and text_of(links[0]) == text_of(node) else None
