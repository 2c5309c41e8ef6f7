"""Takes off what surrounds the text and was selected with it: title, byline and date before, boilerplate behind.

Decides by words (the page's own title and authors, phrases in many languages), by place and by the share of links.
"""

from __future__ import annotations

import re

from index.extract.metadata import Declared
from index.extract.passages import Passage
from index.extract.phrases import Sort, is_alone, is_heading_of, opens
from index.extract.tree import HEADINGS, ends_sentence, holds, is_within, key, text_of

_DATE = re.compile(r"\b(?:\d{1,2}[:h.]\d{2}|\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})\b")

_PARAGRAPHS = (100, 60, 30, 12)
"""Characters of a passage that is surely text, where the head ends: the first of these that any passage has."""

_PARTED = re.compile(r"\s[|·•»«/]\s")
"""How menus part their entries."""

_RIGHTS = re.compile(r"(?:copyright )?(?:©|\(c\)) ", re.IGNORECASE)
_RIGHTS_NOTE = 60
"""Characters of a note on rights that says more than a page's footer does: an agency's, about this text."""

_ADDRESS = re.compile(r"https?://\S+")

_SENTENCE = 50
_LABEL = 25
_LINE = 220


def trim(passages: list[Passage], declared: Declared) -> None:
    """Take off head, furniture lines and tail."""
    for passage in passages:
        if passage.keep and _is_phrase(passage):
            passage.keep = False
    kept = [passage for passage in passages if passage.keep]
    if not kept:
        return
    for passage in kept[: _length_of_head(kept, declared)]:
        _trim_head(passage, declared)
    kept = [passage for passage in kept if passage.keep]
    _trim_repeated_lead(kept, declared)
    for passage in kept:
        if passage.keep and (_is_furniture_line(passage, passages, len(kept)) or _is_on_card(passage)):
            passage.keep = False
    _trim_comments(passages)
    _trim_tail(passages)


def _length_of_head(kept: list[Passage], declared: Declared) -> int:
    for size in _PARAGRAPHS:
        for count, passage in enumerate(kept):
            if passage.is_heading or key(passage.text) in declared.titles:
                continue
            if passage.size >= size or _is_sentence(passage):
                return count
    return 0


def _is_sentence(passage: Passage) -> bool:
    """Whether a passage is a whole sentence of the text, short as it may be."""
    if passage.size < _SENTENCE or passage.links > 0.3 or not ends_sentence(passage.text):
        return False
    return not opens(Sort.BYLINE, passage.text) and not _DATE.search(passage.text)


def _trim_head(passage: Passage, declared: Declared) -> None:
    words = key(passage.text)
    if passage.firm:
        return
    if words in declared.titles or passage.tag == "h1":
        passage.keep, passage.shown = False, passage.chosen and words != key(declared.title)
    elif _names_author(words, declared):
        passage.keep = False
    elif (
        (passage.size < 100 and opens(Sort.BYLINE, passage.text))
        or (passage.size < 70 and _DATE.search(passage.text))
        or (passage.size < _LABEL and not ends_sentence(passage.text) and passage.tag not in _NO_LABEL)
    ) or passage.links > 0.5:
        passage.keep, passage.shown = False, passage.chosen


_NO_LABEL = HEADINGS | {"li", "pre", "td", "th", "dt", "dd"}


def _names_author(words: str, declared: Declared) -> bool:
    return any(
        words in (author, f"by {author}") or (author in words and len(words) < len(author) + 40)
        for author in declared.authors
    )


def _trim_repeated_lead(kept: list[Passage], declared: Declared) -> None:
    """A standfirst that repeats the page's description is not text where it stands apart from the body."""
    if len(kept) <= 3:
        return
    lead, parent = kept[0], kept[0].node.getparent()
    is_apart = not any(passage.node.getparent() is parent for passage in kept[1:6])
    if key(lead.text) in declared.descriptions and (lead.is_heading or is_apart):
        lead.keep, lead.shown = False, lead.chosen or lead.is_heading


