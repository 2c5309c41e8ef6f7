"""Phrases of page furniture, in many languages: one TOML file a language, read when the first page needs them.

Pages mix languages (an English share bar under a Japanese text), so every list is asked about every line.
"""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

_LEAD = re.compile(r"^[^\w©]+")
_LEAD_WITH_NUMBER = re.compile(r"^[\W\d]+")
_TRAIL_WITH_NUMBER = re.compile(r"[\W\d]+$")
_TRAIL = re.compile(r"\W+$")
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_APOSTROPHES = str.maketrans("’ʼ‘`", "''''")

_TELLING, _TELLING_CJK = 12, 6
"""Characters of a phrase that says enough to be looked for in the middle of a text."""

LONGEST_LINE = 400
"""Characters of the longest line that is looked at as furniture."""


class Sort(StrEnum):
    """The lists of each language file; what each means stands in `en.toml`."""

    ALONE = "alone"
    ONWARD = "onward"
    CLOSING = "closing"
    NOTICE = "notice"
    BYLINE = "byline"
    SOURCES = "sources"
    CONTENTS = "contents"
    COMMENTS = "comments"
    PAYWALL = "paywall"
    SHELL = "shell"
    BACK = "back"
    PERMALINK = "permalink"
    AND = "and"


class Openings:
    """Phrases that lines open with, found by their first word; scripts without blanks by their first characters."""

    def __init__(self, phrases: frozenset[str]) -> None:
        self._by_word: dict[str, list[str]] = {}
        for phrase in phrases:
            word = _WORD.search(phrase)
            if word and not _UNSPACED.match(phrase):
                self._by_word.setdefault(word[0], []).append(phrase)
        self._unspaced = tuple(phrase for phrase in phrases if _UNSPACED.match(phrase) or not _WORD.search(phrase))

    def open(self, line: str) -> bool:
        """Whether the line, in one form, begins with one of the phrases, as whole words."""
        word = _WORD.match(line)
        for phrase in self._by_word.get(word[0], ()) if word else ():
            if line.startswith(phrase) and _ends_word(line, len(phrase)):
                return True
        return line.startswith(self._unspaced)


def _ends_word(line: str, at: int) -> bool:
    return at >= len(line) or not (line[at - 1].isalnum() and line[at].isalnum())


@lru_cache(maxsize=4096)
def one_form(line: str) -> str:
    """A line as phrases are written: lower case, plain apostrophes, single blanks, nothing but words in front."""
    return _LEAD.sub("", " ".join(line.casefold().translate(_APOSTROPHES).split()))


def is_alone(line: str) -> bool:
    """Whether the line says nothing but a phrase of furniture: "Share this article"."""
    return says_only(Sort.ALONE, line)


def says_only(sort: Sort, line: str) -> bool:
    """Whether the line is a phrase of this sort and nothing else, signs around it left out."""
    return len(line) <= LONGEST_LINE and _TRAIL.sub("", one_form(line)) in _phrases(sort)


def opens(sort: Sort, line: str) -> bool:
    """Whether the line begins with a phrase of this sort."""
    return len(line) <= LONGEST_LINE and _openings(sort).open(one_form(line))


def is_heading_of(sort: Sort, line: str) -> bool:
    """Whether a short line is a heading of this sort, a number in front or behind left out: "12 comments"."""
    if len(line) > 80:
        return False
    form = _LEAD_WITH_NUMBER.sub("", one_form(line))
    form = _TRAIL_WITH_NUMBER.sub("", form)
    known = _phrases(sort)
    return form in known or all(part in known for part in _joint().split(form))


def mentions(sort: Sort, text: str) -> bool:
    """Whether a phrase of this sort stands anywhere in a short text."""
    form = one_form(text)
    return any(
        phrase in form
        for phrase in _phrases(sort)
        if len(phrase) >= (_TELLING_CJK if _UNSPACED.match(phrase) else _TELLING)
    )


@cache
def _phrases(sort: Sort) -> frozenset[str]:
    return frozenset(phrase for language in _languages() for phrase in language.get(sort, ()) if phrase)


@cache
def _joint() -> re.Pattern[str]:
    """What stands between two headings in one: "Notes and references", "Sources & Links"."""
    return re.compile(rf"\s*[&/,]\s*|\s(?:{'|'.join(map(re.escape, sorted(_phrases(Sort.AND))))})\s")


@cache
def _openings(sort: Sort) -> Openings:
    return Openings(_phrases(sort))


@cache
def _languages() -> tuple[dict[str, list[str]], ...]:
    found = []
    for entry in files(__name__).iterdir():
        if entry.name.endswith(".toml"):
            lists = tomllib.loads(entry.read_text("utf-8"))
            found.append({sort: [one_form(phrase) for phrase in phrases] for sort, phrases in lists.items()})
    return tuple(found)


def languages() -> frozenset[str]:
    """The languages that phrases are kept for."""
    return frozenset(entry.name[:-5] for entry in files(__name__).iterdir() if entry.name.endswith(".toml"))
