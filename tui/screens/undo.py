"""What can be taken back: each change is kept with what undoes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was done. `done` says it in a few words; `undo` takes it back.

    `rewritten` is the article whose text changed, if one's did: it has to be opened anew.
    """

    done: str
    undo: Callable[[], object]
    rewritten: int = 0


class Undo:
    """The last changes, newest on top."""

    def __init__(self) -> None:
        self._changes: list[Change] = []

    def remember(self, change: Change) -> None:
        """Something was done."""
        self._changes.append(change)
        del self._changes[:-DEEPEST]

    def pop(self) -> Change | None:
        """The last change, to be taken back; None where nothing is left."""
        return self._changes.pop() if self._changes else None
