"""Folds articles that tell the same story under one row of an answer: the first of them, whatever the order.

Which articles do is the store's knowledge (`index.store.stories`); here is only what becomes of an answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Found:
    """Articles in order with their scores, and how many were found in all.

    `same` holds for an article those that stand under its row; `folded` counts those of the whole answer.
    """

    ids: Sequence[int]
    scores: Sequence[float]
    total: int
    question: bool = False
    same: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    folded: int = 0


def folded(ordered: Callable[[int | None], Found], matched: Iterable[int], stories: Mapping[int, int],
           limit: int | None) -> Found:  # fmt: skip
    """The first `limit` rows of an answer. `ordered` gives its first so many articles.

    `matched` are those of the whole answer that stand in `stories`, which leads from an article to its story.
    """
    told: dict[int, list[int]] = defaultdict(list)
    for each in matched:
        told[stories[each]].append(each)
    hidden = sum(len(members) - 1 for members in told.values())
    wanted = limit if limit is None or not hidden else limit + min(hidden, limit)
    while True:
        found = ordered(wanted)
        if not hidden:
            return found
        places = _first_of_each(found.ids, stories)[:limit]
        if limit is None or wanted is None or len(places) == limit or len(found.ids) < wanted:
            break
        wanted *= 2
    ids = [found.ids[place] for place in places]
    same = {each: others for each in ids if (others := _others(each, told.get(stories.get(each, 0), ())))}
    return Found(ids, [found.scores[place] for place in places], found.total, found.question, same, hidden)


def _first_of_each(ids: Sequence[int], stories: Mapping[int, int]) -> list[int]:
    """The places of those that no earlier one of the same story stands for."""
    met: set[int] = set()
    places = []
    for place, each in enumerate(ids):
        story = stories.get(each)
        if story is None or story not in met:
            places.append(place)
        if story is not None:
            met.add(story)
    return places


def _others(article: int, members: Collection[int]) -> tuple[int, ...]:
    """The other members of a story, the newest first."""
    return tuple(sorted((each for each in members if each != article), reverse=True))
