"""Answers query trees over one snapshot: plan, find, score, and take the best."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Sequence
from functools import cache

import numpy as np

from index.search.codec.lexicon import near
from index.search.engine import Entry, Ranking
from index.search.names import TEXT_WORDS
from index.search.ranking.bitmaps import Documents, population
from index.search.ranking.finding import Finder
from index.search.ranking.leaves import Leaves
from index.search.ranking.parameters import DEFAULT, Parameters
from index.search.ranking.plan import EVERYWHERE, Term, has_question, plan_of, wanted
from index.search.ranking.postings import Candidates, best
from index.search.ranking.scoring import Scorer
from index.search.ranking.snapshot import Snapshot
from index.search.ranking.tongue import Tongue
from index.search.tree import Query


class Searcher:
    """A snapshot that can be asked. Cheap to make; any thread may ask."""

    def __init__(self, snapshot: Snapshot, parameters: Parameters = DEFAULT) -> None:
        self.snapshot, self.parameters = snapshot, parameters
        self.leaves = Leaves(snapshot, parameters)
        self._tongue = Tongue(snapshot, self.leaves)
        self._scorer = Scorer(snapshot, self.leaves, parameters)

    def search(
        self,
        tree: Query,
        *,
        limit: int | None,
        allowed: Collection[int] | None = None,
        languages: Sequence[str] = (),
        read: Callable[[int], Entry | None] | None = None,
    ) -> Ranking:
        """The best matches. Raises UnansweredLeaf."""
        languages = tuple(languages) or self.spoken(tree)
        plan = plan_of(tree, languages)
        look_up = cache(self.leaves.found)
        found = Finder(self.snapshot, look_up).documents(plan, allowed)
        is_question = has_question(plan)
        if limit is not None and limit <= 0:
            return Ranking(len(found), (), is_question)
        sought = self._scorer.sought(self._scorer.concepts(list(wanted(plan)), languages, look_up), languages)
        chosen = None
        if limit is not None and not (is_question and read is not None):
            chosen = self._scorer.contenders(sought, found, limit)
        candidates = Candidates(found if chosen is None else Documents(self.snapshot.size, numbers=chosen))
        scores = self._scorer.scores(sought, candidates, is_question=is_question, read=read)
        ids = self.snapshot.ids.take(candidates.documents)
        places = best(scores, ids, limit)
        hits = tuple(zip(ids[places].tolist(), scores[places].tolist(), strict=True))
        return Ranking(len(found), hits, is_question)

    def find(self, tree: Query, *, allowed: Collection[int] | None = None) -> array[int]:
        """The ids of all matches, ascending."""
        finder = Finder(self.snapshot, cache(self.leaves.found))
        documents = finder.documents(plan_of(tree, self.spoken(tree)), allowed)
        return array("q", np.sort(self.snapshot.ids.take(documents.numbers)).tobytes())

    def languages(self) -> tuple[str, ...]:
        """The languages of the documents that are not deleted, the most frequent first."""
        counts = np.bincount(self.snapshot.language_of[self.snapshot.alive], minlength=len(self.snapshot.languages))
        order = np.argsort(-counts, kind="stable")
        return tuple(
            self.snapshot.languages[place] for place in order if counts[place] and self.snapshot.languages[place]
        )

    def spoken(self, tree: Query) -> tuple[str, ...]:
        """The languages that a query is probably in."""
        return self._tongue.spoken(tree)

    def holders(self, word: str) -> int:
        """How many documents hold a word in any form."""
        found = self.leaves.found(Term(word, EVERYWHERE))
        return len(found) if self.snapshot.is_whole else population(found.bits & self.snapshot.alive_bits)

    def near(self, word: str, distance: int, languages: Sequence[str] = ()) -> tuple[tuple[str, int, int], ...]:
        """The words near a word, as (word, edits, documents of these languages that hold it, at least one)."""
        edits: dict[str, int] = {}
        for _, field in self.snapshot.fields(TEXT_WORDS):
            edits.update((field.term(number).decode(), count) for number, count in near(field, word, distance))
        own = np.array([not languages or code in languages for code in self.snapshot.languages], bool)
        found = []
        for each, count in edits.items():
            documents = self.leaves.exact(each, EVERYWHERE).documents
            documents = documents[self.snapshot.alive[documents]]
            held = int(np.count_nonzero(own[self.snapshot.language_of[documents]]))
            if held:
                found.append((each, count, held))
        return tuple(found)
