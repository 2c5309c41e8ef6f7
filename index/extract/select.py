"""readability-lxml as the selector: it works on a copy of the tree and answers with the numbers of passages.

Nothing is handed to it as bytes, nothing that it makes is serialised or parsed again. What misleads it is taken out of
the copy: names of headings and paragraphs, captions, full stops that it does not know.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import readability
from lxml import etree
from lxml.html import HtmlElement

from index.extract.furniture import CAPTION, SUSPECT
from index.extract.passages import NUMBER, Passage
from index.extract.tree import HEADINGS, drop, drop_all, elements, holds, is_within, label_of, one_blank, text_of

logging.getLogger("readability.readability").addHandler(logging.NullHandler())
logging.getLogger("readability.readability").propagate = False

_NUMBERS = etree.XPath(f".//@{NUMBER}")
_CAPTIONS = etree.XPath(f"//*[@{CAPTION}]")
_CAPTIONS_AND_SUSPECTS = etree.XPath(f"//*[@{CAPTION} or @{SUSPECT}]")
_NO_BLOCKS = etree.XPath(
    ".//div[not(.//blockquote or .//dl or .//div or .//img or .//ol or .//p or .//pre or .//table or .//ul)]"
)
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]")
_CJK_STOPS = str.maketrans("，、。；！？،؛", ",,,,,,,,")
_NAMELESS = HEADINGS | {"blockquote", "table", "pre", "math", "li", "p"}
_SHORTEST_PARAGRAPH = 25
_SHORTEST_CJK_PARAGRAPH = 12


_CODE = ("pre", "code")
_NAMING = ("main", "article", "math")
_NEVER_UNLIKELY = frozenset(("body", *_CODE, *_NAMING))


@lru_cache(maxsize=8192)
def _is_unlikely(label: str) -> bool:
    """The library's own judgement of a class and id."""
    named = readability.readability.REGEXES
    return bool(named["unlikelyCandidatesRe"].search(label)) and not named["okMaybeItsACandidateRe"].search(label)


@dataclass(frozen=True, slots=True)
class Selection:
    """Numbers of passages: `within` the element that was chosen, and those that were kept of it."""

    within: frozenset[int]
    chosen: frozenset[int]


class _Selector(readability.Document):  # type: ignore[misc]
    """The library's own algorithm with its slow and lossy ends replaced."""

    def __init__(self, prepare: Callable[[], HtmlElement], *, shortest: int) -> None:
        super().__init__(None, min_text_length=shortest)
        self._prepare = prepare
        self.within: frozenset[int] = frozenset()
        self.chosen: frozenset[int] = frozenset()

    def _parse(self, _input: object) -> HtmlElement:
        """A fresh copy: every try of the algorithm changes its tree."""
        return self._prepare()

    def remove_unlikely_candidates(self) -> None:
        """Take out what is named as furniture, and neither is code nor holds what names the text."""
        for node in [*self.html.iterdescendants(etree.Element)]:
            label = label_of(node)
            is_named = bool(label) and node.tag not in _NEVER_UNLIKELY and _is_unlikely(label)
            if is_named and not is_within(node, *_CODE) and not holds(node, *_NAMING):
                drop(node)

    def transform_misused_divs_into_paragraphs(self) -> None:
        """Boxes that hold no block are paragraphs; loose text beside blocks was wrapped before."""
        for node in cast("list[HtmlElement]", _NO_BLOCKS(self.html)):
            node.tag = "p"

    def score_paragraphs(self) -> dict[HtmlElement, Any]:
        """The library's scores: each paragraph gives to its parent, and half of it to its grandparent."""
        candidates: dict[HtmlElement, Any] = {}
        for node in self.html.iter("p", "pre", "td", "blockquote"):
            parent = node.getparent()
            text = text_of(node) if parent is not None else ""
            if len(text) < self.min_text_length:
                continue
            score = 2 + text.count(",") + min(len(text) / 100, 3)
            for holder, share in ((parent, 1), (parent.getparent(), 0.5)):
                if holder is not None:
                    if holder not in candidates:
                        candidates[holder] = self.score_node(holder)
                    candidates[holder]["content_score"] += share * score
        for holder, candidate in candidates.items():
            candidate["content_score"] *= 1 - self.get_link_density(holder)
        return candidates

    def get_link_density(self, elem: HtmlElement) -> float:
        """The share of an element's text that is links."""
        total = len(one_blank(elem.text_content()))
        linked = sum(len(one_blank(link.text_content())) for link in elem.iter("a") if link is not elem)
        return linked / max(total, 1)

    def sanitize(self, node: HtmlElement, candidates: dict[HtmlElement, Any], keep_all_images: bool = False) -> str:
        """Note what was chosen before it is cleaned."""
        self.within = _numbers(node)
        return str(super().sanitize(node, candidates, keep_all_images))

    def get_clean_html(self) -> str:
        """Note what was left after cleaning; the answer only has to be as long as the markup would be."""
        self.chosen = _numbers(self.html)
        return " " * (len(self.html.text_content()) + 30 * len(self.chosen))


def select(root: HtmlElement, passages: Sequence[Passage], *, suspects: bool, names: bool = True) -> Selection:
    """The passages that readability chooses, with or without suspect elements, with or without class names."""
    is_cjk = _is_cjk(passages)

    def prepare() -> HtmlElement:
        return _prepared(copy.deepcopy(root), suspects=suspects, names=names, is_cjk=is_cjk)

    selector = _Selector(prepare, shortest=_SHORTEST_CJK_PARAGRAPH if is_cjk else _SHORTEST_PARAGRAPH)
    try:
        selector.summary(html_partial=True)
    except readability.readability.Unparseable:
        return Selection(frozenset(), frozenset())
    return Selection(selector.within, selector.chosen)


def _prepared(tree: HtmlElement, *, suspects: bool, names: bool, is_cjk: bool) -> HtmlElement:
    """The tree without what misleads the selector."""
    drop_all(cast("list[HtmlElement]", (_CAPTIONS if suspects else _CAPTIONS_AND_SUSPECTS)(tree)))
    for node in tree.iter(*_NAMELESS) if names else elements(tree):
        node.attrib.pop("class", None)
        node.attrib.pop("id", None)
    for heading in tree.iter(*HEADINGS):
        for link in [*heading.iter("a")]:
            link.tag = "span"
    for node in elements(tree) if is_cjk else ():
        node.text = node.text.translate(_CJK_STOPS) if node.text else None
        node.tail = node.tail.translate(_CJK_STOPS) if node.tail else None
    return tree


def _is_cjk(passages: Sequence[Passage]) -> bool:
    sample = "".join(passage.text for passage in passages[:200])[:4000]
    return len(_CJK.findall(sample)) > 0.2 * max(1, len(sample))


def _numbers(node: HtmlElement) -> frozenset[int]:
    return frozenset(map(int, cast("list[str]", _NUMBERS(node))))
