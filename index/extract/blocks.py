"""The cleaned tree becomes a document: every block, container and span of the form, in reading order.

Reads any tidy HTML: what extraction kept of a page, what Markdown was rendered to, and what `index.document.html`
wrote, which gives the same document again. It takes nothing away but what has no meaning in a text.
"""

from __future__ import annotations

from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from index.document import Document
from index.extract.boxes import Boxes
from index.extract.figures import Figures
from index.extract.inline import Line, names_in
from index.extract.notes import Notes, find_notes
from index.extract.reader import Reader


def read_blocks(body: HtmlElement, *, base: str = "", page: str = "") -> Document:
    """The document of a tree. `base` is what addresses count from, `page` the address of the page itself."""
    notes = find_notes(body)
    reader = Reader(Line(base, page, notes, _places(body, page, notes)), notes, base)
    Boxes(reader)
    Figures(reader)
    return reader.read(body)


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
