"""`carrel rm`: puts articles away, and brings them back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import NoInputError, UsageError
from tui.cli.opening import library_to_change
from tui.cli.streams import count_of, put, say

if TYPE_CHECKING:
    from index.library import Library


@click.command
@click.argument("articles", metavar="[ID]...", nargs=-1)
@click.option("--query", "-q", metavar="QUERY", help="All articles that answer a query; asks first.")
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@click.option("--restore", is_flag=True, help="Bring back what was removed.")
@click.option("--purge", is_flag=True, help="Delete for good what was removed: all of it, or the articles named.")
@click.option("--list", "listing", is_flag=True, help="List what was removed.")
@click.pass_obj
def command(path: Path | None, articles: tuple[str, ...], query: str | None, yes: bool, restore: bool,
            purge: bool, listing: bool) -> int:  # fmt: skip
    """Remove articles. They are kept out of sight, and `--restore` brings them back, until `--purge` deletes them.

    Articles are numbers, ranges, addresses, or - for numbers on standard input.
    """
    if sum((restore, purge, listing)) > 1:
        raise UsageError("--restore, --purge and --list are three things")
    with library_to_change(path) as library:
        if listing:
            return _list(library)
        if restore:
            return _restore(library, articles, query)
        if purge:
            return _purge(library, articles, query, sure=yes)
        return _remove(library, articles, query, sure=yes)


def _remove(library: Library, articles: tuple[str, ...], query: str | None, *, sure: bool) -> int:
    from tui.cli.selection import chosen

    ids = chosen(library, articles, query)
    if query is not None and ids and not sure:
        if not sys.stdin.isatty():
            raise UsageError(f"this would remove {count_of(len(ids), 'article')}; --yes says that it should")
        click.confirm(f"Remove {count_of(len(ids), 'article')}?", abort=True, err=True)
    removed = library.remove(ids)
    say(f"{count_of(removed, 'article')} removed; `carrel rm --restore` brings back what was removed by mistake")
    return 0 if removed else 1


def _restore(library: Library, articles: tuple[str, ...], query: str | None) -> int:
    from tui.cli.selection import numbers

    if query is not None:
        raise UsageError("a query does not find what was removed; `carrel rm --list` does")
    ids = numbers(library, articles)
    restored = library.restore(ids)
    if not restored:
        raise NoInputError(f"none of {count_of(len(ids), 'article')} was removed; `carrel rm --list` lists what was")
    say(f"{count_of(restored, 'article')} brought back")
    return 0


def _purge(library: Library, articles: tuple[str, ...], query: str | None, *, sure: bool) -> int:
    from tui.cli.selection import numbers

    if query is not None:
        raise UsageError("a query does not find what was removed; `carrel rm --list` does")
    removed = {row.id for row in library.trash()}
    ids = removed.intersection(numbers(library, articles)) if articles else removed
    if articles and not ids:
        raise NoInputError("none of these was removed; `carrel rm --list` lists what was")
    if ids and not sure:
        if not sys.stdin.isatty():
            raise UsageError(f"this would delete {count_of(len(ids), 'article')} for good; --yes says that it should")
        click.confirm(f"Delete {count_of(len(ids), 'article')} for good?", abort=True, err=True)
    before = library.statistics()
    purged = library.purge(ids)
    after = library.statistics()
    pictures = before.pictures - after.pictures
    with_pictures = f", with {count_of(pictures, 'picture')}" if pictures else ""
    say(f"{count_of(purged, 'article')} deleted for good{with_pictures}")
    return 0 if purged or pictures else 1


def _list(library: Library) -> int:
    from index.safe_text import one_line

    rows = library.trash()
    for row in rows:
        put(f"{row.id:>6}  {one_line(row.metadata.name)}")
    return 0 if rows else 1
