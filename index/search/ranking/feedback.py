"""What the best documents of a question speak of, added to the question: for ranking, never for finding.

RM3 (Abdul-Jaleel and others 2004): the words of the best documents, weighted by how good and how short these are. Where
one document stands out it was meant, and nothing is added: feedback would drown it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from index.search.analysis import terms
from index.search.codec.arrays import Array
from index.search.engine import Entry
from index.search.names import COPIES, TEXT
from index.search.ranking.concept import Concept, inverse_frequency, saturated
from index.search.ranking.parameters import Parameters
from index.search.ranking.postings import Candidates, Postings
from index.search.ranking.snapshot import Snapshot

LEAST_IDF = 1.0
"""More frequent words are not what a document speaks of."""

STEEPNESS = 4.0
"""How fast the share of a document falls with its score."""

LONGEST = 40_000
"""Characters of a document that are looked at."""


def add_feedback(
    total: Array,
    concepts: Sequence[Concept],
    candidates: Candidates,
    read: Callable[[int], Entry | None],
    snapshot: Snapshot,
    norms: Array,
    parameters: Parameters,
) -> None:
    """Raise the candidates that speak of what the best ones speak of."""
    content = sum(concept.is_content for concept in concepts)
    if content < parameters.feedback_from or len(total) < parameters.feedback_documents or not parameters.feedback:
        return
    best = np.argsort(-total, kind="stable")[: parameters.feedback_documents]
    if total[best[-1]] < parameters.feedback_gate * total[best[0]]:
        return
    shares = np.exp((total[best] / total[best[0]] - 1) * STEEPNESS)
    model: dict[str, float] = {}
    articles = snapshot.ids[candidates.documents[best]].tolist()
    for article, share in zip(articles, (shares / shares.sum()).tolist(), strict=True):
        entry = read(article)
        if entry is not None:
            _add_words(model, entry, share)
    chosen = _chosen(model, snapshot, parameters)
    whole = sum(weight for _, weight, _ in chosen)
    norms = norms.take(candidates.documents)
    question = sum(concept.weight for concept in concepts) * parameters.feedback / (1 - parameters.feedback)
    for postings, weight, idf in chosen:
        frequencies = candidates.aligned(postings.documents, postings.frequencies)
        total += np.float32(weight / whole * question * idf) * saturated(frequencies, norms, parameters)


def _add_words(model: dict[str, float], entry: Entry, share: float) -> None:
    """Add a document's words: their share of its text, times its own share."""
    counts = Counter(terms(entry.body[:LONGEST], entry.language))
    for term in terms(entry.title, entry.language):
        counts[term] += COPIES
    length = counts.total()
    for term, count in counts.items():
        model[term] = model.get(term, 0.0) + share * count / length


def _chosen(model: dict[str, float], snapshot: Snapshot, parameters: Parameters) -> list[tuple[Postings, float, float]]:
    """The weightiest words that are not too frequent, with their postings, weight and idf."""
    chosen: list[tuple[Postings, float, float]] = []
    for term, weight in sorted(model.items(), key=lambda item: -item[1]):
        postings = snapshot.postings(TEXT, term)
        idf = inverse_frequency(len(postings), snapshot.size)
        if idf >= LEAST_IDF and len(postings):
            chosen.append((postings, weight, idf))
        if len(chosen) == parameters.feedback_words:
            break
    return chosen
