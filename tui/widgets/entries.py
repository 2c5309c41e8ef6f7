"""What a list to choose from is made of, apart from what shows it, so that it costs nothing until then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Entry(Generic[V]):
    """Something to choose: its words, and what it stands for. Without a value it is a heading, or a line to read.

    `sign` is a letter or two before the words, `aside` a figure at their right, `about` a second line below them.
    """

    words: str
    value: V | None = None
    about: str = ""
    aside: str = ""
    sign: str = ""
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Shelf(Generic[V]):
    """Entries under a title; `empty` is said where there are none."""

    title: str
    entries: Sequence[Entry[V]]
    empty: str = ""

    @property
    def count(self) -> int:
        """How many can be chosen."""
        return sum(entry.value is not None for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Pick(Generic[V]):
    """What was picked; `removing`: to be taken away, not to be gone to."""

    value: V
    removing: bool = False


def narrowed(entries: Sequence[Entry[V]], is_wanted: Callable[[str], bool]) -> list[Entry[V]]:
    """The entries that are wanted by their words, and the headings that have some left."""
    kept: list[Entry[V]] = []
    for entry in entries:
        if entry.is_heading:
            if kept and kept[-1].is_heading:
                kept.pop()
            kept.append(entry)
        elif is_wanted(f"{entry.words}\n{entry.about}"):
            kept.append(entry)
    if kept and kept[-1].is_heading:
        kept.pop()
    return kept
