"""`carrel keys`: what the keys of the reader do."""

from __future__ import annotations

import click

from tui.cli.streams import put


@click.command
@click.option("--format", "-f", "form", type=click.Choice(["table", "markdown"]), default="table", show_default=True)
def command(form: str) -> None:
    """Print what the keys of the reader do. In the reader, `?` shows those of the place you are in."""
    from index.settings import Settings
    from tui.keys import Context, actions_in, documentation, keys_of, read_keymap, shown

    if form == "markdown":
        put(documentation(), end="")
        return
    settings = Settings()
    keymap = read_keymap(settings.table("keys"), str(settings.path))
    parts = []
    for context in Context:
        lines = [
            f"  {' '.join(map(shown, keys)):<24} {action.help}"
            for action in actions_in(context)
            if (keys := keys_of(action, keymap))
        ]
        parts.append("\n".join([context.heading, *lines]))
    put("\n\n".join(parts))
