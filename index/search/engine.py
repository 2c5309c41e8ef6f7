"""What a search engine has to offer the library: small enough that another one can stand behind it.

Whoosh is the embedded one (`whoosh_engine`). An index is derived from the store and disposable: whatever is wrong with
it is `IndexDamaged`, and the caller builds another. Nothing here imports whoosh or numpy.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.search.results import Explanation
from index.search.tree import Query


class IndexDamaged(Exception):  # noqa: N818 (it is a state of the index, which the caller mends, not a failure to report)
    """The index cannot be used as it is: missing, damaged, of another schema or library, or not ours alone."""


class UnansweredLeaf(TypeError):  # noqa: N818 (it names the leaf, as TypeError's own kin do)
    """A query was handed in with a leaf that the store has to answer first: the caller's mistake."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index is told of an article. `body` is its plain text, `language` a BCP 47 code or empty."""

    id: int
    title: str
    body: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best matches as (article, score), best first, the newest first among equals; and how many there are in all.

    `question`: the words were read as a question, so that an article need not hold all of them.
    """

    total: int
    hits: tuple[tuple[int, float], ...]
    question: bool = False


class Engine(Protocol):
    """An index that can be searched and changed. Any thread may search; one writer changes it at a time."""

    @property
    def sequence(self) -> int:
        """The last change of the store that the index holds."""

    @property
    def library(self) -> str:
        """The library that the index was made from."""

    @property
    def count(self) -> int:
        """The number of articles."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the articles, the most frequent first."""

    def apply(self, entries: Iterable[Entry], removed: Iterable[int], sequence: int) -> None:
        """One commit: the entries replace what had their ids, the removed go. Doing it twice changes nothing."""

    def search(
        self,
        tree: Query,
        *,
        limit: int | None = 20,
        allowed: Collection[int] | None = None,
        languages: Sequence[str] = (),
        read: Callable[[int], Entry | None] | None = None,
    ) -> Ranking:
        """The best matches of a query whose facts are answered (`Ids` leaves).

        `allowed`: only these articles. `languages`: those that the query may be in, where the caller knows. `read`
        gives the text of an article: a question is then ranked by what its best answers speak of, too.
        """

    def find(self, tree: Query, *, allowed: Collection[int] | None = None) -> array[int]:
        """The ids of all matches, ascending."""

    def explain(self, tree: Query, article: int, read: Callable[[int], Entry | None]) -> Explanation | None:
        """The parts of the score that `search` gives an article; None where the query does not find it."""

    def spoken(self, tree: Query) -> tuple[str, ...]:
        """The languages that a query is probably in, of those that the library holds."""

    def holders(self, word: str) -> int:
        """How many articles hold a folded word in any form."""

    def near(self, word: str, distance: int, languages: Sequence[str] = ()) -> tuple[tuple[str, int, int], ...]:
        """The library's words near a folded one, as (word, edits, articles of these languages that hold it)."""

    def refresh(self) -> bool:
        """Look whether another process changed the index; True where it did."""

    def check(self) -> tuple[str, ...]:
        """Read everything; a line for each thing that is wrong."""

    def close(self) -> None:
        """Let go of the files."""
