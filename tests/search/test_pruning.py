"""Not all of many documents are scored, and nobody can tell: the best ones and the total are those of scoring all."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.search.ranking import bitmaps, pruning
from index.search.ranking.bitmaps import Documents
from index.search.ranking.parameters import DEFAULT
from index.search.ranking.pruning import outstanding
from index.search.ranking.scoring import Scorer
from index.search.ranking.searcher import Searcher
from index.search.tree import And, Ids, InTitle, Not, Or, Phrase, Prefix, Query, Word
from tests.search.libraries import built, entry

WORDS = ["red", "green", "blue", "greyish", "greying", "rare"]
WEIGHTS = [30, 20, 10, 6, 3, 1]
ARTICLES = 300

LEAVES = st.one_of(
    st.sampled_from([*WORDS, "the"]).map(Word),
    st.sampled_from(["red green", "green blue red", "blue greyish"]).map(Phrase),
    st.sampled_from(["gr", "grey", "r"]).map(Prefix),
    st.integers(2, 4).map(lambda step: Ids(range(0, ARTICLES, step))),
    st.sampled_from(WORDS).map(Word).map(InTitle),
)
TREES = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(tuple).map(And),
        st.lists(parts, min_size=2, max_size=3).map(tuple).map(Or),
        parts.map(Not),
    ),
    max_leaves=5,
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Three segments, a tenth deleted; to a library of this size everything is long and nothing is remembered whole."""
    chance = random.Random(7)

    def text(most: int) -> str:
        return " ".join(chance.choices(WORDS, WEIGHTS, k=chance.randint(0, most)))

    articles = [entry(number, text(30), text(3)) for number in range(ARTICLES)]
    engine = built(tmp_path_factory.mktemp("many"), articles[:200])
    engine.apply(articles[200:260], range(0, 200, 10), 2)
    engine.apply(articles[260:], [250], 3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bitmaps, "LARGE", 20)
        patch.setattr(bitmaps, "LONG", 20)
        patch.setattr(pruning, "MANY", 20)
        patch.setattr(pruning, "WORTHWHILE", 1)
        patch.setattr(pruning, "BEST", 60)
        yield Searcher(engine.snapshot, replace(DEFAULT, depth=4, kin_below=40))


@pytest.fixture
def pruned(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each query that was scored with a limit, whether some of what it found was left out."""
    happened: list[bool] = []
    tell = Scorer.contenders

    def telling(*given: object) -> np.ndarray | None:
        chosen = tell(*given)  # type: ignore[arg-type]
        happened.append(chosen is not None)
        return chosen

    monkeypatch.setattr(Scorer, "contenders", telling)
    return happened


def agree(searcher: Searcher, tree: Query, limit: int) -> None:
    some, everything = searcher.search(tree, limit=limit), searcher.search(tree, limit=None)
    assert some.total == everything.total == len(everything.hits) == len(searcher.find(tree))
    best = everything.hits[:limit]
    assert [article for article, _ in some.hits] == [article for article, _ in best]
    assert [score for _, score in some.hits] == pytest.approx([score for _, score in best], rel=1e-5)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=TREES, limit=st.integers(1, 12))
def test_the_best_are_those_of_scoring_all(searcher: Searcher, tree: Query, limit: int) -> None:
    agree(searcher, tree, limit)


@pytest.mark.parametrize(
    "tree",
    [
        Word("red"),
        Prefix("gre"),
        Or((Word("red"), Word("green"))),
        Or((Word("red"), Word("rare"), Word("greyish"))),
        And((Word("red"), Not(Word("rare")))),
        And((Word("green"), Ids(range(0, ARTICLES, 2)))),
        And((Word("the"), Word("red"))),
    ],
    ids=str,
)
def test_words_that_many_hold_are_not_scored_everywhere(searcher: Searcher, pruned: list[bool], tree: Query) -> None:
    agree(searcher, tree, 3)
    assert pruned == [True]


def test_a_title_that_is_the_query_is_found_among_many(tmp_path: Path, pruned: list[bool]) -> None:
    texts = [("red " * (5 + number % 20), "") for number in range(100)] + [("green " * 200 + "red", "Red")]
    engine = built(tmp_path, [entry(number, body, title) for number, (body, title) in enumerate(texts)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bitmaps, "LARGE", 20)
        patch.setattr(bitmaps, "LONG", 20)
        patch.setattr(pruning, "MANY", 20)
        patch.setattr(pruning, "WORTHWHILE", 1)
        patch.setattr(pruning, "BEST", 10)
        agree(Searcher(engine.snapshot, replace(DEFAULT, kin=0.0)), Word("red"), 2)
    assert pruned == [True]


def test_where_all_are_worth_the_same_all_are_scored(tmp_path: Path, pruned: list[bool]) -> None:
    engine = built(tmp_path, [entry(number, "red") for number in range(100)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bitmaps, "LARGE", 20)
        patch.setattr(bitmaps, "LONG", 20)
        patch.setattr(pruning, "MANY", 20)
        patch.setattr(pruning, "WORTHWHILE", 1)
        patch.setattr(pruning, "BEST", 10)
        agree(Searcher(engine.snapshot, replace(DEFAULT, kin=0.0)), Word("red"), 2)
    assert pruned == [False]


@given(st.lists(st.integers(0, 5), max_size=200), st.integers(1, 50))
def test_the_outstanding_values_are_above_all_others(values: list[int], most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pruning, "BEST", most)
        places, beyond = outstanding(np.array(values, np.float32))
    others = np.delete(np.array(values), places)
    assert not len(others) or others.max() <= beyond


@given(st.frozensets(st.integers(0, 299)), st.frozensets(st.integers(0, 299)), st.integers(300, 400))
def test_a_bitmap_is_the_set(held: frozenset[int], asked: frozenset[int], count: int) -> None:
    numbers, wanted = np.array(sorted(held), np.int64), np.array(sorted(asked), np.int64)
    bitmap = Documents(count, bits=Documents(count, numbers=numbers).bits)
    assert bitmap.numbers.tolist() == sorted(held)
    assert len(bitmap) == len(held)
    assert bitmap.holds(wanted).tolist() == [number in held for number in sorted(asked)]
    values = np.arange(1, len(held) + 1, dtype=np.float32)
    own = dict(zip(sorted(held), values.tolist(), strict=True))
    if held:
        assert bitmap.values_of(wanted, values).tolist() == [own.get(number, 0.0) for number in sorted(asked)]
