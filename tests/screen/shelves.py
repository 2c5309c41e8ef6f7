"""Libraries for the tests of the screen: real ones, of a few articles that were written for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from index import Library
from index.article import Extraction, Metadata, Page
from index.document import BlockKind, ContainerKind, Document, DocumentBuilder, SpanKind
from index.document.builder import Inline
from index.document.measure import length_of


def rivers() -> Document:
    """An article of several screens with headings, links within and without, a list, a quote, code and a footnote."""
    builder = DocumentBuilder()
    opening = Inline()
    opening.add("The river delta of the north covers 4,300 km². It was first charted in 1748")
    with opening.span(SpanKind.NOTE, "#note-1"):
        opening.add("1")
    opening.add(" and is fed by ")
    with opening.span(SpanKind.LINK, "https://rivers.example/streams"):
        opening.add("three streams")
    opening.add(". More in ")
    with opening.span(SpanKind.LINK, "#trade"):
        opening.add("the chapter on trade")
    opening.add(".")
    builder.block(BlockKind.PARAGRAPH, opening)
    builder.block(BlockKind.HEADING, "Course", level=2)
    with builder.container(ContainerKind.LIST):
        for words in ("Upper reach — granite, steep, cold", "Lower reach — silt and reeds"):
            with builder.container(ContainerKind.ITEM):
                builder.block(BlockKind.PARAGRAPH, words)
    with builder.container(ContainerKind.QUOTE):
        builder.block(BlockKind.PARAGRAPH, "A river is never the same twice.")
    for number in range(30):
        builder.block(BlockKind.PARAGRAPH, f"Paragraph {number}. Where the river meets the sea, mud settles. " * 6)
    builder.anchor("trade")
    builder.block(BlockKind.HEADING, "Trade", level=2)
    builder.block(BlockKind.PARAGRAPH, "Barges carried salt up the delta. Café owners drank from it.")
    builder.block(BlockKind.CODE, "def flow(river):\n    return river.width * river.depth  # " + "cubic metres " * 12)
    with builder.container(ContainerKind.NOTE, label="1"):
        builder.anchor("note-1")
        builder.block(BlockKind.PARAGRAPH, "By a surveyor whose name is lost.")
    return builder.build()


def plain(*paragraphs: str) -> Document:
    """An article of paragraphs."""
    builder = DocumentBuilder()
    for words in paragraphs:
        builder.block(BlockKind.PARAGRAPH, words)
    return builder.build()


def put(library: Library, title: str, document: Document, *, added: float = 0.0, **facts: str) -> int:
    """Keep an article; its number."""
    slug = f"{len(title)}-{abs(hash(title)) % 10**8}"
    url = facts.pop("url", f"https://example.org/{slug}")
    length = length_of(document.text)
    metadata = Metadata(title=title, url=url, words=length.words, minutes=length.minutes, **facts)
    page = Page(url, url, title.encode(errors="replace"))
    return library.add(page, Extraction(metadata, document), added=1.7e9 + added).id


def small(path: Path, opened: Callable[[Path], Library] = Library.open) -> Iterator[Library]:
    """Four articles: the rivers, an estuary, a bakery, and one in Chinese."""
    with opened(path) as library:
        put(library, "奶茶的历史", plain("茶叶从云南沿着古道运往西藏。" * 40), added=1, language="zh", site="茶馆")
        put(library, "Bread at four in the morning", plain("The oven is lit at two. Nobody speaks of it."), added=2,
            language="en", site="Crumbs", byline="Ada Berg", published="2024-05-12")  # fmt: skip
        put(
            library, "Estuary", plain("Tides in a river delta. The moon pulls.", "Herons wait."), added=3, language="en"
        )
        put(library, "Rivers of the north", rivers(), added=4, language="en", site="Rivers", byline="Ida Falk",
            url="https://rivers.example/north")  # fmt: skip
        yield library
