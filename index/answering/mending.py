"""Mends what a query asks of facts: a tag or a site that no article has becomes the nearest that there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from index.facts import Fact, FactField, Matches
from index.search.analysis import fold
from index.search.tree import And, Query, Where, all_of

NEAREST = 0.72
"""How alike two values must be (difflib's ratio): a letter in a short one, two or three in a long one."""

Mending = tuple[Query, str]
"""A query, and the sentence that says what was changed."""


def mended(tree: Query, is_held: Callable[[Fact], bool], known: Callable[[FactField], Iterable[str]]) -> Mending | None:
    """The query with near values for tags and sites that are not there; None where nothing can be mended.

    `is_held` says whether a fact is true of any article, `known` which values a field has.
    """
    said: list[str] = []

    def exchanged(part: Query) -> Query:
        near = _near(part, is_held, known)
        if near is None:
            return part
        said.append(f"«{str(part).removesuffix('*')}» → «{near}»")
        return near

    parts = [exchanged(part) for part in (tree.parts if isinstance(tree, And) else (tree,))]
    if not said:
        return None
    whole = all_of(parts)
    question = isinstance(tree, And) and tree.question
    return (And(whole.parts, question) if isinstance(whole, And) else whole), f"spelling: {', '.join(said)}"


def _near(part: Query, is_held: Callable[[Fact], bool], known: Callable[[FactField], Iterable[str]]) -> Where | None:
    match part:
        case Where(Matches(FactField.TAG | FactField.SITE as field, value) as fact) if not is_held(fact):
            values = {_folded(each): each for each in known(field)}
            close = get_close_matches(_folded(value.rstrip("*")), values, n=1, cutoff=NEAREST)
            return Where(Matches(field, values[close[0]])) if close else None
    return None


def _folded(value: str) -> str:
    return " ".join(map(fold, value.split()))
