"""Measures what a person at a terminal waits for and what goes over the line: the reader, beside other programs.

    python -m bench.terminal [--size 100x30] [--times 15]

Each program runs in a pseudo-terminal: the reader with its own driver and with Textual's, a screen like it of stock
widgets, less, newsboat (where they are installed). Bytes are exact; times are medians on this machine, to be compared
with one another.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from index import Library
from tests.screen.shelves import plain, put
from tests.terminal.session import Session

WORDS = [
    *("river", "delta", "north", "fed", "by", "three", "streams", "charted", "when", "ships"),
    *("were", "slow", "and", "the", "tide", "took", "silt", "away", "again"),
]
SENTENCE = "The river delta of the north covers 4,300 square kilometres and is fed by three streams. "
ARTICLES = 300
LONG = 5_000_000
"""Characters of the longest article."""
SHORT = 20_000
"""Characters of an article that stock widgets can take."""


class Watched(Session):
    """A session that remembers when bytes came."""

    def __init__(self, command: Sequence[str], *, size: tuple[int, int], environment: Mapping[str, str]) -> None:
        super().__init__(command, size=size, environment=environment)
        self.stamps: list[tuple[float, int]] = []

    def _take(self, seconds: float) -> bool:
        before = len(self._bytes)
        alive = super()._take(seconds)
        if len(self._bytes) > before:
            self.stamps.append((time.perf_counter(), len(self._bytes[-1])))
        return alive

    def measure(self, act: Callable[[], None]) -> tuple[float, int, float]:
        """(milliseconds until the last byte, bytes, milliseconds of CPU) that something costs."""
        self.stamps, begin, cpu = [], time.perf_counter(), self.cpu()
        act()
        self.settle()
        last = self.stamps[-1][0] if self.stamps else begin
        return (last - begin) * 1000, sum(size for _, size in self.stamps), self.cpu() - cpu

    def cpu(self) -> float:
        """Milliseconds of CPU so far, of all threads."""
        tasks = Path(f"/proc/{self.process}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6

    def memory(self) -> float:
        """Megabytes at most so far."""
        status = Path(f"/proc/{self.process}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024


@dataclass
class Program:
    """How to run it and which keys do what. What it has not is left out."""

    command: Sequence[str]
    ready: str
    keys: Mapping[str, str]
    """`list`, `line`, `page`, `search`: the key of each."""
    start: Sequence[str] = ()
    """Keys from the first screen to the list."""
    open: Sequence[str] = ()
    """Keys from the list into the text."""
    letters: str = "lighth"
    environment: Mapping[str, str] = field(default_factory=dict)


def measured(program: Program, size: tuple[int, int], times: int) -> dict[str, str]:
    figures: dict[str, str] = {}
    paints = []
    for _ in range(3):
        with Watched(program.command, size=size, environment=program.environment) as session:
            begin = time.perf_counter()
            session.expect(program.ready)
            paints.append((time.perf_counter() - begin) * 1000)
            session.settle()
            figures["first paint, bytes"] = f"{len(session.sent):,}"
    figures["first paint, ms"] = f"{median(paints):.0f}"
    with Watched(program.command, size=size, environment=program.environment) as session:
        session.expect(program.ready)
        session.settle()
        idle = session.measure(lambda: session.settle(1.0))
        figures["idle, bytes and CPU ms a second"] = f"{idle[1]} / {idle[2]:.1f}"
        for key in program.start:
            session.press(key)
            session.settle()
        if "list" in program.keys:
            figures |= pressed(session, "list move", program.keys["list"], times)
        for key in program.open:
            if key != "enter":
                session.press(key)
                session.settle()
                continue
            opened = session.measure(lambda: answered(session, lambda: session.press("enter")))
            figures["open the article (once), bytes / ms"] = f"{opened[1]:,} / {opened[0]:.0f}"
        figures |= pressed(session, "line", program.keys["line"], times)
        figures |= pressed(session, "page-down", program.keys["page"], times)
        resized = session.measure(lambda: answered(session, lambda: session.resize(size[0] - 7, size[1])))
        figures["resize, bytes / CPU ms"] = f"{resized[1]:,} / {resized[2]:.0f}"
        session.resize(*size)
        if "search" in program.keys:
            session.settle()
            session.press(program.keys["search"])
            session.settle()
            costs = [session.measure(lambda key=key: session.press(key)) for key in program.letters]  # type: ignore[misc]
            figures["a key of a live search, bytes / ms"] = (
                f"{median(c[1] for c in costs):,.0f} / {median(c[0] for c in costs):.0f}"
            )
        figures["memory, MB"] = f"{session.memory():.0f}"
    return figures


def answered(session: Watched, act: Callable[[], None]) -> None:
    """Do something and wait for the first byte: it may take longer than what counts as silence elsewhere."""
    before = len(session.sent)
    act()
    session.until(lambda: len(session.sent) > before, "nothing came")


def pressed(session: Watched, name: str, key: str, times: int) -> dict[str, str]:
    costs = [session.measure(lambda: session.press(key)) for _ in range(times)]
    bytes_, waits = [cost[1] for cost in costs], sorted(cost[0] for cost in costs)
    return {
        f"{name}, bytes": f"{median(bytes_):,.0f} (most {max(bytes_):,})",
        f"{name}, ms": f"{median(waits):.1f} (p95 {waits[int(len(waits) * 0.95)]:.1f})",
    }


def paragraphs(characters: int) -> list[str]:
    """Text of which no two lines are alike; the same at every run."""
    chance = random.Random(characters)
    return [" ".join(chance.choices(WORDS, k=80)).capitalize() + "." for _ in range(characters // 400)]


def material(folder: Path) -> None:
    """The same texts for everybody: a library, a text file, a feed."""
    with Library.open(folder / "library") as library:
        for number in range(ARTICLES):
            put(library, f"The lighthouse of station {number}", plain(*[f"{SENTENCE}{number}. " * 6] * 4), added=number)
        put(library, "The long river", plain(*paragraphs(LONG)), added=1e6)
        library.catch_up()
    lines = [line for paragraph in paragraphs(LONG) for line in (*textwrap.wrap(paragraph, 76), "")]
    (folder / "long.txt").write_text("\n".join(lines))
    (folder / "short.txt").write_text("\n\n".join(paragraphs(SHORT)))
    items = "".join(
        f"<item><title>The lighthouse of station {number}</title><guid>{number}</guid>"
        f"<description>{' '.join(paragraphs(SHORT))}</description></item>"
        for number in range(ARTICLES)
    )
    (folder / "feed.xml").write_text(f"<rss version='2.0'><channel><title>Coasts</title>{items}</channel></rss>")
    (folder / "urls").write_text(f"file://{folder}/feed.xml\n")
    (folder / "config").write_text("")


def programs(folder: Path) -> dict[str, Program]:
    reader = [sys.executable, "-m", "tests.screen.reader_process", str(folder / "library")]
    keys = {"list": "j", "line": "j", "page": " ", "search": "/"}
    settings = {"CARREL_CONFIG": os.devnull}
    found = {
        "Carrel": Program(reader, "The long river", keys, (), ("g", "enter", "z"), environment=settings),
        "Carrel, Textual's driver": Program(
            [*reader, "--plain-driver"], "The long river", keys, (), ("g", "enter", "z"), environment=settings
        ),
        "stock widgets": Program(
            [sys.executable, "-m", "bench.stock_reader", str(folder / "short.txt")], "station 3", keys, (), ("z",)
        ),
    }
    if shutil.which("less"):
        found["less"] = Program(["less", str(folder / "long.txt")], "long.txt", {"line": "j", "page": " "})
    if shutil.which("newsboat"):
        newsboat = ["newsboat", "-u", f"{folder}/urls", "-c", f"{folder}/cache.db", "-C", f"{folder}/config"]
        subprocess.run([*newsboat, "-x", "reload"], check=False, capture_output=True)
        shown = {"list": "j", "line": "\x1bOB", "page": "pagedown"}  # in an article it takes no other key for a line
        found["newsboat"] = Program([*newsboat, "-q"], "Coasts", shown, ("enter",), ("enter",))
    return found


def import_time() -> float:
    """Milliseconds of `import textual.app`, the least that any Textual program takes."""
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import textual.app"], check=True)
        times.append((time.perf_counter() - begin) * 1000)
    return median(times)


def table(columns: Mapping[str, Mapping[str, str]]) -> str:
    rows = list(dict.fromkeys(row for figures in columns.values() for row in figures))
    lines = ["| | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    lines += [f"| {row} | " + " | ".join(figures.get(row, "–") for figures in columns.values()) + " |" for row in rows]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="100x30", help="columns and rows (default: %(default)s)")
    parser.add_argument("--times", type=int, default=15, help="how often each key is pressed (default: %(default)s)")
    arguments = parser.parse_args()
    columns, _, rows = arguments.size.partition("x")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        material(folder)
        figures = {
            title: measured(program, (int(columns), int(rows)), arguments.times)
            for title, program in programs(folder).items()
        }
    least = import_time()
    for each in figures.values():
        each["first paint ÷ import textual.app"] = f"{float(each['first paint, ms']) / least:.2f}"
    print(f"{arguments.size}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print(table(figures))


if __name__ == "__main__":
    main()
