"""Brings back what readability dropped though it reads like the rest: gaps, posts, lists of links, notes.

Each rule looks at the passages that were chosen and asks which others are of their kind. Nothing here drops a passage.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise

from lxml import etree
from lxml.html import HtmlElement

from index.extract.alike import (
    Signature,
    keep_boxes_alike,
    keep_labels_alike,
    keep_posts_alike,
    keep_sections_alike,
    signature_of,
    strong_signatures,
)
from index.extract.furniture import names_notes
from index.extract.passages import Passage, common_frame, volume
from index.extract.phrases import Sort, is_alone, is_heading_of, opens
from index.extract.tree import HEADINGS, LISTS, ends_sentence, is_within, lineage

_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_NOTE_ID = re.compile(r"(?:fn|footnote|cite[-_]note|ftn|_ftn|note-|en\d)")
_NOTE_BACK = re.compile(r"#(?:fnref|_?ftnref|cite[-_]ref|footnote-?ref|ref\d)")
_POST = re.compile(r"\b(?:postid|page-id)-(\d+)\b")

_ANCHOR = 40
"""Characters of a kept passage that others are measured by."""

_UNSPACED_ANCHOR = 14
"""The same in scripts without blanks, which say more in a character."""

_FEW_LINKS = 0.35

_LITTLE = 200
"""Characters of a text so small that nothing around it can be told apart from it."""

_LISTED_LINKS = 0.75
_TABLES_BEFORE = 6
"""Passages before the text among which a table belongs to it."""


def recover(body: HtmlElement, passages: list[Passage]) -> None:
    """Bring back what belongs to the text."""
    framed = _keep_named_post(body, passages)
    if not framed:
        keep_posts_alike(passages)
    passages = framed or passages
    _fill_gaps(passages)
    keep_boxes_alike(passages)
    keep_sections_alike(passages)
    _keep_headings_over_text(passages)
    keep_labels_alike(passages)
    _keep_between(passages)
    _keep_descriptions(passages)
    _keep_lead_ins(passages)
    _keep_little(passages)


def _keep_named_post(body: HtmlElement, passages: list[Passage]) -> list[Passage]:
    """WordPress names its post: the body of class `postid-7` owns the element `post-7`. Its passages, or none."""
    match = _POST.search(body.get("class") or "")
    if not match:
        return []
    name = f"post-{match[1]}"
    frame = next((node for node in body.iterdescendants(etree.Element) if _is_named(node, name)), None)
    if frame is None:
        return []
    inside = set(frame.iter(etree.Element))
    framed = [each for each in passages if each.node in inside and not each.is_caption and each.links < _FEW_LINKS]
    size = sum(passage.size for passage in framed)
    if size < 250 or volume(framed) >= 0.5 * volume(passages):
        return []
    for passage in passages:
        passage.keep = False
    for passage in framed:
        passage.keep = passage.within = passage.size > 20 or passage.is_heading
    return framed


def _keep_little(passages: list[Passage]) -> None:
    """Where next to nothing was kept, what stands in the chosen element is the text, whatever its length."""
    if volume(passages) >= _LITTLE:
        return
    for passage in passages:
        is_other = passage.is_caption or is_alone(passage.text) or opens(Sort.NOTICE, passage.text)
        if passage.within and not is_other and not opens(Sort.ONWARD, passage.text):
            passage.keep = passage.keep or passage.links < (_LISTED_LINKS if passage.tag == "li" else _FEW_LINKS)


def _is_named(node: HtmlElement, name: str) -> bool:
    return bool(node.attrib) and (node.get("id") == name or name in (node.get("class") or "").split())


def _fill_gaps(passages: list[Passage]) -> None:
    """Between the first and the last passage of some length, and in the notes behind, bring back what fits."""
    anchors = [at for at, passage in enumerate(passages) if passage.keep and _is_anchor(passage)]
    if not anchors:
        return
    strong = strong_signatures([passages[at] for at in anchors])
    high = anchors[-1]
    low = _start_of_text(passages, anchors[0])
    for at in range(low, len(passages)):
        passage = passages[at]
        if passage.keep or passage.is_caption:
            continue
        if at > high and is_footnote(passage.node):
            passage.keep = passage.firm = True
        elif at <= high or passage.within:
            passage.keep = _fits(passage, strong, behind=at > high)
    _keep_lists_of_links(passages, anchors[0], high)
    for passage in passages[max(0, low - _TABLES_BEFORE) : low]:
        if passage.tag == "table" and passage.within and not passage.is_caption:
            passage.keep = passage.keep or _fits_by_kind(passage, in_list=False)


def _is_anchor(passage: Passage) -> bool:
    return passage.size > _ANCHOR or len(_UNSPACED.findall(passage.text)) > _UNSPACED_ANCHOR


def _start_of_text(passages: list[Passage], first: int) -> int:
    while first > 0:
        before = passages[first - 1]
        is_text = before.tag == "p" and before.size > 60 and before.links < 0.2
        if not before.within or not (
            is_text or before.is_heading or before.tag == "li" or is_within(before.node, "li")
        ):
            break
        first -= 1
    return first


def _fits(passage: Passage, strong: set[Signature], *, behind: bool) -> bool:
    ancestors = list(islice(passage.node.iterancestors(), 6))
    is_alike = passage.within or any(signature_of(ancestor) in strong for ancestor in ancestors[:4])
    if is_alike and passage.node.get("role") == "math":
        return True
    if not is_alike:
        return not behind and _belongs_anywhere(passage)
    tags = {ancestor.tag for ancestor in ancestors} | {passage.tag}
    if tags & {"blockquote", "pre"} and passage.size > 3:
        return True
    if behind and passage.tag not in ("li", "table", "dd", "dt", "p"):
        return False
    return _fits_by_kind(passage, in_list=bool(tags & {"li", "dd"}))


def _belongs_anywhere(passage: Passage) -> bool:
    """Whether a passage between two of the text is of a kind that furniture is not made of."""
    if passage.tag in ("pre", "table"):
        return passage.links < _FEW_LINKS
    return passage.tag == "li" and passage.links == 0 and passage.size > 15


def _fits_by_kind(passage: Passage, *, in_list: bool) -> bool:
    tag = passage.tag
    if tag == "table":
        return passage.links < 0.8
    if in_list:
        return passage.links < _FEW_LINKS and passage.size > 1
    if tag in ("dd", "dt", "td", "th", "summary"):
        return passage.links < _FEW_LINKS
    if tag in HEADINGS:
        return not opens(Sort.ONWARD, passage.text)
    if tag in ("p", "div"):
        reads_on = passage.size > 60 or (passage.within and ends_sentence(passage.text))
        return passage.links < 0.2 and reads_on
    return False


def is_footnote(node: HtmlElement) -> bool:
    """A note under the text: it is named as one, or links back to its reference."""
    if names_notes(node):
        return True
    links = list(node.iter("a"))
    if any(_NOTE_ID.match(each.get("id") or "") for each in (*lineage(node, 3), *links[:1])):
        return True
    return any(_NOTE_BACK.match(link.get("href") or "") for link in links)


def _keep_between(passages: list[Passage]) -> None:
    """Code and tables between what was kept in the end stay, wherever they stand."""
    kept = [at for at, passage in enumerate(passages) if passage.keep]
    for passage in passages[kept[0] : kept[-1]] if kept else ():
        if passage.tag in ("pre", "table") and passage.links < _FEW_LINKS and not passage.is_caption:
            passage.keep = passage.keep or passage.suspect is None


def _keep_descriptions(passages: list[Passage]) -> None:
    """What describes a term that is kept stays with it."""
    for before, passage in pairwise(passages):
        described = next(passage.node.iterancestors("dd"), None) if passage.tag != "dd" else passage.node
        if described is not None and before.keep and before.tag == "dt" and described.getprevious() is before.node:
            passage.keep = passage.keep or (passage.links < _FEW_LINKS and not passage.is_caption)


def _keep_lists_of_links(passages: list[Passage], first: int, high: int) -> None:
    """Lists made of links stay where a sentence or heading of the text leads in, or most of the list is kept."""
    groups = _lists(passages, first, high)
    near = [members for members in groups if members[0] <= high or passages[members[0]].within]
    are_common = sum(len(members) <= 2 for members in near) >= 4
    frame = common_frame(passages)
    for members in groups:
        missing = [passages[at] for at in members if not passages[at].keep and not passages[at].is_caption]
        lead = next((each for each in reversed(passages[: members[0]]) if not each.is_caption), None)
        if lead is not None and _heads_sources(lead, frame):
            lead.keep = True
            for at in members:
                passages[at].keep = passages[at].firm = True
        elif not any(passage.within for passage in missing):
            continue
        elif _is_mostly_kept(missing, members) or (members[0] <= high and _leads_in(lead, are_common=are_common)):
            for passage in missing:
                passage.keep = True


def _heads_sources(lead: Passage, frame: HtmlElement | None) -> bool:
    """Whether a passage is a heading over the sources of the text."""
    is_inside = lead.within or (lead.is_heading and _is_under(frame, lead))
    return is_inside and lead.size < 60 and lead.suspect is None and is_heading_of(Sort.SOURCES, lead.text)


def _is_mostly_kept(missing: list[Passage], members: list[int]) -> bool:
    return len(members) - len(missing) >= 0.4 * len(members)


def _leads_in(lead: Passage | None, *, are_common: bool) -> bool:
    if lead is None or not lead.keep or is_alone(lead.text):
        return False
    return are_common or not opens(Sort.ONWARD, lead.text)


def _lists(passages: list[Passage], first: int, high: int) -> list[list[int]]:
    """The places of the passages of each outermost list."""
    groups: dict[HtmlElement, list[int]] = {}
    for at in range(first, len(passages)):
        passage = passages[at]
        parent = passage.node.getparent()
        is_item = passage.tag == "li" or (passage.tag in ("p", "div") and parent is not None and parent.tag == "li")
        if is_item and (at <= high or passage.within or passage.suspect is None):
            outermost = next(reversed(list(passage.node.iterancestors(*LISTS))), None)
            if outermost is not None:
                groups.setdefault(outermost, []).append(at)
    return list(groups.values())


def _keep_headings_over_text(passages: list[Passage]) -> None:
    """A heading within the text stays where kept text follows it, however short that is.

    Outside the element that was chosen, one such heading says nothing; several part the text into its sections, where
    they do not all say the same.
    """
    first = next((at for at, passage in enumerate(passages) if passage.keep and _is_anchor(passage)), len(passages))
    frame = common_frame(passages)
    before = min(1, first)
    spoken = [passage for passage in passages[first - before :] if not passage.is_caption]
    outside: list[Passage] = []
    for passage, after in reversed([*pairwise(spoken)]):
        if passage.keep or not _leads(passage, after, outside):
            continue
        if passage.within:
            passage.keep = passage is not spoken[0] or not before
        elif passage.tag != "h1" and passage.suspect is None and _is_under(frame, passage):
            outside.append(passage)
    for passage in outside if len(outside) > 1 else ():
        texts = [each.text for each in outside if each.tag == passage.tag]
        passage.keep = len(set(texts)) > 0.5 * len(texts)


def _is_under(frame: HtmlElement | None, passage: Passage) -> bool:
    return frame is not None and frame in passage.node.iterancestors()


def _leads(passage: Passage, after: Passage, others: list[Passage]) -> bool:
    """Whether a passage is a heading over kept text, or over a heading that is."""
    is_over_text = after.keep or any(after is each for each in others)
    is_furniture = is_alone(passage.text) or opens(Sort.ONWARD, passage.text)
    return passage.is_heading and is_over_text and passage.links < _FEW_LINKS and not is_furniture


def _keep_lead_ins(passages: list[Passage]) -> None:
    """A short line that ends in a colon stays over the list that it announces."""
    for passage, after in pairwise(passages):
        if passage.keep or passage.is_caption or not after.keep or after.tag != "li":
            continue
        passage.keep = passage.size < 80 and passage.text.endswith((":", "："))
