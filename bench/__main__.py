"""Runs all measurements, area by area, each in a process of its own.

    python -m bench                      everything that needs no data
    python -m bench search --data DIR    one area, with real articles and pages
    python -m bench --skip render

DIR holds `corpus/*.jsonl.gz` (articles) and `extraction/` (pages with what should be kept of them). Without it search
runs on made-up articles, and extraction is left out.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Area:
    """A module of this package, and its arguments; None where it cannot run without data."""

    name: str
    arguments: Callable[[argparse.Namespace], list[str] | None] = lambda _: []

    @property
    def module(self) -> str:
        """What `python -m` runs."""
        return f"bench.{self.name}"


def _of_search(options: argparse.Namespace) -> list[str]:
    return [*_of_known_items(options), *(["--quick"] if options.quick else [])]


def _of_known_items(options: argparse.Namespace) -> list[str]:
    work = ["--work", str(options.work)] if options.work else []
    found = sorted((options.data / "corpus").glob("*.jsonl.gz")) if options.data else []
    return [*work, *(["--corpus", str(found[0])] if found else [])]


def _of_extraction(options: argparse.Namespace) -> list[str] | None:
    folder = options.data / "extraction" if options.data else None
    return [str(folder)] if folder is not None and folder.is_dir() else None


def _of_language(options: argparse.Namespace) -> list[str] | None:
    found = sorted((options.data / "corpus").glob("*.jsonl.gz")) if options.data else []
    return [str(found[0])] if found else None


def _of_relevance(options: argparse.Namespace) -> list[str] | None:
    folder = options.data / "relevance" if options.data else None
    return [str(folder)] if folder is not None and folder.is_dir() else None


AREAS = (
    Area("render"),
    Area("terminal"),
    Area("extraction", _of_extraction),
    Area("language", _of_language),
    Area("search", _of_search),
    Area("known_items", _of_known_items),
    Area("relevance", _of_relevance),
)


def main(arguments: Sequence[str] | None = None) -> int:
    names = [area.name for area in AREAS]
    parser = argparse.ArgumentParser(prog="bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("areas", nargs="*", metavar="AREA", help=f"of {', '.join(names)}; all where none is named")
    parser.add_argument("--skip", action="append", default=[], choices=names)
    parser.add_argument("--data", type=Path, help="a folder of real articles and pages")
    parser.add_argument("--work", type=Path, help="where indexes are kept between runs")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args(arguments)
    if unknown := set(options.areas) - set(names):
        parser.error(f"no area is called {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    chosen = [area for area in AREAS if area.name in (options.areas or names) and area.name not in options.skip]
    return max((_run(area, options) for area in chosen), default=0)


def _run(area: Area, options: argparse.Namespace) -> int:
    """Run one area; its exit status, 0 where it was left out."""
    if find_spec(area.module) is None:
        _say(f"{area.name}: not there")
        return 0
    given = area.arguments(options)
    if given is None:
        _say(f"{area.name}: left out, it needs --data")
        return 0
    print(f"\n## {area.name}\n", flush=True)
    return subprocess.run([sys.executable, "-m", area.module, *given], check=False).returncode


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
