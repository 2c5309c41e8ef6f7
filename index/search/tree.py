"""A query as a tree of frozen nodes, and how each prints: `parse(str(tree)) == tree`.

Words are kept as typed; what they become is the analysis' business. A node knows nothing of an index.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from index.article import Sort
from index.facts import Between, Fact, Matches

_PLAIN_VALUE = re.compile(r"(?!:)[^\s\"“”„«»「」『』()|]+")


@dataclass(frozen=True, slots=True)
class All:
    """Every article: what an empty query asks for."""

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms. It may hold parts (e-mail) or be a run of an unspaced script."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow one another; a `*` at the end leaves the last one open."""

    text: str

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins so."""

    text: str

    def __str__(self) -> str:
        return f"{self.text}*"


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Every word that is at most `distance` (1 or 2) edits away."""

    text: str
    distance: int = 1

    def __str__(self) -> str:
        return f"{self.text}~{self.distance}"


@dataclass(frozen=True, slots=True)
class InTitle:
    """What holds of the title alone."""

    part: Query

    def __str__(self) -> str:
        return f"title:{_atom(self.part)}"


@dataclass(frozen=True, slots=True)
class Where:
    """A fact about the article, which the store knows."""

    fact: Fact

    def __str__(self) -> str:
        return f"{self.fact.field}:{_value(self.fact)}"


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved search, by name."""

    name: str

    def __str__(self) -> str:
        return f"@{self.name}"


@dataclass(frozen=True, slots=True)
class Similar:
    """Articles like this one."""

    id: int

    def __str__(self) -> str:
        return f"similar:{self.id}"


@dataclass(frozen=True, slots=True)
class Ordered:
    """The order of the whole answer. It excludes nothing, and wherever it stands, it stands for all articles."""

    sort: Sort

    def __str__(self) -> str:
        return f"sort:{self.sort}"


@dataclass(frozen=True, slots=True)
class Ids:
    """A leaf that was answered already: the articles that it stands for.

    It is put in the place of `Where`, `Saved` or `Similar` before the engine is asked. An `array('q')` or a numpy
    array is taken without a copy. `shown` is what it prints as: the leaf that it replaced.
    """

    ids: Collection[int] = field(compare=False)
    shown: str = ""

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True, slots=True)
class Not:
    """Every article for which the part does not hold."""

    part: Query

    def __str__(self) -> str:
        return f"-{_atom(self.part)}"


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold; there are at least two. Of a `question`, which is the whole query, most of the words do."""

    parts: tuple[Query, ...]
    question: bool = False

    def __str__(self) -> str:
        text = " ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts)
        return text + " ?" if self.question else text


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds; there are at least two."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " OR ".join(str(part) for part in self.parts)


Query = All | Word | Phrase | Prefix | Fuzzy | InTitle | Where | Saved | Similar | Ordered | Ids | Not | And | Or


def all_of(parts: Collection[Query]) -> Query:
    """The parts joined by And, flat: what says nothing is left out, one part stands for itself."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And) else () if isinstance(part, All) else (part,))
    return All() if not flat else flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(parts: Collection[Query]) -> Query:
    """The parts joined by Or, flat; one part stands for itself."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Or) else () if isinstance(part, All) else (part,))
    return All() if not flat else flat[0] if len(flat) == 1 else Or(tuple(flat))


def negated(part: Query) -> Query:
    """The part's opposite; twice negated is the part."""
    if isinstance(part, All):
        return part
    return part.part if isinstance(part, Not) else Not(part)


def children(tree: Query) -> tuple[Query, ...]:
    """The parts of a node, none for a leaf."""
    match tree:
        case And(parts) | Or(parts):
            return parts
        case Not(part) | InTitle(part):
            return (part,)
    return ()


def leaves(tree: Query, *, positive: bool = False) -> Iterator[Query]:
    """The leaves in order; with `positive` only those that an article is found for, not those that exclude it."""
    if positive and isinstance(tree, Not):
        return
    parts = children(tree)
    if not parts:
        yield tree
    for part in parts:
        yield from leaves(part, positive=positive)


def replaced(tree: Query, exchange: Callable[[Query], Query]) -> Query:
    """The tree with every leaf exchanged, joined anew."""
    match tree:
        case And(parts, question):
            joined = all_of([replaced(part, exchange) for part in parts])
            return And(joined.parts, question) if isinstance(joined, And) else joined
        case Or(parts):
            return any_of([replaced(part, exchange) for part in parts])
        case Not(part):
            return negated(replaced(part, exchange))
        case InTitle(part):
            return InTitle(replaced(part, exchange))
    return exchange(tree)


def _atom(tree: Query) -> str:
    return f"({tree})" if isinstance(tree, And | Or | Not) else str(tree)


def _value(fact: Fact) -> str:
    match fact:
        case Matches(value=value):
            return value if _PLAIN_VALUE.fullmatch(value) else f'"{value}"'
        case Between(low=None, high=high):
            return f"<{high}"
        case Between(low=low, high=None):
            return f">={low}"
    low, last = fact.low, _before(fact)
    return str(low) if low == last else f"{low}..{last}"


def _before(fact: Between) -> str | int:
    """The last value that a range with an end includes."""
    if isinstance(fact.high, str):
        return (date.fromisoformat(fact.high) - timedelta(days=1)).isoformat()
    return fact.high - 1 if fact.high is not None else 0
