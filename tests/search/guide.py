"""The tables of docs/query-language.md, whose examples are tests."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "query-language.md"
TODAY = date(2024, 5, 15)
"""The day as of which the guide prints its dates."""


def table_rows(heading: str) -> list[list[str]]:
    """The cells of all tables of the guide whose heading begins so."""
    tables = re.findall(
        rf"^\| {heading}[^\n]*\n\|[-|]+\n((?:\|[^\n]*\n)+)", GUIDE.read_text(encoding="utf-8"), re.MULTILINE
    )
    lines = [line for table in tables for line in table.splitlines()]
    rows = (re.split(r"(?<!\\)\|", line)[1:-1] for line in lines)
    return [[cell.strip().replace("\\|", "|") for cell in row] for row in rows]


EXAMPLES = [(row[0].strip("`"), row[2].strip("`")) for row in table_rows(r"query \| finds")]
"""(query, how it prints)."""

ERRORS = [(row[0].strip("`"), int(row[1]), row[2]) for row in table_rows(r"query \| place")]
"""(query, place, message)."""
