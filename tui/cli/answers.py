"""Writes what was found, in the formats of `search` and `list`: for eyes, for pipes, for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from index.article import Progress
from index.safe_text import one_line
from index.search.results import Hit, Range, SearchResults
from tui.cli.fields import FIELDS, STANDARD, TABLE, cell, chosen_fields, record
from tui.cli.streams import console, on_terminal, put, put_json, written_json

if TYPE_CHECKING:
    from rich.text import Text


@dataclass(frozen=True, slots=True)
class Form:
    """How an answer is to be written. `end` stands after each line of `ids` and `tsv`."""

    name: str
    fields: str | None = None
    end: str = "\n"


def write_answer(results: SearchResults, form: Form) -> None:
    """Write the hits to standard output."""
    WRITERS[form.name](results.hits, form)


def _table(hits: Sequence[Hit], form: Form) -> None:
    if on_terminal() and form.fields is None:
        _pretty(hits)
    else:
        _plain_table(hits, chosen_fields(form.fields, TABLE))


def _json(hits: Sequence[Hit], form: Form) -> None:
    fields = chosen_fields(form.fields, STANDARD)
    lines = [written_json(record(hit, fields)) for hit in hits]
    put("[\n" + ",\n".join(lines) + "\n]" if lines else "[]")


def _jsonl(hits: Sequence[Hit], form: Form) -> None:
    fields = chosen_fields(form.fields, STANDARD)
    for hit in hits:
        put_json(record(hit, fields))


def _tsv(hits: Sequence[Hit], form: Form) -> None:
    fields = chosen_fields(form.fields, STANDARD)
    for hit in hits:
        put("\t".join(cell(hit, name) for name in fields), form.end)


def _ids(hits: Sequence[Hit], form: Form) -> None:
    for hit in hits:
        put(str(hit.id), form.end)


WRITERS: Mapping[str, Callable[[Sequence[Hit], Form], None]] = {
    "table": _table,
    "json": _json,
    "jsonl": _jsonl,
    "tsv": _tsv,
    "ids": _ids,
}
"""The formats, by the names that `--format` takes."""


def _plain_table(hits: Sequence[Hit], fields: Sequence[str]) -> None:
    """Columns that line up, two blanks apart, under a line of names; the last one is as long as it is."""
    from rich.cells import cell_len

    rows = [list(fields), *([cell(hit, name) for name in fields] for hit in hits)]
    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(fields))]
    for row in rows:
        cells = []
        for name, text, width in zip(fields, row, widths, strict=True):
            blanks = " " * (width - cell_len(text))
            cells.append(blanks + text if FIELDS[name].is_number else text + blanks)
        put("  ".join(cells).rstrip())


def _pretty(hits: Sequence[Hit]) -> None:
    """For eyes: a title with its passage below, its facts beside."""
    from rich.table import Table

    screen = console()
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False, expand=True)
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    if screen.width >= _WIDE:
        table.add_column(style="dim", no_wrap=True, max_width=screen.width // 4, overflow="ellipsis")
    table.add_column(style="dim", no_wrap=True)
    table.add_column(style="dim", justify="right", no_wrap=True)
    for hit in hits:
        facts = [cell(hit, "site"), _day(hit), f"{hit.row.metadata.minutes} min"]
        table.add_row(str(hit.id), _title_and_passage(hit), *facts[0 if screen.width >= _WIDE else 1 :])
    screen.print(table)


_WIDE = 90
_MOST_NAMED = 3
_SIGNS = {Progress.UNREAD: "", Progress.READING: "◐ ", Progress.READ: "✓ "}


def _title_and_passage(hit: Hit) -> Text:
    from rich.text import Text

    row = hit.row
    text = Text(_SIGNS[row.state.progress] + ("★ " if row.state.starred else ""))
    text.append_text(_marked(row.metadata.name or "untitled", hit.title_marks, "bold"))
    if row.verdict.is_broken:
        text.append(f" [{row.verdict.value}]", "red")
    for tag in row.tags:
        text.append(f" #{one_line(tag)}", "cyan")
    if hit.same:
        others = ", ".join(map(str, hit.same[:_MOST_NAMED])) + (" …" if len(hit.same) > _MOST_NAMED else "")
        text.append(f" +{len(hit.same)} with the same story: {others}", "dim")
    if hit.passage.text:
        text.append("\n")
        text.append_text(_marked(hit.passage.text, hit.passage.marks, "dim"))
    return text


def _marked(line: str, marks: Sequence[Range], style: str) -> Text:
    """A line with the words that were found standing out. Its length is kept, so that the marks stay true."""
    from rich.text import Text

    from index.safe_text import masked

    text = Text(masked(line).replace("\n", " ").replace("\t", " "), style)
    for start, end in marks:
        text.stylize("not dim bold yellow", start, end)
    return text


def _day(hit: Hit) -> str:
    """The day that a reader would name: of publishing, else of adding."""
    published = one_line(hit.row.metadata.published)[:10]
    return published or datetime.fromtimestamp(hit.row.added).astimezone().strftime("%Y-%m-%d")
