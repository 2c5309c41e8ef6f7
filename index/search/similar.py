"""What an article is about, as a query: for finding others like it. No model, no network.

Its key terms are the words that it uses much and the library little (tf × idf, the weighting of Robertson and Spärck
Jones 1976, over folded words, and pairs of characters of scripts without blanks); an article that shares several of
them is like it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from index.search.analysis import is_unspaced, raw_tokens, terms_of
from index.search.engine import Engine
from index.search.stemming import base_language
from index.search.stop_words import is_stop
from index.search.tree import Query, Word, any_of

MOST = 25
"""Key terms of an article: more of them no longer change who is found first."""

CANDIDATES = 250
"""Words whose rarity is looked up, the most frequent ones of the article."""

TITLE = 3
"""A word of the title counts as so many in the text."""

SHORTEST = 3


def key_terms(title: str, text: str, language: str, engine: Engine) -> Query:
    """The key terms of an article, any of which may be found; All where it has none."""
    languages = (base_language(language),)
    counts = Counter(_words(text))
    for word in _words(title):
        counts[word] += TITLE
    candidates = [
        (word, count) for word, count in counts.most_common() if _is_telling(word) and not is_stop(word, languages)
    ]
    weights = {word: _weight(count, engine.holders(word), engine.count) for word, count in candidates[:CANDIDATES]}
    best = sorted(weights, key=lambda word: -weights[word])[:MOST]
    return any_of([Word(word) for word in best if weights[word] > 0])


def _words(text: str) -> Iterator[str]:
    """The exact words of a text; its bigrams where it is written without blanks."""
    for raw in raw_tokens(text):
        pairs, exact = terms_of(raw)
        yield from pairs if is_unspaced(raw) else exact


def _is_telling(word: str) -> bool:
    """Whether a word may be about something: no number, and long enough."""
    if is_unspaced(word):
        return len(word) == 2
    return len(word) >= SHORTEST and not word.isdecimal()


def _weight(count: int, holders: int, articles: int) -> float:
    """The weight of a word; nothing where no other article holds it."""
    if holders < 2:
        return 0.0
    return (1 + math.log(count)) * math.log((articles + 1) / holders)
