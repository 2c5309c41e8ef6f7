"""`carrel mark`: what a reader did with articles."""

from __future__ import annotations

from pathlib import Path

import click

from index.article import Progress
from tui.cli.examples import examples
from tui.cli.opening import library_to_change
from tui.cli.streams import count_of, say


@click.command(
    epilog=examples(
        "carrel mark 12 --read --archive",
        "carrel mark --query 'added:<2020 is:unread' --archive",
    )
)
@click.argument("articles", metavar="[ID]...", nargs=-1)
@click.option("--read", "progress", flag_value=Progress.READ.value, type=str, help="Finished.")
@click.option("--unread", "progress", flag_value=Progress.UNREAD.value, type=str, help="Not begun.")
@click.option("--star/--unstar", "starred", default=None, help="Worth coming back to, or not.")
@click.option("--archive/--unarchive", "archived", default=None, help="Out of the way, or back.")
@click.option("--query", "-q", metavar="QUERY", help="All articles that answer a query.")
@click.pass_obj
def command(path: Path | None, articles: tuple[str, ...], progress: str | None, starred: bool | None,
            archived: bool | None, query: str | None) -> int:  # fmt: skip
    """Mark articles as read, starred or archived.

    Articles are numbers, ranges, addresses, or - for numbers on standard input.
    """
    from tui.cli.selection import chosen

    if progress is None and starred is None and archived is None:
        raise click.UsageError("say how: --read, --star, --archive …", click.get_current_context())
    with library_to_change(path) as library:
        ids = chosen(library, articles, query)
        state = Progress(progress) if progress else None
        changed = library.mark(ids, progress=state, starred=starred, archived=archived)
    say(f"{count_of(changed, 'article')} changed" + (f" of {len(ids)}" if changed != len(ids) else ""))
    return 0 if ids else 1
