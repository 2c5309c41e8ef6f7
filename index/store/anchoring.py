"""Finds passages again in a text that has changed: highlights by their words, places by the words that follow them.

A highlight that cannot be found is never dropped: it keeps its words and gets an empty range where it used to be. When
a later text holds the words again, it comes back. (W3C Web Annotation, 4.2.4, TextQuoteSelector.)
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.article import Article

CONTEXT = 32
"""Characters of prefix and suffix that are kept beside a quote."""

_PROBE = 64
"""Characters after the reading position that it is found again by."""

_MOST_STRETCH = 2
"""How many times as long a passage between a known prefix and suffix may have become."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage and its surroundings."""

    text: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Quote:
        """The quote of a range of a text."""
        return cls(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def find_quote(text: str, quote: Quote, near: int) -> tuple[int, int] | None:
    """Where a passage stands in a text; of several places the one with the likest surroundings, then the nearest."""
    for places in (_exact(text, quote), _loose(text, quote), _between(text, quote)):
        found = list(places)
        if found:
            return min(found, key=lambda place: (-_likeness(text, place, quote), abs(place[0] - near)))
    return None


def _exact(text: str, quote: Quote) -> Iterator[tuple[int, int]]:
    at = text.find(quote.text) if quote.text else -1
    while at >= 0:
        yield at, at + len(quote.text)
        at = text.find(quote.text, at + 1)


def _loose(text: str, quote: Quote) -> Iterator[tuple[int, int]]:
    """Places that differ in letter case and white space."""
    words = quote.text.split()
    if words:
        pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
        yield from (match.span() for match in pattern.finditer(text))


def _between(text: str, quote: Quote) -> Iterator[tuple[int, int]]:
    """Places whose words were edited, but not what stands before and after them."""
    if not (quote.prefix.strip() and quote.suffix.strip()):
        return
    longest = _MOST_STRETCH * len(quote.text) + CONTEXT
    for before, start in _exact(text, Quote(quote.prefix)):
        end = text.find(quote.suffix, start, start + longest + len(quote.suffix))
        if before < start < end:
            yield start, end


def _likeness(text: str, place: tuple[int, int], quote: Quote) -> int:
    """How many characters on both sides of a place are as they were."""
    start, end = place
    before = zip(reversed(text[max(0, start - CONTEXT) : start]), reversed(quote.prefix), strict=False)
    after = zip(text[end : end + CONTEXT], quote.suffix, strict=False)
    return sum(sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs)) for pairs in (before, after))


def unanchored(article: Article) -> int:
    """How many highlights of an article have no place in its text: their words are not in it."""
    return sum(each.start == each.end for each in article.highlights)


def find_position(old: str, new: str, position: int) -> int:
    """Where a place of an old text is in a new one: at the same words, or as far along as it was."""
    if not 0 < position <= len(old):
        return 0
    near = position * len(new) // len(old)
    found = find_quote(new, Quote.of(old, position, min(len(old), position + _PROBE)), near)
    return found[0] if found else near


def reanchor(connection: sqlite3.Connection, article_id: int, old: str, new: str) -> None:
    """Move the highlights, marks and the reading position of an article from its old text to its new one."""
    read = connection.execute("SELECT position FROM articles WHERE id = ?", (article_id,)).fetchone()
    if read and read[0]:
        position = find_position(old, new, read[0])
        fraction = position / len(new) if new else 0.0
        connection.execute(
            "UPDATE articles SET position = ?, fraction = ? WHERE id = ?", (position, min(1.0, fraction), article_id)
        )
    for letter, place in connection.execute(
        "SELECT letter, position FROM marks WHERE article_id = ?", (article_id,)
    ).fetchall():
        connection.execute("UPDATE marks SET position = ? WHERE letter = ?", (find_position(old, new, place), letter))
    marked = connection.execute(
        "SELECT id, start, quote, prefix, suffix FROM highlights WHERE article_id = ?", (article_id,)
    ).fetchall()
    for highlight_id, start, quote, prefix, suffix in marked:
        near = start * len(new) // max(1, len(old))
        place = find_quote(new, Quote(quote, prefix, suffix), near) or (min(near, len(new)),) * 2
        connection.execute('UPDATE highlights SET start = ?, "end" = ? WHERE id = ?', (*place, highlight_id))
