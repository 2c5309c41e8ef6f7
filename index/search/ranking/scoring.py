"""In which order documents match.

    score = coverage ^ c * sum over words of the query
                weight * [ idf * saturated(tf) + exact * the same for the word as written ]
            + the query's idf, where the title is the query
            + neighbours (`together`), and for questions what the best documents speak of (`feedback`)

    saturated(tf) = tf (k1 + 1) / (tf + k1 (1 - b + b length / average))        BM25 (Robertson, Zaragoza 2009)
    tf            = title * (in the title) + (in the body)                      BM25F, one saturation for both fields
    coverage      = 0.3 + 0.7 * the share of the query's idf that the document holds

The idf is log(1 + (N - n + 0.5) / (n + 0.5)); deleted documents count in N, n and the average until they are merged
away. Stop words weigh little, are not looked for as written, and do not count in the coverage.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache, partial

import numpy as np

from index.search.analysis import is_unspaced
from index.search.codec.arrays import Array
from index.search.engine import Entry
from index.search.names import BODY, BODY_WORDS, TITLE, TITLE_WORDS
from index.search.ranking.concept import Concept, inverse_frequency, saturated
from index.search.ranking.feedback import add_feedback
from index.search.ranking.kin import holders, kin
from index.search.ranking.leaves import Leaves
from index.search.ranking.parameters import Parameters
from index.search.ranking.plan import Chain, Leaf, Term
from index.search.ranking.postings import Candidates, Postings, Spread, common, with_more
from index.search.ranking.snapshot import Snapshot
from index.search.ranking.together import add_neighbours

KIN_REMEMBERED = 2048
"""Words of queries whose kin are remembered, a kilobyte or two each."""


class Norms:
    """Document lengths as BM25 wants them: k1 (1 - b + b length / average)."""

    def __init__(self, snapshot: Snapshot, parameters: Parameters) -> None:
        self._snapshot, self._parameters = snapshot, parameters

    @cached_property
    def stems(self) -> Array:
        """For the stems."""
        return self._norm(TITLE, BODY)

    @cached_property
    def words(self) -> Array:
        """For the exact words."""
        return self._norm(TITLE_WORDS, BODY_WORDS)

    def _norm(self, title: str, body: str) -> Array:
        p = self._parameters
        lengths = self._snapshot.lengths(title).astype(np.float32)
        lengths *= np.float32(p.title)
        lengths += self._snapshot.lengths(body)
        average = float(lengths.mean(dtype=np.float64)) if len(lengths) else 0.0
        return np.float32(p.k1 * (1 - p.b)) + lengths * np.float32(p.k1 * p.b / (average or 1.0))


class Scorer:
    """Scores documents of a snapshot."""

    def __init__(self, snapshot: Snapshot, leaves: Leaves, parameters: Parameters) -> None:
        self._snapshot, self._leaves, self._parameters = snapshot, leaves, parameters
        self._norms = Norms(snapshot, parameters)
        self._kin = lru_cache(KIN_REMEMBERED)(partial(kin, snapshot, parameters))

    def concepts(self, leaves: Sequence[Leaf], languages: tuple[str, ...]) -> list[Concept]:
        """The different leaves of a query in these languages, looked up together with their kin."""
        found: dict[object, Concept] = {}
        for leaf in leaves:
            key = (type(leaf), leaf.word, leaf.scope) if isinstance(leaf, Term) else leaf
            if key not in found:
                postings = self._with_kin(leaf, languages)
                holding = float(np.minimum(postings.frequencies, 1.0).sum())
                found[key] = Concept(leaf, postings, inverse_frequency(holding, self._snapshot.size), 1.0)
        concepts = list(found.values())
        if not any(concept.is_content for concept in concepts):
            return concepts
        return [
            concept
            if concept.is_content
            else Concept(concept.leaf, concept.postings, concept.idf, self._parameters.stop)
            for concept in concepts
        ]

    def _with_kin(self, leaf: Leaf, languages: tuple[str, ...]) -> Postings | Spread:
        postings = self._leaves.postings(leaf)
        if not (isinstance(leaf, Term) and self._parameters.kin) or leaf.stop:
            return postings
        return with_more(postings, *holders(self._kin(leaf.word, leaf.scope, languages)), self._snapshot.size)

    def scores(
        self,
        concepts: Sequence[Concept],
        candidates: Candidates,
        *,
        is_question: bool = False,
        read: Callable[[int], Entry | None] | None = None,
    ) -> Array:
        """The score of each candidate. `read` gives an article's text, for feedback."""
        total = np.zeros(len(candidates), np.float32)
        held = np.zeros(len(candidates), np.float32)
        whole = 0.0
        has_content = any(concept.is_content for concept in concepts)
        norms = self._norms.stems.take(candidates.documents)
        for concept in concepts:
            places, frequencies = candidates.aligned(concept.postings)
            total[places] += np.float32(concept.weight * concept.idf) * self._saturated(frequencies, norms[places])
            if concept.is_content or not has_content:
                held[places] += (frequencies > 0) * np.float32(concept.idf)
                whole += concept.idf
        self._add_exact(total, [concept for concept in concepts if concept.is_content or not has_content], candidates)
        if len(concepts) > 1 and whole and self._parameters.coverage:
            total *= (np.float32(0.3) + held * np.float32(0.7 / whole)) ** np.float32(self._parameters.coverage)
        self._add_whole_titles(total, concepts, candidates)
        add_neighbours(total, concepts, candidates, self._leaves, self._parameters)
        if is_question and read is not None:
            add_feedback(total, concepts, candidates, read, self._snapshot, self._norms.stems, self._parameters)
        return total

    def _saturated(self, frequencies: Array, norms: Array) -> Array:
        return saturated(frequencies, norms, self._parameters)

    def _add_exact(self, total: Array, concepts: Sequence[Concept], candidates: Candidates) -> None:
        """Words as written; of a bigram its characters."""
        if not self._parameters.exact:
            return
        norms = self._norms.words.take(candidates.documents)
        for word, scope in dict.fromkeys((word, each.leaf.scope) for each in concepts for word in _written(each.leaf)):
            postings = self._leaves.exact(word, scope)
            places, frequencies = candidates.aligned(postings)
            weight = self._parameters.exact * inverse_frequency(len(postings), self._snapshot.size)
            total[places] += np.float32(weight) * self._saturated(frequencies, norms[places])

    def _add_whole_titles(self, total: Array, concepts: Sequence[Concept], candidates: Candidates) -> None:
        """A title that holds all words of the query and no other."""
        if not self._parameters.whole_title or not concepts:
            return
        documents, words = self._leaves.in_titles(concepts[0].leaf)
        for concept in concepts[1:]:
            found = self._leaves.in_titles(concept.leaf)
            here, there = common(documents, found.documents)
            documents, words = documents.take(here), words.take(here) + found.frequencies.take(there)
        documents = documents.compress(words == self._snapshot.lengths(TITLE).take(documents))
        is_whole, _ = common(candidates.documents, documents)
        total[is_whole] += np.float32(self._parameters.whole_title * sum(concept.idf for concept in concepts))


def _written(leaf: Leaf) -> tuple[str, ...]:
    match leaf:
        case Term(word):
            return tuple(word) if is_unspaced(word) else (word,)
        case Chain(words, plain=True) if not is_unspaced(words[0]):
            return words
        case Chain(words) if is_unspaced(words[0]):
            return tuple(dict.fromkeys("".join(words)))
    return ()
