"""Shows what stands beside the running text: the standfirst, headings of pages without headings, the contents.

What is shown here is kept for the reader, and is no part of the text that is searched and counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from index.extract.labels import judge
from index.extract.metadata import Declared
from index.extract.passages import Passage
from index.extract.phrases import Sort, is_heading_of, opens
from index.extract.tree import LISTS, ends_sentence, key, label_of, lineage

_STANDFIRST = 20
_STANDFIRST_LINES = 6
_SENTENCE = 50
_PLAIN_HEADING = 80
_TITLE = 8
_ANCHOR = 40
_FEW_LINKS = 0.35


def show_beside(passages: list[Passage], declared: Declared) -> None:
    """Mark what is shown beside the text."""
    _show_contents(passages)
    _show_standfirst(passages, declared)
    _show_plain_headings(passages, declared)
    _show_facts(passages, declared)


def _show_contents(passages: list[Passage]) -> None:
    """A list of links to places inside the kept text is its table of contents: shown, but not part of the text."""
    inside: set[str] = set()
    groups: dict[HtmlElement, list[Passage]] = {}
    for passage in passages:
        if passage.keep:
            nodes = (*passage.node.iter(etree.Element), *islice(passage.node.iterancestors(), 3))
            inside.update(node.get("id") or node.get("name") or "" for node in nodes)
            continue
        outermost = [passage.node, *passage.node.iterancestors(*LISTS)][-1]
        if outermost.tag in LISTS:
            groups.setdefault(outermost, []).append(passage)
    last = next((passage.number for passage in reversed(passages) if passage.keep), -1)
    for outermost, members in groups.items():
        if members[0].number < last and _leads_inside(outermost, inside):
            _show(passages, members)


def _leads_inside(outermost: HtmlElement, names: set[str]) -> bool:
    targets = [link.get("href") or "" for link in outermost.iter("a")]
    reached = sum(target.startswith("#") and target[1:] in names for target in targets)
    return len(targets) >= 3 and reached >= 0.6 * len(targets)


def _show_standfirst(passages: list[Passage], declared: Declared) -> None:
    """Headings between the title and the text are its standfirst: shown, but not part of the text."""
    first = next((at for at, passage in enumerate(passages) if passage.keep), 0)
    lines: list[Passage] = []
    for passage in reversed(passages[max(0, first - _STANDFIRST_LINES) : first]):
        if _says_title(passage, declared):
            if key(passage.text) not in declared.titles:
                lines.append(passage)
            for line in lines:
                line.shown = True
            return
        if passage.links < 0.3 and not passage.is_caption and _is_standfirst(passage):
            lines.append(passage)


def _is_standfirst(passage: Passage) -> bool:
    """Whether a line between title and text is a heading of some length, or a sentence that is named so."""
    if passage.is_heading:
        return passage.size >= _STANDFIRST
    is_sentence = passage.tag in ("p", "div") and passage.size >= _SENTENCE and ends_sentence(passage.text)
    is_named = any(judge(label_of(node)).standfirst for node in lineage(passage.node, 2))
    return is_sentence and is_named and passage.suspect is None and not opens(Sort.NOTICE, passage.text)


def _show_plain_headings(passages: list[Passage], declared: Declared) -> None:
    """Where a page knows no headings, as old ones do not, plain lines over the text are its headings."""
    if any(passage.is_heading for passage in passages):
        return
    is_text = (passage.keep and passage.size > _ANCHOR and passage.links < _FEW_LINKS for passage in passages)
    first = next((at for at, found in enumerate(is_text) if found), 0)
    for passage in passages[max(0, first - _STANDFIRST_LINES) : first]:
        is_line = passage.within and passage.tag in ("p", "div", "td") and not passage.is_caption
        is_plain = passage.size <= _PLAIN_HEADING and passage.links == 0 and not opens(Sort.BYLINE, passage.text)
        if not passage.keep and is_line and is_plain and key(passage.text) != key(declared.title):
            passage.shown = True


def _says_title(passage: Passage, declared: Declared) -> bool:
    words = key(passage.text)
    return words in declared.titles or (passage.is_heading and len(words) >= _TITLE and words in key(declared.title))


def _show_facts(passages: list[Passage], declared: Declared) -> None:
    """Terms and their descriptions between the title and the text are facts about its subject: shown."""
    first = next((at for at, passage in enumerate(passages) if passage.keep), 0)
    title = next((at for at in range(first - 1, -1, -1) if _says_title(passages[at], declared)), first)
    facts = [each for each in passages[title:first] if each.tag in ("dt", "dd") and not each.is_caption]
    if sum(each.tag == "dt" for each in facts) >= 2 and all(each.links < _FEW_LINKS for each in facts):
        for passage in facts:
            passage.shown = True


def _show(passages: Sequence[Passage], members: list[Passage]) -> None:
    for passage in members:
        passage.shown = True
    at = next(place for place, passage in enumerate(passages) if passage is members[0])
    before = passages[max(0, at - 1)]
    if not before.keep and before.size < 40 and is_heading_of(Sort.CONTENTS, before.text):
        before.shown = True
