"""`carrel completions`: the script that lets a shell complete commands, options and tags."""

from __future__ import annotations

import click

from tui.cli.examples import examples
from tui.cli.streams import put


@click.command(
    epilog=examples(
        'bash:  eval "$(carrel completions bash)"      in ~/.bashrc',
        'zsh:   eval "$(carrel completions zsh)"       in ~/.zshrc',
        "fish:  carrel completions fish > ~/.config/fish/completions/carrel.fish",
    )
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print a script that lets a shell complete commands, options and tags."""
    from click.shell_completion import get_completion_class

    from tui.cli import COMPLETING
    from tui.cli.shells import register

    register()
    kind = get_completion_class(shell)
    assert kind is not None
    put(kind(ctx.find_root().command, {}, "carrel", COMPLETING).source())
