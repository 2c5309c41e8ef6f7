"""Accents that stemmers need, put back where folding took them: on endings, by language.

People leave accents out, so words are folded before they are stemmed; but some stemmers know an ending by its accents
alone (Hungarian -ról, Portuguese -ção, Polish -ów), or by the harmony of vowels that folding made one (Turkish). Here
a folded word gets the accents back by which its ending is known, or the singular's ending for a plural that the
stemmer would keep apart; what remains of them in the stem is taken away again. Whatever was typed, the stem is the
same. Nothing here speaks of single words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

_ENDINGS = {
    "ca": "cio:ció cions:ció",
    "cs": "ach:ách ych:ých ym:ým ymi:ými eho:ého emu:ému ich:ích iho:ího imu:ímu",
    "hu": "bol:ból rol:ról tol:tól nal:nál nel:nél kent:ként ert:ért",
    "pl": "ow:ów ac:ać ic:ić aja:ają ajac:ając ajacy:ający ajaca:ająca ajace:ające ajacych:ających ajacego:ającego "
          "ajacej:ającej ajacym:ającym ajacymi:ającymi",
    "pt": "cao:ção coes:ção ao:ão oes:ão aos:ão avel:ável aveis:ável ivel:ível iveis:ível",
}  # fmt: skip
"""Endings as folded, and as the stemmer knows them.

French -ée is not among them: answers to CNIL's questions are no better with it (nDCG@10 -.001).
"""

_STEM = 3
"""Letters that stand before an ending at least: Hungarian kert (garden) has no -ért."""

_BARE = str.maketrans("áąãćçéęíıłóõöśúüůýžőة", "aaacceeiilooosuuuyzoه")

_WITH_ARTICLE = re.compile("((?:[وفبك]?ال|لل)\\w{2,})ه$")
_BEFORE_BACK = re.compile("i(?=[^aeıioöuü]*[aı])")
_AFTER_BACK = re.compile("(?<=[aı])([^aeıioöuü]*)i")
_BEFORE_FRONT = re.compile("[ou](?=[^aeıioöuü]*[eiöü])")


def accented(language: str) -> Callable[[str], str] | None:
    """What puts back the accents of a folded word of a language; None where stemmers need none."""
    if language in _BY_RULE:
        return _BY_RULE[language]
    return _with_endings(language) if language in _ENDINGS else None


def bare(stem: str) -> str:
    """A stem without the accents that were put back."""
    return stem if stem.isascii() else stem.translate(_BARE)


@cache
def _with_endings(language: str) -> Callable[[str], str]:
    known = dict(pair.split(":") for pair in _ENDINGS[language].split())
    longest_first = "|".join(sorted(known, key=len, reverse=True))
    ending = re.compile(rf"(?<=\w{{{_STEM}}})(?:{longest_first})$")
    return lambda word: ending.sub(lambda match: known[match[0]], word)


def _harmonious(word: str) -> str:
    """A Turkish word whose vowels go together as the endings have it: i beside a is ı, o and u before e and i are ö, ü.

    In the first syllables that may be wrong, but it is the same wrong for every form of a word, and it does not last.
    """
    before = ""
    while before != word:
        before = word
        word = _BEFORE_BACK.sub("ı", _AFTER_BACK.sub(r"\1ı", word))
    return _BEFORE_FRONT.sub(lambda match: "ö" if match[0] == "o" else "ü", word)


def _with_article(word: str) -> str:
    """An Arabic word with its feminine ending, where the article says that no pronoun can end it."""
    return _WITH_ARTICLE.sub(r"\1ة", word)


_BY_RULE: dict[str, Callable[[str], str]] = {"ar": _with_article, "tr": _harmonious}
