"""The things that are measured of each program, as numbers by name; what it cannot do has none."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from statistics import median

from bench.terminal.programs import Program
from bench.terminal.watching import Cost, Watched

Size = tuple[int, int]
Figures = dict[str, float]

IDLE = 5.0
"""Seconds of watching a program of which nobody wants anything."""

PAGES = 9
"""Pages that the shortest text has, so that each press turns one."""

BAND = 6
"""Columns by which the terminal is made wider again and again: within one arrangement of panes."""

LIVE_SIZE = (120, 35)
"""The screen on which searching while typing is measured."""


def first_paints(programs: Mapping[str, Program], size: Size, times: int) -> dict[str, Figures]:
    """Starts, all in turns, beside the least that a Textual program takes."""
    wall: dict[str, list[float]] = {title: [] for title in programs}
    cpu: dict[str, list[float]] = {title: [] for title in programs}
    sent: dict[str, int] = {}
    least = []
    for _ in range(times):
        least.append(_import_cost())
        for title, program in programs.items():
            begin = time.perf_counter()
            with Watched(program.command, size=size, environment=program.environment) as session:
                session.expect(program.ready)
                wall[title].append((time.perf_counter() - begin) * 1000)
                cpu[title].append(session.cpu())
                session.settle()
                sent[title] = len(session.sent)
    imported = [median(figures) for figures in zip(*least, strict=True)]
    return {
        title: {
            "first paint, bytes": sent[title],
            "first paint, ms": median(wall[title]),
            "first paint, CPU ms": median(cpu[title]),
            "first paint ÷ import textual.app": median(wall[title]) / imported[0],
            "first paint ÷ import textual.app, CPU": median(cpu[title]) / imported[1],
        }
        for title in programs
    }


def _import_cost() -> tuple[float, float]:
    """Milliseconds of `import textual.app` from beginning to end of the process: on the clock, of the processor."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-c", "import textual.app"], check=True)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), (time.perf_counter() - begin) * 1000
    return wall, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def reading(program: Program, size: Size, times: int) -> Figures:
    """A session with the list and an article, from being idle to the memory that it took."""
    figures: Figures = {}
    with _ready(program, size) as session:
        sent, cpu = session.idle(IDLE)
        figures["idle, bytes"], figures["idle, CPU %"] = sent, cpu / IDLE / 10
        _press(session, program.start)
        if "list" in program.keys:
            figures |= _keys(session, "list move", program.keys["list"], times)
        _press(session, program.open)
        figures |= _keys(session, "line", program.keys["line"], times)
        figures |= _keys(session, "page-down", program.keys["page"], min(times, PAGES))
        figures |= _resizes(session, size, times)
        figures["memory with the article, MB"] = session.memory()
        if program.queries:
            session.press(program.keys["search"])
            session.rest(1.0)
            _type(session, program.queries[0][:4])
            figures["memory after a search, MB"] = session.memory()
    return figures


def openings(program: Program, size: Size, times: int) -> Figures:
    """An article opened as the first thing in a session, again and again."""
    if "enter" not in program.open:
        return {}
    costs = []
    for _ in range(times):
        with _ready(program, size) as session:
            _press(session, program.start)
            _press(session, program.open[: program.open.index("enter")])
            costs.append(session.cost(lambda: session.press("enter")))
    return {
        "open the article, bytes": median(cost.bytes for cost in costs),
        "open the article, ms": median(cost.last for cost in costs),
        "open the article, CPU ms": median(cost.cpu for cost in costs),
    }


def searching(program: Program) -> Figures:
    """Words typed letter by letter: the echo is the first byte, settled the last."""
    if not program.queries:
        return {}
    with _ready(program, LIVE_SIZE, searched=True) as session:
        session.press(program.keys["search"])
        session.rest(1.0)
        costs: list[Cost] = []
        for query in program.queries:
            costs += _type(session, query)
            session.press(program.emptied)
            session.rest(1.0)
    return {
        **_spread("typing echo, ms", [cost.first for cost in costs]),
        **_spread("results settled, ms", [cost.last for cost in costs]),
        **_spread("a key of a live search, bytes", [cost.bytes for cost in costs]),
    }


@contextmanager
def _ready(program: Program, size: Size, *, searched: bool = False) -> Iterator[Watched]:
    command = program.searched if searched and program.searched else program.command
    ready = program.searched_ready if searched and program.searched else program.ready
    with Watched(command, size=size, environment=program.environment) as session:
        session.expect(ready)
        session.rest(1.0)
        yield session


def _press(session: Watched, keys: Sequence[str]) -> None:
    for key in keys:
        session.press(key)
        session.settle()


def _type(session: Watched, letters: str) -> list[Cost]:
    return [session.cost(lambda letter=letter: session.press(letter)) for letter in letters]  # type: ignore[misc]


def _keys(session: Watched, name: str, key: str, times: int) -> Figures:
    costs = [session.cost(lambda: session.press(key)) for _ in range(times)]
    return _spread(f"{name}, bytes", [cost.bytes for cost in costs]) | _spread(
        f"{name}, ms", [cost.last for cost in costs]
    )


def _resizes(session: Watched, size: Size, times: int) -> Figures:
    columns, rows = size
    costs = [
        session.cost(lambda wider=wider: session.resize(columns + BAND * wider, rows))  # type: ignore[misc]
        for wider in [1, 0] * max(1, times // 4)
    ]
    return {
        "resize, bytes": median(cost.bytes for cost in costs),
        "resize, CPU ms": median(cost.cpu for cost in costs),
    }


def _spread(name: str, values: Sequence[float]) -> Figures:
    ordered = sorted(values)
    return {
        name: median(ordered),
        f"{name}, p95": ordered[int(len(ordered) * 0.95)],
        f"{name}, most": ordered[-1],
    }