def _is_phrase(passage: Passage) -> bool:
    """Whether a line says nothing but a phrase of furniture, or several as links, or is a notice of the page."""
    if passage.tag in ("p", "div") and passage.links and passage.size < _LINE:
        said = [text for link in passage.node.iter("a") if (text := text_of(link))]
        if key(" ".join(said)) == key(passage.text) and all(map(is_alone, said)):
            return True
    return opens(Sort.NOTICE, passage.text) or (is_alone(passage.text) and passage.tag not in _NO_LABEL - HEADINGS)


def _is_furniture_line(passage: Passage, passages: list[Passage], count: int) -> bool:
    """Whether a line in the middle of the text leads elsewhere."""
    if passage.size >= _LINE or not (passage.tag in ("p", "div", "li", "strong") or passage.is_heading):
        return False
    if passage.links > 0.3 and opens(Sort.ONWARD, passage.text):
        return True
    if passage.links <= 0.9:
        return False
    if passage.is_heading:
        return is_within(passage.node, "li") or not _leads(passages, passage)
    if passage.tag == "li" or count <= 3 or ends_sentence(passage.text):
        return False
    if is_within(passage.node, "table", "blockquote", "li"):
        return False
    passage.shown = passage.chosen
    return True


def _is_on_card(passage: Passage) -> bool:
    """Whether a passage is part of a card that leads to another page: heading and teaser within one link."""
    if (passage.links == 0 and passage.tag != "div") or is_within(passage.node, "li", "table", "blockquote"):
        return False
    link = next(passage.node.iterancestors("a"), None)
    return link is not None and len(link) > 1 and holds(link, *HEADINGS)


def _leads(passages: list[Passage], heading: Passage) -> bool:
    """Whether kept text follows a heading directly."""
    at = next(place for place, passage in enumerate(passages) if passage is heading)
    after = next((passage for passage in passages[at + 1 :] if not passage.is_caption), None)
    return after is not None and after.keep and not after.is_heading and after.links < 0.5


def _trim_comments(passages: list[Passage]) -> None:
    """What follows a heading over comments, near the end of the text, is theirs."""
    kept = [passage for passage in passages if passage.keep]
    size = sum(passage.size for passage in kept)
    before = 0
    for count, passage in enumerate(kept):
        is_label = passage.is_heading or (passage.size < 60 and passage.tag in ("p", "div"))
        if is_label and before > 0.5 * size and is_heading_of(Sort.COMMENTS, passage.text):
            for behind in kept[count:]:
                behind.keep = behind.firm
            return
        before += passage.size


def _trim_tail(passages: list[Passage]) -> None:
    kept = [passage for passage in passages if passage.keep]
    while len(kept) >= 3:
        doomed = _tail_of(kept)
        for passage in doomed:
            passage.keep = False
        last = next((passage for passage in reversed(kept) if passage.keep), None)
        if last is not None and last.tag in HEADINGS:
            last.keep = False
        elif not doomed:
            return
        kept = [passage for passage in kept if passage.keep]


def _tail_of(kept: list[Passage]) -> list[Passage]:
    """Of the last passages, those that close the page. Lines of links and headings do so only at the very end."""
    doomed: list[Passage] = []
    at_end = True
    for passage in reversed(kept[-4:]):
        is_closing = _closes(passage) and (at_end or not passage.is_heading)
        if not passage.firm and (is_closing or (at_end and _is_line_of_links(passage))):
            doomed.append(passage)
        else:
            at_end = False
    return doomed


def _closes(passage: Passage) -> bool:
    if passage.size > _RIGHTS_NOTE and not passage.links and _RIGHTS.match(passage.text):
        return False
    return opens(Sort.CLOSING, passage.text) and (passage.links > 0 or passage.size < 150)


def _is_line_of_links(passage: Passage) -> bool:
    if passage.is_heading:
        return False
    if sum(map(len, _ADDRESS.findall(passage.text))) > 0.5 * passage.size and passage.tag != "li":
        return True
    if passage.size < 60 and (passage.links > 0.6 or (passage.links > 0.4 and _PARTED.search(passage.text))):
        return True
    return passage.size < 120 and passage.links > 0.9 and passage.tag != "li"
