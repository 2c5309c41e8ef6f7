"""`carrel save`: a query under a name."""

from __future__ import annotations

from pathlib import Path

import click

from tui.cli.asking import QueryCommand
from tui.cli.completing import complete_query, complete_searches
from tui.cli.examples import examples
from tui.cli.opening import library_to_change
from tui.cli.streams import count_of, say


@click.command(
    cls=QueryCommand,
    epilog=examples(
        "carrel save evening 'is:unread minutes:<15 -tag:work'",
        "carrel search @evening rust",
    ),
)
@click.argument("name", shell_complete=complete_searches)
@click.argument("query", nargs=-1, required=True, shell_complete=complete_query)
@click.pass_obj
def command(path: Path | None, name: str, query: tuple[str, ...]) -> None:
    """Keep a query under a name; @NAME stands for it in every query from then on.

    What had the name before is replaced. `carrel searches` lists them.
    """
    name, text = name.removeprefix("@"), " ".join(query)
    with library_to_change(path) as library:
        before = library.saved_searches().get(name)
        library.save_search(name, text)
        total = library.search(f"@{name}", limit=0, relax=False).total
    replaced = f", in the place of {before}" if before not in (None, text) else ""
    say(f"@{name} is {text}{replaced}; it finds {count_of(total, 'article')}")
