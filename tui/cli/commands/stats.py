"""`carrel stats`: the library in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cli.opening import library_to_read
from tui.cli.streams import console, count_of, on_terminal, put, put_json

if TYPE_CHECKING:
    from index.library import Statistics

_TOP = 10
_BAR = 24


@click.command
@click.option("--format", "-f", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.pass_obj
def command(path: Path | None, form: str) -> None:
    """Print what the library holds: articles, words, languages, sites, tags, and what they take on the disk."""
    with library_to_read(path) as library:
        found = library.statistics()
        folder = library.path
    if form == "json":
        put_json({"library": str(folder), **_record(found)}, indent=2)
        return
    for title, lines in _sections(found, str(folder)).items():
        _write(title, lines)


def _record(found: Statistics) -> dict[str, Any]:
    """Every number by its name; lists of counts as objects."""
    values = {each.name: getattr(found, each.name) for each in fields(found)}
    return {name: dict(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _sections(found: Statistics, folder: str) -> dict[str, Sequence[tuple[str, str]]]:
    """What is told, as labels and values under titles; empty sections are left out."""
    return {
        title: lines
        for title, lines in {
            "Library": (
                ("folder", folder),
                ("articles", f"{found.articles:,}"),
                ("words", f"{found.words:,} ({_hours(found.minutes)} of reading)"),
                ("highlights", f"{found.highlights:,}"),
                ("removed", f"{found.removed:,}"),
                ("pictures", f"{found.pictures:,} ({_size(found.picture_bytes)})"),
                ("on disk", f"{_size(found.database_bytes)}, of that {_size(found.page_bytes_kept)} raw pages"),
            ),
            "Reading": (
                ("unread", f"{found.unread:,}"),
                ("begun", f"{found.reading:,}"),
                ("read", f"{found.read:,} ({count_of(found.words_read, 'word')})"),
                ("starred", f"{found.starred:,}"),
                ("archived", f"{found.archived:,}"),
                ("broken", f"{found.broken:,}"),
            ),
            "Languages": _bars([(name or "unknown", number) for name, number in found.languages]),
            "Sites": _bars(found.sites),
            "Tags": _bars(found.tags),
            "Added": _bars(found.months[-12:]),
        }.items()
        if lines
    }


def _bars(counts: Sequence[tuple[str, int]]) -> Sequence[tuple[str, str]]:
    """Counts with bars in proportion."""
    most = max((number for _, number in counts), default=1)
    shown = counts if len(counts) <= 12 else counts[:_TOP]
    return [(name, f"{number:>6,}  {'▆' * max(1, round(_BAR * number / most))}") for name, number in shown]


def _write(title: str, lines: Sequence[tuple[str, str]]) -> None:
    from rich.cells import cell_len

    from index.safe_text import one_line

    lines = [(one_line(label), value) for label, value in lines]
    width = max(cell_len(label) for label, _ in lines)
    if on_terminal():
        from rich.text import Text

        screen = console()
        screen.print(Text(title, "bold"))
        for label, value in lines:
            blanks = " " * (width - cell_len(label))
            screen.print(Text.assemble("  ", (label + blanks, "dim"), "  ", value), soft_wrap=True)
        screen.print()
        return
    put(title)
    for label, value in lines:
        put(f"  {label}{' ' * (width - cell_len(label))}  {value}")
    put("")


def _hours(minutes: int) -> str:
    return count_of(minutes, "minute") if minutes < 120 else count_of(round(minutes / 60), "hour")


def _size(number: int) -> str:
    """Bytes for people, in powers of a thousand."""
    size = float(number)
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" or size >= 10 else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"
