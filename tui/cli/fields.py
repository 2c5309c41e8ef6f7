"""What `search`, `list` and `similar` can say about an article: one table of fields, read by every format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from index.errors import UsageError
from index.search.results import Hit


@dataclass(frozen=True, slots=True)
class Field:
    """A fact about a found article. `value` is as JSON has it."""

    value: Callable[[Hit], Any]
    is_number: bool = False


FIELDS: Mapping[str, Field] = {
    "id": Field(lambda hit: hit.row.id, is_number=True),
    "url": Field(lambda hit: hit.row.metadata.url),
    "title": Field(lambda hit: hit.row.metadata.title),
    "byline": Field(lambda hit: hit.row.metadata.byline),
    "site": Field(lambda hit: hit.row.metadata.site),
    "published": Field(lambda hit: hit.row.metadata.published),
    "added": Field(lambda hit: moment(hit.row.added)),
    "language": Field(lambda hit: hit.row.metadata.language),
    "words": Field(lambda hit: hit.row.metadata.words, is_number=True),
    "tags": Field(lambda hit: list(hit.row.tags)),
    "score": Field(lambda hit: round(hit.score, 4), is_number=True),
    "snippet": Field(lambda hit: hit.passage.text),
    "minutes": Field(lambda hit: hit.row.metadata.minutes, is_number=True),
    "excerpt": Field(lambda hit: hit.row.metadata.excerpt),
    "progress": Field(lambda hit: hit.row.state.progress.value),
    "fraction": Field(lambda hit: round(hit.row.state.fraction, 3), is_number=True),
    "starred": Field(lambda hit: hit.row.state.starred),
    "archived": Field(lambda hit: hit.row.state.archived),
    "opened": Field(lambda hit: moment(hit.row.state.opened)),
    "verdict": Field(lambda hit: hit.row.verdict.value),
    "quality": Field(lambda hit: round(hit.row.quality, 2), is_number=True),
    "same": Field(lambda hit: list(hit.same)),
}

STANDARD = tuple(FIELDS)[:12]
"""What is given where nobody chose: `id` to `snippet`, always in this order."""

TABLE = ("id", "added", "words", "site", "title")
"""The columns of a table in a pipe."""


def chosen_fields(text: str | None, otherwise: Sequence[str]) -> tuple[str, ...]:
    """The fields that `--fields a,b` names. Raises UsageError where one is unknown."""
    if text is None:
        return tuple(otherwise)
    names = tuple(name.strip().lower() for name in text.split(",") if name.strip())
    for name in names:
        if name not in FIELDS:
            raise UsageError(f"--fields: no field {name!r}; there are {', '.join(FIELDS)}")
    if not names:
        raise UsageError(f"--fields: names no field; there are {', '.join(FIELDS)}")
    return names


def record(hit: Hit, fields: Sequence[str]) -> dict[str, Any]:
    """The fields of a hit by their names."""
    return {name: FIELDS[name].value(hit) for name in fields}


def cell(hit: Hit, name: str) -> str:
    """A field as one line of text."""
    from index.safe_text import one_line

    value = FIELDS[name].value(hit)
    if isinstance(value, list):
        return one_line(", ".join(map(str, value)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return one_line(str(value))


def moment(time: float) -> str:
    """A Unix time as ISO 8601 in UTC; nothing for 0."""
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if time else ""
