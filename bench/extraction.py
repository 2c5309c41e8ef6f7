"""Sets Carrel beside bare readability-lxml and trafilatura: what of an article each keeps, and how fast.

    python -m bench.extraction DATA [--scorer SCORER] [--repeat N]

DATA holds `scrapinghub/` and `mozilla/` as the scorer expects them; SCORER is its file. Prints Markdown: every figure
beside its target, single pages on which Carrel is behind bare readability, the pages of our own by kind, and what large
pages cost. One process; trafilatura's column is left out where it is not installed.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from bench import kinds_of_pages, large_pages
from bench.extractors import Extractor, installed, take_turns
from bench.machine import described, sentence
from bench.reference_pages import ReferencePages, load_scorer

TARGETS = {
    "scrapinghub F1": 0.984,
    "Mozilla token F1": 0.974,
    "headings, recall": 0.88,
    "headings, precision": 0.93,
    "list items, recall": 0.90,
    "list items, precision": 0.93,
    "table cells, recall": 0.89,
    "table cells, precision": 0.93,
    "links, recall": 0.94,
    "links, precision": 0.93,
    "image alts, recall": 0.92,
    "image alts, precision": 0.93,
    "code, recall": 1.0,
    "code, precision": 0.93,
    "quotes, recall": 0.97,
    "quotes, precision": 0.93,
}
METADATA_TARGETS = {"title": 57, "byline": 29, "dir": 7, "language": 33, "site": 23, "published": 12, "excerpt": 52}
FASTER = 1.0
"""Pages a second against trafilatura's, at least."""

BEHIND = 0.05
"""How far a page may be behind bare readability."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.extraction", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--scorer", type=Path, help="default: tools/score_extraction.py beside the data's folder")
    parser.add_argument("--repeat", type=int, default=2)
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    scorer = load_scorer(options.scorer or options.data.resolve().parent.parent / "tools" / "score_extraction.py")
    reference = ReferencePages(options.data, scorer)
    extractors = installed(scorer.html_text)
    take_turns(extractors, reference.pages, options.repeat)
    versions = ", ".join(f"{name} {version(name)}" for name in ("lxml", "readability-lxml", *_peers(extractors)))
    print(f"{len(reference.pages)} pages, {options.repeat} passes. {sentence(described())}, {versions}.\n")
    for lines in (
        _figures(extractors, reference, len(reference.pages) * options.repeat),
        _metadata(reference.metadata(extractors[0])),
        _single_pages(reference.scores(extractors[0]), reference.scores(extractors[1])),
        _kinds(extractors),
        _large(),
    ):
        print("\n".join(lines) + "\n")


def _peers(extractors: list[Extractor]) -> list[str]:
    return [each.name for each in extractors if each.name == "trafilatura"]


def _figures(extractors: list[Extractor], reference: ReferencePages, pages: int) -> Iterator[str]:
    yield "| | " + " | ".join(each.name for each in extractors) + " | target | |"
    yield "|---|" + "---:|" * (len(extractors) + 2)
    rows = [reference.figures(each) for each in extractors]
    for measure in rows[0]:
        target = TARGETS.get(measure)
        verdict = "" if target is None else _verdict(rows[0][measure] >= target)
        figures = " | ".join(f"{row[measure]:.3f}" for row in rows)
        yield f"| {measure} | {figures} | {'' if target is None else f'≥ {target}'} | {verdict} |"
    speeds = [pages / each.seconds for each in extractors]
    yield f"| pages a second, one process | {' | '.join(f'{speed:.1f}' for speed in speeds)} | | |"
    if len(extractors) > 2:
        ratios = [speed / speeds[2] for speed in speeds]
        shown = " | ".join(f"{ratio:.2f}" for ratio in ratios)
        yield f"| pages a second ÷ trafilatura's | {shown} | ≥ {FASTER} | {_verdict(ratios[0] >= FASTER)} |"


def _metadata(found: dict[str, tuple[int, int]]) -> Iterator[str]:
    yield "| metadata, exact | Carrel | target | |"
    yield "|---|---:|---:|---:|"
    for name, (right, total) in found.items():
        yield f"| {name} | {right}/{total} | ≥ {METADATA_TARGETS[name]} | {_verdict(right >= METADATA_TARGETS[name])} |"


def _single_pages(ours: dict[str, float], bare: dict[str, float]) -> Iterator[str]:
    """The pages that are furthest behind: by name, since they are to be looked at."""
    behind = sorted((ours[name] - bare[name], name) for name in ours)
    far = [name for gap, name in behind if gap < -BEHIND]
    yield (
        f"Pages more than {BEHIND} behind bare readability: {len(far)} ({_verdict(not far)}). Furthest: "
        + ", ".join(f"{name[:28]} {gap:+.3f}" for gap, name in behind[:3])
        + f". Ahead of it: {sum(gap > 0 for gap, _ in behind)}, as good: {sum(gap == 0 for gap, _ in behind)}, "
        f"behind: {sum(gap < 0 for gap, _ in behind)}."
    )


def _kinds(extractors: list[Extractor]) -> Iterator[str]:
    found = kinds_of_pages.measured(extractors)
    yield f"| {len(found)} pages of our own, by kind | " + " | ".join(each.name for each in extractors) + " |"
    yield "|---|" + "---:|" * len(extractors)
    columns = list(zip(*found.values(), strict=True))
    right = [sum(each.right for each in column) / sum(each.of for each in column) for column in columns]
    wrong = [sum(each.wrong for each in column) / sum(each.of_others for each in column) for column in columns]
    whole = [sum(each.right == each.of for each in column) for column in columns]
    clean = [sum(not each.wrong for each in column) for column in columns]
    yield "| phrases of the text kept | " + " | ".join(f"{share:.3f}" for share in right) + " |"
    yield "| phrases of furniture kept | " + " | ".join(f"{share:.3f}" for share in wrong) + " |"
    yield "| pages without a loss | " + " | ".join(map(str, whole)) + " |"
    yield "| pages without furniture | " + " | ".join(map(str, clean)) + " |"
    behind = [name for name, row in found.items() if any(row[0].right < other.right for other in row[1:])]
    yield f"\nPages of our own on which another keeps more phrases: {', '.join(behind) or 'none'}."


def _large() -> Iterator[str]:
    yield f"| large pages | MB | seconds | ÷ a page {large_pages.TIMES} times smaller |"
    yield "|---|---:|---:|---:|"
    for each in large_pages.measured():
        yield f"| {each.kind} | {each.size / 1e6:.1f} | {each.seconds:.2f} | {each.growth:.1f} |"


def _verdict(met: bool) -> str:
    return "met" if met else "missed"


if __name__ == "__main__":
    main()
