"""Writes why articles have their scores (`carrel search --explain`): the parts, a line each, that add up to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from index.safe_text import one_line
from index.search.results import Explanation, Hit
from tui.cli.answers import Form
from tui.cli.fields import STANDARD, chosen_fields, record
from tui.cli.streams import put, put_json
from tui.render.reasons import reasons


def write_explained(hits: Sequence[Hit], explanations: Sequence[Explanation | None], form: Form) -> None:
    """Write hits with the parts of their scores, in the form asked for: JSON, JSON lines, or for eyes."""
    if form.name == "table":
        _write_lines(hits, explanations)
        return
    fields = chosen_fields(form.fields, STANDARD)
    records = [
        record(hit, fields) | {"explanation": _record(found)} for hit, found in zip(hits, explanations, strict=True)
    ]
    if form.name == "json":
        put_json(records, indent=2)
    else:
        for each in records:
            put_json(each)


def _record(explanation: Explanation | None) -> dict[str, Any] | None:
    """An explanation as JSON has it; null where nothing was ranked."""
    if explanation is None:
        return None
    found = asdict(explanation)
    found["words"] = [{**asdict(word), "forms": dict(word.forms)} for word in explanation.words]
    del found["id"]
    return found


def _write_lines(hits: Sequence[Hit], explanations: Sequence[Explanation | None]) -> None:
    """Write each hit with the parts of its score."""
    for hit, found in zip(hits, explanations, strict=True):
        put(f"{hit.id}  {one_line(hit.title or hit.url)}")
        for line in reasons(found):
            put(f"  {line}")
