"""Pages of many kinds, written for this project: which phrases of the text each extractor keeps, and which of others.

They are the pages of `tests/extract/pages`, where Carrel's own answers are tested in full. Here they show on which
kinds of page one is behind another.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from bench.extractors import Extractor, take_turns

PAGES = Path(__file__).resolve().parent.parent / "tests" / "extract" / "pages"


@dataclass(frozen=True, slots=True)
class Kept:
    """Phrases of a page: those of the text that were kept, and those that belong elsewhere and were kept too."""

    right: int
    of: int
    wrong: int
    of_others: int


def measured(extractors: list[Extractor]) -> dict[str, list[Kept]]:
    """What each extractor keeps, page by page, in the order of the extractors."""
    pages = {path.stem: path.read_bytes() for path in sorted(PAGES.glob("*.html"))}
    fresh = [Extractor(each.name, each.run) for each in extractors]
    take_turns(fresh, pages, 1)
    return {name: [_kept(name, each) for each in fresh] for name in pages}


def _kept(name: str, extractor: Extractor) -> Kept:
    expected = tomllib.loads((PAGES / f"{name}.toml").read_text("utf-8"))
    answer = extractor.answers[name]
    keeps, drops = expected.get("keeps", []), expected.get("drops", [])
    right = sum(_holds(answer.text, phrase) or _holds(answer.html, phrase) for phrase in keeps)
    return Kept(right, len(keeps), sum(_holds(answer.text, phrase) for phrase in drops), len(drops))


def _holds(text: str, phrase: str) -> bool:
    return " ".join(phrase.split()) in " ".join(text.split())
