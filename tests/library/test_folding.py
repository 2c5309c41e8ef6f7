"""Answers in which articles that tell the same story are one row."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from index.answering.folding import Found, folded

STORIES = st.dictionaries(st.integers(1, 30), st.integers(1, 5), max_size=20)


def answered(order: Sequence[int]) -> object:
    def ordered(limit: int | None) -> Found:
        first = order[:limit]
        return Found(first, [1.0 / (1 + place) for place in range(len(first))], len(order))

    return ordered


@given(st.permutations(range(1, 31)), STORIES, st.none() | st.integers(0, 31))
def test_every_article_is_a_row_or_stands_under_one(order: list[int], told: dict[int, int], limit: int | None) -> None:
    matched = [each for each in order if each in told]
    found = folded(answered(order), matched, told, limit)  # type: ignore[arg-type]
    rows, met = [], set()
    for each in order:
        if told.get(each) not in met or each not in told:
            rows.append(each)
        met.add(told.get(each))
    assert list(found.ids) == rows[:limit]
    assert found.total == len(order)
    assert found.folded == len(order) - len(rows)
    if limit is None:
        assert sorted([*found.ids, *(each for others in found.same.values() for each in others)]) == sorted(order)
    assert all(told[each] == told[row] for row, others in found.same.items() for each in others)


def test_where_nothing_is_told_twice_no_more_is_asked_than_is_wanted() -> None:
    asked = []

    def ordered(limit: int | None) -> Found:
        asked.append(limit)
        return Found([3, 2, 1][:limit], [1.0] * 3, 3)

    assert folded(ordered, [], {}, 2).ids == [3, 2]
    assert asked == [2]
