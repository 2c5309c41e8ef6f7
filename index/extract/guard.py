"""Decides by comparison which furniture was none, so that no kind of page loses its text to a name.

readability is asked again with what was set aside, and the answers are compared. It is asked only where what was set
aside holds prose worth asking for, or where the first answer holds too little of the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lxml.html import HtmlElement

from index.extract.furniture import SUSPECT, Evidence
from index.extract.passages import Passage, linked_volume, volume
from index.extract.select import Selection, select
from index.extract.tree import drop

_LEAST = 300
"""Characters of a selection that is small for an article."""

_NOTEWORTHY = 0.2
"""Prose of suspects, against what is kept, that is worth a second selection."""

_LIFTING = {Evidence.WEAK: 0.25, Evidence.NAMED: 0.5, Evidence.STRONG: 0.85, Evidence.CERTAIN: 0.85}
"""The share of the second selection that a suspect must hold to be believed."""

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
    return passages


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
    second = select(root, passages, suspects=True)
    chosen = [passages[number] for number in second.chosen if not passages[number].is_caption]
    total = sum(passage.size for passage in chosen)
    held: Counter[HtmlElement] = Counter()
    for passage in chosen:
        if passage.suspect is not None:
            held[passage.suspect] += passage.size
    kept = volume(passages)
    lifted = {
        element for element, size in held.items()
        if size > (share := _LIFTING[Evidence(element.get(SUSPECT))]) * total and kept < (1 - share) * total
    }  # fmt: skip
    if not lifted:
        return
    for element in lifted:
        del element.attrib[SUSPECT]
    for passage in passages:
        if passage.suspect is None or passage.suspect in lifted:
            passage.within = passage.within or passage.number in second.within
            passage.keep = passage.keep or (passage.number in second.chosen and not passage.is_caption)
            passage.chosen = passage.keep


def _ask_without_names(root: HtmlElement, passages: Sequence[Passage]) -> None:
    """Selection by structure alone, taken where it finds far more text that is not links."""
    before = [(passage.within, passage.chosen, passage.keep) for passage in passages]
    kept = volume(passages)
    _apply(select(root, passages, suspects=False, names=False), passages)
    found = volume(passages)
    if not (kept < 0.55 * found and found > 1.5 * linked_volume(passages)):
        for passage, marks in zip(passages, before, strict=True):
            passage.within, passage.chosen, passage.keep = marks
