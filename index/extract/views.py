"""Other views of a page than its article: what readability-lxml alone would keep, and the page whole.

For a reader who doubts an extraction. Neither is trimmed, guarded or judged as an article is.
"""

from __future__ import annotations

import readability
from lxml.html import HtmlElement

from index.article import Extraction, Page
from index.extract import by_rule
from index.extract.blocks import read_blocks
from index.extract.decode import decode
from index.extract.finish import finished
from index.extract.formulas import settle_formulas
from index.extract.furniture import drop_hidden, drop_inert
from index.extract.images import rescue_images
from index.extract.measures import Measures
from index.extract.metadata import read_metadata
from index.extract.parse import parse, parse_fragment
from index.extract.recipe import SiteRule, View
from index.extract.tidy import tidy
from index.extract.verdict import Evidence


def extract_view(page: Page, view: View, rule: SiteRule | None = None) -> Extraction:
    """A page of HTML as readability-lxml alone keeps it, or whole; without what a rule removes."""
    source = decode(page.data, page.charset)
    root = parse(source)
    declared = read_metadata(root, source, page.url)
    body = _by_readability(source) if view is View.READABILITY else _whole(root)
    if rule is not None:
        by_rule.declare(root, declared, rule)
        by_rule.remove(body, rule)
    tidy(body, trusted=True)
    document = read_blocks(body, base=declared.base, page=declared.url)
    return finished(document, declared, Evidence(is_source=True))


def _by_readability(source: str) -> HtmlElement:
    try:
        markup = str(readability.Document(source).summary(html_partial=True))
    except readability.readability.Unparseable:
        markup = ""
    body = parse_fragment(markup)
    settle_formulas(body)
    drop_inert(body)
    return body


def _whole(root: HtmlElement) -> HtmlElement:
    body = root.find("body")
    body = root if body is None else body
    rescue_images(root)
    settle_formulas(root)
    drop_inert(root)
    drop_hidden(body, Measures(body))
    return body
