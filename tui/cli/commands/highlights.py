"""`carrel highlights`: the passages that were marked, with their notes, to read or to take elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.article import COLOURS
from tui.cli.asking import NOTHING_FOUND, QueryCommand
from tui.cli.completing import complete_query
from tui.cli.examples import examples
from tui.cli.opening import library_to_read
from tui.cli.streams import complain

if TYPE_CHECKING:
    from index.library import Library
    from index.store import Marked

FORMS = ("text", "markdown", "json", "jsonl", "org")


@click.command(
    cls=QueryCommand,
    epilog=examples(
        "carrel highlights --since 7d --format markdown > week.md",
        "carrel highlights tag:rust --colour green --noted",
        "carrel highlights --words 'rule of law' --format jsonl | jq -r .quote",
    ),
)
@click.argument("query", nargs=-1, shell_complete=complete_query)
@click.option("--format", "-f", "form", type=click.Choice(FORMS), default="text", show_default=True)
@click.option("--since", metavar="DAY", help="Marked since then: 7d, 2024-03, last-month, today.")
@click.option("--colour", "--color", "-c", "colours", multiple=True, metavar="COLOUR",
              help=f"Only of this colour ({', '.join(COLOURS)}); may be repeated.")  # fmt: skip
@click.option("--words", "-w", metavar="WORDS", help="Only those in whose passage or note these words stand.")
@click.option("--noted", is_flag=True, help="Only those with a note.")
@click.pass_obj
def command(path: Path | None, query: tuple[str, ...], form: str, since: str | None, colours: tuple[str, ...],
            words: str | None, noted: bool) -> int:  # fmt: skip
    """Print highlights and notes: all, or those in articles that answer a query. The last marked article comes first.

    Exits with 1 where there are none.
    """
    from tui.cli.highlighted import WRITERS, grouped

    earliest = _moment(since) if since else 0.0
    with library_to_read(path) as library:
        found = _chosen(library, " ".join(query), earliest)
        found = [
            each for each in found
            if (not colours or each.highlight.colour in colours)
            and (not noted or each.highlight.note)
            and _holds(each, words)
        ]  # fmt: skip
        if not found:
            complain("no highlights" + (" like that" if query or since or colours or words or noted else " yet"))
            return NOTHING_FOUND
        WRITERS[form](library, grouped(found))
    return 0


def _chosen(library: Library, query: str, since: float) -> Sequence[Marked]:
    found = library.all_highlights(since)
    if not query:
        return found
    ids = {hit.id for hit in library.search(f"({query}) has:highlight", limit=None, relax=False).hits}
    return [each for each in found if each.article_id in ids]


def _holds(marked: Marked, words: str | None) -> bool:
    from index.store.folding import fold

    held = fold(f"{marked.highlight.quote}\n{marked.highlight.note}")
    return all(fold(word) in held for word in (words or "").split())


def _moment(since: str) -> float:
    """The Unix time at which the day begins that is named. Raises UsageError."""
    from datetime import date, datetime

    from index.facts import FactField
    from index.search.dates import days_between

    try:
        day = days_between(FactField.ADDED, since, date.today()).low  # noqa: DTZ011  the person's own day
    except ValueError as error:
        raise click.UsageError(f"--since: {error}", click.get_current_context()) from error
    if day is None:
        raise click.UsageError(f"--since: {since} has no beginning", click.get_current_context())
    return datetime.fromisoformat(str(day)).timestamp()
