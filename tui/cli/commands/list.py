"""`carrel list`: articles without ranking, newest first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from index.article import Sort
from tui.cli.asking import QueryCommand, answer, answer_options, wishes
from tui.cli.completing import complete_query
from tui.cli.examples import examples
from tui.cli.opening import library_to_read


@click.command(
    cls=QueryCommand,
    epilog=examples(
        "carrel list is:unread minutes:<10",
        "carrel list tag:rust --format ids --limit 0 | carrel mark --read -",
    ),
)
@click.argument("query", nargs=-1, shell_complete=complete_query)
@answer_options(Sort.ADDED)
@click.pass_obj
def command(path: Path | None, /, query: tuple[str, ...], **options: Any) -> int:
    """List articles, newest first: all, or those that answer a query. Nothing is relaxed."""
    wanted = wishes(**options, relax=False)
    with library_to_read(path) as library:
        return answer(library, " ".join(query), wanted)
