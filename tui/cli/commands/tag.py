"""`carrel tag`: gives and takes tags, or lists them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.completing import complete_tags
from tui.cli.examples import examples
from tui.cli.opening import library_to_change, library_to_read
from tui.cli.streams import count_of, put, put_json, say

if TYPE_CHECKING:
    from index.library import Library


@click.command(
    epilog=examples(
        "carrel tag 12 14-18 --add rust --remove todo",
        "carrel tag --query 'site:lwn.net kernel' --add kernel",
    )
)
@click.argument("articles", metavar="[ID]...", nargs=-1)
@click.option(
    "--add",
    "-a",
    "added",
    multiple=True,
    metavar="TAG",
    shell_complete=complete_tags,
    help="Give a tag; may be repeated.",
)
@click.option(
    "--remove",
    "-r",
    "removed",
    multiple=True,
    metavar="TAG",
    shell_complete=complete_tags,
    help="Take a tag; may be repeated.",
)
@click.option("--query", "-q", metavar="QUERY", help="All articles that answer a query.")
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["table", "json", "tsv"]),
    default="table",
    show_default=True,
    help="How to list tags.",
)
@click.pass_obj
def command(path: Path | None, articles: tuple[str, ...], added: tuple[str, ...], removed: tuple[str, ...],
            query: str | None, form: str) -> int:  # fmt: skip
    """Give and take tags; without articles, list all tags.

    Articles are numbers, ranges, addresses, or - for numbers on standard input.
    """
    with (library_to_change if added or removed else library_to_read)(path) as library:
        if added or removed:
            return _tag(library, articles, query, added, removed)
        if articles or query:
            raise click.UsageError("--add or --remove says which tags", click.get_current_context())
        return _list(library, form)


def _tag(library: Library, articles: tuple[str, ...], query: str | None, added: tuple[str, ...],
         removed: tuple[str, ...]) -> int:  # fmt: skip
    from tui.cli.selection import chosen

    ids = chosen(library, articles, query)
    changed = library.tag(ids, add=added, remove=removed)
    say(f"{count_of(changed, 'article')} changed" + (f" of {len(ids)}" if changed != len(ids) else ""))
    return 0 if ids else 1


def _list(library: Library, form: str) -> int:
    tags = library.tags()
    match form:
        case "json":
            put_json([{"tag": name, "articles": number} for name, number in tags], indent=2)
        case "tsv":
            for name, number in tags:
                put(f"{name}\t{number}")
        case _:
            for name, number in tags:
                put(f"{number:>6}  {name}")
    return 0 if tags else 1
