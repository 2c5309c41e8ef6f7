"""`carrel open`: the reader, at an article."""

from __future__ import annotations

from pathlib import Path

import click

from tui.cli.reader import open_reader


@click.command
@click.argument("article", metavar="ID")
@click.pass_obj
def command(path: Path | None, article: str) -> int:
    """Open the reader at an article, named by its number or address."""
    return open_reader(path, article=article)
