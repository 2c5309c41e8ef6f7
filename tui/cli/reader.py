"""Opens the reader: for `carrel`, `carrel open` and `carrel demo`. Only here does the command line touch the screen."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from index.errors import UsageError
from tui import collecting
from tui.cli.opening import library_to_browse


def has_terminal() -> bool:
    """Whether there is a person with a screen and a keyboard."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def open_reader(path: Path | None, *, article: str | None = None) -> int:
    """Read a library in the terminal, at an article where one is named, until the person leaves; the exit status."""
    if not has_terminal():
        raise UsageError("the reader needs a terminal; `carrel --help` lists what works without one")
    collecting.rest()
    with library_to_browse(path) as library:
        wanted = None
        if article is not None:
            from tui.cli.selection import number

            wanted = number(library, article)
            library.read(wanted)
        from tui.app import run

        wishes = click.get_current_context().find_root().params
        return run(library, article=wanted, mouse=not wishes["no_mouse"], plain_driver=wishes["plain_driver"])
