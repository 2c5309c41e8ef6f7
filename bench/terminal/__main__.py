"""Measures the reader, with its own driver and with Textual's, beside a screen of stock widgets, less and newsboat.

    python -m bench.terminal [--size 100x30] [--times 15]

Bytes are exact. Times hold for this machine alone: compare them with one another, all are of one run. Two to four
minutes, of which the library of 10,000 articles takes one.
"""

from __future__ import annotations

import argparse
import compileall
import tempfile
from pathlib import Path

import index
import tui
from bench.machine import described, sentence
from bench.terminal import measures, report
from bench.terminal.material import make_many, make_texts
from bench.terminal.programs import programs

STARTS = 7
OPENINGS = 5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="100x30", help="columns and rows (default: %(default)s)")
    parser.add_argument("--times", type=int, default=15, help="how often each key is pressed (default: %(default)s)")
    arguments = parser.parse_args()
    columns, _, rows = arguments.size.partition("x")
    size = int(columns), int(rows)
    for package in (index, tui):  # as an installation leaves them
        compileall.compile_dir(Path(package.__file__ or "").parent, quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_texts(folder)
        make_many(folder)
        found = programs(folder)
        figures = measures.first_paints(found, size, STARTS)
        for title, program in found.items():
            figures[title] |= measures.openings(program, size, OPENINGS)
            figures[title] |= measures.reading(program, size, arguments.times)
            figures[title] |= measures.searching(program)
    print(f"{arguments.size}. {sentence(described())}.\n")
    print(report.columns(figures), end="\n\n")
    print(report.targets(figures["Carrel"]))


if __name__ == "__main__":
    main()
