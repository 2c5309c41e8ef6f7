"""How Carrel and its extraction workers talk: frames of JSON and bytes over a pipe.

Never pickles: a page that took over its worker must not be able to command the process that keeps the library.
A frame is the lengths of its parts, then the parts; the first part is JSON, the others are what it speaks of.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from index.article import Extraction, Metadata, Page, Verdict
from index.document.serialise import read_structure, write_structure
from index.errors import BadDataError, CarrelError
from index.extract.recipe import PLAIN, Recipe, SiteRule, View

PARTS = 3
_LENGTHS = struct.Struct(f"<{PARTS}Q")

Parts = tuple[bytes, bytes, bytes]
ReadExactly = Callable[[int], bytes]


class WorkerError(CarrelError):
    """The extraction of a page failed in a way that is nobody's mistake but the page's or Carrel's."""

    status = 65


def frame(parts: Parts) -> bytes:
    """The bytes of a frame."""
    return _LENGTHS.pack(*map(len, parts)) + b"".join(parts)


def read_frame(read: ReadExactly) -> Parts:
    """The next frame, from a function that reads exactly so many bytes or raises."""
    first, second, third = _LENGTHS.unpack(read(_LENGTHS.size))
    return read(first), read(second), read(third)


def task_parts(page: Page, recipe: Recipe = PLAIN) -> Parts:
    """A page on its way to a worker, and how it is to be read."""
    facts = [page.source, page.url, page.media_type, page.charset, page.fetched]
    return json.dumps(facts).encode(), page.data, json.dumps(asdict(recipe)).encode() if recipe != PLAIN else b""


def task_of(parts: Parts) -> tuple[Page, Recipe]:
    """What `task_parts` sent."""
    source, url, media_type, charset, fetched = json.loads(parts[0])
    return Page(source, url, parts[1], media_type, charset, fetched), _recipe(parts[2])


def _recipe(data: bytes) -> Recipe:
    if not data:
        return PLAIN
    told: dict[str, Any] = json.loads(data)
    return Recipe(tuple(map(_rule, told["rules"])), View(told["view"]))


def _rule(told: dict[str, Any]) -> SiteRule:
    view = View(told["view"]) if told["view"] else None
    return SiteRule(**told | {"select": tuple(told["select"]), "remove": tuple(told["remove"]), "view": view})


def extraction_parts(extraction: Extraction) -> Parts:
    """What was extracted, on its way back."""
    facts = {
        "metadata": asdict(extraction.metadata),
        "verdict": extraction.verdict,
        "quality": extraction.quality,
        "reasons": extraction.reasons,
    }
    document = extraction.document
    return json.dumps(facts).encode(), document.text.encode(), write_structure(document)


def failure_parts(error: BaseException) -> Parts:
    """Why nothing was extracted, on its way back. Only BadDataError carries its own sentence."""
    known = isinstance(error, BadDataError)
    cause = str(error) if known else f"extraction failed: {type(error).__name__}"
    return json.dumps({"failure": cause, "bad_data": known}).encode(), b"", b""


def extraction_of(parts: Parts) -> Extraction:
    """What `extraction_parts` sent; raises BadDataError or WorkerError where `failure_parts` did."""
    facts: dict[str, Any] = json.loads(parts[0])
    if "failure" in facts:
        raise (BadDataError if facts["bad_data"] else WorkerError)(facts["failure"])
    return Extraction(
        Metadata(**facts["metadata"]),
        read_structure(parts[1].decode(), parts[2]),
        Verdict(facts["verdict"]),
        facts["quality"],
        tuple(facts["reasons"]),
    )
