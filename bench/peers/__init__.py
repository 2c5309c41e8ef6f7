"""The engines that are compared, each behind the same few methods.

A contestant builds its index once in a folder of its own and is opened from it. Engines that share an index (Carrel by
the plain and by the whole formula) name the same folder. Modules are loaded when they are needed, so a peer that is not
installed is left out and the others are still measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Protocol, cast

from bench.contest.questions import Question
from bench.corpus import Document
from bench.peers.facts import Facts

LIMIT = 20
"""Hits that are asked for."""

TITLE_WEIGHT = 3.0
"""What a word in the title counts, for every peer."""


class Peer(Protocol):
    """An index that is open."""

    def ask(self, question: Question) -> list[int]:
        """The best articles, their facts read as well."""

    def add(self, document: Document) -> None:
        """Put one more article in, so that the next question finds it and a power cut does not lose it."""

    def close(self) -> None:
        """Let go of the files."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A peer by name. `module` has `build(folder, documents)` and the function `opener`, given folder and facts.

    `needs` is the distribution that must be installed; `slow` ones are asked for by name at large sizes; `fuzzy` ones
    take mistyped words. `heavy` ones are asked in rounds of their own: whoever came after them would find the
    processor's caches emptied.
    """

    name: str
    folder: str
    module: str
    opener: str = "open_index"
    needs: str = "sqlite3"
    slow: bool = False
    fuzzy: bool = False
    heavy: bool = False

    @property
    def is_installed(self) -> bool:
        """Whether it can be measured here."""
        return find_spec(self.needs) is not None

    def load(self) -> ModuleType:
        """Import what it needs."""
        return import_module(f"bench.peers.{self.module}")

    def build(self, folder: Path, documents: Iterable[Document]) -> None:
        """Make its index."""
        self.load().build(folder, documents)

    def open(self, work: Path, facts: Facts) -> Peer:
        """Open its index, which lies in a folder of the work folder."""
        opener = cast(Callable[[Path, Facts], Peer], getattr(self.load(), self.opener))
        return opener(work / self.folder, facts)


PLAIN = Contestant("Carrel, plain BM25F", "carrel", "carrel", "open_plain", fuzzy=True)
WHOLE = Contestant("Carrel, whole formula", "carrel", "carrel", "open_whole", fuzzy=True)
LIBRARY = Contestant("Library.search, end to end", "library", "library", fuzzy=True, heavy=True)
FTS5 = Contestant("SQLite FTS5", "fts5", "fts5")
TANTIVY = Contestant("tantivy", "tantivy", "tantivy", needs="tantivy", fuzzy=True)
STOCK = Contestant("stock Whoosh", "whoosh", "whoosh", needs="whoosh", slow=True, heavy=True)

CONTESTANTS = (PLAIN, WHOLE, LIBRARY, FTS5, TANTIVY, STOCK)


def named(name: str) -> Contestant:
    """The contestant of a name."""
    return next(contestant for contestant in CONTESTANTS if contestant.name == name)
