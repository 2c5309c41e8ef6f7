"""Decides by comparison which furniture was none, so that no kind of page loses its text to a name.

readability is asked again with what was set aside, and the answers are compared. It is asked only where what was set
aside holds prose worth asking for, or where the first answer holds too little of the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lxml.html import HtmlElement

from index.extract.furniture import CAPTION, SUSPECT, Evidence
from index.extract.passages import Passage, linked_volume, volume
from index.extract.phrases import is_alone
from index.extract.select import Selection, select
from index.extract.tree import drop, lineage

_LEAST = 300
"""Characters of a selection that is small for an article."""

_NOTEWORTHY = 0.2
"""Prose of suspects, against what is kept, that is worth a second selection."""

_LIFTING = {Evidence.WEAK: 0.25, Evidence.NAMED: 0.5, Evidence.STRONG: 0.85, Evidence.CERTAIN: 0.85}
"""The share of the second selection that a suspect must hold to be believed."""

_FEWEST_POSTS = 3

_CAPTION = 60
"""Characters of a caption that tells something."""

_TOO_LITTLE = 0.45
"""Where less than this share of the page's prose is kept, the selection is doubted."""


def choose(root: HtmlElement, passages: list[Passage], available: int) -> list[Passage]:
    """Mark the passages that are kept. Gives those that are left: the rest lay in what is furniture after all.

    `available` is the prose of the page, in characters, before anything was dropped.
    """
    _apply(select(root, passages, suspects=False), passages)
    suspects = {id(passage.suspect): passage.suspect for passage in passages if passage.suspect is not None}
    if suspects and _is_worth_asking(passages):
        _lift_suspects(root, passages)
    for element in suspects.values():
        if element is not None and SUSPECT in element.attrib:
            drop(element)
    passages = [passage for passage in passages if passage.suspect is None or SUSPECT not in passage.suspect.attrib]
    if volume(passages) < max(_LEAST, _TOO_LITTLE * available):
        _ask_without_names(root, passages)
    if volume(passages) < _LEAST:
        _read_captions(passages)
    return passages


def _read_captions(passages: Sequence[Passage]) -> None:
    """Where captions hold nearly all the prose of a page, as in a gallery, they are its text."""
    captions = [each for each in passages if each.is_caption and each.size >= _CAPTION and each.links < 0.3]
    if len(captions) < 3 or volume(captions) or sum(each.size for each in captions) < 2 * max(_LEAST, volume(passages)):
        return
    for passage in captions:
        passage.is_caption, passage.keep, passage.chosen = False, True, True
        for node in lineage(passage.node, 3):
            node.attrib.pop(CAPTION, None)


def _apply(selection: Selection, passages: Sequence[Passage]) -> None:
    for passage in passages:
        passage.within = passage.number in selection.within
        passage.keep = passage.chosen = passage.number in selection.chosen and not passage.is_caption


def _is_worth_asking(passages: Sequence[Passage]) -> bool:
    kept = volume(passages)
    aside = sum(each.size for each in passages if each.suspect is not None and each.links < 0.3 and each.size >= 80)
    return kept < _LEAST or aside > _NOTEWORTHY * kept


def _lift_suspects(root: HtmlElement, passages: Sequence[Passage]) -> None:
    """Where a selection with the suspects rests on some of them, those were named wrongly."""
    second = _second_selection(root, passages)
    chosen = [passages[number] for number in second.chosen if not passages[number].is_caption]
    total = sum(passage.size for passage in chosen)
    held: Counter[tuple[str, str]] = Counter()
    for passage in chosen:
        if passage.suspect is not None:
            held[_kind_of(passage.suspect)] += passage.size
    kept = volume(passages)
    suspects = {passage.suspect for passage in chosen if passage.suspect is not None}
    lifted = {
        element for element in suspects
        if held[_kind_of(element)] > (share := _LIFTING[Evidence(element.get(SUSPECT))]) * total
        and kept < (1 - share) * total
    }  # fmt: skip
    if not lifted:
        return
    kinds = {_kind_of(element) for element in lifted}
    lifted = {each.suspect for each in passages if each.suspect is not None and _kind_of(each.suspect) in kinds}
    for element in lifted:
        del element.attrib[SUSPECT]
    for passage in passages:
        if passage.suspect is None or passage.suspect in lifted:
            passage.within = passage.within or passage.number in second.within
            is_post = passage.suspect is not None and _is_post(passage, of=len(lifted))
            passage.keep = passage.keep or is_post or (passage.number in second.chosen and not passage.is_caption)
            passage.chosen = passage.keep


def _is_post(passage: Passage, *, of: int) -> bool:
    """Whether a passage in one of several lifted elements is text: where the page rests on a thread, all of it is."""
    return of >= _FEWEST_POSTS and passage.links < 0.35 and not passage.is_caption and not is_alone(passage.text)


def _second_selection(root: HtmlElement, passages: Sequence[Passage]) -> Selection:
    """With the suspects; and, where readability knows their names too and finds nothing, without any names."""
    second = select(root, passages, suspects=True)
    if sum(passages[number].size for number in second.chosen) < _LEAST:
        return select(root, passages, suspects=True, names=False)
    return second


def _kind_of(suspect: HtmlElement) -> tuple[str, str]:
    """Suspects of one kind are judged together: a thread is many boxes of one name, none of which is most of it."""
    return str(suspect.tag), suspect.get("class") or ""


def _ask_without_names(root: HtmlElement, passages: Sequence[Passage]) -> None:
    """Selection by structure alone, taken where it finds far more text that is not links."""
    before = [(passage.within, passage.chosen, passage.keep) for passage in passages]
    kept = volume(passages)
    _apply(select(root, passages, suspects=False, names=False), passages)
    found = volume(passages)
    if not (kept < 0.55 * found and found > 1.5 * linked_volume(passages)):
        for passage, marks in zip(passages, before, strict=True):
            passage.within, passage.chosen, passage.keep = marks
