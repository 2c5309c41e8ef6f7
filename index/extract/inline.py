"""What stands in a line of an article: text with emphasis, links, code, notes, formulas, ruby.

Reads elements into an `Inline`. Pictures met on the way are handed back: they are blocks of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml.html import HtmlElement

from index.document import SpanKind
from index.document.builder import Inline
from index.extract.address import absolute
from index.extract.notes import Notes
from index.extract.tree import BLOCKS, is_within, one_blank
from index.safe_text import clean, one_line

_SPANS = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), SpanKind.EMPHASIS),
    **dict.fromkeys(("strong", "b"), SpanKind.STRONG),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), SpanKind.CODE),
    **dict.fromkeys(("s", "strike", "del"), SpanKind.STRIKE),
    "sub": SpanKind.SUBSCRIPT,
    "sup": SpanKind.SUPERSCRIPT,
    "mark": SpanKind.MARK,
}
_EMOJI = re.compile(r"emoji|smiley|emoticon", re.IGNORECASE)


def stands_for_text(image: HtmlElement, *, is_alone: bool = False) -> bool:
    """Whether a picture in a line is a sign that its alternative text says whole: an emoji, an arrow, a bullet."""
    sign = one_blank(image.get("alt"))
    if not sign or _EMOJI.search(image.get("class") or ""):
        return bool(sign)
    return not is_alone and len(sign) <= 3 and not sign.isalnum()


@dataclass
class Line:
    """Reads inline content of one page. `places` are the names that links within the page lead to."""

    base: str
    page: str
    notes: Notes
    places: frozenset[str]
    pictures: list[HtmlElement] = field(default_factory=list)
    """Pictures met in the line, for the caller to set apart."""
    shown: list[HtmlElement] = field(default_factory=list)
    """Pictures of the line that were set apart before it was read."""

    def __post_init__(self) -> None:
        self._handlers: dict[str, Callable[[Inline, HtmlElement], None]] = {
            "a": self._link,
            "br": self._break,
            "img": self._picture,
            "picture": self._pictures_within,
            **dict.fromkeys(("iframe", "video", "audio"), self._media),
            "q": self._quotation,
            "ruby": self._ruby,
            **dict.fromkeys(("wbr", "rp", "input", "hr", "script", "style", "source", "track"), self._nothing),
        }

    def read(self, run: Inline, node: HtmlElement) -> None:
        """Add an element with all it holds, but not the text behind it."""
        self._name(run, node)
        handler = self._handlers.get(str(node.tag))
        if handler is not None:
            handler(run, node)
        elif node.get("role") == "math":
            self._formula(run, node)
        else:
            kind = _SPANS.get(str(node.tag))
            if kind is SpanKind.SUPERSCRIPT and self._is_only_a_reference(node):
                kind = None
            with run.span(kind) if kind else nullcontext():
                self.inside(run, node)

    def inside(self, run: Inline, node: HtmlElement) -> None:
        """Add what an element holds; blocks met in a line stand on lines of their own."""
        self.text(run, node.text)
        for child in node:
            is_block = child.tag in BLOCKS and child.tag not in ("img", "picture", "math")
            if is_block and len(run):
                run.line_break()
            self.read(run, child)
            if is_block and one_blank(child.tail):
                run.line_break()
            self.text(run, child.tail)

    @staticmethod
    def text(run: Inline, text: str | None) -> None:
        """Add characters, made safe."""
        if text:
            run.add(clean(text.replace("\x0c", " ")))

    def link_around(self, run: Inline, node: HtmlElement) -> AbstractContextManager[None]:
        """The span of a link, or none where it leads nowhere."""
        target = self.target(node.get("href") or "")
        if not target:
            return nullcontext()
        is_reference = target.startswith("#") and target[1:] in self.notes.targets
        return run.span(SpanKind.NOTE if is_reference else SpanKind.LINK, target)

    def target(self, href: str) -> str:
        """Where a link leads: `#name` for a place in this document, else a whole address; empty for nowhere."""
        href = href.strip()
        if href.startswith("#"):
            name = unquote(href[1:])
            return f"#{one_line(name)}" if name in self.places else absolute(self.page, href) if name else ""
        address = one_line(absolute(self.base, href)) if href else ""
        path, _, name = address.partition("#")
        if name and path == self.page.partition("#")[0] and unquote(name) in self.places:
            return f"#{one_line(unquote(name))}"
        return address

    def _name(self, run: Inline, node: HtmlElement) -> None:
        for name in (node.get("id"), node.get("name") if node.tag == "a" else None):
            if name and name in self.places:
                run.name(one_line(name))

    def _is_only_a_reference(self, node: HtmlElement) -> bool:
        links = list(node.iter("a"))
        return len(links) == 1 and self.notes.is_reference(links[0]) and one_blank(node.text_content()) == one_blank(
            links[0].text_content()
        )  # fmt: skip

    def _link(self, run: Inline, node: HtmlElement) -> None:
        with self.link_around(run, node):
            self.inside(run, node)

    def _break(self, run: Inline, _node: HtmlElement) -> None:
        run.line_break()

    def _nothing(self, _run: Inline, _node: HtmlElement) -> None:
        """An element that shows nothing in a line."""

    def _picture(self, run: Inline, node: HtmlElement) -> None:
        if node in self.shown:
            return
        if stands_for_text(node):
            self.text(run, one_blank(node.get("alt")))
        else:
            self.pictures.append(node)

    def _pictures_within(self, _run: Inline, node: HtmlElement) -> None:
        self.pictures.extend(image for image in node.iter("img") if image not in self.shown)

    def _media(self, _run: Inline, node: HtmlElement) -> None:
        self.pictures.append(node)

    def _quotation(self, run: Inline, node: HtmlElement) -> None:
        is_inner = is_within(node, "q")
        run.add("‘" if is_inner else "“")
        self.inside(run, node)
        run.add("’" if is_inner else "”")

    def _formula(self, run: Inline, node: HtmlElement) -> None:
        with run.span(SpanKind.MATH, one_line(node.get("data-tex") or "")):
            self.text(run, node.text_content())

    def _ruby(self, run: Inline, node: HtmlElement) -> None:
        base = node.text or ""
        for child in node:
            if child.tag in ("rt", "rtc"):
                reading = one_line(child.text_content())
                if base.strip() and reading:
                    with run.span(SpanKind.RUBY, reading):
                        self.text(run, base)
                    base = ""
            elif child.tag != "rp":
                base += child.text_content()
            base += child.tail or ""
        self.text(run, base)


def names_in(node: HtmlElement) -> Iterator[str]:
    """The names by which links lead to an element."""
    for name in (node.get("id"), node.get("name") if node.tag == "a" else None):
        if name:
            yield name
