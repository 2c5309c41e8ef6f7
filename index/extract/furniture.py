"""Takes page furniture out of the tree before selection, by evidence weighed against the text that would go with it.

Evidence is certain (hidden, `nav`, a role) or a name (class and id, see `labels`). What is furniture by its name and
yet holds prose is not dropped here: it is marked as suspect, and the guard decides by comparing selections.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from index.extract.data_tables import PARTS, is_data_table
from index.extract.labels import Label, judge
from index.extract.measures import GOOD_PARAGRAPH, Measures
from index.extract.tree import (
    HEADINGS,
    MEDIA,
    VERBATIM,
    drop,
    ends_sentence,
    holds,
    is_within,
    label_of,
    lineage,
    text_of,
)

CAPTION = "carrel-caption"
"""The attribute of what is said under a picture."""

SUSPECT = "carrel-suspect"
"""The attribute of what is named furniture and holds prose; its value is the kind of evidence."""


TASK = "carrel-task"
"""The attribute of an item of a task list; its value is `done` or `open`."""


class Evidence(StrEnum):
    """Why an element is taken for furniture, from the weakest reason to the strongest."""

    WEAK = "weak"
    NAMED = "named"
    STRONG = "strong"
    CERTAIN = "certain"


_INERT = (
    "script", "style", "template", "svg", "canvas", "button", "input", "select", "textarea", "link", "meta", "dialog",
    "map", "area", "track", "param", "applet", "frame", "frameset", "noscript", "progress", "meter", "datalist",
)  # fmt: skip
_ROLES = frozenset((
    "navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu",
    "menubar", "toolbar", "tooltip", "alert",
))  # fmt: skip
_MAYBE_HIDDEN = etree.XPath(".//*[@hidden or @aria-hidden or @style]")
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NOTES = re.compile(r"(?:^|[\s_-])(?:foot|end)notes?(?:$|[\s_-])|reflist", re.IGNORECASE)
_TELLING = VERBATIM | {"form", "nav", "label", "footer", "aside", "figure", "figcaption", "caption"}
"""Tags that say something about an element without class, id or role."""

_NEVER = frozenset(("html", "body", "main", "blockquote", "table", "figure"))
_NO_CAPTION = frozenset(("pre", "table", "blockquote", "article")) | MEDIA

_MOST_OF_THE_PAGE = 0.35
_LARGE_ARTICLE = 0.2
_LARGE_FORM = 0.3
_LARGEST_CAPTION = 600


def drop_inert(root: HtmlElement) -> None:
    """Take out what no reader sees: scripts, styles, controls. Text within buttons of headings stays."""
    for template in root.iter("template"):
        if "shadowrootmode" in template.attrib or "shadowroot" in template.attrib:
            template.tag = "div"
    for button in root.iter("button"):
        if is_within(button, *HEADINGS, "summary", "dt"):
            button.tag = "span"
    for box in root.iter("input"):
        item = next(box.iterancestors("li"), None)
        if box.get("type") == "checkbox" and item is not None:
            item.set(TASK, "done" if "checked" in box.attrib else "open")
    etree.strip_elements(root, *_INERT, with_tail=False)


def clear(body: HtmlElement) -> Measures:
    """Drop furniture, mark suspects and captions. Gives the measures of the body as it was before."""
    measures = Measures(body)
    drop_hidden(body, measures)
    _Clearing(measures).run(body)
    return measures


def drop_hidden(body: HtmlElement, measures: Measures) -> None:
    """Hidden text is dropped, unless the page hides all that it has to say until a script shows it."""
    hidden = [node for node in cast("list[HtmlElement]", _MAYBE_HIDDEN(body)) if is_hidden(node)]
    outermost = [node for node in hidden if not any(each in hidden for each in node.iterancestors())] if hidden else []
    unseen = sum(measures.prose[node] for node in outermost)
    seen_length = measures.length[body] - sum(measures.length[node] for node in outermost)
    if measures.prose[body] - unseen < 2 * GOOD_PARAGRAPH and seen_length < 0.5 * unseen:
        outermost = [node for node in outermost if measures.prose[node] < 0.5 * unseen]
    for node in outermost:
        drop(node)


def is_hidden(node: HtmlElement) -> bool:
    """Whether markup hides an element from every reader. Pictures and stand-ins for formulas are not text."""
    attributes = node.attrib
    if "hidden" in attributes and node.get("hidden") != "until-found":
        return True
    if "style" in attributes and _HIDDEN_STYLE.search(node.get("style") or ""):
        return True
    return node.get("aria-hidden") == "true" and node.tag != "img" and "fallback-image" not in label_of(node)


class _Clearing:
    def __init__(self, measures: Measures) -> None:
        self._measures = measures
        self._total = measures.total
        self._passed: set[HtmlElement] = set()
        self._data: dict[HtmlElement, bool] = {}
        self._prosaic = {
            (node.tag, name)
            for node in measures.nodes
            if measures.prose[node] >= GOOD_PARAGRAPH and (name := node.get("class"))
        }
        """Kinds of elements of which at least one holds prose: short ones of their kind are judged with them."""

    def run(self, body: HtmlElement) -> None:
        for node in list(body.iterdescendants(etree.Element)):
            if not node.attrib and node.tag not in _TELLING and node.getparent() not in self._passed:
                continue
            parent = node.getparent()
            if parent is None or parent in self._passed or node.tag in VERBATIM:
                self._passed.add(node)
            elif node.tag == "form":
                self._judge_form(node)
            else:
                self._judge(node)

    def _judge_form(self, form: HtmlElement) -> None:
        """A form around the text is a box (ASP.NET); any other asks for something."""
        if self._measures.length[form] > _LARGE_FORM * self._total:
            form.tag = "div"
        else:
            self._drop(form)

    def _judge(self, node: HtmlElement) -> None:
        label = self._label(node)
        evidence = self._evidence(node, label)
        if evidence and not self._is_protected(node, evidence):
            if self._measures.prose[node] >= GOOD_PARAGRAPH or (node.tag, node.get("class")) in self._prosaic:
                node.set(SUSPECT, evidence)
                self._passed.add(node) if evidence is Evidence.CERTAIN else None
            else:
                self._drop(node)
            return
        if self._is_caption(node, label):
            node.set(CAPTION, "1")

    def _drop(self, node: HtmlElement) -> None:
        self._passed.add(node)
        drop(node)

    @staticmethod
    def _label(node: HtmlElement) -> Label:
        """What class and id say; the id of a heading is its anchor, not its role."""
        return judge((node.get("class") or "") if node.tag in HEADINGS else label_of(node))

    def _evidence(self, node: HtmlElement, label: Label) -> Evidence | None:
        tag = node.tag
        if tag in _NEVER:
            return None
        if tag in ("nav", "label") or (node.get("role") or "") in _ROLES - ({"alert"} if label.belonging else set()):
            return Evidence.CERTAIN
        if node.get("role") == "tablist" and not any(each.get("role") == "tabpanel" for each in node.iterdescendants()):
            return Evidence.CERTAIN
        if tag in PARTS and self._is_data(node):
            return None
        if tag == "footer" and not is_within(node, "blockquote") and not _holds_notes(node):
            return Evidence.CERTAIN
        if label.furniture and _is_believed(label, is_heading=tag in HEADINGS):
            return Evidence.STRONG if label.strong else Evidence.WEAK if label.weak else Evidence.NAMED
        if tag == "aside" and not label.belonging and not self._is_said(node):
            return Evidence.WEAK
        return None

    def _is_said(self, aside: HtmlElement) -> bool:
        """Whether an aside is a sentence that leads nowhere: a note on the text, or a word pulled out of it."""
        return not self._measures.links[aside] and not holds(aside, "img", "form") and ends_sentence(text_of(aside))

    def _is_data(self, part: HtmlElement) -> bool:
        """Whether a part of a table belongs to one of data: rows and cells of it are what they say, not their names."""
        table = next(part.iterancestors("table"), None)
        if table is None:
            return False
        if table not in self._data:
            self._data[table] = is_data_table(table)
        return self._data[table]

    def _is_protected(self, node: HtmlElement, evidence: Evidence) -> bool:
        """Whether an element holds so much that its name cannot be true."""
        measures = self._measures
        length = measures.length[node]
        if node in measures.core or length > _MOST_OF_THE_PAGE * self._total:
            return True
        if node.tag == "article" and length > _LARGE_ARTICLE * self._total:
            return True
        if evidence is Evidence.WEAK and measures.good[node] >= 3:
            return True
        return evidence in (Evidence.WEAK, Evidence.NAMED) and holds(node, "blockquote", "pre")

    def _is_caption(self, node: HtmlElement, label: Label) -> bool:
        if node.tag in ("figcaption", "caption"):
            return True
        if node.tag == "figure":
            return holds(node, *MEDIA, "figcaption") and not holds(node, "pre", "table", "blockquote")
        if not label.caption or node.tag in _NO_CAPTION or self._measures.good[node] >= 3:
            return False
        length = self._measures.length[node]
        is_large = length > 0.15 * self._total and length > _LARGEST_CAPTION
        return not is_large and not holds(node, "pre", "table", "h1", "h2", "blockquote")


def _is_believed(label: Label, *, is_heading: bool) -> bool:
    """Whether a name of furniture means it. Headings carry names of what pages do with them: stick, open, be linked."""
    if is_heading:
        return label.strong or label.unseen
    return label.strong or not label.belonging


def _holds_notes(node: HtmlElement) -> bool:
    return any(_NOTES.search(label_of(each)) for each in node.iter("section", "div", "ol", "ul", "footer", "aside"))


def names_notes(node: HtmlElement) -> bool:
    """Whether an element, or one close around it, is named as the place of footnotes."""
    return any(_NOTES.search(label_of(each)) for each in lineage(node, 4))
