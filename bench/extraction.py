"""Sets Carrel beside bare readability-lxml and trafilatura: what of an article each keeps, and how fast.

    python bench/extraction.py DATA [--scorer SCORER] [--repeat N]

DATA holds `scrapinghub/` and `mozilla/` as the scorer expects them; SCORER is its file. Prints a Markdown table. Where
trafilatura is not installed its column is left out. One process; the extractors take turns on every page, so that all
see the same machine.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import logging
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from index.article import Page
from index.document.html import write_html
from index.extract import extract


@dataclass
class Answer:
    """What an extractor made of a page."""

    text: str = ""
    html: str = ""


@dataclass
class Extractor:
    """A way to extract, its answers by page, and the seconds that they took."""

    name: str
    run: Callable[[bytes], Callable[[], Answer]]
    answers: dict[str, Answer] = field(default_factory=dict)
    seconds: float = 0.0


def carrel(data: bytes) -> Callable[[], Answer]:
    result = extract(Page("page.html", "https://page.example/", data))
    return lambda: Answer(result.document.body_text(), write_html(result.document))


def readability(data: bytes) -> Callable[[], Answer]:
    from readability import Document

    html = Document(data.decode("utf-8", "replace")).summary(html_partial=True)
    return lambda: Answer(html_text(html), html)


def trafilatura(data: bytes) -> Callable[[], Answer]:
    from trafilatura import extract as extract_text

    source = data.decode("utf-8", "replace")
    text = extract_text(source) or ""
    return lambda: Answer(text, extract_text(source, output_format="html", include_links=True) or "")


def html_text(html: str) -> str:
    return SCORER.html_text(html) if SCORER else html


SCORER: ModuleType | None = None


def load_scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules["scorer"] = module
    spec.loader.exec_module(module)
    return module


def pages_of(data: Path) -> dict[str, bytes]:
    """The pages of both sets, by set and name."""
    found = {
        f"scrapinghub/{path.name.split('.')[0]}": path for path in sorted((data / "scrapinghub/html").glob("*.gz"))
    }
    found |= {f"mozilla/{path.parent.name}": path for path in sorted((data / "mozilla").glob("*/source.html.gz"))}
    return {name: gzip.decompress(path.read_bytes()) for name, path in found.items()}


def run(extractors: list[Extractor], pages: dict[str, bytes], repeat: int) -> None:
    """Let the extractors take turns. What is only needed for scoring is made outside of the measured time."""
    first = next(iter(pages.values()))
    for extractor in extractors:
        extractor.run(first)
    for number in range(repeat):
        for name, data in pages.items():
            for extractor in extractors:
                started = time.perf_counter()
                finish = extractor.run(data)
                extractor.seconds += time.perf_counter() - started
                if number == 0:
                    extractor.answers[name] = finish()


def figures(extractor: Extractor, data: Path, scorer: ModuleType) -> dict[str, float]:
    """The scorer's figures for one extractor."""
    raw = json.loads((data / "scrapinghub/ground-truth.json").read_text("utf-8"))
    truth = {key: value.get("articleBody", "") for key, value in raw.items()}
    texts = {key: extractor.answers[f"scrapinghub/{key}"].text for key in truth}
    shingles = scorer.score_shingles(truth, texts, 100)
    folders = sorted(path for path in (data / "mozilla").iterdir() if path.is_dir())
    wanted = {path.name: gzip.decompress((path / "expected.html.gz").read_bytes()).decode() for path in folders}
    htmls = {name: extractor.answers[f"mozilla/{name}"].html for name in wanted}
    tokens = scorer.score_tokens(
        {name: scorer.html_text(html) for name, html in wanted.items()},
        {name: scorer.html_text(html) for name, html in htmls.items()},
    )
    result = {
        "scrapinghub F1": shingles["f1"],
        "scrapinghub precision": shingles["precision"],
        "scrapinghub recall": shingles["recall"],
        "Mozilla token F1": tokens["f1"],
    }
    return result | structure(scorer, wanted, htmls)


def structure(scorer: ModuleType, wanted: dict[str, str], htmls: dict[str, str]) -> dict[str, float]:
    """Recall of each kind of element."""
    kept: dict[str, list[int]] = {}
    for name, reference in wanted.items():
        want, have = scorer.elements(reference), scorer.elements(htmls[name])
        for kind, elements in want.items():
            row = kept.setdefault(kind, [0, 0])
            row[0] += sum((elements & have[kind]).values())
            row[1] += sum(elements.values())
    return {f"{kind}, recall": both / total if total else 1.0 for kind, (both, total) in kept.items()}


def table(extractors: list[Extractor], rows: list[dict[str, float]], pages: int) -> str:
    """The figures as Markdown."""
    lines = ["| | " + " | ".join(each.name for each in extractors) + " |", "|---|" + "---|" * len(extractors)]
    lines += [f"| {measure} | " + " | ".join(f"{row[measure]:.3f}" for row in rows) + " |" for measure in rows[0]]
    speeds = " | ".join(f"{pages / each.seconds:.1f}" for each in extractors)
    return "\n".join([*lines, f"| pages a second, one process | {speeds} |"])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--scorer", type=Path, help="default: tools/score_extraction.py beside the data's folder")
    parser.add_argument("--repeat", type=int, default=1)
    arguments: Any = parser.parse_args()
    logging.disable(logging.CRITICAL)
    scorer_path = arguments.scorer or arguments.data.resolve().parent.parent / "tools" / "score_extraction.py"
    scorer = globals()["SCORER"] = load_scorer(scorer_path)
    extractors = [Extractor("Carrel", carrel), Extractor("readability-lxml, bare", readability)]
    if importlib.util.find_spec("trafilatura"):
        extractors.append(Extractor("trafilatura", trafilatura))
    pages = pages_of(arguments.data)
    run(extractors, pages, arguments.repeat)
    rows = [figures(extractor, arguments.data, scorer) for extractor in extractors]
    print(f"{len(pages)} pages\n\n{table(extractors, rows, len(pages) * arguments.repeat)}")


if __name__ == "__main__":
    main()
