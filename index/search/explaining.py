"""Why an article has the score that it has: the parts of the ranking formula for one article, which add up to it.

Nothing is computed here a second time. The scorer itself is asked with one word after the other, then with one part of
the formula after the other switched on, in the order in which it adds them; each part is what it changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.search.analysis import exact_words, is_unspaced
from index.search.engine import Entry
from index.search.matching import Matcher
from index.search.ranking.bitmaps import Documents
from index.search.ranking.concept import Concept
from index.search.ranking.kin import has_kin, kin
from index.search.ranking.plan import IN_TITLE, Beginning, Chain, Leaf, Likeness, Term, plan_of, wanted
from index.search.ranking.postings import Candidates
from index.search.ranking.scoring import Scorer
from index.search.ranking.searcher import Searcher
from index.search.results import Explanation, WordPart
from index.search.stemming import base_language
from index.search.tree import Query


def explain(searcher: Searcher, tree: Query, article: int, read: Callable[[int], Entry | None]) -> Explanation | None:
    """The parts of an article's score; None where the query does not find it. Raises UnansweredLeaf."""
    parameters, snapshot = searcher.parameters, searcher.snapshot
    languages = searcher.spoken(tree)

    def score(asked: Searcher) -> float | None:
        return dict(asked.search(tree, limit=None, languages=languages, read=read).hits).get(article)

    whole, entry = score(searcher), read(article)
    without_feedback = score(Searcher(snapshot, replace(parameters, feedback=0.0)))
    if whole is None or without_feedback is None or entry is None:
        return None
    alone = Candidates(Documents(snapshot.size, numbers=snapshot.mask_of([article]).nonzero()[0]))
    words_only = replace(parameters, coverage=0.0, whole_title=0.0, together=0.0, feedback=0.0)
    scorer = Scorer(snapshot, searcher.leaves, words_only)
    leaves = list(wanted(plan_of(tree, languages)))
    concepts = scorer.concepts(leaves, languages, searcher.leaves.found)
    concepts.sort(key=lambda each: not each.is_content)
    totals = [
        float(scorer.scores(scorer.sought(concepts[:count], languages), alone)[0]) for count in range(len(concepts) + 1)
    ]
    words = [
        _word(concept, after - before, entry, searcher, scorer.frequency(concept.leaf, alone, languages), languages)
        for concept, before, after in zip(concepts, totals, totals[1:], strict=False)
    ]
    with_coverage = replace(words_only, coverage=parameters.coverage)
    covered, titled = (
        float(other.scores(other.sought(concepts, languages), alone)[0])
        for other in (
            Scorer(snapshot, searcher.leaves, with_coverage),
            Scorer(snapshot, searcher.leaves, replace(with_coverage, whole_title=parameters.whole_title)),
        )
    )
    return Explanation(
        article,
        whole,
        tuple(sorted(words, key=lambda word: -word.score)),
        coverage=covered - totals[-1],
        whole_title=titled - covered,
        neighbours=without_feedback - titled,
        feedback=whole - without_feedback,
    )


def _word(
    concept: Concept, score: float, entry: Entry, searcher: Searcher, frequency: float, languages: Sequence[str]
) -> WordPart:
    leaf = concept.leaf
    matcher = Matcher((leaf,), base_language(entry.language))
    body = "" if leaf.scope == IN_TITLE else entry.body
    title_hits, body_hits = ([text[hit.start : hit.end] for hit in matcher.hits(text)] for text in (entry.title, body))
    return WordPart(
        written(leaf),
        in_title=len(title_hits),
        in_body=len(body_hits),
        forms=tuple(Counter(" ".join(form.lower().split()) for form in (*title_hits, *body_hits)).most_common()),
        look_alikes=_look_alikes(leaf, entry, searcher, languages),
        frequency=frequency,
        idf=concept.idf * concept.weight,
        score=score,
    )


def _look_alikes(leaf: Leaf, entry: Entry, searcher: Searcher, languages: Sequence[str]) -> tuple[str, ...]:
    """The words of an article that count as kin of a word of the query."""
    if not has_kin(leaf, len(searcher.leaves.found(leaf)), searcher.parameters):
        return ()
    found = kin(searcher.snapshot, searcher.parameters, leaf.word, leaf.scope, languages)
    alike = {each.field.term(number).decode() for each in found for number in each.numbers.tolist()}
    text = entry.title if leaf.scope == IN_TITLE else f"{entry.title}\n{entry.body}"
    return tuple(dict.fromkeys(word for word in exact_words(text) if word in alike))


def written(leaf: Leaf) -> str:
    """A leaf as a person would type it."""
    match leaf:
        case Term(word):
            text = word
        case Beginning(begin):
            text = f"{begin}*"
        case Likeness(word, distance):
            text = f"{word}~{distance}"
        case Chain(words):
            text = _run(words) if is_unspaced(words[0]) else " ".join(words)
            text = f'"{text}{"*" if leaf.open else ""}"' if not leaf.plain else leaf.joined or text
    return f"title:{text}" if leaf.scope == IN_TITLE else text


def _run(words: Sequence[str]) -> str:
    """What bigrams that overlap were cut from."""
    return "".join(word[0] for word in words) + words[-1][1:]
