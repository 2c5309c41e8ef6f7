"""Reads tables, pictures, captions and embedded things, and the figures that tie them together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from lxml.html import HtmlElement

from index.document import BlockKind, ContainerKind
from index.document.builder import Inline
from index.extract.address import is_web
from index.extract.data_tables import DATA_TABLE
from index.extract.embedded import embedded_address
from index.extract.embeds import frame_address, title_of, watch_address
from index.extract.furniture import CAPTION
from index.extract.reader import Reader
from index.extract.tables import table_rows
from index.extract.tree import number_in, one_blank
from index.safe_text import one_line

_SMALLEST_PICTURE = 3
"""Pixels: what is no larger counts readers, and shows nothing."""

_SMALLEST_NAMELESS = 16
"""Pixels: what is no larger and has no alternative text is a corner, an arrow, a bullet."""


class Figures:
    """Registers with a reader for what stands beside the running text."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._in_figure = False
        reader.claims.append(self._claim)
        reader.handlers |= {
            **dict.fromkeys(("iframe", "video", "audio", "object", "embed"), self._embed),
            "table": self._table,
            "figure": self._figure,
            "figcaption": self._caption,
            "caption": self._caption,
            "img": self._picture,
            "picture": self._picture_set,
        }

    # Tables, pictures, embeds

    def _table(self, node: HtmlElement) -> None:
        if not node.get(DATA_TABLE):
            self._reader.flow(node)
            return
        self._reader.name(node)
        caption = next((child for child in node if child.tag == "caption"), None)
        if caption is not None and one_blank(caption.text_content()):
            with self._figure_around():
                self._caption(caption)
                self._data(node)
        else:
            self._data(node)

    def _data(self, node: HtmlElement) -> None:
        pictures, self._reader.line.pictures = self._reader.line.pictures, []
        rows = table_rows(node, self._reader.line)
        met, self._reader.line.pictures = self._reader.line.pictures, pictures
        for picture in met:
            self._reader.block(picture)
        self._reader.builder.table(rows)

    def _figure(self, node: HtmlElement) -> None:
        self._reader.name(node)
        with self._figure_around():
            self._captioned_parts(node) if node.get(CAPTION) else self._reader.flow(node)

    def _claim(self, node: HtmlElement) -> bool:
        """An element that is named a caption: its pictures are pictures, its text is what is said under them."""
        if not node.get(CAPTION) or node.tag in ("figure", "figcaption", "caption"):
            return False
        self._reader.name(node)
        with self._figure_around():
            self._captioned_parts(node)
        return True

    def _captioned_parts(self, node: HtmlElement) -> None:
        for media in node.iterdescendants("img", "iframe", "video", "audio"):
            self._reader.block(media)
        parts = list(node.iter("figcaption")) or [node]
        for part in parts:
            self._caption(part)

    def _caption(self, node: HtmlElement) -> None:
        with self._figure_around():
            pictures, self._reader.line.pictures = self._reader.line.pictures, []
            inline = Inline()
            self._reader.line.inside(inline, node)
            self._reader.line.pictures = pictures
            self._reader.builder.block(BlockKind.CAPTION, inline)

    @contextmanager
    def _figure_around(self) -> Iterator[None]:
        """A figure, unless one is open."""
        if self._in_figure:
            yield
            return
        self._in_figure = True
        with self._reader.builder.container(ContainerKind.FIGURE):
            yield
        self._in_figure = False

    def _picture_set(self, node: HtmlElement) -> None:
        for image in node.iter("img"):
            self._picture(image)

    def _picture(self, node: HtmlElement) -> None:
        given = node.get("src") or ""
        source = one_line(self._reader.line.target(given)) or embedded_address(given)
        sizes = (number_in(node.get("width"), 100), number_in(node.get("height"), 100))
        smallest = _SMALLEST_PICTURE if one_blank(node.get("alt")) else _SMALLEST_NAMELESS
        if source and min(sizes) > smallest:
            self._reader.name(node)
            link = self._reader.link
            if link is None:
                link = next(node.iterancestors("a"), None)
            inline = Inline()
            with self._reader.line.link_around(inline, link) if link is not None else nullcontext():
                inline.add(one_line(node.get("alt") or ""))
            self._reader.builder.block(BlockKind.IMAGE, inline, source=source)

    def _embed(self, node: HtmlElement) -> None:
        given = frame_address(node)
        # What a script would fill is watched on the page itself, where that is a page of the web.
        address = one_line(watch_address(self._reader.base, given) if given else self._reader.line.page)
        if address and (given or is_web(address)):
            self._reader.builder.block(BlockKind.EMBED, one_line(title_of(node, address)), source=address)
