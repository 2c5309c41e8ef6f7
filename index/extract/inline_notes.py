"""Notes that stand in the line, where a style sheet would move them to the margin, become notes behind the text.

LaTeXML writes footnotes so, and pages with sidenotes. Read in the line they would tear every sentence apart. Runs
before furniture is judged; which links lead to notes is found later, by `notes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from index.extract.furniture import names_notes
from index.extract.labels import tokens_of
from index.extract.tree import drop, is_within, one_blank, text_before, text_of

_NAMES = frozenset(("footnote", "sidenote", "marginnote", "marginalnote"))
_MARK = re.compile(r"[\[(]?(\d{1,3}|[*†‡§]{1,3})[\])]?[.:]?")
_SHORTEST = 12
"""Characters of a note; what is shorter is a reference to one."""


def settle_inline_notes(body: HtmlElement) -> None:
    """Put every note of a line behind the text, and a reference in its place."""
    found = list(_notes_in_lines(body))
    homes: dict[HtmlElement, HtmlElement] = {}
    for number, note in enumerate(found, 1):
        home = next(note.iterancestors("article", "main"), body)
        if home not in homes:
            homes[home] = etree.SubElement(home, "ol", {"class": "footnotes"})
        homes[home].append(_moved(note, number))


def _notes_in_lines(body: HtmlElement) -> Iterator[HtmlElement]:
    for node in body.iter("span", "small"):
        if not _NAMES.intersection(tokens_of(node.get("class") or "")) or len(text_of(node)) < _SHORTEST:
            continue
        parent = node.getparent()
        if parent is not None and not names_notes(parent) and is_within(node, "p", "li", "dd", "td", "blockquote"):
            yield node


def _moved(note: HtmlElement, number: int) -> HtmlElement:
    """The note as an item of a list; a reference to it is left where it stood."""
    label = _without_marks(note) or str(number)
    name, back = f"note-in-line-{number}", f"place-of-note-{number}"
    reference = note.makeelement("sup")
    link = etree.SubElement(reference, "a", {"href": f"#{name}", "id": back})
    link.text, reference.tail = label, note.tail
    item = note.makeelement("li", {"id": name})
    parent = note.getparent()
    assert parent is not None
    parent.replace(note, reference)
    note.tail = None
    note.attrib.pop("class", None)
    line = etree.SubElement(item, "p")
    line.append(note)
    etree.SubElement(line, "a", {"href": f"#{back}"}).text = "↩"
    return item


def _without_marks(note: HtmlElement) -> str:
    """Take the marks out that open a note, said once for each way to show it; gives the mark."""
    label = ""
    for node in [*note.iterdescendants(etree.Element)]:
        if one_blank(text_before(note, node)):
            break
        match = _MARK.fullmatch(text_of(node))
        if match and not len(node):
            label = label or match[1]
            drop(node)
    return label
