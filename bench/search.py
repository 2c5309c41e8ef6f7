"""Measures search beside SQLite FTS5, tantivy and stock Whoosh: the same articles, the same questions, in one run.

    python -m bench.search --corpus articles.jsonl.gz --articles 100000 --work /tmp/search

Without a corpus a small synthetic one is made up. Every index is built once and kept in the work folder, so that a
second run asks at once; `--rebuild` builds Carrel's anew. `--stock` includes stock Whoosh at sizes where it is slow.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict
from pathlib import Path
from statistics import median
from time import perf_counter

from bench import machine
from bench.contest import alone, bulk, changes, report
from bench.contest.figures import Figures
from bench.contest.questions import EACH, Question, as_json, drawn, mistyped
from bench.contest.rounds import asked, percentile
from bench.corpus import SYNTHETIC, Corpus
from bench.peers import CONTESTANTS, LIBRARY, PLAIN, WHOLE, Contestant, facts

GIVEN = 10_000
"""Articles that are asked for where a corpus is named."""

SLOW_FROM = 20_000
"""Articles from which on the slow peers are left out unless they are asked for."""

LIBRARY_UP_TO = 200_000
"""Articles up to which a whole library is made as well."""

OPENINGS = 5
QUICK = 5
"""Questions of a kind in a quick run."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    with ExitStack() as stack:
        work = options.work or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        corpus = Corpus.read(options.corpus)
        count = options.articles or (GIVEN if options.corpus else SYNTHETIC)
        figures = measured(corpus, count, work / str(count), options)
        if options.json:
            print(json.dumps(asdict(figures), indent=1))
        else:
            print(report.written(figures, _other_sizes(work, count)))
    return 0


