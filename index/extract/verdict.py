"""How far to trust an extraction: a verdict, a quality between 0 and 1, and the reasons for both.

The verdict is about what a person would find on opening the article; the quality weighs doubts that are no verdict.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.article import Verdict
from index.document import BlockKind, Document, SpanKind
from index.extract.phrases import Sort, mentions

_SHORT = 250
"""Characters of a text that is short for an article."""

_TEASER = 600
"""Characters of a text that is the beginning of a paid one, where the page says that it is paid for."""

_SHELL_TEXT = 400
_MOST_LINKS = 0.6
_FEWEST_LINKS = 10
_MOST_BROKEN = 0.001


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of the page beside the document.

    `available`: characters of prose on the whole page. `scripts`: how many scripts it has. `visible`: all the text
    that a reader without scripts sees.
    """

    available: int = 0
    scripts: int = 0
    visible: str = ""
    is_paid: bool = False
    linked: int = 0
    """How many links with text of some length the whole page has."""

    is_source: bool = False
    """The text is the source as it stands (plain text, Markdown), not what was selected of a page."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, with the quality and the reasons that go with it."""

    verdict: Verdict
    quality: float
    reasons: tuple[str, ...]


def judge(document: Document, evidence: Evidence) -> Judgement:
    """What extraction made of a page."""
    text = document.body_text()
    size = len(text.strip())
    verdict, reason = _verdict(document, size, evidence)
    doubts = [reason] if reason else []
    quality = _BASE[verdict]
    if verdict is Verdict.ARTICLE:
        for penalty, doubt in _doubts(document, size, evidence):
            quality -= penalty
            doubts.append(doubt)
    return Judgement(verdict, round(max(0.1, quality), 2) if size else 0.0, tuple(doubts))


_BASE = {
    Verdict.ARTICLE: 1.0,
    Verdict.SHORT: 0.6,
    Verdict.LIST: 0.4,
    Verdict.PAYWALL: 0.2,
    Verdict.SHELL: 0.1,
    Verdict.EMPTY: 0.0,
}


def _verdict(document: Document, size: int, evidence: Evidence) -> tuple[Verdict, str]:
    if evidence.is_source:
        return (Verdict.SHORT, "little text") if size < _SHORT else (Verdict.ARTICLE, "")
    if size < _SHELL_TEXT and (mentions(Sort.SHELL, evidence.visible[:2000]) or _is_shell(size, evidence)):
        return Verdict.SHELL, "the text would be filled in by script"
    if not size and evidence.linked >= _FEWEST_LINKS:
        return Verdict.LIST, "mostly links to other pages"
    if not size:
        has_pictures = any(block.kind in (BlockKind.IMAGE, BlockKind.EMBED) for block in document.blocks)
        return (Verdict.SHORT, "pictures without text") if has_pictures else (Verdict.EMPTY, "no text found")
    if size < _TEASER and evidence.is_paid:
        return Verdict.PAYWALL, "the page says that its text is not free"
    if size < 3 * _TEASER and mentions(Sort.PAYWALL, evidence.visible):
        return Verdict.PAYWALL, "the page asks for a subscription"
    if _is_list(document, size) or (size < _SHORT and evidence.linked >= _FEWEST_LINKS):
        return Verdict.LIST, "mostly links to other pages"
    return (Verdict.SHORT, "little text") if size < _SHORT else (Verdict.ARTICLE, "")


def _is_shell(size: int, evidence: Evidence) -> bool:
    return size < _SHORT // 2 and evidence.scripts >= 1 and len(evidence.visible) < _SHORT


def _is_list(document: Document, size: int) -> bool:
    linked = sum(
        span.end - span.start
        for block in document.blocks if block.kind not in (BlockKind.CAPTION, BlockKind.EMBED)
        for span in block.spans if span.kind is SpanKind.LINK and not span.target.startswith("#")
    )  # fmt: skip
    links = sum(span.kind is SpanKind.LINK for block in document.blocks for span in block.spans)
    return links >= _FEWEST_LINKS and linked > _MOST_LINKS * size


def _doubts(document: Document, size: int, evidence: Evidence) -> list[tuple[float, str]]:
    doubts = []
    if evidence.available and size < 0.3 * evidence.available:
        doubts.append((0.3, "most of the page's text was left out"))
    if not any(block.kind is BlockKind.PARAGRAPH for block in document.blocks):
        doubts.append((0.2, "no paragraphs"))
    if evidence.is_paid:
        doubts.append((0.2, "the page says that its text is not free"))
    if document.text.count("\ufffd") > max(2, size * _MOST_BROKEN):
        doubts.append((0.2, "broken characters"))
    if size < 3 * _SHORT:
        doubts.append((0.1, "a short text"))
    return doubts
