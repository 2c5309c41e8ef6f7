"""Reads what blocks stand in: quotations, lists, notes, definitions, details, admonitions, lines apart."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from index.document import BlockKind, ContainerKind
from index.document.numbering import STYLES
from index.extract.embeds import is_post, post_link
from index.extract.furniture import TASK
from index.extract.labels import admonition_of
from index.extract.prune import APART
from index.extract.reader import Reader, line_of
from index.extract.tree import LISTS, link_share, number_in, one_blank, text_of
from index.safe_text import one_line

_ADMONITION_TITLE = re.compile(r"title|heading|label", re.IGNORECASE)
_LONGEST_ADMONITION_TITLE = 120
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b((?:lower|upper)-(?:alpha|latin|roman))\b", re.IGNORECASE)
_STYLES = {
    **dict.fromkeys(("lower-alpha", "lower-latin"), "a"), **dict.fromkeys(("upper-alpha", "upper-latin"), "A"),
    "lower-roman": "i", "upper-roman": "I",
}  # fmt: skip
_MAYBE_ADMONITIONS = frozenset(("div", "aside", "section", "p", "blockquote", "figure"))


class Boxes:
    """Registers with a reader for what holds other blocks."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        reader.claims.append(self._claim)
        reader.handlers |= {
            **dict.fromkeys(LISTS, self._list),
            "blockquote": self._quote,
            "li": self._loose_item,
            "dl": self._definitions,
            "details": self._details,
            "summary": self._summary,
        }

    def _claim(self, node: HtmlElement) -> bool:
        if node in self._reader.notes.labels:
            self._note(node)
        elif node.get(APART) or (node.tag == "div" and node.get("class") == "apart"):
            self._apart(node)
        elif label := self._admonition_label(node):
            self._admonition(node, label)
        else:
            return False
        return True

    @staticmethod
    def _admonition_label(node: HtmlElement) -> str:
        label = admonition_of(node.get("class") or "") if node.tag in _MAYBE_ADMONITIONS else ""
        return label or ("note" if node.get("role") == "note" else "")

    # Quotes, lists, notes

    def _quote(self, node: HtmlElement) -> None:
        self._reader.name(node)
        link = post_link(node) if is_post(node) else None
        source = self._reader.line.target((link.get("href") if link is not None else node.get("cite")) or "")
        with self._reader.builder.container(ContainerKind.QUOTE, source=source):
            if link is not None and link.getparent() is not None:
                self._post(node, link, source)
            else:
                self._reader.flow(node)

    def _post(self, node: HtmlElement, link: HtmlElement, source: str) -> None:
        """An embedded post: its text, and its last line (who and when) as the link to it."""
        last = next((child for child in reversed(node) if child is link or link in child.iter("a")), None)
        for child in node:
            if child is not last:
                self._reader.block(child) if self._reader.is_block(child) else self._reader.end_run(
                    [child, child.tail or ""]
                )
        self._reader.builder.block(BlockKind.EMBED, line_of(last) if last is not None else "", source=source)

    def _read_part(self, node: HtmlElement) -> None:
        if self._reader.is_block(node):
            self._reader.block(node)
        else:
            self._reader.end_run([node, node.tail or ""])

    def _list(self, node: HtmlElement) -> None:
        self._reader.name(node)
        items = [child for child in node if child.tag == "li"]
        if items and all(item in self._reader.notes.labels for item in items):
            self._reader.flow(node)
            return
        ordered = node.tag == "ol"
        step = -1 if "reversed" in node.attrib else 1
        number = number_in(node.get("start"), len(items) if step < 0 else 1)
        style = _style_of(node) if ordered else ""
        with self._reader.builder.container(ContainerKind.LIST, ordered=ordered, number=number, label=style):
            for child in node:
                if child.tag == "li" and child in self._reader.notes.labels:
                    self._note(child)
                elif child.tag == "li":
                    number = number_in(child.get("value"), number)
                    self._item(child, number if ordered else 1)
                    number += step
                else:
                    self._item(child, number if ordered else 1)
                if one_blank(child.tail):
                    self._reader.end_run([child.tail or ""])

    def _item(self, node: HtmlElement, number: int) -> None:
        task = node.get(TASK)
        checked = None if task is None else task == "done"
        with self._reader.builder.container(ContainerKind.ITEM, number=number, checked=checked):
            if node.tag == "li":
                self._reader.name(node)
                self._reader.flow(node)
            else:
                self._reader.block(node)

    def _loose_item(self, node: HtmlElement) -> None:
        with self._reader.builder.container(ContainerKind.LIST):
            self._item(node, 1)

    def _note(self, node: HtmlElement) -> None:
        label = self._reader.notes.labels[node]
        with self._reader.builder.container(ContainerKind.NOTE, label=one_line(label)):
            self._reader.builder.anchor(one_line(self._reader.notes.names.get(node, "")))
            self._reader.name(node)
            self._reader.flow(node)

    def _definitions(self, node: HtmlElement) -> None:
        self._reader.name(node)
        with self._reader.builder.container(ContainerKind.DEFINITIONS):
            self._terms(node)

    def _terms(self, node: HtmlElement) -> None:
        for child in node:
            if child.tag == "dt":
                self._reader.name(child)
                with self._reader.text(BlockKind.TERM) as inline:
                    self._reader.line.inside(inline, child)
            elif child.tag == "dd":
                with self._reader.builder.container(ContainerKind.DESCRIPTION):
                    self._reader.name(child)
                    self._reader.flow(child)
            elif child.tag == "div":
                self._terms(child)
            elif self._reader.is_block(child):
                self._reader.block(child)

    # Boxes

    def _apart(self, node: HtmlElement) -> None:
        node.attrib.pop(APART, None)
        node.attrib.pop("class", None)
        with self._reader.builder.container(ContainerKind.APART):
            self._reader.block(node)

    def _details(self, node: HtmlElement) -> None:
        self._reader.name(node)
        with self._reader.builder.container(ContainerKind.DETAILS):
            self._reader.flow(node)

    def _summary(self, node: HtmlElement) -> None:
        self._reader.name(node)
        with self._reader.text(BlockKind.SUMMARY) as inline:
            self._reader.line.inside(inline, node)

    def _admonition(self, node: HtmlElement, label: str) -> None:
        self._reader.name(node)
        with self._reader.builder.container(ContainerKind.ADMONITION, label=one_line(label)):
            first = node[0] if len(node) and not one_blank(node.text) else None
            if first is not None and first.tag != "summary" and _is_admonition_title(first):
                with self._reader.text(BlockKind.SUMMARY) as inline:
                    self._reader.line.inside(inline, first)
                first.text = None
                for child in list(first):
                    first.remove(child)
            if node.tag == "p":
                with self._reader.text(BlockKind.PARAGRAPH) as inline:
                    self._reader.line.inside(inline, node)
            else:
                self._reader.flow(node)


def _style_of(node: HtmlElement) -> str:
    """How a page numbers a list, as HTML's `type` says it or the page's style; empty for figures."""
    named = (node.get("type") or "").strip()
    if named in STYLES:
        return named
    match = _LIST_STYLE.search(node.get("style") or "")
    return _STYLES[match[1].lower()] if match else ""


def _is_admonition_title(node: HtmlElement) -> bool:
    size = len(text_of(node))
    is_named = bool(_ADMONITION_TITLE.search(node.get("class") or ""))
    return is_named and 0 < size <= _LONGEST_ADMONITION_TITLE and link_share(node) < 1
