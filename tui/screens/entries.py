"""What a list to choose from is made of, apart from the screen that shows it, so that it costs nothing until then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Entry(Generic[V]):
    """An entry: a sign of a letter or two, its words, what is said about it, and what it stands for."""

    sign: str
    words: str
    about: str
    value: V


@dataclass(frozen=True, slots=True)
class Shelf(Generic[V]):
    """Entries under a title."""

    title: str
    entries: Sequence[Entry[V]]


@dataclass(frozen=True, slots=True)
class Pick(Generic[V]):
    """What was picked; `removing`: to be taken away, not to be gone to."""

    value: V
    removing: bool = False
