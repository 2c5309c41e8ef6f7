"""Pages of many kinds, each with what a reader should find: `pages/NAME.html` beside `pages/NAME.toml`."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from index.article import Extraction, Page
from index.document import BlockKind
from index.extract import extract

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))

_METADATA = ("title", "byline", "site", "published", "url", "language", "direction")


def page_of(name: str, data: bytes | None = None) -> Page:
    """A page of the collection as it comes in from a file."""
    path = PAGES / f"{name}.html"
    return Page(f"{name}.html", f"file:///pages/{name}.html", path.read_bytes() if data is None else data)


def expected(name: str) -> dict[str, Any]:
    """What `NAME.toml` says."""
    return tomllib.loads((PAGES / f"{name}.toml").read_text("utf-8"))


def faults(name: str) -> list[str]:
    """Every way in which an extraction is not what was expected, as sentences; empty where it is."""
    wanted = expected(name)
    found = extract(page_of(name))
    return [*_faults_of_metadata(found, wanted), *_faults_of_text(found, wanted), *_faults_of_form(found, wanted)]


def _faults_of_metadata(found: Extraction, wanted: dict[str, Any]) -> list[str]:
    faults = []
    verdict = wanted.get("verdict", "article")
    if found.verdict != verdict and (verdict != "article" or found.verdict != "short"):
        faults.append(f"verdict is {found.verdict}, not {verdict}")
    for field in _METADATA:
        if field in wanted and getattr(found.metadata, field) != wanted[field]:
            faults.append(f"{field} is {getattr(found.metadata, field)!r}")
    return faults


def _faults_of_text(found: Extraction, wanted: dict[str, Any]) -> list[str]:
    text, body = found.document.text, found.document.body_text()
    faults = [f"lost: {phrase!r}" for phrase in wanted.get("keeps", ()) if text.count(phrase) == 0]
    faults += [
        f"kept twice: {phrase!r}" for phrase in wanted.get("keeps", ()) if text.count(phrase) > 1 + (len(phrase) < 30)
    ]
    faults += [f"kept: {phrase!r}" for phrase in wanted.get("drops", ()) if phrase in body]
    if not body.startswith(wanted.get("opens", "")):
        faults.append(f"opens with {body[:60]!r}")
    if not body.endswith(wanted.get("closes", "")):
        faults.append(f"closes with {body[-60:]!r}")
    return faults


def _faults_of_form(found: Extraction, wanted: dict[str, Any]) -> list[str]:
    blocks = Counter(str(block.kind) for block in found.document.blocks)
    containers = Counter(str(container.kind) for container in found.document.containers)
    faults = [f"{blocks[kind]} blocks {kind}, not {count}" for kind, count in wanted.get("blocks", {}).items()
              if blocks[kind] != count]  # fmt: skip
    headings = [found.document.text_of(block) for block in found.document.blocks if block.kind is BlockKind.HEADING]
    if headings != wanted.get("headings", headings):
        faults.append(f"headings are {headings}")
    pictures = [block.source for block in found.document.blocks if block.kind is BlockKind.IMAGE]
    if pictures != wanted.get("pictures", pictures):
        faults.append(f"pictures are {pictures}")
    return faults + [f"{containers[kind]} containers {kind}, not {count}"
                     for kind, count in wanted.get("containers", {}).items() if containers[kind] != count]  # fmt: skip
