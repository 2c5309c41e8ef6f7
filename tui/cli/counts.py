"""Writes the facets of an answer: counts by site, tag, language, year and state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.safe_text import one_line
from tui.cli.answers import Form, write_answer
from tui.cli.fields import STANDARD, chosen_fields, record
from tui.cli.streams import console, on_terminal, put, put_json

if TYPE_CHECKING:
    from index.library import Facets
    from index.search.results import SearchResults

MOST = 8
"""Values of a kind that are shown to eyes."""

KINDS = {"sites": "site:", "tags": "tag:", "languages": "lang:", "years": "published:", "states": "is:"}
"""The facets, each with the field that narrows a query to one of its values."""


def write_counted(results: SearchResults, facets: Facets, form: Form) -> None:
    """Write an answer with its counts: as one JSON object, or the counts in lines under the table."""
    if form.name == "json":
        hits = [record(hit, chosen_fields(form.fields, STANDARD)) for hit in results.hits]
        put_json({"query": results.query, "total": results.total, "hits": hits, "facets": _record(facets)}, indent=2)
    else:
        write_answer(results, form)
        _write_lines(facets)


def _record(facets: Facets) -> dict[str, dict[str, int]]:
    """Every count as JSON has it: an object a kind, the most frequent first."""
    return {kind: dict(getattr(facets, kind)) for kind in KINDS}


def _write_lines(facets: Facets) -> None:
    """Write the most frequent values of each kind under an answer, as they would be asked for."""
    from rich.text import Text

    put("")
    for kind, field in KINDS.items():
        counts = getattr(facets, kind)
        if not counts:
            continue
        shown = "   ".join(f"{_value(value)} {number:,}" for value, number in counts[:MOST])
        more = f"   … {len(counts) - MOST:,} more" if len(counts) > MOST else ""
        if on_terminal():
            console().print(Text.assemble((f"{field:<11}", "dim"), shown, (more, "dim")))
        else:
            put(f"{field:<11}{shown}{more}")


def _value(value: str) -> str:
    """A value as it is written after its field."""
    line = one_line(value)
    return f'"{line}"' if " " in line else line
