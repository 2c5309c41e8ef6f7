"""The cleaned tree becomes a document: every block, container and span of the form, in reading order.

Reads any tidy HTML: what extraction kept of a page, what Markdown was rendered to, and what `index.document.html`
wrote, which gives the same document again. It takes nothing away but what has no meaning in a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from index.document import BlockKind, ContainerKind, Document, DocumentBuilder, SpanKind
from index.document.builder import Inline
from index.extract.code import code_language, code_pieces
from index.extract.embeds import frame_address, is_post, post_link, title_of, watch_address
from index.extract.furniture import CAPTION, TASK
from index.extract.inline import Line, names_in
from index.extract.labels import admonition_of
from index.extract.notes import Notes, find_notes
from index.extract.prune import APART
from index.extract.tables import table_rows
from index.extract.tidy import DATA_TABLE
from index.extract.tree import BLOCKS, HEADINGS, LISTS, holds, link_share, one_blank, text_of
from index.safe_text import clean, one_line

_SMALLEST_PICTURE = 3
_ADMONITION_TITLE = re.compile(r"title|heading|label", re.IGNORECASE)
_LONGEST_ADMONITION_TITLE = 120


def read_blocks(body: HtmlElement, *, base: str = "", page: str = "") -> Document:
    """The document of a tree. `base` is what addresses count from, `page` the address of the page itself."""
    notes = find_notes(body)
    return _Reader(body, base, page, notes).read(body)


class _Reader:
    def __init__(self, body: HtmlElement, base: str, page: str, notes: Notes) -> None:
        self._builder = DocumentBuilder()
        self._notes = notes
        self._line = Line(base, page, notes, _places(body, page, notes))
        self._base = base
        self._links: list[HtmlElement] = []
        self._in_figure = False
        self._handlers = self._table_of_handlers()

    def _table_of_handlers(self) -> dict[str, Callable[[HtmlElement], None]]:
        return {
            **dict.fromkeys(HEADINGS, self._heading),
            **dict.fromkeys(LISTS, self._list),
            **dict.fromkeys(("iframe", "video", "audio", "object", "embed"), self._embed),
            "p": self._paragraph,
            "pre": self._code,
            "blockquote": self._quote,
            "li": self._loose_item,
            "dl": self._definitions,
            "table": self._table,
            "figure": self._figure,
            "figcaption": self._caption,
            "caption": self._caption,
            "img": self._picture,
            "picture": self._picture_set,
            "hr": self._rule,
            "details": self._details,
            "summary": self._summary,
        }

    def read(self, body: HtmlElement) -> Document:
        self._flow(body)
        return self._builder.build()

    # Flow: blocks, and runs of text between them

    def _flow(self, node: HtmlElement) -> None:
        """What an element holds, as blocks; loose text and phrasing between blocks make paragraphs."""
        run: list[HtmlElement | str] = [node.text] if node.text else []
        for child in node:
            if self._is_block(child):
                self._end_run(run)
                self._block(child)
            else:
                run.append(child)
            if child.tail:
                run.append(child.tail)
        self._end_run(run)

    def _is_block(self, node: HtmlElement) -> bool:
        if node.get("role") == "math":
            return bool(node.tag == "div")
        return str(node.tag) in BLOCKS or node.tag in ("hr", "img") or holds(node, *BLOCKS)

    def _end_run(self, run: list[HtmlElement | str]) -> None:
        if run:
            with self._text(BlockKind.PARAGRAPH) as inline:
                for piece in run:
                    if isinstance(piece, str):
                        self._line.text(inline, piece)
                    else:
                        self._line.read(inline, piece)
            run.clear()

    def _block(self, node: HtmlElement) -> None:
        if node in self._notes.labels:
            self._note(node)
            return
        if node.get(APART) or (node.tag == "div" and node.get("class") == "apart"):
            self._apart(node)
            return
        if node.get("role") == "math":
            self._formula(node)
            return
        if node.get(CAPTION) and node.tag not in ("figure", "figcaption", "caption"):
            self._captioned(node)
            return
        handler = self._handlers.get(str(node.tag))
        if handler is not None:
            handler(node)
            return
        label = admonition_of(node.get("class") or "") if node.tag in ("div", "aside", "section") else ""
        if label or node.get("role") == "note":
            self._admonition(node, label or "note")
            return
        self._name(node)
        is_link = node.tag == "a" and bool(node.get("href"))
        if is_link:
            self._links.append(node)
        self._flow(node)
        if is_link:
            self._links.pop()

    @contextmanager
    def _text(self, kind: BlockKind, *, level: int = 0) -> Iterator[Inline]:
        """A block of running text; pictures in its line follow it, or go before where they open it."""
        inline = Inline()
        pictures, self._line.pictures = self._line.pictures, []
        if self._links:
            with self._line.link_around(inline, self._links[-1]):
                yield inline
        else:
            yield inline
        met, self._line.pictures = self._line.pictures, pictures
        self._builder.block(kind, inline, level=level)
        for picture in met:
            self._block(picture)

    def _name(self, node: HtmlElement) -> None:
        for name in names_in(node):
            if name in self._line.places:
                self._builder.anchor(one_line(name))

    # Blocks of text

    def _paragraph(self, node: HtmlElement) -> None:
        self._name(node)
        link = _lone_link(node) if "embed" in (node.get("class") or "").split() else None
        if link is not None:
            self._builder.block(BlockKind.EMBED, _line_of(link), source=self._line.target(link.get("href") or ""))
            return
        if label := admonition_of(node.get("class") or ""):
            self._admonition(node, label)
            return
        opening = self._opening_pictures(node)
        for picture in opening:
            self._block(picture)
        with self._text(BlockKind.PARAGRAPH) as inline:
            self._line.inside(inline, node)
            self._line.pictures = [picture for picture in self._line.pictures if picture not in opening]

    @staticmethod
    def _opening_pictures(node: HtmlElement) -> list[HtmlElement]:
        """Pictures before the first word of a paragraph."""
        opening: list[HtmlElement] = []
        if not holds(node, "img"):
            return opening
        for event, each in etree.iterwalk(node, events=("start", "end")):
            text = each.text if event == "start" else each.tail if each is not node else None
            if event == "start" and each.tag == "img":
                opening.append(each)
            if text and text.strip():
                break
        return opening

    def _heading(self, node: HtmlElement) -> None:
        for name in names_in(node):
            self._builder.anchor(one_line(name))
        with self._text(BlockKind.HEADING, level=int(node.tag[1])) as inline:
            self._line.inside(inline, node)

    def _code(self, node: HtmlElement) -> None:
        self._name(node)
        inline = Inline(verbatim=True)
        for text, href in code_pieces(node):
            target = self._line.target(href) if href else ""
            with inline.span(SpanKind.LINK, target) if target else nullcontext():
                inline.add(clean(text))
        self._builder.block(BlockKind.CODE, inline, language=one_line(code_language(node)))

    def _formula(self, node: HtmlElement) -> None:
        self._name(node)
        self._builder.block(BlockKind.MATH, _line_of(node), source=one_line(node.get("data-tex") or ""))

    def _rule(self, node: HtmlElement) -> None:
        self._name(node)
        self._builder.block(BlockKind.RULE)

    # Quotes, lists, notes

    def _quote(self, node: HtmlElement) -> None:
        if label := admonition_of(node.get("class") or ""):
            self._admonition(node, label)
            return
        self._name(node)
        link = post_link(node) if is_post(node) else None
        source = self._line.target((link.get("href") if link is not None else node.get("cite")) or "")
        with self._builder.container(ContainerKind.QUOTE, source=source):
            if link is not None and link.getparent() is not None:
                self._post(node, link, source)
            else:
                self._flow(node)

    def _post(self, node: HtmlElement, link: HtmlElement, source: str) -> None:
        """An embedded post: its text, and its last line (who and when) as the link to it."""
        last = next((child for child in reversed(node) if child is link or link in child.iter("a")), None)
        for child in node:
            if child is not last:
                self._block(child) if self._is_block(child) else self._end_run([child, child.tail or ""])
        self._builder.block(BlockKind.EMBED, _line_of(last) if last is not None else "", source=source)

    def _list(self, node: HtmlElement) -> None:
        self._name(node)
        items = [child for child in node if child.tag == "li"]
        if items and all(item in self._notes.labels for item in items):
            self._flow(node)
            return
        ordered = node.tag == "ol"
        step = -1 if "reversed" in node.attrib else 1
        number = _number(node.get("start"), len(items) if step < 0 else 1)
        with self._builder.container(ContainerKind.LIST, ordered=ordered, number=number):
            for child in node:
                if child.tag == "li" and child in self._notes.labels:
                    self._note(child)
                elif child.tag == "li":
                    number = _number(child.get("value"), number)
                    self._item(child, number if ordered else 1)
                    number += step
                else:
                    self._item(child, number if ordered else 1)
                if one_blank(child.tail):
                    self._end_run([child.tail or ""])

    def _item(self, node: HtmlElement, number: int) -> None:
        task = node.get(TASK)
        checked = None if task is None else task == "done"
        with self._builder.container(ContainerKind.ITEM, number=number, checked=checked):
            if node.tag == "li":
                self._name(node)
                self._flow(node)
            else:
                self._block(node)

    def _loose_item(self, node: HtmlElement) -> None:
        with self._builder.container(ContainerKind.LIST):
            self._item(node, 1)

    def _note(self, node: HtmlElement) -> None:
        label = self._notes.labels[node]
        with self._builder.container(ContainerKind.NOTE, label=one_line(label)):
            self._builder.anchor(one_line(self._notes.names.get(node, "")))
            self._name(node)
            self._flow(node)

    def _definitions(self, node: HtmlElement) -> None:
        self._name(node)
        with self._builder.container(ContainerKind.DEFINITIONS):
            self._terms(node)

    def _terms(self, node: HtmlElement) -> None:
        for child in node:
            if child.tag == "dt":
                self._name(child)
                with self._text(BlockKind.TERM) as inline:
                    self._line.inside(inline, child)
            elif child.tag == "dd":
                with self._builder.container(ContainerKind.DESCRIPTION):
                    self._name(child)
                    self._flow(child)
            elif child.tag == "div":
                self._terms(child)
            elif self._is_block(child):
                self._block(child)

    # Boxes

    def _apart(self, node: HtmlElement) -> None:
        node.attrib.pop(APART, None)
        node.attrib.pop("class", None)
        with self._builder.container(ContainerKind.APART):
            self._block(node)

    def _details(self, node: HtmlElement) -> None:
        self._name(node)
        with self._builder.container(ContainerKind.DETAILS):
            self._flow(node)

    def _summary(self, node: HtmlElement) -> None:
        self._name(node)
        with self._text(BlockKind.SUMMARY) as inline:
            self._line.inside(inline, node)

    def _admonition(self, node: HtmlElement, label: str) -> None:
        self._name(node)
        with self._builder.container(ContainerKind.ADMONITION, label=one_line(label)):
            first = node[0] if len(node) and not one_blank(node.text) else None
            if first is not None and first.tag != "summary" and _is_admonition_title(first):
                with self._text(BlockKind.SUMMARY) as inline:
                    self._line.inside(inline, first)
                first.text = None
                for child in list(first):
                    first.remove(child)
            if node.tag == "p":
                with self._text(BlockKind.PARAGRAPH) as inline:
                    self._line.inside(inline, node)
            else:
                self._flow(node)

    # Tables, pictures, embeds

    def _table(self, node: HtmlElement) -> None:
        if not node.get(DATA_TABLE):
            self._flow(node)
            return
        self._name(node)
        caption = next((child for child in node if child.tag == "caption"), None)
        if caption is not None and one_blank(caption.text_content()):
            with self._figure_around():
                self._caption(caption)
                self._data(node)
        else:
            self._data(node)

    def _data(self, node: HtmlElement) -> None:
        pictures, self._line.pictures = self._line.pictures, []
        rows = table_rows(node, self._line)
        met, self._line.pictures = self._line.pictures, pictures
        for picture in met:
            self._block(picture)
        self._builder.table(rows)

    def _figure(self, node: HtmlElement) -> None:
        self._name(node)
        with self._figure_around():
            self._captioned_parts(node) if node.get(CAPTION) else self._flow(node)

    def _captioned(self, node: HtmlElement) -> None:
        """An element that is named a caption: its pictures are pictures, its text is what is said under them."""
        self._name(node)
        with self._figure_around():
            self._captioned_parts(node)

    def _captioned_parts(self, node: HtmlElement) -> None:
        for media in node.iter("img", "iframe", "video", "audio"):
            self._block(media)
        parts = list(node.iter("figcaption")) or [node]
        for part in parts:
            self._caption(part)

    def _caption(self, node: HtmlElement) -> None:
        with self._figure_around():
            pictures, self._line.pictures = self._line.pictures, []
            inline = Inline()
            self._line.inside(inline, node)
            self._line.pictures = pictures
            self._builder.block(BlockKind.CAPTION, inline)

    @contextmanager
    def _figure_around(self) -> Iterator[None]:
        """A figure, unless one is open."""
        if self._in_figure:
            yield
            return
        self._in_figure = True
        with self._builder.container(ContainerKind.FIGURE):
            yield
        self._in_figure = False

    def _picture_set(self, node: HtmlElement) -> None:
        for image in node.iter("img"):
            self._picture(image)

    def _picture(self, node: HtmlElement) -> None:
        source = one_line(self._line.target(node.get("src") or ""))
        sizes = (_number(node.get("width"), 100), _number(node.get("height"), 100))
        if source and min(sizes) > _SMALLEST_PICTURE:
            self._name(node)
            link = self._links[-1] if self._links else next(node.iterancestors("a"), None)
            inline = Inline()
            with self._line.link_around(inline, link) if link is not None else nullcontext():
                inline.add(one_line(node.get("alt") or ""))
            self._builder.block(BlockKind.IMAGE, inline, source=source)

    def _embed(self, node: HtmlElement) -> None:
        address = one_line(watch_address(self._base, frame_address(node)))
        if address:
            self._builder.block(BlockKind.EMBED, one_line(title_of(node, address)), source=address)


def _places(body: HtmlElement, page: str, notes: Notes) -> frozenset[str]:
    """The names within the tree that a link within it leads to."""
    wanted = set(notes.targets) | set(notes.names.values())
    page = page.partition("#")[0]
    for link in body.iter("a"):
        path, mark, name = (link.get("href") or "").partition("#")
        if mark and name and path in ("", page):
            wanted.add(unquote(name))
    if not wanted:
        return frozenset()
    return frozenset(name for node in body.iter(etree.Element) for name in names_in(node) if name in wanted)


def _number(value: str | None, default: int) -> int:
    match = re.match(r"\s*(-?\d{1,6})", value or "")
    return int(match[1]) if match else default


def _line_of(node: HtmlElement) -> str:
    return one_line(node.text_content())


def _lone_link(node: HtmlElement) -> HtmlElement | None:
    links = list(node.iter("a"))
    return links[0] if len(links) == 1 and text_of(links[0]) == text_of(node) else None


def _is_admonition_title(node: HtmlElement) -> bool:
    size = len(text_of(node))
    is_named = bool(_ADMONITION_TITLE.search(node.get("class") or ""))
    return is_named and 0 < size <= _LONGEST_ADMONITION_TITLE and link_share(node) < 1
