"""Whether two articles tell the same story in nearly the same words, and how those that may are found among many.

A text is the set of its *shingles*, runs of neighbouring words. Two texts are one story where they share most of them
(resemblance, Broder 1997). Texts that do are found by a *sketch*: the least hash of each of several parts of the
shingles (one-permutation hashing, Li and others 2012; empty parts borrow from others, Shrivastava 2017), put together
in *bands*. Texts of the resemblance sought share one band in 98 of 100 cases; whoever shares one is compared in full.

Articles of a series, or made from one template, are alike as well, and are not the same story: so their titles and
their numbers have a say. Where in doubt, two articles are two.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from hashlib import blake2b

from index.store.folding import fold

VERSION = 1
"""Of the rules below: sketches of another version are made anew."""

SHARED = 0.8
"""The share of the shingles of both that a story has in common."""

WIDTH, UNSPACED_WIDTH = 5, 9
"""Words of a shingle, and characters where a script has no blanks."""

SHORTEST = 60
"""Shingles of the shortest text that is compared: shorter ones are notes and notices, which are alike by nature."""

BANDS, ROWS = 8, 4

NUMBERS_FROM, NUMBERS_SHARED = 4, 0.5
"""Different numbers in both texts from which on so many of them must be the same."""

_PARTS = BANDS * ROWS
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W_])+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_NUMBER = re.compile(r"\d+")
_MIXER, _MASK = 0x9E3779B97F4A7C15, (1 << 64) - 1
_PART_BITS = 59


@dataclass(frozen=True, slots=True)
class Told:
    """What two articles are compared by. `host` is the folded host, or empty."""

    title: str
    host: str
    language: str
    text: str


def bands(text: str) -> tuple[int, ...]:
    """The bands of a text, as signed 64-bit numbers; none where it is too short to tell."""
    found = _shingles(text)
    if len(found) < SHORTEST:
        return ()
    least = _least(found)
    return tuple(_band(at, least[at * ROWS : (at + 1) * ROWS]) for at in range(BANDS))


def is_same_story(one: Told, other: Told) -> bool:
    """Whether two articles are the same story. Exact, whatever the bands say."""
    if one.language and other.language and one.language != other.language:
        return False
    if not _titles_agree(one, other) or not _numbers_agree(one.text, other.text):
        return False
    shingles, others = _shingles(one.text), _shingles(other.text)
    if min(len(shingles), len(others)) < SHORTEST:
        return False
    return len(shingles & others) >= SHARED * len(shingles | others)


def _titles_agree(one: Told, other: Told) -> bool:
    """On one site another title is another article. Elsewhere titles are rewritten, but still speak of the story."""
    title, other_title = _tokens(one.title), _tokens(other.title)
    if title == other_title:
        return True
    if one.host == other.host:
        return False
    numbers, others = set(_NUMBER.findall(one.title)), set(_NUMBER.findall(other.title))
    if numbers and others and numbers != others:
        return False
    return _is_told_in(title, other_title, other.text) and _is_told_in(other_title, title, one.text)


def _is_told_in(title: list[str], other_title: list[str], text: str) -> bool:
    """Whether most words of a title stand in another article."""
    there = {*other_title, *_tokens(text)}
    return sum(word in there for word in title) * 2 > len(title) or not title


def _numbers_agree(one: str, other: str) -> bool:
    """A template that is filled in anew every day differs in its numbers."""
    numbers, others = set(_NUMBER.findall(one)), set(_NUMBER.findall(other))
    if min(len(numbers), len(others)) < NUMBERS_FROM:
        return True
    return len(numbers & others) >= NUMBERS_SHARED * len(numbers | others)


def _tokens(text: str) -> list[str]:
    """Folded words, and the single characters of scripts without blanks."""
    return _TOKEN.findall(fold(text))


def _shingles(text: str) -> set[int]:
    """The hashes of a text's shingles."""
    tokens = _tokens(text)
    width = UNSPACED_WIDTH if sum(map(bool, map(_IS_UNSPACED.match, tokens))) * 2 > len(tokens) else WIDTH
    runs = zip(*(tokens[at:] for at in range(width)), strict=False)
    return {zlib.crc32(" ".join(run).encode("utf-8", "replace")) for run in runs}


def _least(hashes: set[int]) -> list[int]:
    """The least hash of each part."""
    least: list[int] = [_MASK] * _PARTS
    for each in hashes:
        mixed = each * _MIXER & _MASK
        part = mixed >> _PART_BITS
        if mixed < least[part]:
            least[part] = mixed
    return [value if value != _MASK else _borrowed(least, part) for part, value in enumerate(least)]


def _borrowed(least: list[int], part: int) -> int:
    """What stands in an empty part: that of the first other one, in an order of its own, that is not empty."""
    at = part
    while least[at] == _MASK:
        at = (at * 5 + 2 * part + 1) % _PARTS
    return least[at]


def _band(number: int, rows: list[int]) -> int:
    data = b"".join(row.to_bytes(8, "big") for row in (number, *rows))
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)
