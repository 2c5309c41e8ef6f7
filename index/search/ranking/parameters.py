"""The numbers of the ranking formula: one set for every language and collection, fitted to none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parameters:
    """0 switches a part off (1 for `stop`). What a word of the title counts is written into the index (`names`)."""

    k1: float = 1.2
    b: float = 0.75
    stop: float = 0.3
    """The weight of a stop word."""
    exact: float = 0.5
    """The weight of the word as written, beside its stem (of characters beside bigrams)."""
    coverage: float = 0.25
    """Power of the share of the query's idf that a document holds."""
    together: float = 0.15
    """The weight of neighbouring query words that stand within `window` words of each other."""
    window: int = 5
    depth: int = 100
    """The best documents, in which neighbours are looked at."""
    whole_title: float = 1.0
    """What a title that is the query gets, as a share of the query's idf."""
    same_title: float = 3.0
    """What it gets beside that where it is the query word for word: about as much as words can give at most."""
    kin: float = 0.5
    """The weight of words that look alike; those hold at least `kin_share` of the word's pieces; at most so many."""
    kin_share: float = 0.35
    kin_most: int = 40
    kin_below: int = 1_000
    """Documents that hold a word from which on it has no kin."""
    feedback: float = 0.3
    """The share of the query's weight that its best documents give, where it is a question."""
    feedback_documents: int = 3
    feedback_words: int = 40
    feedback_from: int = 6
    """Content words from which on a query is a question."""
    feedback_gate: float = 0.65
    """The third document's least score, as a share of the first's: where one stands out, it was meant."""


DEFAULT = Parameters()
