"""Titles that are the query: that hold its words and no other, and among them those that are it word for word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from index.search.analysis import is_unspaced
from index.search.codec.arrays import Array
from index.search.codec.runs import distinct
from index.search.names import TITLE
from index.search.ranking.concept import Concept
from index.search.ranking.leaves import Leaves
from index.search.ranking.parameters import Parameters
from index.search.ranking.plan import IN_TITLE, Chain, Term
from index.search.ranking.postings import NO_DOCUMENTS, Postings, common
from index.search.ranking.snapshot import Snapshot


def whole_titles(
    concepts: Sequence[Concept], leaves: Leaves, snapshot: Snapshot, parameters: Parameters
) -> list[Postings]:
    """What documents get whose title is the query: so much that they come first where it is so word for word."""
    asked = _asked(concepts)
    if not parameters.whole_title or not asked:
        return []
    documents = _made_of(asked, leaves, snapshot)
    if not len(documents):
        return []
    idf = sum(concept.idf for concept in asked)
    return [
        Postings(titled, np.full(len(titled), share * idf, np.float32))
        for share, titled in (
            (parameters.whole_title, documents),
            (parameters.same_title, _word_for_word(asked, documents, leaves, snapshot)),
        )
    ]


def _asked(concepts: Sequence[Concept]) -> list[Concept]:
    """The words of a query. Of the alternatives in a place the first counts, which was typed."""
    first: dict[int, Concept] = {}
    for concept in concepts:
        first.setdefault(concept.places[0], concept)
    return list(first.values())


def _made_of(asked: Sequence[Concept], leaves: Leaves, snapshot: Snapshot) -> Array:
    """The documents whose title holds all words, in any form and order, and no other."""
    documents, words = leaves.in_titles(asked[0].leaf)
    for concept in asked[1:]:
        if not len(documents):
            return NO_DOCUMENTS
        found = leaves.in_titles(concept.leaf)
        here, there = common(documents, found.documents)
        documents, words = documents.take(here), words.take(here) + found.frequencies.take(there)
    return documents.compress(words == snapshot.lengths(TITLE).take(documents))


def _word_for_word(asked: Sequence[Concept], documents: Array, leaves: Leaves, snapshot: Snapshot) -> Array:
    """Those of the documents whose title has the words in the order and the form in which they were typed."""
    placed = sorted((place, word) for concept in asked for place, word in _placed(concept))
    documents = documents.compress(snapshot.lengths(TITLE).take(documents) == len(placed))
    for place, word in placed:
        if not is_unspaced(word):
            documents = documents.take(common(documents, leaves.exact(word, IN_TITLE).documents)[0])
            if len(placed) == 1:
                break  # there is no other place in such a title
        if not len(documents):
            break
        keys = leaves.occurrences(word, TITLE, documents)
        documents = documents.take(distinct(keys.compress((keys & 0xFFFFFFFF) == place - placed[0][0]) >> 32))
    return documents


def _placed(concept: Concept) -> Iterator[tuple[int, str]]:
    """The words of a concept with their places in the query."""
    leaf = concept.leaf
    words = leaf.words if isinstance(leaf, Chain) else (leaf.word,) if isinstance(leaf, Term) else ()
    for place in concept.places:
        yield from ((place + at, word) for at, word in enumerate(words))
