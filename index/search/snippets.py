"""The passage of an article that answers a query: where its words meet, cut at sentences, on one line."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from index.document.sentences import ends_sentence
from index.safe_text import ZERO_WIDTH_SPACE
from index.search.analysis import is_unspaced
from index.search.matching import Hit, Matcher, matcher, matches
from index.search.results import Range, Snippet
from index.search.tree import Query

WIDTH = 200
"""Characters of a passage; half as many of a script without blanks, whose characters are twice as wide."""

MOST_HITS = 400
"""Hits of a long text that are looked at."""

PORTION = 6_000
"""Characters of a text that are looked at at a time: most passages stand in the first."""

_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*\s+|[。！？][”」』）]*\s*|\n+|[।؟۔]\s*")
_BLANKS = re.compile(r"\s+")
_MORE = "…"

__all__ = ["matches", "snippet"]


def snippet(text: str, query: Query, language: str, *, width: int = WIDTH) -> Snippet:
    """The passage of a text that answers a query; its beginning where no word of the query stands in it."""
    hits = _hits(text, matcher(query, language))
    first = hits[0].start if hits else 0
    if is_unspaced(text[first : first + 1]):
        width //= 2
    if hits:
        chosen = _densest(hits, width)
        start, end = _cut(text, chosen[0].start, chosen[-1].end, width)
        first = chosen[0].start
    else:
        start, end = _cut(text, 0, 0, width)
    inside = [(hit.start, hit.end) for hit in hits if start <= hit.start and hit.end <= end]
    return _on_one_line(text, start, end, inside, first)


def _hits(text: str, leaves: Matcher) -> list[Hit]:
    """The first hits of a text in order, up to where each leaf that it holds was met, if all are."""
    hits: list[Hit] = []
    met: set[int] = set()
    at = 0
    while at < len(text) and len(met) < len(leaves.leaves) and len(hits) < MOST_HITS:
        end = _portion_end(text, at)
        found = itertools.islice(leaves.hits(text[at:end]), MOST_HITS - len(hits))
        hits.extend(sorted(Hit(start + at, stop + at, leaf) for start, stop, leaf in found))
        met.update(hit.leaf for hit in hits)
        at = end
    return hits


def _portion_end(text: str, at: int) -> int:
    """Where a portion ends: at a line's end, else between words, so that hardly a phrase is cut."""
    if len(text) - at <= PORTION * 3 // 2:
        return len(text)
    line = text.rfind("\n", at + PORTION // 2, at + PORTION)
    blank = _BLANKS.search(text, at + PORTION, at + PORTION * 3 // 2) if line < 0 else None
    return line + 1 if line >= 0 else blank.end() if blank else at + PORTION * 3 // 2


def _densest(hits: Sequence[Hit], width: int) -> Sequence[Hit]:
    """The hits of the stretch that holds most of the query: each leaf counts by its rarity in the text, once."""
    counts = Counter(hit.leaf for hit in hits)
    weights = {leaf: 1.0 / (1.0 + math.log(count)) for leaf, count in counts.items()}
    best: tuple[float, int, int] = (-1.0, 0, 0)
    for first, hit in enumerate(hits):
        last = first
        while last + 1 < len(hits) and hits[last + 1].end - hit.start <= width * 3 // 4:
            last += 1
        held = hits[first : last + 1]
        worth = sum(weights[leaf] for leaf in {each.leaf for each in held}) + 0.01 * len(held)
        if worth > best[0] + 1e-9:
            best = (worth, first, last)
    return hits[best[1] : best[2] + 1]


def _cut(text: str, first: int, last: int, width: int) -> Range:
    """Where the passage begins and ends: at sentences where they are near, else at words."""
    room = max(width - (last - first), width // 4)
    start = _begin(text, first, room // 2)
    end = min(len(text), max(last, start + width))
    return start, _end(text, last, end)


def _begin(text: str, first: int, room: int) -> int:
    low = max(0, first - room)
    if low == 0:
        return min(first, len(text) - len(text.lstrip()))
    ends = [match.end() for match in _sentence_ends(text, low, first) if match.end() <= first]
    if ends:
        return ends[0]
    blank = _BLANKS.search(text, low, first)
    return blank.end() if blank and blank.end() <= first else low


def _end(text: str, last: int, end: int) -> int:
    if end == len(text):
        return end
    ends = [match.start() + len(match[0].rstrip()) for match in _sentence_ends(text, last, end + 1)]
    if ends and ends[-1] - last > (end - last) // 2:
        return ends[-1]
    blanks = [match.start() for match in _BLANKS.finditer(text, last, end + 1) if match.start() > last]
    return blanks[-1] if blanks else end


def _sentence_ends(text: str, low: int, high: int) -> Iterator[re.Match[str]]:
    """The ends of sentences, with the blanks behind them; U.S. and Dr. are none."""
    for match in _SENTENCE.finditer(text, low, high):
        if match[0][0] == "\n" or ends_sentence(text, match.start(), match.start() + len(match[0].rstrip()), len(text)):
            yield match


def _on_one_line(text: str, start: int, end: int, marks: Sequence[Range], offset: int) -> Snippet:
    """The passage with white space collapsed, dots where it was cut, and its marks moved along."""
    passage = text[start:end]
    before = _MORE if start and not _begins_sentence(text, start) else ""
    after = _MORE if end < len(text) and not _ends_sentence(text, end) else ""

    def place(at: int) -> int:
        return len(before) + len(_shown(passage[: at - start]))

    moved = tuple((place(low), place(high)) for low, high in _joined(marks))
    return Snippet(before + _shown(passage) + after, moved, offset)


def _shown(passage: str) -> str:
    return _BLANKS.sub(" ", passage).replace(ZERO_WIDTH_SPACE, "")


def _joined(marks: Sequence[Range]) -> list[Range]:
    joined: list[Range] = []
    for low, high in marks:
        if joined and low < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined


def _begins_sentence(text: str, start: int) -> bool:
    return any(match.end() == start for match in _SENTENCE.finditer(text, max(0, start - 12), start))


def _ends_sentence(text: str, end: int) -> bool:
    return bool(re.search(r"[.!?…。！？।؟۔][\"'”’»)\]”」』）]*$", text[max(0, end - 6) : end])) or text[end] == "\n"
