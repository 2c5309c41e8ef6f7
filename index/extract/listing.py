"""Pages that are lists of other pages: fronts of papers, sections, results. Their headlines and teasers are the text.

A selector of articles finds one teaser there and calls it the article.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.extract.passages import Passage, volume
from index.extract.phrases import Sort, is_alone, opens

_FEWEST_HEADLINES = 8
_HEADLINE = 15
_PROSE = 60
_LONGEST_TEASER = 300
_WORTH_READING = 300


def is_listing(passages: Sequence[Passage]) -> bool:
    """Whether headlines that lead elsewhere part all the text of a page into teasers."""
    headlines = 0
    runs = [0]
    for passage in passages:
        if _is_headline(passage):
            headlines += 1
            runs.append(0)
        elif passage.size >= _PROSE and passage.links < 0.3 and not passage.is_caption:
            runs[-1] += passage.size
    if headlines < _FEWEST_HEADLINES:
        return False
    return max(runs) < _LONGEST_TEASER


def keep_listing(passages: Sequence[Passage]) -> None:
    """Keep the headlines with what stands between them, unless text worth reading was selected."""
    places = [at for at, passage in enumerate(passages) if _is_headline(passage)]
    last = places[-1]
    while last + 1 < len(passages) and passages[last + 1].size >= _PROSE and passages[last + 1].links < 0.3:
        last += 1
    members = [passage for passage in passages[places[0] : last + 1] if _is_line(passage)]
    if volume(passages) >= _WORTH_READING:
        return
    for passage in passages:
        passage.keep = False
    for passage in members:
        passage.keep = True


def _is_line(passage: Passage) -> bool:
    is_furniture = is_alone(passage.text) or opens(Sort.NOTICE, passage.text)
    return (passage.is_heading or passage.size >= _HEADLINE) and not passage.is_caption and not is_furniture


def _is_headline(passage: Passage) -> bool:
    return passage.is_heading and passage.links >= 0.8 and passage.size >= _HEADLINE and not passage.is_caption
