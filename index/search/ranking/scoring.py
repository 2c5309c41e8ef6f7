"""In which order documents match.

    score = coverage ^ c * sum over words of the query
                weight * [ idf * saturated(tf) + exact * the same for the word as written ]
            + the query's idf, where the title is the query; three times more, where it is so word for word
            + neighbours (`together`), and for questions what the best documents speak of (`feedback`)

    saturated(tf) = tf (k1 + 1) / (tf + k1 (1 - b + b length / average))        BM25 (Robertson, Zaragoza 2009)
    tf            = 3 * (in the title) + (in the body)                          BM25F, one saturation for both fields
    coverage      = 0.3 + 0.7 * the share of the query's idf that the document holds

The idf is log(1 + (N - n + 0.5) / (n + 0.5)); deleted documents count in N, n and the average until they are merged
away. Stop words weigh little, are not looked for as written, and do not count in the coverage.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from typing import NamedTuple, TypeGuard

import numpy as np

from index.search.analysis import is_unspaced
from index.search.codec.arrays import Array
from index.search.engine import Entry
from index.search.names import TEXT, TEXT_WORDS
from index.search.ranking.bitmaps import Documents, is_long
from index.search.ranking.concept import Concept, inverse_frequency, saturated
from index.search.ranking.feedback import add_feedback
from index.search.ranking.kin import has_kin, holders, kin
from index.search.ranking.leaves import Leaves, identity
from index.search.ranking.parameters import Parameters
from index.search.ranking.plan import Chain, Leaf, Scope, Term
from index.search.ranking.postings import NO_DOCUMENTS, NOTHING, Candidates, Postings, common, parted
from index.search.ranking.pruning import are_many, contenders, outstanding
from index.search.ranking.snapshot import Snapshot
from index.search.ranking.sought import Sought
from index.search.ranking.titles import whole_titles
from index.search.ranking.together import add_neighbours, pairs_of

KIN_REMEMBERED = 2048
"""Words of queries whose kin are remembered, a kilobyte or two each."""

MOST_HELD = 8
"""Words of a query up to which which of them a document holds is a byte."""


class Norms:
    """Document lengths as BM25 wants them: k1 (1 - b + b length / average)."""

    def __init__(self, snapshot: Snapshot, parameters: Parameters) -> None:
        self._snapshot, self._parameters = snapshot, parameters

    @cached_property
    def stems(self) -> Array:
        """For the stems."""
        return self._norm(TEXT)

    @cached_property
    def words(self) -> Array:
        """For the exact words."""
        return self._norm(TEXT_WORDS)

    def _norm(self, name: str) -> Array:
        p = self._parameters
        norms = self._snapshot.lengths(name).astype(np.float32)
        average = float(norms.mean(dtype=np.float64)) if len(norms) else 0.0
        norms *= np.float32(p.k1 * p.b / (average or 1.0))
        norms += np.float32(p.k1 * (1 - p.b))
        return norms


class _Worth(NamedTuple):
    """What a leaf gives to each of the documents that hold it; of long lists also to which it gives most.

    `numbers`: its idf, and how much it gives at most to any but those.
    """

    worth: Array
    best: Array
    numbers: Array


class Scorer:
    """Scores documents of a snapshot."""

    def __init__(self, snapshot: Snapshot, leaves: Leaves, parameters: Parameters) -> None:
        self._snapshot, self._leaves, self._parameters = snapshot, leaves, parameters
        self._norms = Norms(snapshot, parameters)
        self._formula = repr(parameters)
        """The parameters as part of keys: a string's hash is worked out once."""
        self._kin = lru_cache(KIN_REMEMBERED)(partial(kin, snapshot, parameters))

    # Words

    def concepts(
        self, leaves: Sequence[Leaf], languages: tuple[str, ...], look_up: Callable[[Leaf], Documents]
    ) -> list[Concept]:
        """The different leaves of a query in these languages. `look_up` gives the documents of a leaf."""
        different: dict[object, list[Leaf]] = {}
        for leaf in leaves:
            key = (type(leaf), leaf.word, leaf.scope) if isinstance(leaf, Term) else leaf
            different.setdefault(key, []).append(leaf)
        concepts = [
            replace(self._concept(same[0], look_up(same[0]), languages), places=tuple(leaf.place for leaf in same))
            for same in different.values()
        ]
        if not any(concept.is_content for concept in concepts):
            return concepts
        return [
            concept if concept.is_content else replace(concept, weight=self._parameters.stop) for concept in concepts
        ]

    def _concept(self, leaf: Leaf, documents: Documents, languages: tuple[str, ...]) -> Concept:
        kin_of = languages if has_kin(leaf, len(documents), self._parameters) else None
        key = (*identity(leaf), kin_of, self._formula)
        worth, best, numbers = self._snapshot.remembered(key, lambda: self._worth(leaf, languages))
        idf, beyond = numbers.tolist()
        return Concept(leaf, documents, worth, best, beyond, idf, 1.0, (leaf.place,))

    def _worth(self, leaf: Leaf, languages: tuple[str, ...]) -> _Worth:
        postings = self._leaves.postings(leaf)
        documents, frequencies = postings
        holding = float(len(documents))
        with_kin = False
        if has_kin(leaf, len(postings), self._parameters):
            with_kin = True
            added, others = self._parted(leaf, postings, languages)
            frequencies = frequencies + added
            holding += float(np.minimum(others.frequencies, 1.0).sum())
        idf = inverse_frequency(holding, self._snapshot.size)
        worth = saturated(frequencies, self._norms.stems.take(documents), self._parameters)
        worth *= np.float32(idf)
        if self._parameters.exact and _is_written_so(leaf):
            among = Candidates(Documents(self._snapshot.size, numbers=documents))
            worth += among.aligned(*self._exact(leaf.word, leaf.scope))
        best, beyond = NO_DOCUMENTS, 0.0
        if is_long(len(documents), self._snapshot.size) and not with_kin:
            places, beyond = outstanding(worth)
            best = documents.take(places)
        return _Worth(worth, best, np.array([idf, beyond]))

    def _exact(self, word: str, scope: Scope) -> Postings:
        """What each document that holds a word as written gets for it."""
        documents, frequencies = self._leaves.exact(word, scope)
        weight = self._parameters.exact * inverse_frequency(len(documents), self._snapshot.size)
        worth = saturated(frequencies, self._norms.words.take(documents), self._parameters)
        worth *= np.float32(weight)
        return Postings(documents, worth)

    # Kin

    def _parted(self, leaf: Term, postings: Postings, languages: tuple[str, ...]) -> tuple[Array, Postings]:
        """What kin add to the frequency in each of the postings, and the documents that hold nothing but kin."""
        found = self._kin(leaf.word, leaf.scope, languages)
        if not found:
            return np.zeros(len(postings), np.float32), NOTHING
        return parted(postings, *holders(found), self._snapshot.size)

    def _others(self, concept: Concept, languages: tuple[str, ...]) -> Postings:
        """What documents get that hold kin of a word and not the word."""
        leaf = concept.leaf
        if not has_kin(leaf, len(concept.documents), self._parameters) or not self._kin(
            leaf.word, leaf.scope, languages
        ):
            return NOTHING

        def worth() -> Postings:
            _, found = self._parted(leaf, self._leaves.postings(leaf), languages)
            norms = self._norms.stems.take(found.documents)
            return Postings(
                found.documents, saturated(found.frequencies, norms, self._parameters) * np.float32(concept.idf)
            )

        return self._snapshot.remembered((*identity(leaf), languages, self._formula, "others"), worth)

    def frequency(self, leaf: Leaf, candidates: Candidates, languages: tuple[str, ...]) -> float:
        """How often the candidates hold a leaf in all, kin counted by their likeness."""
        postings = self._leaves.postings(leaf)
        found = float(candidates.aligned(*postings).sum())
        if has_kin(leaf, len(postings), self._parameters):
            added, others = self._parted(leaf, postings, languages)
            found += float(candidates.aligned(postings.documents, added).sum())
            found += float(candidates.aligned(*others).sum())
        return found

    # Scores

    def sought(self, concepts: Sequence[Concept], languages: tuple[str, ...]) -> Sought:
        """A query of these concepts."""
        counted = [concept for concept in concepts if concept.is_content] or concepts
        titled = whole_titles(concepts, self._leaves, self._snapshot, self._parameters)
        return Sought(concepts, languages, self._written(counted), titled, self._parameters.coverage)

    def scores(
        self,
        sought: Sought,
        candidates: Candidates,
        *,
        is_question: bool = False,
        read: Callable[[int], Entry | None] | None = None,
    ) -> Array:
        """The score of each candidate. `read` gives an article's text, for feedback."""
        total = self.apart(sought, candidates)
        add_neighbours(total, sought.concepts, candidates, self._leaves, self._parameters)
        if is_question and read is not None:
            norms = self._norms.stems
            add_feedback(total, sought.concepts, candidates, read, self._snapshot, norms, self._parameters)
        return total

    def apart(self, sought: Sought, candidates: Candidates) -> Array:
        """What each candidate gets by itself, whatever the others are: all but neighbours and feedback."""
        concepts, counted = sought.concepts, sought.counted
        worths = [self._aligned(concept, candidates, sought.languages) for concept in concepts]
        total = np.zeros(len(candidates), np.float32)
        for concept, worth in zip(concepts, worths, strict=True):
            total += worth if concept.weight == 1.0 else worth * np.float32(concept.weight)
        for written in sought.written:
            total += candidates.aligned(*written)
        if len(concepts) > 1 and sought.coverage:
            held = [worth > 0 for concept, worth in zip(concepts, worths, strict=True) if concept in counted]
            _cover(total, held, [concept.idf for concept in counted], sought)
        for documents, worth in sought.titled:
            raised, of = common(candidates.documents, documents)
            total[raised] += worth.take(of)
        return total

    def contenders(self, sought: Sought, found: Documents, wanted: int) -> Array | None:
        """The documents that can be among the best `wanted` of those found; None where all must be scored."""
        if not are_many(found):
            return None
        depth = self._parameters.depth if self._parameters.together and pairs_of(sought.concepts) else 0
        return contenders(
            sought,
            found,
            max(wanted, depth),
            lambda documents: self.apart(sought, Candidates(documents)),
            lambda concept: self._others(concept, sought.languages),
        )

    def _aligned(self, concept: Concept, candidates: Candidates, languages: tuple[str, ...]) -> Array:
        """What a concept gives to each candidate."""
        worth = candidates.aligned_to(concept.documents, concept.worth)
        if concept.documents is not candidates.found and np.count_nonzero(worth) < len(worth):
            others = self._others(concept, languages)
            if len(others):
                worth += candidates.aligned(*others)
        return worth

    def _written(self, concepts: Sequence[Concept]) -> list[Postings]:
        """Words as written, where their worth does not hold it; of a bigram its characters."""
        if not self._parameters.exact:
            return []
        written = ((word, each.leaf.scope) for each in concepts for word in _written(each.leaf))
        done = {(each.leaf.word, each.leaf.scope) for each in concepts if _is_written_so(each.leaf)}
        return [self._exact(*each) for each in dict.fromkeys(written) if each not in done]


