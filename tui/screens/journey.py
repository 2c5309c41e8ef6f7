"""Where a reader has been: a list of places with a position in it, as in vim and in browsers."""

from __future__ import annotations

from typing import NamedTuple

LONGEST = 200


class Stop(NamedTuple):
    """An article, and the offset at the top of the screen."""

    article_id: int
    offset: int


class Journey:
    """Back and forward. Setting out for a new place forgets what lay ahead."""

    def __init__(self) -> None:
        self._behind: list[Stop] = []
        self._ahead: list[Stop] = []

    def leave(self, stop: Stop) -> None:
        """The reader goes somewhere new from here."""
        if not self._behind or self._behind[-1] != stop:
            self._behind.append(stop)
            del self._behind[:-LONGEST]
        self._ahead.clear()

    def exchange(self, here: Stop | None) -> Stop | None:
        """Go to the place that was left last; from there, the same leads back to here."""
        stop = self.travel(-1, here)
        if stop is not None and here is not None:
            self._ahead.pop()
            self._behind.append(here)
        return stop

    def travel(self, step: int, here: Stop | None) -> Stop | None:
        """Go back (-1) or forward (1) from here; None where there is nowhere to go."""
        source, other = (self._behind, self._ahead) if step < 0 else (self._ahead, self._behind)
        while source:
            stop = source.pop()
            if stop != here:
                if here is not None:
                    other.append(here)
                return stop
        return None
