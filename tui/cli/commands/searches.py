"""`carrel searches`: the saved queries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import NoInputError
from index.safe_text import one_line
from tui.cli.completing import complete_searches
from tui.cli.examples import examples
from tui.cli.opening import library_to_change, library_to_read
from tui.cli.streams import put, put_json, say

if TYPE_CHECKING:
    from index.library import Library


@click.command(
    epilog=examples(
        "carrel searches --format tsv",
        "carrel searches --forget evening",
    )
)
@click.option("--forget", metavar="NAME", multiple=True, shell_complete=complete_searches,
              help="Drop a saved query; may be repeated.")  # fmt: skip
@click.option("--format", "-f", "form", type=click.Choice(["table", "json", "tsv"]), default="table", show_default=True)
@click.pass_obj
def command(path: Path | None, forget: tuple[str, ...], form: str) -> int:
    """List the saved queries, the oldest first, or forget some. `carrel save` keeps one.

    Exits with 1 where none is saved.
    """
    with (library_to_change if forget else library_to_read)(path) as library:
        if forget:
            return _forget(library, [name.removeprefix("@") for name in forget])
        return _list(library.saved_searches(), form)


def _forget(library: Library, names: list[str]) -> int:
    saved = library.saved_searches()
    for name in names:
        if name not in saved:
            known = f"there are {', '.join('@' + each for each in saved)}" if saved else "none is saved"
            raise NoInputError(f"no saved search has the name @{name}: {known}")
    for name in names:
        library.forget_search(name)
        say(f"@{name} is forgotten; it was {saved[name]}")
    return 0


def _list(saved: dict[str, str], form: str) -> int:
    match form:
        case "json":
            put_json([{"name": name, "query": query} for name, query in saved.items()], indent=2)
        case "tsv":
            for name, query in saved.items():
                put(f"{name}\t{one_line(query)}")
        case _:
            width = max(map(len, saved), default=0) + 1
            for name, query in saved.items():
                put(f"{f'@{name}':<{width}}  {one_line(query)}")
    return 0 if saved else 1
