"""What a run measured, as plain data that is kept in the work folder: sizes are compared across runs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from bench.contest.questions import Kind
from bench.contest.rounds import Times, percentile

FILE = "figures.json"


@dataclass(slots=True)
class Figures:
    """One size. Times are milliseconds; `text` and the sizes are bytes; names are those of contestants or folders."""

    articles: int
    text: int
    machine: dict[str, str]
    kinds: list[Kind] = field(default_factory=list)
    """The kind of each question, and behind them of each mistyped word."""
    builds: dict[str, dict[str, float]] = field(default_factory=dict)
    """By folder: `seconds` and `bytes`."""
    warm: Times = field(default_factory=dict)
    first: Times = field(default_factory=dict)
    memory: dict[str, dict[str, int]] = field(default_factory=dict)
    opening: dict[str, dict[str, float]] = field(default_factory=dict)
    added: dict[str, float] = field(default_factory=dict)
    segments: dict[str, dict[str, float]] = field(default_factory=dict)
    bulk: dict[str, float] = field(default_factory=dict)
    """Seconds in which so many `articles` were indexed: by `one` process and by `two`, and by `stock` Whoosh."""
    growth: dict[str, dict[str, float]] = field(default_factory=dict)
    """By name: the warm p50 of a `tenth` of the articles and of `all`, asked in turns."""

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """The figures in a folder, or None."""
        path = folder / FILE
        if not path.exists():
            return None
        given: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{**given, "kinds": [Kind(kind) for kind in given["kinds"]]})

    def write(self, folder: Path) -> None:
        """Keep them."""
        (folder / FILE).write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")

    def percentile(self, times: Times, name: str, percent: int, kinds: Sequence[Kind]) -> float | None:
        """A percentile of a peer's times over the questions of some kinds; None where it was not asked."""
        if name not in times:
            return None
        return percentile(
            [spent for spent, kind in zip(times[name], self.kinds, strict=False) if kind in kinds], percent
        )
