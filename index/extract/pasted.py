"""Furniture in text that was pasted or scraped with its page: share lines, comment forms, lists of other articles.

There is no markup to tell it by, only its words. A line of several words that is nothing but a phrase of furniture
goes; a single word ("Share") goes only from a text that has shown to be pasted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from index.extract.phrases import Sort, is_alone, is_heading_of, opens
from index.extract.tree import HEADINGS, drop, ends_sentence, is_within, text_of

_LINES = (*HEADINGS, "p", "li", "dt", "dd")
_SINGLE_WORD = re.compile(r"\W*\w+\W*")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{4}")
_SHORT = 120
_NEAR_THE_END = 0.5
_SEPARATED = re.compile(r"^[^\w]*[\w\s'’àâçèéêëîïôùûœäöüß-]{2,40}\s?[:：>»–—]")


def drop_pasted_furniture(body: HtmlElement) -> None:
    """Take lines of furniture, and what follows a heading over comments, out of a text without markup."""
    lines = [node for node in body.iter(*_LINES) if not is_within(node, "pre", "table", "blockquote")]
    texts = [text_of(node) for node in lines]
    doomed = {at for at, text in enumerate(texts) if _is_plain_furniture(text)}
    if doomed:
        doomed.update(at for at, text in enumerate(texts) if is_alone(text))
        doomed.update(_tail(texts, doomed))
    _drop_lines(lines[at] for at in doomed)


def _is_plain_furniture(text: str) -> bool:
    if opens(Sort.NOTICE, text):
        return True
    if is_alone(text):
        return not _SINGLE_WORD.fullmatch(text) or bool(_CJK.search(text))
    return len(text) < _SHORT and not ends_sentence(text) and opens(Sort.ONWARD, text) and bool(_SEPARATED.match(text))


def _tail(texts: list[str], doomed: set[int]) -> set[int]:
    """Lines behind a heading over comments, or behind furniture with nothing but short lines to the end."""
    total = sum(map(len, texts))
    before = 0
    for at, text in enumerate(texts):
        if before > _NEAR_THE_END * total:
            behind = set(range(at, len(texts)))
            if at in doomed and is_heading_of(Sort.COMMENTS, text):
                return behind
            if at in doomed and all(len(texts[each]) < _SHORT and not ends_sentence(texts[each]) for each in behind):
                return behind
        before += len(text)
    return set()


def _drop_lines(lines: Iterable[HtmlElement]) -> None:
    for line in lines:
        parent = line.getparent()
        drop(line)
        if parent is not None and parent.tag in ("ul", "ol", "dl") and not len(parent):
            drop(parent)
