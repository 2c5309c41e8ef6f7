"""Footnotes: which links lead to a note, which elements are notes, and what leads back.

A note is what a short reference in the text points to and what is named as a note, leads back, or opens with the same
label behind the text. Reads the tree; the tree is changed only where a note repeats its own label or leads back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from index.extract.furniture import names_notes
from index.extract.phrases import Sort, says_only
from index.extract.tree import drop, lineage, one_blank, text_before

_LABEL = re.compile(
    r"[\[(]?\s*((?:note\s|n\.\s?)?(?:[*†※注]?\d{1,4}|[*†‡§¶#]{1,4}|[a-z]{1,2}|[ivxlc]{1,6}))\s*[\])]?\.?", re.IGNORECASE
)
_BACK_TARGET = re.compile(
    r"#(?:fnref|_?ftnref|cite[-_]ref|footnote-?(?:ref|anchor)|(?:fn)?ref[-_:]?\d|r\d)", re.IGNORECASE
)
_BACK_SIGN = re.compile(r"[\s↩︎↑⏎^↵⤴↖⬆\ufe0e]+")
_BACK = "↩"
_MARKS = " .:)]\u00a0"
_NEAR = 3
_EMPTIED = ("sup", "p", "span", "div")
_HOLDERS = ("li", "p", "div", "dd", "aside", "tr", "section", "blockquote")


@dataclass(slots=True)
class Notes:
    """`labels` gives the label of each element that is a note; `names` the anchor of each; `targets` those anchors."""

    labels: dict[HtmlElement, str] = field(default_factory=dict)
    names: dict[HtmlElement, str] = field(default_factory=dict)
    targets: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    """Names of the references, and of what stands close around them: a link there from a note leads back."""

    def is_reference(self, link: HtmlElement) -> bool:
        """Whether a link in the text leads to a note."""
        href = link.get("href") or ""
        return href.startswith("#") and unquote(href[1:]) in self.targets


def find_notes(body: HtmlElement) -> Notes:
    """The notes under a body, with what leads back put at their ends."""
    notes = Notes()
    references: dict[str, HtmlElement] = {}
    for link in body.iter("a"):
        href = link.get("href") or ""
        match = _LABEL.fullmatch(one_blank(link.text_content())) if len(href) > 1 and href[0] == "#" else None
        if match:
            references.setdefault(unquote(href[1:]), link)
    if references:
        order = {node: at for at, node in enumerate(body.iter(etree.Element))}
        places = _places(body, references)
        for name, place in places.items():
            if order[references[name]] < order[place]:
                _add(notes, name, references[name], place)
    for item in body.iter("li"):
        if item.get("class") == "footnote" and item not in notes.labels:
            notes.labels[item] = item.get("data-label") or ""
    for note in notes.labels:
        _settle_links_back(note, notes.places)
    return notes


def _places(body: HtmlElement, names: dict[str, HtmlElement]) -> dict[str, HtmlElement]:
    places: dict[str, HtmlElement] = {}
    for node in body.iter(etree.Element):
        for name in (node.get("id"), node.get("name")):
            if name in names:
                places.setdefault(name, node)
    return places


def _add(notes: Notes, name: str, reference: HtmlElement, place: HtmlElement) -> None:
    holder = _holder_of(place)
    if holder is None or any(ancestor in notes.labels for ancestor in holder.iterancestors()):
        return
    match = _LABEL.fullmatch(one_blank(reference.text_content()))
    label = match[1] if match else ""
    is_named = names_notes(holder) or holder.get("role") in ("doc-footnote", "doc-endnote")
    opens_alike = re.match(rf"[\[(]?\s*{re.escape(label)}\s*[\]).:]", one_blank(holder.text_content())) is not None
    if is_named or opens_alike or _leads_back(holder):
        notes.targets.add(name)
        notes.places.update(filter(None, (node.get("id") for node in lineage(reference, _NEAR))))
        notes.labels.setdefault(holder, holder.get("data-label") or label)
        notes.names.setdefault(holder, name)


def _holder_of(place: HtmlElement) -> HtmlElement | None:
    """The element that is the whole note: the place itself, or the item or paragraph that it opens."""
    holder = place if place.tag in _HOLDERS else next(place.iterancestors(*_HOLDERS), None)
    parent = holder.getparent() if holder is not None else None
    if parent is None or holder is None or parent[0] is not holder or one_blank(parent.text):
        return holder
    is_label_alone = parent.tag in _HOLDERS and bool(_LABEL.fullmatch(one_blank(holder.text_content())))
    return parent if parent.tag == "li" or is_label_alone else holder


def _leads_back(note: HtmlElement) -> bool:
    return any(_is_link_back(link) for link in note.iter("a"))


def _is_link_back(link: HtmlElement) -> bool:
    href = link.get("href") or ""
    if not href.startswith("#"):
        return False
    return (
        bool(_BACK_TARGET.match(href))
        or bool(_BACK_SIGN.fullmatch(link.text_content()))
        or says_only(Sort.BACK, link.text_content())
        or "back" in (link.get("class") or "").lower()
        or link.get("role") == "doc-backlink"
    )


def _drop_mark_behind(link: HtmlElement) -> None:
    """What parts the number of a note from its text goes with the number."""
    link.tail = (link.tail or "").lstrip(_MARKS)
    behind = link.getnext()
    if behind is not None and not link.tail and not len(behind) and not (behind.text or "").strip(_MARKS):
        drop(behind)


def _last_line_of(note: HtmlElement) -> HtmlElement:
    """The element that holds the last line of a note; what is empty behind it is dropped."""
    last = note
    while len(last) and last[-1].tag in _HOLDERS and not one_blank(last[-1].tail):
        if len(last) > 1 and not one_blank(last[-1].text_content()) and not len(last[-1]):
            drop(last[-1])
        else:
            last = last[-1]
    return last


def _settle_links_back(note: HtmlElement, places: set[str]) -> None:
    """What leads back to the text stands at the end of the note as ↩; letters for several references stay in place."""
    links = [link for link in note.iter("a") if _is_link_back(link) or (link.get("href") or "")[1:] in places]
    for span in note.iter("span"):
        if "backlink" in (span.get("class") or ""):
            for node in span.iter(etree.Element):
                node.text = (node.text or "").replace("^", "")
                node.tail = node.tail.replace("^", "") if node.tail and node is not span else node.tail
    last = _last_line_of(note)
    for link in links:
        if len(links) > 1 and one_blank(link.text_content()).isalnum():
            continue
        parent = link.getparent()
        if not one_blank(text_before(note, link)):
            _drop_mark_behind(link)
        drop(link)
        if (
            parent is not None
            and parent is not last
            and parent.tag in _EMPTIED
            and not one_blank(parent.text_content())
        ):
            drop(parent)
        back = note.makeelement("a", {"href": link.get("href") or ""})
        back.text = _BACK
        if len(last):
            last[-1].tail = (last[-1].tail or "") + " "
        else:
            last.text = (last.text or "") + " "
        last.append(back)