def measured(corpus: Corpus, count: int, folder: Path, options: argparse.Namespace) -> Figures:
    """The figures of one size; they are kept in its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    before = Figures.read(folder)
    contestants = _contestants(count, options)
    if options.rebuild:
        for each in (PLAIN, LIBRARY):
            shutil.rmtree(folder / each.folder, ignore_errors=True)
    builds = {} if before is None else before.builds
    figures = Figures(count, _facts(corpus, count, folder, before), machine.described(), builds=builds)
    for each in contestants:
        _built(each, corpus, count, folder, figures)
    figures.write(folder)
    _ask(corpus, folder, figures, contestants, QUICK if options.quick else EACH)
    figures.write(folder)
    _alone(folder, figures, contestants, 1 if options.quick else OPENINGS)
    figures.write(folder)
    _change(corpus, count, folder, figures, contestants)
    figures.write(folder)
    if not options.quick:
        _grow(corpus, count, folder, figures)
        if not options.only:
            _bulk(corpus, count, folder, figures)
        figures.write(folder)
    return figures


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.search", description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--corpus", type=Path, help="articles as JSON lines, gzipped or not; made up where none is named"
    )
    parser.add_argument("--articles", type=int, help="how many; more than there are in the corpus are recombined")
    parser.add_argument("--work", type=Path, help="where indexes and figures are kept; by default nowhere")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} questions of a kind")
    parser.add_argument("--stock", action="store_true", help="stock Whoosh at every size")
    parser.add_argument(
        "--only", action="append", metavar="NAME", help="this peer alone (carrel, fts5, tantivy, whoosh)"
    )
    parser.add_argument("--rebuild", action="store_true", help="build Carrel's indexes anew")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


def _contestants(count: int, options: argparse.Namespace) -> list[Contestant]:
    chosen = []
    for each in CONTESTANTS:
        if options.only and each.folder not in options.only:
            continue
        if not each.is_installed:
            _say(f"{each.name} is left out: {each.needs} is not installed")
        elif (each.slow and count >= SLOW_FROM and not options.stock) or (each is LIBRARY and count > LIBRARY_UP_TO):
            _say(f"{each.name} is left out at this size")
        else:
            chosen.append(each)
    return chosen


def _facts(corpus: Corpus, count: int, folder: Path, before: Figures | None) -> int:
    """Make the table of facts; the bytes of text."""
    path = folder / facts.FILE
    if before is not None and path.exists():
        return before.text
    path.unlink(missing_ok=True)
    return facts.build(path, corpus.documents(count))


def _built(contestant: Contestant, corpus: Corpus, count: int, folder: Path, figures: Figures) -> None:
    """Build an index, unless it is there; a build that was broken off is begun again."""
    place = folder / contestant.folder
    if place.exists() and contestant.folder in figures.builds:
        return
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    _say(f"building: {contestant.folder}, {count:,} articles")
    began = perf_counter()
    contestant.build(place, corpus.documents(count))
    size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
    figures.builds[contestant.folder] = {"seconds": perf_counter() - began, "bytes": size}


def _ask(corpus: Corpus, folder: Path, figures: Figures, contestants: Sequence[Contestant], each_kind: int) -> None:
    ten, wrong = drawn(corpus.originals, each_kind), mistyped(corpus.originals, each_kind)
    given = json.dumps({"ten": as_json(ten), "mistyped": as_json(wrong)})
    (folder / alone.QUESTIONS).write_text(given, encoding="utf-8")
    figures.kinds = [question.kind for question in (*ten, *wrong)]
    with ExitStack() as stack:
        opened = facts.Facts(folder / facts.FILE)
        stack.callback(opened.close)
        peers = {each.name: each.open(folder, opened) for each in contestants}
        for peer in peers.values():
            stack.callback(peer.close)
        _say(f"asking: {len(ten)} questions")
        for heavy in (False, True):
            alike = [each for each in contestants if each.heavy is heavy]
            figures.warm |= asked({each.name: peers[each.name] for each in alike}, ten)
            able = {each.name: peers[each.name] for each in alike if each.fuzzy}
            for name, times in asked(able, wrong).items():
                figures.warm[name] += times


def _alone(folder: Path, figures: Figures, contestants: Sequence[Contestant], openings: int) -> None:
    for each in contestants:
        if each.slow and figures.articles >= SLOW_FROM:
            continue
        _say(f"in a process of its own: {each.name}")
        once = alone.measured("first", each, folder)
        figures.first[each.name], figures.memory[each.name] = once["first"], once["memory"]
        several = [alone.measured("opening", each, folder) for _ in range(openings)]
        figures.opening[each.name] = {part: median(one[part] for one in several) for part in several[0]}


def _change(corpus: Corpus, count: int, folder: Path, figures: Figures, contestants: Sequence[Contestant]) -> None:
    for each in contestants:
        _say(f"adding: {each.name}")
        figures.added[each.name] = changes.added(each, folder, count)
    _say("many segments")
    ten: list[Question] = drawn(corpus.originals, EACH)
    times, segments = changes.many_segments(folder, ten, corpus.originals)
    for name, spent in times.items():
        p50, p95 = percentile(spent, 50), percentile(spent, 95)
        figures.segments[name] = {"p50": p50 or 0.0, "p95": p95 or 0.0, "segments": segments[name]}


def _grow(corpus: Corpus, count: int, folder: Path, figures: Figures) -> None:
    """Ask the index of a tenth of the articles, which is made where it is missing, and this one in turns."""
    tenth = folder.parent / str(count // 10)
    tenth.mkdir(exist_ok=True)
    small = Figures.read(tenth) or Figures(count // 10, _facts(corpus, count // 10, tenth, None), figures.machine)
    _built(PLAIN, corpus, count // 10, tenth, small)
    small.write(tenth)
    _say("growth")
    with ExitStack() as stack:
        sizes = {"tenth": tenth, "all": folder}
        known = {size: stack.enter_context(closing(facts.Facts(place / facts.FILE))) for size, place in sizes.items()}
        for each in (PLAIN, WHOLE):
            times = asked(
                {size: each.open(place, known[size]) for size, place in sizes.items()}, drawn(corpus.originals)
            )
            figures.growth[each.name] = {size: percentile(spent, 50) or 0.0 for size, spent in times.items()}


def _bulk(corpus: Corpus, count: int, folder: Path, figures: Figures) -> None:
    documents = list(corpus.documents(min(count, bulk.ARTICLES)))
    _say(f"bulk indexing: {len(documents):,} articles, five times")
    figures.bulk = bulk.measured(documents, folder)


def _other_sizes(work: Path, count: int) -> list[Figures]:
    folders = [path for path in work.iterdir() if path.name.isdecimal() and int(path.name) != count]
    return [figures for folder in folders if (figures := Figures.read(folder)) is not None]


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
