"""Brings back what is made like the text: posts in boxes of one name, sections side by side, labels in a row.

A likeness is a tag and a class. It speaks only where it recurs; one element of its kind says nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import islice
from typing import TypeAlias

from lxml.html import HtmlElement

from index.extract.passages import Passage, common_frame, volume
from index.extract.phrases import Sort, is_alone, is_heading_of, opens
from index.extract.tree import lineage, text_of

Signature: TypeAlias = "tuple[str, str] | HtmlElement"

_POST = 40
"""Characters of a passage that may be a post."""

_FEWEST = 3
_MOST_OF_THE_TEXT = 0.6
_WHOLE = 0.9
_LABEL = 40
_LABELS = ("p", "div", "header")
_NEAR = 4
"""Levels above a passage at which its box is looked for."""


def signature_of(node: HtmlElement) -> Signature:
    """What an element is made like; one without a class is like itself alone."""
    name = node.get("class")
    return (str(node.tag), name) if name else node


def strong_signatures(anchors: list[Passage]) -> set[Signature]:
    """Kinds of elements that hold a good part of the kept text."""
    weight: Counter[Signature] = Counter()
    for passage in anchors:
        parent = passage.node.getparent()
        if parent is not None:
            weight[signature_of(parent)] += passage.size
    return {signature for signature, size in weight.items() if size > 0.1 * weight.total()}


def keep_posts_alike(passages: list[Passage]) -> None:
    """Posts each in a box of its own: boxes of one signature are one candidate together."""
    groups: dict[tuple[object, ...], list[Passage]] = {}
    for passage in passages:
        if passage.size < _POST or passage.links >= 0.25 or passage.is_caption or passage.tag in ("td", "table"):
            continue
        path = tuple((each.tag, each.get("class") or "") for each in islice(passage.node.iterancestors(), 4))
        groups.setdefault((passage.tag, path), []).append(passage)
    if not groups:
        return
    best = max(groups.values(), key=lambda group: sum(passage.size for passage in group))
    kept = volume(passages)
    is_more = len(best) >= 5 and sum(passage.size for passage in best) > 2 * kept + 300
    is_kind_of_kept = len(best) >= _FEWEST and any(passage.keep for passage in best)
    if kept < 300 and (is_more or is_kind_of_kept):
        for passage in best:
            passage.keep = True


def keep_boxes_alike(passages: list[Passage]) -> None:
    """Where the text stands in boxes of one name that hold nothing else, the few others of that name are text too."""
    members: defaultdict[Signature, defaultdict[HtmlElement, list[Passage]]] = defaultdict(lambda: defaultdict(list))
    for passage in passages:
        for node in _named(passage) if not passage.is_caption else ():
            members[signature_of(node)][node].append(passage)
    least = _MOST_OF_THE_TEXT * volume(passages)
    for boxes in members.values():
        if len(boxes) > _FEWEST and _are_text(list(boxes.values()), least):
            for passage in (each for box in boxes.values() if not any(each.is_heading for each in box) for each in box):
                passage.keep = passage.keep or (passage.links < 0.35 and not is_alone(passage.text))


def _are_text(boxes: list[list[Passage]], least: float) -> bool:
    """Whether most boxes are kept, those that are kept are kept whole, and together they are most of the text."""
    kept = [box for box in boxes if any(passage.keep for passage in box)]
    size = sum(map(volume, kept))
    is_common = _FEWEST <= len(kept) < len(boxes) <= 2 * len(kept)
    return is_common and size >= least and size >= _WHOLE * sum(passage.size for box in kept for passage in box)


def keep_sections_alike(passages: list[Passage]) -> None:
    """Where the text is one of several sections under headings of one rank, the others belong to it, links apart."""
    frame = common_frame(passages)
    box = next((node for node in lineage(frame, _NEAR) if _neighbours(node)), None) if frame is not None else None
    if box is None:
        return
    inside = {neighbour: neighbour for neighbour in (box, *_neighbours(box))}
    members: defaultdict[HtmlElement, list[Passage]] = defaultdict(list)
    for passage in passages:
        home = next((inside[node] for node in passage.node.iterancestors() if node in inside), None)
        if home is not None:
            members[home].append(passage)
    rank = members[box][0].tag if members[box] and members[box][0].is_heading else ""
    for neighbour, its in members.items():
        if neighbour is not box and its[0].tag == rank and _is_section(its):
            for passage in its:
                passage.keep = passage.keep or not passage.is_caption


def _neighbours(box: HtmlElement) -> list[HtmlElement]:
    """Elements beside a box that are of its making: other sections, or boxes that carry all of its names."""
    parent, names = box.getparent(), set((box.get("class") or "").split())
    if parent is None or box.tag not in ("section", "div"):
        return []
    return [
        each for each in parent
        if each is not box and each.tag == box.tag
        and (box.tag == "section" or (names and names <= set((each.get("class") or "").split())))
    ]  # fmt: skip


def _is_section(passages: list[Passage]) -> bool:
    heading, text = passages[0], passages[1:]
    size = sum(passage.size for passage in text)
    linked = sum(passage.size * passage.links for passage in text)
    is_other = is_alone(heading.text) or opens(Sort.ONWARD, heading.text) or is_heading_of(Sort.COMMENTS, heading.text)
    return size > 0 and linked < 0.2 * size and not is_other and all(passage.suspect is None for passage in passages)


def _named(passage: Passage) -> Iterable[HtmlElement]:
    return (node for node in lineage(passage.node, _NEAR) if node.get("class"))


def keep_labels_alike(passages: list[Passage]) -> None:
    """Short lines of one name, or times, that recur over text that is kept are its labels: dates, speakers, numbers."""
    groups: defaultdict[Signature, list[int]] = defaultdict(list)
    for at, passage in enumerate(passages):
        if passage.size <= _LABEL and passage.node.get("class") and passage.tag in ("p", "div"):
            groups[signature_of(passage.node)].append(at)
        elif passage.size <= _LABEL and passage.tag in _LABELS and _is_time(passage):
            groups[(passage.tag, "")].append(at)
    for places in groups.values():
        leading = [at for at in places if at + 1 < len(passages) and passages[at + 1].keep]
        if len(leading) >= _FEWEST and len(leading) >= 0.8 * len(places):
            for at in leading:
                passages[at].keep = passages[at].firm = passages[at].keep or _is_label(passages[at])


def _is_time(passage: Passage) -> bool:
    """Whether a passage is nothing but a moment."""
    return any(text_of(each) == passage.text for each in passage.node.iter("time"))


def _is_label(passage: Passage) -> bool:
    is_furniture = is_alone(passage.text) or opens(Sort.NOTICE, passage.text) or opens(Sort.BYLINE, passage.text)
    return not passage.links and not passage.is_caption and not is_furniture
