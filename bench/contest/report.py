"""The tables of a run, in Markdown: each measure beside its target, then peer by peer and kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench import machine
from bench.contest.figures import Figures
from bench.contest.questions import TEN, Kind
from bench.peers import CONTESTANTS, FTS5, LIBRARY, PLAIN, TANTIVY, WHOLE, Contestant

Cell = str
Number = float | None


@dataclass(frozen=True, slots=True)
class Target:
    """A measure and the most (or, `at_least`, the least) that it should be."""

    name: str
    measured: Callable[[Figures], Number]
    bound: float
    unit: str = ""
    at_least: bool = False

    def row(self, figures: Figures) -> list[Cell]:
        """(measure, figure, target, verdict)."""
        value = self.measured(figures)
        bound = f"{'≥' if self.at_least else '≤'} {self.bound:g}{self.unit}"
        if value is None:
            return [self.name, "–", bound, "not measured"]
        met = value >= self.bound if self.at_least else value <= self.bound
        factor = self.bound / value if self.at_least else value / self.bound
        return [self.name, f"{number(value)}{self.unit}", bound, "met" if met else f"missed by {factor:.2g} ×"]


def _ratio(above: Number, below: Number) -> Number:
    return above / below if above is not None and below else None


def _warm(contestant: Contestant, percent: int, peer: Contestant) -> Callable[[Figures], Number]:
    def measured(figures: Figures) -> Number:
        own, other = (figures.percentile(figures.warm, each.name, percent, TEN) for each in (contestant, peer))
        return _ratio(own, other)

    return measured


def _first(contestant: Contestant) -> Callable[[Figures], Number]:
    def measured(figures: Figures) -> Number:
        own = figures.percentile(figures.first, contestant.name, 50, TEN)
        return _ratio(own, figures.percentile(figures.warm, FTS5.name, 50, TEN))

    return measured


def _of_kind(kind: Kind, *, first: bool) -> Callable[[Figures], Number]:
    return lambda figures: figures.percentile(figures.first if first else figures.warm, WHOLE.name, 95, (kind,))


def _bulk(processes: str) -> Callable[[Figures], Number]:
    return lambda figures: _ratio(figures.bulk.get("stock"), figures.bulk.get(processes))


def _grown(contestant: Contestant) -> Callable[[Figures], Number]:
    def measured(figures: Figures) -> Number:
        found = figures.growth.get(contestant.name)
        return _ratio(found["all"], found["tenth"]) if found else None

    return measured


def _segments(figures: Figures) -> Number:
    found = figures.segments
    return _ratio(found["many"]["p50"], found["one"]["p50"]) if found else None


TARGETS = (
    Target("warm p50 ÷ FTS5's, plain BM25F", _warm(PLAIN, 50, FTS5), 0.15),
    Target("warm p95 ÷ FTS5's, plain BM25F", _warm(PLAIN, 95, FTS5), 0.04),
    Target("warm p50 ÷ FTS5's, whole formula", _warm(WHOLE, 50, FTS5), 0.35),
    Target("warm p95 ÷ FTS5's, whole formula", _warm(WHOLE, 95, FTS5), 0.10),
    Target("warm p50 ÷ tantivy's, plain BM25F", _warm(PLAIN, 50, TANTIVY), 2.5),
    Target("warm p50 ÷ tantivy's, whole formula", _warm(WHOLE, 50, TANTIVY), 2.5),
    Target("each term for the first time, p50 ÷ FTS5's warm, plain", _first(PLAIN), 0.2),
    Target("each term for the first time, p50 ÷ FTS5's warm, whole", _first(WHOLE), 0.2),
    Target("prefix as typed, p95, warm", _of_kind(Kind.PREFIX, first=False), 5, " ms"),
    Target("prefix as typed, p95, first time", _of_kind(Kind.PREFIX, first=True), 5, " ms"),
    Target("fuzzy distance 1, p95, warm", _of_kind(Kind.MISTYPED, first=False), 10, " ms"),
    Target("fuzzy distance 1, p95, first time", _of_kind(Kind.MISTYPED, first=True), 10, " ms"),
    Target("fuzzy distance 2, p95, warm", _of_kind(Kind.MANGLED, first=False), 15, " ms"),
    Target("fuzzy distance 2, p95, first time", _of_kind(Kind.MANGLED, first=True), 15, " ms"),
    Target("open and first hits", lambda f: f.opening.get(WHOLE.name, {}).get("open"), 10, " ms"),
    Target("one article added and found, synced", lambda f: f.added.get(WHOLE.name), 10, " ms"),
    Target("bulk indexing ÷ stock Whoosh, one process", _bulk("one"), 7, at_least=True),
    Target("bulk indexing ÷ stock Whoosh, two processes", _bulk("two"), 11, at_least=True),
    Target("private memory after all questions", lambda f: _memory(f, WHOLE, "private"), 120, " MB"),
    Target("index ÷ text", lambda f: _size(f, WHOLE), 1.0),
    Target("one big and 29 small segments ÷ one, warm p50", _segments, 1.5),
    Target("growth of warm p50 from a tenth of the articles, plain", _grown(PLAIN), 3),
    Target("growth of warm p50 from a tenth of the articles, whole", _grown(WHOLE), 3),
)


def _memory(figures: Figures, contestant: Contestant, what: str) -> Number:
    found = figures.memory.get(contestant.name)
    return found[what] / 2**20 if found else None


def _size(figures: Figures, contestant: Contestant) -> Number:
    found = figures.builds.get(contestant.folder)
    return found["bytes"] / figures.text if found else None


def written(figures: Figures, others: Sequence[Figures] = ()) -> str:
    """All tables of a run; `others` are the figures of other sizes."""
    parts = [
        f"{figures.articles:,} articles, {figures.text / 1e6:.0f} MB of text. {machine.sentence(figures.machine)}.",
        "The targets that are ratios to peers are meant for 100,000 articles.",
        table(["measure", "figure", "target", ""], [target.row(figures) for target in TARGETS]),
        "Warm, milliseconds, over all ten kinds:",
        _overall(figures),
        "Warm, p50 / p95 in milliseconds, kind by kind:",
        _by_kind(figures),
        "Building, size, opening, adding, memory:",
        _upkeep(figures),
    ]
    if figures.bulk:
        parts.append(_bulk_sentence(figures))
    if growth := _growth([figures, *others]):
        parts += ["Growth of the warm p50 (milliseconds):", growth]
    return "\n\n".join(parts) + "\n"


def _overall(figures: Figures) -> str:
    rows = []
    fts5 = [figures.percentile(figures.warm, FTS5.name, percent, TEN) for percent in (50, 95)]
    tantivy = figures.percentile(figures.warm, TANTIVY.name, 50, TEN)
    for each in _measured(figures):
        p50, p95, p99 = (figures.percentile(figures.warm, each.name, percent, TEN) for percent in (50, 95, 99))
        first = [figures.percentile(figures.first, each.name, percent, TEN) for percent in (50, 95)]
        ratios = (_ratio(p50, fts5[0]), _ratio(p95, fts5[1]), _ratio(p50, tantivy))
        rows.append([each.name, *map(number, (p50, p95, p99, *ratios, *first))])
    heads = ["", "p50", "p95", "p99", "p50 ÷ FTS5", "p95 ÷ FTS5", "p50 ÷ tantivy", "first time p50", "p95"]
    return table(heads, rows)


def _by_kind(figures: Figures) -> str:
    peers = _measured(figures)
    rows = []
    for kind in Kind:
        cells = []
        for each in peers:
            p50, p95 = (figures.percentile(figures.warm, each.name, percent, (kind,)) for percent in (50, 95))
            cells.append("–" if p50 is None else f"{number(p50)} / {number(p95)}")
        rows.append([kind.value, *cells])
    return table(["", *(each.name for each in peers)], rows)


def _upkeep(figures: Figures) -> str:
    rows = []
    for each in CONTESTANTS:
        build = figures.builds.get(each.folder)
        if build is None:
            continue
        opening = figures.opening.get(each.name, {}).get("open")
        rows.append([
            each.name, f"{build['seconds']:.0f} s", f"{figures.articles / build['seconds']:,.0f}",
            "–" if each is LIBRARY else number(_size(figures, each)), number(opening),
            number(figures.added.get(each.name)),
            number(_memory(figures, each, "private")), number(_memory(figures, each, "mapped")),
        ])  # fmt: skip
    heads = [
        "",
        "built in",
        "articles/s",
        "index ÷ text",
        "open + first hits, ms",
        "one added, ms",
        "private MB",
        "mapped MB",
    ]
    return table(heads, rows)


def _bulk_sentence(figures: Figures) -> str:
    count = figures.bulk["articles"]
    rates = [f"{name} {count / figures.bulk[key]:,.0f}" for name, key in _BUILDERS if key in figures.bulk]
    return f"Bulk indexing, articles a second, of {count:,.0f} articles: {', '.join(rates)}."


_BUILDERS = (("Carrel in one process", "one"), ("in two", "two"), ("stock Whoosh", "stock"))


def _growth(several: Sequence[Figures]) -> str:
    ordered = sorted(several, key=lambda figures: figures.articles)
    rows = []
    for each in CONTESTANTS:
        medians = [figures.percentile(figures.warm, each.name, 50, TEN) for figures in ordered]
        if sum(median is not None for median in medians) > 1:
            rows.append([each.name, *map(number, medians)])
    return table(["", *(f"{figures.articles:,}" for figures in ordered)], rows) if rows else ""


def _measured(figures: Figures) -> list[Contestant]:
    return [each for each in CONTESTANTS if each.name in figures.warm]


def table(heads: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> str:
    """A Markdown table; the first column is left-aligned, the rest right."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "|".join(["---", *["---:"] * (len(heads) - 1)]) + "|"]
    lines.extend("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join(lines)


def number(value: Number) -> Cell:
    """A figure with three digits that say something."""
    if value is None:
        return "–"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"
