"""`carrel search`: articles by their words, best first."""

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
        "carrel search 'hong kong \"rule of law\"'",
        "carrel search 'tag:rust -is:read' --format jsonl --fields id,title,url,snippet",
    ),
)
@click.argument("query", nargs=-1, required=True, shell_complete=complete_query)
@answer_options(Sort.RELEVANCE)
@click.option(
    "--exact/--relax",
    default=None,
    help="Find this or nothing, or ask for less where nothing is found; tables are relaxed.",
)
@click.option("--explain", is_flag=True, help="Say what makes each score.")
@click.pass_obj
def command(path: Path | None, /, query: tuple[str, ...], exact: bool | None, explain: bool, **options: Any) -> int:
    """Find articles by their words, best first.

    Words are all wanted; "a phrase", OR, -not, ( ), prefix*, fuzzy~; title: by: site: tag: lang: is: has: added:
    published: words: minutes:. In a table, what finds nothing is relaxed in steps, each said. Exits with 1
    where nothing is found.
    """
    wanted = wishes(**options, relax=None if exact is None else not exact, explain=explain)
    with library_to_read(path) as library:
        return answer(library, " ".join(query), wanted)
