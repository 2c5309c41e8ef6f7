"""The stem of a word in a language: Snowball, through PyStemmer, loaded when the first word is stemmed."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from index.search.characters import NOT_LATIN, SAME_LANGUAGE, STEMMERS, UNSPACED
from index.search.endings import accented, bare

MEMO = 1 << 17
"""Different words remembered; a large library's vocabulary is a few times that."""

SHORT = 2
"""Letters of words that are never stemmed."""

_UNSPACED = re.compile(f"[{UNSPACED}]")
_stemmers: dict[str, Any] = {}
_one_at_a_time = threading.Lock()
"""Snowball keeps its working memory in the stemmer."""


def base_language(language: str) -> str:
    """The code that decides about stemming: `pt-br` → `pt`, `nb` → `no`."""
    code = language.replace("_", "-").split("-")[0].lower()
    return SAME_LANGUAGE.get(code, code)


@lru_cache(MEMO)
def stem(word: str, language: str) -> str:
    """The stem of a folded word in a language (a `base_language` code); unspaced pieces stay as they are."""
    language = stemmer_of(language, is_ascii=word.isascii())
    if not language or len(word) <= SHORT or _UNSPACED.match(word):
        return word
    with _one_at_a_time:
        return _stemmed_word(word, language)


def stems_in(word: str, stemmers: Sequence[str]) -> list[str]:
    """The stems of a word by the rules of several languages (what `stemmer_of` gave): all at one grasp, no memo."""
    if len(word) <= SHORT or _UNSPACED.match(word):
        return [word] * len(stemmers)
    with _one_at_a_time:
        return [_stemmed_word(word, language) for language in stemmers]


def stemmer_of(language: str, *, is_ascii: bool) -> str:
    """The language by whose rules a word of a language is stemmed; empty for none."""
    if is_ascii and language in NOT_LATIN:
        return "en"
    return language if language in STEMMERS else ""


def is_stemmed(language: str) -> bool:
    """Whether any words of a language (a `base_language` code) have other stems than themselves."""
    return language in STEMMERS or language in NOT_LATIN


def stem_all(words: Sequence[str], language: str) -> list[str]:
    """The stems of many words of one language: `stem` without its memo."""
    own = _stemmed(words, language)
    if language not in NOT_LATIN:
        return own
    english = _stemmed(words, "en")
    return [foreign if word.isascii() else stem for word, stem, foreign in zip(words, own, english, strict=True)]


def _stemmed(words: Sequence[str], language: str) -> list[str]:
    with _one_at_a_time:
        stemmer = _stemmer(language) if language in STEMMERS else None
        if stemmer is None:
            return list(words)
        put_back = accented(language)
        if put_back is None:
            stems = stemmer.stemWords(words)
        else:
            stems = list(map(bare, stemmer.stemWords(list(map(put_back, words)))))
    return [
        stem if stem != word and stem and len(word) > SHORT and not _UNSPACED.match(word) else word
        for word, stem in zip(words, stems, strict=True)
    ]


def _stemmed_word(word: str, language: str) -> str:
    """The stem of one word, which has some letters; the word itself where the language has no stemmer."""
    stemmer = _stemmer(language)
    if stemmer is None:
        return word
    put_back = accented(language)
    found: str = stemmer.stemWord(word) if put_back is None else bare(stemmer.stemWord(put_back(word)))
    return found or word


def _stemmer(language: str) -> Any:
    """Snowball's stemmer of a language; None where there is none, and for no language."""
    if not language:
        return None
    if language not in _stemmers:
        import Stemmer

        name = STEMMERS[language]
        _stemmers[language] = Stemmer.Stemmer(name, 0) if name in Stemmer.algorithms() else None
    return _stemmers[language]
