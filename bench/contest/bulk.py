"""How fast many articles are indexed: stock Whoosh, and Carrel in one process and in two, from the same list.

Stock Whoosh takes so long that the machine may have other work when it is done: Carrel builds before and after, and the
mean counts.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean
from time import perf_counter

from bench.corpus import Document
from bench.peers import STOCK

ARTICLES = 10_000
"""Articles that are indexed at most: stock Whoosh takes a minute and a half for them."""

Build = Callable[[Path, Sequence[Document]], None]


def measured(documents: Sequence[Document], work: Path) -> dict[str, float]:
    """Seconds by builder: `one` and `two` (processes of Carrel), and `stock` where Whoosh's own is there."""
    from bench.peers.carrel import build

    builds: dict[str, Build] = {
        "one": lambda folder, given: build(folder, given, processes=1),
        "two": lambda folder, given: build(folder, given, processes=2),
    }
    rounds = ["one", "two", "two", "one"]
    if STOCK.is_installed:
        builds["stock"] = STOCK.build
        rounds.insert(2, "stock")
    seconds: dict[str, list[float]] = {}
    for name in rounds:
        seconds.setdefault(name, []).append(_seconds(builds[name], documents, work))
    return {name: mean(several) for name, several in seconds.items()} | {"articles": len(documents)}


def _seconds(build: Build, documents: Sequence[Document], work: Path) -> float:
    with tempfile.TemporaryDirectory(dir=work) as folder:
        began = perf_counter()
        build(Path(folder), documents)
        return perf_counter() - began
