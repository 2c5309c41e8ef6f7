"""`carrel search`: articles by their words, best first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from index.article import Sort
from tui.cli.asking import QueryCommand, answer, answer_options, wishes
from tui.cli.examples import examples


@click.command(
    cls=QueryCommand,
    epilog=examples(
        "carrel search 'hong kong \"rule of law\"'",
        "carrel search 'tag:rust -is:read' --format jsonl --fields id,title,url,snippet",
    ),
)
@click.argument("query", nargs=-1, required=True)
@answer_options(Sort.RELEVANCE)
@click.option("--exact", is_flag=True, help="Find this or nothing: never relax the query.")
@click.pass_obj
def command(path: Path | None, /, query: tuple[str, ...], exact: bool, **options: Any) -> int:
    """Find articles by their words, best first.

    Words are all wanted; "a phrase", OR, -not, ( ), prefix*, fuzzy~; title: by: site: tag: lang: is: has: added:
    published: words: minutes:. What finds nothing is relaxed in steps, each said. Exits with 1 where nothing is found.
    """
    return answer(path, " ".join(query), wishes(**options), relax=not exact)
