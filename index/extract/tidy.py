"""The tree is put in one shape before selection: every run of text in a paragraph, every table a table of data.

Layout tables become boxes, loose text and `<br><br>` become paragraphs, links around headings turn inside out. No text
is lost or moved here; what is furniture is decided elsewhere.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from index.extract.data_tables import DATA_TABLE, mark_data_tables, rows_of
from index.extract.phrases import Sort, says_only
from index.extract.tree import (
    BLOCKS,
    CONTAINERS,
    HEADINGS,
    PHRASING,
    drop,
    elements,
    holds,
    is_within,
    lineage,
    one_blank,
)

_HEADING_MARK = re.compile(r"[\s¶#§🔗⚓\u200b\ufe0e\ufe0f]+")

_LINE = "carrel-line"
"""The tag of a line for as long as lines are joined."""

_NEAR = 4
"""Levels around a link among which it leads to itself."""


def tidy(body: HtmlElement, *, trusted: bool = False) -> None:
    """Put the tree under a body in one shape. `trusted`: it was made for its text, so every table holds data."""
    _drop_heading_marks(body)
    mark_data_tables(body, trusted=trusted)
    for table in list(body.iter("table")):
        if not table.get(DATA_TABLE):
            _unmake(table)
    _join_lines(body)
    nodes = elements(body)
    holders = holders_of_blocks(nodes)
    for node in nodes:
        if node.tag in PHRASING and (node in holders or (node.tag != "a" and _parts_paragraphs(node))):
            _unmake_phrasing(node, holders)
    for node in nodes:
        if node.tag in CONTAINERS and node.getparent() is not None:
            _wrap_mixed(node, holders)


def _join_lines(body: HtmlElement) -> None:
    """Boxes that each hold one line and end in a break, as verse is set, are lines of one text."""
    lines = [node for node in body.iter("div") if _is_line(node)]
    for node in lines:
        beside = (node.getprevious(), node.getnext())
        if any(
            each is not None and each.tag in ("div", _LINE) and (each.tag == _LINE or _is_line(each)) for each in beside
        ):
            node.tag = _LINE
    for node in lines:
        if node.tag == _LINE:
            node.drop_tag()


def _is_line(node: HtmlElement) -> bool:
    if not len(node) or node[-1].tag != "br" or one_blank(node[-1].tail):
        return False
    return not holds(node, *BLOCKS) and sum(1 for _ in node.iter("br")) == 1


def _drop_heading_marks(body: HtmlElement) -> None:
    """Take the marks that link a heading, a term, a caption or anything with a name to itself out of it."""
    for heading in body.iter(*HEADINGS, "dt", "caption", "figcaption"):
        for link in [*heading.iter("a")]:
            mark = link.text_content()
            is_mark = bool(_HEADING_MARK.fullmatch(mark)) or says_only(Sort.PERMALINK, mark)
            if is_mark and len(mark) < len(heading.text_content()):
                drop(link)
    for link in [*body.iter("a")]:
        if _HEADING_MARK.fullmatch(link.text_content()) and _leads_to_itself(link) and not is_within(link, "pre"):
            drop(link)


def _leads_to_itself(link: HtmlElement) -> bool:
    """Whether a link leads to what it stands in."""
    href = link.get("href") or ""
    return len(href) > 1 and href[0] == "#" and any(node.get("id") == href[1:] for node in lineage(link, _NEAR))


def holders_of_blocks(nodes: list[HtmlElement]) -> set[HtmlElement]:
    """The elements that have a block somewhere below them."""
    holders: set[HtmlElement] = set()
    for node in reversed(nodes):
        if node.tag in BLOCKS or node in holders:
            parent = node.getparent()
            if parent is not None:
                holders.add(parent)
    return holders


def _unmake(table: HtmlElement) -> None:
    """A table that only lays out, and in one column, becomes boxes within each other, as few as hold its cells."""
    rows = rows_of(table)
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
    if any(len(row) > 1 for row in cells):
        return
    for node in [*table.findall("tbody"), *table.findall("thead"), *rows]:
        node.drop_tag()
    table.tag = "div"
    for cell in [cell for row in cells for cell in row]:
        cell.tag = "div"
        if len(cell) == 1 and not one_blank(cell.text) and not one_blank(cell[0].tail):
            cell.drop_tag()


def _unmake_phrasing(node: HtmlElement, holders: set[HtmlElement]) -> None:
    if node.tag != "a":
        node.tag = "div"
        holders.update(node.iterancestors())
        return
    heading = node[0] if len(node) == 1 else None
    if heading is None or heading.tag not in HEADINGS or one_blank(node.text) or one_blank(heading.tail):
        return
    parent = node.getparent()
    if parent is None:
        return
    link = node.makeelement("a", dict(node.attrib))
    link.text, heading.text = heading.text, None
    for child in list(heading):
        link.append(child)
    heading.append(link)
    heading.tail, node.tail = node.tail, None
    parent.replace(node, heading)
    holders.discard(heading)


def _wrap_mixed(node: HtmlElement, holders: set[HtmlElement]) -> None:
    """Where text and blocks stand mixed, or breaks part paragraphs, each run of text gets a paragraph."""
    children = list(node)
    parted = _parts_paragraphs(node)
    mixed = node in holders or node.tag in ("ul", "ol", "dl")
    if not mixed and not parted:
        return
    is_neat = not one_blank(node.text) and all(
        (child.tag in BLOCKS or child in holders) and not one_blank(child.tail) for child in children
    )
    if is_neat and not parted:
        return
    if node.tag == "p":
        node.tag = "div"
    if node.tag != "li" or parted:
        _RunWrapper(node, holders).wrap(children)


def _parts_paragraphs(node: HtmlElement) -> bool:
    """Whether breaks among an element's children part paragraphs."""
    return any(_is_double_break(child) for child in node.iterchildren("br"))


def _is_double_break(child: HtmlElement) -> bool:
    before = child.getprevious()
    return child.tag == "br" and before is not None and before.tag == "br" and not one_blank(before.tail)


class _RunWrapper:
    """Wraps the runs of text and phrasing among an element's children in paragraphs."""

    def __init__(self, node: HtmlElement, holders: set[HtmlElement]) -> None:
        self._node = node
        self._holders = holders
        self._out: list[HtmlElement] = []
        self._run: HtmlElement | None = None
        self._breaks = 0

    def wrap(self, children: list[HtmlElement]) -> None:
        self._add_text(self._node.text)
        self._node.text = None
        for child in children:
            tail, child.tail = child.tail, None
            self._node.remove(child)
            self._add(child, tail)
            self._add_text(tail)
        self._node.extend(self._out)

    def _add(self, child: HtmlElement, tail: str | None) -> None:
        if child.tag == "br":
            self._breaks += 1
            if self._breaks >= 2:
                self._run = None
            elif self._run is not None:
                self._run.append(child)
            if one_blank(tail):
                self._breaks = 0
        elif child.tag in BLOCKS or child in self._holders:
            self._breaks, self._run = 0, None
            self._out.append(child)
        else:
            self._breaks = 0
            self._open_run().append(child)

    def _add_text(self, text: str | None) -> None:
        if not text or (self._run is None and not text.strip()):
            return
        run = self._open_run()
        if len(run):
            run[-1].tail = (run[-1].tail or "") + text
        else:
            run.text = (run.text or "") + text

    def _open_run(self) -> HtmlElement:
        if self._run is None:
            self._run = self._node.makeelement("p")
            self._out.append(self._run)
        return self._run
