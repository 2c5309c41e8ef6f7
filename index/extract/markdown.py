"""Markdown becomes an article: rendered to HTML, and read by the same reader of blocks as a page.

CommonMark with the tables, footnotes, task lists, definition lists, formulas and alerts that people use; front matter
is metadata, the first heading the title.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from index.article import Extraction, Page
from index.extract.blocks import read_blocks
from index.extract.dates import iso_date
from index.extract.decode import decode
from index.extract.finish import finished
from index.extract.formulas import settle_formulas
from index.extract.front_matter import FrontMatter, split_front_matter
from index.extract.furniture import drop_inert
from index.extract.metadata import Declared
from index.extract.parse import parse_fragment
from index.extract.pasted import drop_pasted_furniture
from index.extract.tidy import tidy
from index.extract.tree import HEADINGS, drop, key, text_of
from index.extract.verdict import Evidence

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_ALERT = re.compile(r"\s*\[!(\w+)\][^\S\n]*([^\n]*)\n?")


def extract_markdown(page: Page) -> Extraction:
    """The article of a Markdown source."""
    return _extract(page, split_front_matter(_lines(page)))


def extract_markdown_text(page: Page, front: FrontMatter) -> Extraction:
    """The article of text that turned out to be Markdown, its header lines read already."""
    return _extract(page, front)


def _lines(page: Page) -> str:
    return decode(page.data, page.charset).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _extract(page: Page, front: FrontMatter) -> Extraction:
    body = parse_fragment(_parser().render(front.text))
    return finish_source(page, front, body)


def finish_source(page: Page, front: FrontMatter, body: HtmlElement) -> Extraction:
    """The article of a source that has no page around it: title from its fields or its first heading."""
    declared = Declared(url=front.fields.get("url") or page.url, base=page.url)
    for name in ("title", "byline", "excerpt", "language", "site", "image"):
        setattr(declared, name, front.fields.get(name, ""))
    declared.published = iso_date(front.fields.get("published", ""))
    _make_alerts(body)
    settle_formulas(body)
    drop_inert(body)
    tidy(body, trusted=True)
    drop_pasted_furniture(body)
    declared.title = _take_title(body, declared.title)
    document = read_blocks(body, base=declared.base, page=declared.url)
    return finished(document, declared, Evidence(is_source=True))


def _take_title(body: HtmlElement, named: str) -> str:
    """The title; the heading that says it is taken out of the body."""
    heading = next(body.iter(*HEADINGS), None)
    if heading is None:
        return named
    text = text_of(heading)
    is_first = heading.getprevious() is None and heading.getparent() is body
    if (not named and (is_first or heading.tag == "h1")) or (named and key(text) == key(named)):
        drop(heading)
        return named or text
    return named or text


def _make_alerts(body: HtmlElement) -> None:
    """A quotation that opens with `[!NOTE]` is an admonition, as on GitHub and in Obsidian."""
    for quote in body.iter("blockquote"):
        first = next(iter(quote), None)
        match = _ALERT.match(first.text or "") if first is not None and first.tag == "p" else None
        if first is not None and match:
            quote.tag = "aside"
            quote.set("class", f"admonition {match[1].lower()}")
            first.text = (first.text or "")[match.end() :]
            if match[2].strip():
                title = quote.makeelement("p", {"class": "admonition-title"})
                title.text = match[2].strip()
                quote.insert(0, title)


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin)
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, renderer=_formula)
    return parser


def _formula(tex: str, options: dict[str, bool]) -> str:
    from html import escape

    from index.extract.tex import readable_tex

    tag = "div" if options.get("display_mode") else "span"
    return f'<{tag} class="math" role="math" data-tex="{escape(tex.strip())}">{escape(readable_tex(tex))}</{tag}>'
