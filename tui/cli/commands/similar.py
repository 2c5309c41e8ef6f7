"""`carrel similar`: articles like one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from index.article import Sort
from tui.cli.asking import answer, answer_options, wishes
from tui.cli.examples import examples
from tui.cli.opening import library_to_read


@click.command(
    epilog=examples(
        "carrel similar 12",
        "carrel similar https://example.org/article --limit 5 --format jsonl",
    )
)
@click.argument("article", metavar="ID")
@answer_options(Sort.RELEVANCE)
@click.pass_obj
def command(path: Path | None, /, article: str, **options: Any) -> int:
    """Find articles that share the key words of one, named by its number or address; the likest first.

    In a query `similar:ID` does the same. Exits with 1 where nothing is found.
    """
    from tui.cli.selection import chosen, number

    wanted = wishes(**options)
    with library_to_read(path) as library:
        (known,) = chosen(library, [str(number(library, article))])
        return answer(library, f"similar:{known}", wanted)
