"""`carrel show`: an article on standard output."""

from __future__ import annotations

from pathlib import Path

import click

from tui.cli.opening import library_to_read
from tui.cli.streams import console, on_terminal, put, put_bytes, put_json, say
from tui.cli.written import WRITERS, article_record
from tui.render.verdicts import warning_of


@click.command
@click.argument("article", metavar="ID")
@click.option("--format", "-f", "form", type=click.Choice([*WRITERS, "json", "raw"]),
              help="Without one: laid out for a terminal, or text in a pipe.")  # fmt: skip
@click.pass_obj
def command(path: Path | None, article: str, form: str | None) -> None:
    """Print an article, named by its number or address.

    `raw` is the page as it came in, byte by byte; `json` is everything that is known.
    """
    from tui.cli.selection import number

    with library_to_read(path) as library:
        wanted = number(library, article)
        if form == "raw":
            put_bytes(library.raw(wanted).data)
            return
        found = library.read(wanted)
    if form is None and on_terminal():
        from tui.render.ansi import print_article

        print_article(found, console())
    elif form == "json":
        put_json(article_record(found), indent=2)
    else:
        put(WRITERS[form or "text"](found.metadata, found.document), end="")
        if warning := warning_of(found.verdict):
            say(f"carrel: article {wanted}: {warning}")
