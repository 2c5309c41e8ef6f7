"""A page of HTML becomes an article: the passes of this room, in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from index.article import Extraction, Page
from index.extract import by_rule, verdict
from index.extract.beside import show_beside
from index.extract.blocks import read_blocks
from index.extract.code import drop_gutters
from index.extract.decode import decode
from index.extract.finish import finished
from index.extract.formulas import settle_formulas
from index.extract.furniture import clear, drop_hidden, drop_inert
from index.extract.guard import choose
from index.extract.images import rescue_images
from index.extract.inline_notes import settle_inline_notes
from index.extract.listing import is_listing, keep_listing
from index.extract.measures import Measures
from index.extract.metadata import Declared, read_metadata
from index.extract.parse import parse
from index.extract.passages import common_frame, number_passages
from index.extract.pasted import drop_pasted_furniture
from index.extract.prune import prune
from index.extract.recipe import SiteRule, View, rule_for
from index.extract.recover import recover
from index.extract.tidy import tidy
from index.extract.trim import trim
from index.extract.unfurnished import drop_title, is_fragment, is_unfurnished

_HEADLINES = etree.XPath("count(.//a[string-length(normalize-space()) >= 15])")
"""Links that are long enough for a headline."""

_VISIBLE = etree.XPath("normalize-space()")


def extract_html(page: Page, rules: Sequence[SiteRule] = ()) -> Extraction:
    """The article of a page. Raises nothing: a page without an article gets a verdict that says so."""
    source = decode(page.data, page.charset)
    root = parse(source)
    declared = read_metadata(root, source, page.url)
    rule = rule_for(rules, declared.url)
    if rule is not None and rule.view not in (None, View.ARTICLE):
        return _as_ruled(page, rule)
    if rule is not None:
        by_rule.declare(root, declared, rule)
    body = root.find("body")
    if body is None:
        body = root
    scripts = _scripts(root)
    rescue_images(root)
    settle_formulas(root)
    drop_inert(root)
    if rule is not None:
        by_rule.remove(root, rule)
    linked = int(cast("float", _HEADLINES(body)))
    visible = str(_VISIBLE(body))
    if rule is not None and by_rule.keep_selected(body, rule):
        available, frame_direction = _keep_whole(body, declared, is_fragment=True), ""
    elif is_unfurnished(body):
        available, frame_direction = _keep_whole(body, declared, is_fragment=is_fragment(source)), ""
    else:
        available, frame_direction = _select(root, body, declared)
    document = read_blocks(body, base=declared.base, page=declared.url)
    declared.direction = declared.direction or frame_direction
    evidence = verdict.Evidence(available, scripts, visible, is_paid=declared.is_paid, linked=linked)
    return finished(document, declared, evidence)


def _as_ruled(page: Page, rule: SiteRule) -> Extraction:
    """The view that a rule wants kept instead of the article. Few pages have one: it is loaded late."""
    from index.extract.views import extract_view

    return extract_view(page, rule.view or View.ARTICLE, rule)


def _scripts(root: HtmlElement) -> int:
    return sum(1 for script in root.iter("script") if "json" not in (script.get("type") or ""))


def _keep_whole(body: HtmlElement, declared: Declared, *, is_fragment: bool) -> int:
    """The text of a page that is nothing else, without its title and what was pasted with it.

    A fragment was written by a program that had cleaned it, as ours does: nothing more is taken out of it.
    """
    drop_hidden(body, Measures(body))
    tidy(body, trusted=True)
    drop_title(body, declared.page_title)
    if not is_fragment:
        drop_pasted_furniture(body)
    return len(body.text_content())


def _select(root: HtmlElement, body: HtmlElement, declared: Declared) -> tuple[int, str]:
    """Cut the body down to the article. Gives the prose of the page in characters, and the article's direction."""
    settle_inline_notes(body)
    measures = clear(body)
    drop_gutters(body)
    tidy(body)
    available = measures.prose[body]
    passages = choose(root, number_passages(body), available)
    recover(body, passages)
    show_beside(passages, declared)
    trim(passages, declared)
    if is_listing(passages):
        keep_listing(passages)
    frame = common_frame(passages)
    direction = ""
    if frame is not None:
        around = (frame, *frame.iterancestors())
        direction = next((node.get("dir") or "" for node in around if node.get("dir")), "")
    prune(body, passages)
    return available, direction.lower()
