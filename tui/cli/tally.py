"""Keeps account of what became of each source, and says it in the end: nothing is lost without a word."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field

from index.article import Outcome, Verdict
from tui.cli.streams import count_of, say

NOTHING_OR_SOME_FAILED = 1
_NAMES = 3
"""How many sources are named for a cause."""


@dataclass
class _Group:
    """Sources of one cause: how many, and the first of them."""

    number: int = 0
    names: list[str] = field(default_factory=list)

    def add(self, name: str) -> None:
        self.number += 1
        if len(self.names) < _NAMES:
            self.names.append(name)

    def __str__(self) -> str:
        return ", ".join(self.names) + (" …" if self.number > len(self.names) else "")


class Tally:
    """Counts outcomes, and groups what was skipped, failed or broken by its cause."""

    def __init__(self, noun: str = "source") -> None:
        self._noun = noun
        self.outcomes: Counter[Outcome] = Counter()
        self._groups: dict[tuple[str, str], _Group] = {}
        self._status = 0
        self._began = time.monotonic()

    @property
    def total(self) -> int:
        """How many sources were seen."""
        return self.outcomes.total()

    def take(self, source: str, outcome: Outcome, cause: str = "", *, status: int = 0, verdict: str = "") -> None:
        """Count a source; `status` is the exit status that its failure alone would give."""
        self.outcomes[outcome] += 1
        if outcome in (Outcome.SKIPPED, Outcome.FAILED):
            self._groups.setdefault((outcome.value, cause), _Group()).add(source)
        elif verdict and Verdict(verdict).is_broken:
            self._groups.setdefault(("broken", verdict), _Group()).add(source)
        self._status = status

    def status(self) -> int:
        """The exit status: that of the failure where only one thing was wanted, else 1 where anything failed."""
        if self.outcomes[Outcome.FAILED]:
            return self._status if self.total == 1 else NOTHING_OR_SOME_FAILED
        return 0 if self.total > self.outcomes[Outcome.SKIPPED] else NOTHING_OR_SOME_FAILED

    def tell(self) -> None:
        """Say the sum: one line that adds up, then one a cause."""
        seconds = max(time.monotonic() - self._began, 0.001)
        parts = [f"{self.outcomes[each]:,} {each.value}" for each in Outcome if self.outcomes[each]]
        rate = f" in {seconds:.1f} s ({self.total / seconds:.1f}/s)" if self.total > 1 else ""
        say(f"{count_of(self.total, self._noun)}{rate}: {', '.join(parts) or 'nothing to add'}")
        for (what, cause), group in sorted(self._groups.items(), key=lambda entry: (entry[0][0], -entry[1].number)):
            say(f"{what} {group.number:,}: {cause}: {group}", indent="  ")
