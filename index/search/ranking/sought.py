"""A query, looked up: its words, and what is known of their scores before a document is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.search.ranking.concept import Concept
from index.search.ranking.postings import Postings


@dataclass(frozen=True, slots=True)
class Sought:
    """A query whose answers are scored.

    `written`: what documents get for words as written, where no concept's worth holds it; `titled`: for their title.
    `coverage`: the power of the share of the query's idf that a document holds.
    """

    concepts: Sequence[Concept]
    languages: tuple[str, ...]
    written: Sequence[Postings]
    titled: Sequence[Postings]
    coverage: float

    @property
    def counted(self) -> Sequence[Concept]:
        """The concepts that count in the coverage."""
        return [concept for concept in self.concepts if concept.is_content] or self.concepts

    def covered(self, share: float) -> float:
        """By what a score is multiplied where a document holds a share of the query's idf."""
        return float((0.3 + 0.7 * share) ** self.coverage)