def _cover(total: Array, held: Sequence[Array], idfs: Sequence[float], sought: Sought) -> None:
    """Take off for words that are missing, from documents that hold some of the words (masks)."""
    whole = sum(idfs)
    if not whole or all(mask.all() for mask in held):
        return
    if len(held) > MOST_HELD:
        share = sum((mask * np.float32(idf / whole) for mask, idf in zip(held, idfs, strict=True)), np.float32(0))
        total *= (np.float32(0.3) + np.float32(0.7) * share) ** np.float32(sought.coverage)
        return
    which = np.zeros(len(total), np.uint8)
    for bit, mask in enumerate(held):
        which |= mask.view(np.uint8) << np.uint8(bit)
    shares = [sum(idf for bit, idf in enumerate(idfs) if each >> bit & 1) / whole for each in range(1 << len(idfs))]
    total *= np.array([sought.covered(share) for share in shares], np.float32).take(which)


def _is_written_so(leaf: Leaf) -> TypeGuard[Term]:
    """Whether every document that holds a word as written holds the leaf, so that both are one worth."""
    return isinstance(leaf, Term) and not leaf.stop and not is_unspaced(leaf.word)


def _written(leaf: Leaf) -> tuple[str, ...]:
    match leaf:
        case Term(word, cut=cut) if is_unspaced(word):
            return tuple(word) if cut else ()
        case Term(word):
            return (word,)
        case Chain(words, plain=True) if not is_unspaced(words[0]):
            return words
    return ()
