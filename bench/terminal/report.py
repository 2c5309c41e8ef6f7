"""The tables: every figure of every program, and the reader's own beside what an excellent one reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bench.terminal.measures import Figures


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that is to stay below a limit; `exclusive` where the limit itself is too much."""

    words: str
    figure: str
    limit: float
    unit: str = ""
    exclusive: bool = False

    def verdict(self, value: float) -> str:
        """Whether a value is good enough, and if not, how far away it is."""
        if value < self.limit or (value == self.limit and not self.exclusive):
            return "met"
        return f"missed by {value / self.limit:.2g} ×" if self.limit else "missed"


TARGETS = (
    Target("first paint ÷ `import textual.app`, CPU", "first paint ÷ import textual.app, CPU", 1.25),
    Target("open an article of 5 MB, to the last byte", "open the article, ms", 100, " ms", exclusive=True),
    Target("`j`, p95", "line, ms, p95", 16, " ms", exclusive=True),
    Target("page-down, p95", "page-down, ms, p95", 16, " ms", exclusive=True),
    Target("typing echo, p95", "typing echo, ms, p95", 16, " ms", exclusive=True),
    Target("results settled, p95, 10,000 articles", "results settled, ms, p95", 60, " ms", exclusive=True),
    Target("bytes of `j`, at most", "line, bytes, most", 250),
    Target("bytes of a move in the list, at most", "list move, bytes, most", 400),
    Target("bytes of a page-down, at most", "page-down, bytes, most", 3_200),
    Target("bytes of one key with live results, 120×35, at most", "a key of a live search, bytes, most", 1_200),
    Target("idle, bytes", "idle, bytes", 0),
    Target("idle, CPU", "idle, CPU %", 0.2, " %", exclusive=True),
    Target("resize, CPU", "resize, CPU ms", 15, " ms", exclusive=True),
    Target("memory with an article of 5 MB", "memory with the article, MB", 60, " MB", exclusive=True),
)
"""The budgets of the terminal."""

SPREADS = (", p95", ", most")


def columns(programs: Mapping[str, Figures]) -> str:
    """A row a figure, a column a program; the spread of a figure stands behind it in brackets."""
    names = list(dict.fromkeys(name for figures in programs.values() for name in figures))
    rows = [[name, *(_cell(each, name) for each in programs.values())] for name in names if not name.endswith(SPREADS)]
    head, *lines = [f"| {' | '.join(row)} |" for row in [["", *programs], *rows]]
    return "\n".join([head, "|---" + "|---:" * len(programs) + "|", *lines])


def _cell(figures: Figures, name: str) -> str:
    if name not in figures:
        return "–"
    shown = _number(figures[name])
    spread = figures.get(f"{name}, p95" if name.endswith("ms") else f"{name}, most")
    if spread is None:
        return shown
    return f"{shown} ({'p95' if name.endswith('ms') else 'most'} {_number(spread)})"


def targets(figures: Figures) -> str:
    """The reader's figures beside their targets."""
    lines = ["| measure | figure | target | |", "|---|---:|---:|---|"]
    for target in TARGETS:
        value, sign = figures[target.figure], "<" if target.exclusive else "≤"
        cells = [target.words, f"{_number(value)}{target.unit}", f"{sign} {_number(target.limit)}{target.unit}"]
        lines.append(f"| {' | '.join([*cells, target.verdict(value)])} |")
    return "\n".join(lines)


def _number(value: float) -> str:
    if value == int(value) or value >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"
