"""Pages of which it is known what should be kept, and the scorer that says how much of it was.

A folder holds `scrapinghub/` (the text of articles) and `mozilla/` (clean articles as HTML, with metadata), as the
scorer expects them; the scorer is a file that is named, since it belongs to the pages.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

from bench.extractors import Answer, Extractor


def load_scorer(path: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules["scorer"] = module
    spec.loader.exec_module(module)
    return module


class ReferencePages:
    """Both sets: their pages by name, what should be kept, and the figures of an extractor."""

    def __init__(self, folder: Path, scorer: ModuleType) -> None:
        self._scorer = scorer
        raw = json.loads((folder / "scrapinghub/ground-truth.json").read_text("utf-8"))
        self._texts = {key: value.get("articleBody", "") for key, value in raw.items()}
        self._folders = {path.name: path for path in sorted((folder / "mozilla").iterdir()) if path.is_dir()}
        self._htmls = {name: _read(path / "expected.html.gz").decode() for name, path in self._folders.items()}
        self.pages = {f"scrapinghub/{key}": _read(folder / f"scrapinghub/html/{key}.html.gz") for key in self._texts}
        self.pages |= {f"mozilla/{name}": _read(path / "source.html.gz") for name, path in self._folders.items()}

    def figures(self, extractor: Extractor) -> dict[str, float]:
        """The scorer's figures, by the names under which they have targets."""
        texts = {key: extractor.answers[f"scrapinghub/{key}"].text for key in self._texts}
        htmls = {name: extractor.answers[f"mozilla/{name}"].html for name in self._htmls}
        shingles = self._scorer.score_shingles(self._texts, texts, 2)
        wanted = {name: self._scorer.html_text(html) for name, html in self._htmls.items()}
        tokens = self._scorer.score_tokens(wanted, {name: self._scorer.html_text(html) for name, html in htmls.items()})
        found = {
            "scrapinghub F1": shingles["f1"],
            "scrapinghub precision": shingles["precision"],
            "scrapinghub recall": shingles["recall"],
            "Mozilla token F1": tokens["f1"],
        }
        return found | self._structure(htmls)

    def _structure(self, htmls: dict[str, str]) -> dict[str, float]:
        """Recall and precision of each kind of element."""
        counts: dict[str, list[int]] = {}
        for name, reference in self._htmls.items():
            want, have = self._scorer.elements(reference), self._scorer.elements(htmls[name])
            for kind in want:
                row = counts.setdefault(kind, [0, 0, 0])
                row[0] += sum((want[kind] & have[kind]).values())
                row[1] += sum(want[kind].values())
                row[2] += sum(have[kind].values())
        found = {}
        for kind, (both, wanted, had) in counts.items():
            found[f"{kind}, recall"] = both / wanted if wanted else 1.0
            found[f"{kind}, precision"] = both / had if had else 1.0
        return found

    def metadata(self, extractor: Extractor) -> dict[str, tuple[int, int]]:
        """For each field, how many are exactly as expected, and of how many."""
        found = {}
        for theirs, ours in self._scorer.FIELDS.items():
            right = total = 0
            for name, folder in self._folders.items():
                want = json.loads(_read(folder / "expected-metadata.json.gz")).get(theirs)
                if want:
                    total += 1
                    right += _is_same(str(want), _field(extractor.answers[f"mozilla/{name}"], ours), ours)
            found[ours] = right, total
        return found

    def scores(self, extractor: Extractor) -> dict[str, float]:
        """The F1 of each page by itself."""
        found = {}
        for key, truth in self._texts.items():
            row = self._scorer.match(truth, extractor.answers[f"scrapinghub/{key}"].text)
            precision, recall = self._scorer.precision(*row), self._scorer.recall(*row)
            found[f"scrapinghub/{key}"] = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        for name, html in self._htmls.items():
            answer = self._scorer.html_text(extractor.answers[f"mozilla/{name}"].html)
            found[f"mozilla/{name}"] = self._scorer.token_f1(self._scorer.html_text(html), answer)[0]
        return found


def _read(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


def _field(answer: Answer, name: str) -> str:
    name = "direction" if name == "dir" else name
    return str(getattr(answer.metadata, name)) if answer.metadata else ""


def _is_same(want: str, have: str, name: str) -> bool:
    want, have = " ".join(want.split()).casefold(), " ".join(have.split()).casefold()
    return want == have or (name == "published" and want[:10] == have[:10])
