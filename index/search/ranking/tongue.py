"""In which language a query is, as far as the library can tell: its words are frequent in texts of their own language.

Needed for the stop words alone: «die» is an article to a German and a verb to others. Each language of the library is
scored by how probable it makes the words of the query; those that come near the best count.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import log

from index.search.analysis import words
from index.search.ranking.leaves import Leaves
from index.search.ranking.snapshot import Snapshot
from index.search.tree import Fuzzy, Phrase, Prefix, Query, Word, leaves

MOST_WORDS = 24
REMEMBERED = 2048
"""Queries whose languages are remembered."""

SMOOTHING = 2.0
"""Imagined documents of each language, in which a word is as frequent as in the whole library."""

NEAR = 2.0
"""Logarithm of how much less probable than the best a language may make the query."""


class Tongue:
    """Tells the languages of queries to one snapshot."""

    def __init__(self, snapshot: Snapshot, looked_up: Leaves) -> None:
        self._snapshot, self._looked_up = snapshot, looked_up
        self._likely = lru_cache(REMEMBERED)(self._likeliest)

    def spoken(self, tree: Query) -> tuple[str, ...]:
        """The languages that a query is probably in, the likeliest first; all where it has no words."""
        if len(self._snapshot.languages) <= 1:
            return self._snapshot.languages
        texts = [leaf.text for leaf in leaves(tree) if isinstance(leaf, Word | Phrase | Prefix | Fuzzy)]
        asked = list(dict.fromkeys(word.text for text in texts for word in words(text)))[:MOST_WORDS]
        return self._likely(tuple(asked)) if asked else self._snapshot.languages

    def _likeliest(self, asked: Sequence[str]) -> tuple[str, ...]:
        sizes: list[int] = self._snapshot.language_sizes.tolist()
        likelihood = [0.0] * len(sizes)
        for word in asked:
            counts: list[int] = self._looked_up.speakers(word).tolist()
            holders = sum(counts)
            if holders:
                expected = SMOOTHING * holders / self._snapshot.size
                for place, (count, size) in enumerate(zip(counts, sizes, strict=True)):
                    likelihood[place] += log((count + expected) / (size + SMOOTHING))
        floor = max(likelihood) - NEAR
        near = [place for place, each in enumerate(likelihood) if each >= floor]
        near.sort(key=lambda place: (-likelihood[place], -sizes[place]))
        languages = self._snapshot.languages
        return tuple(languages[place] for place in near)
