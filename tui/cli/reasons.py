"""Writes why articles have their scores (`carrel search --explain`): the parts, a line each, that add up to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from index.safe_text import one_line
from index.search.results import Explanation, Hit, WordPart
from tui.cli.answers import Form
from tui.cli.fields import STANDARD, chosen_fields, record
from tui.cli.streams import put, put_json

MOST_FORMS = 5

OTHERS = {
    "coverage": "some words are missing",
    "whole_title": "the title is the query",
    "neighbours": "words near each other, as in the query",
    "feedback": "speaks of what the best answers speak of",
}
"""The parts of a score beside the words, with what each is for."""


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
    """Write each hit with the parts of its score, the greatest first."""
    for hit, found in zip(hits, explanations, strict=True):
        put(f"{hit.id}  {one_line(hit.title or hit.url)}")
        if found is None:
            put("  no score: nothing was ranked")
            continue
        put(f"  {found.score:8.4f}  score")
        for word in found.words:
            put(f"  {word.score:8.4f}  {_told(word)}")
        for name, why in OTHERS.items():
            part = getattr(found, name)
            if part:
                put(f"  {part:8.4f}  {name.replace('_', ' ')}: {why}")


def _told(word: WordPart) -> str:
    """Where a word was found, in which forms, and what makes its weight."""
    counted = ((word.in_title, "title"), (word.in_body, "text"))
    places = [f"{number} in the {name}" for number, name in counted if number]
    parts = [", ".join(places) or "only as look-alikes", f"tf {word.frequency:.2f}, idf {word.idf:.2f}"]
    if len(word.forms) > 1 or (word.forms and word.forms[0][0] != word.word):
        parts.append("as " + ", ".join(f"{form} {number}" for form, number in word.forms[:MOST_FORMS]))
    if word.look_alikes:
        parts.append("looks like " + ", ".join(word.look_alikes[:MOST_FORMS]))
    return one_line(f"{word.word}: {'; '.join(parts)}")
