"""`carrel config`: where the settings are, and what they say."""

from __future__ import annotations

from pathlib import Path

import click

from tui.cli.streams import put, say


@click.command
@click.argument("what", type=click.Choice(["path", "show"]), default="show")
@click.pass_obj
def command(path: Path | None, what: str) -> int:
    """Print where the settings are (`path`), or what they say (`show`).

    They are a file, carrel.toml, that you write; without one, everything is at its default.
    """
    from index.settings import Settings, default_library

    settings = Settings()
    if what == "path":
        put(str(settings.path))
        return 0
    settings.table("")  # a file that cannot be read is said so, not printed
    say(f"settings: {settings.path}" + ("" if settings.path.exists() else " (not there: everything is at its default)"))
    say(f"library:  {path or default_library()}")
    if settings.path.exists():
        put(settings.path.read_text(encoding="utf-8"), end="")
    return 0
