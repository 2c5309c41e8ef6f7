"""The `carrel` program: the table of its commands, each loaded when it is called."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from tui.cli.streams import ClosedPipeError

SECTIONS = {
    "Getting articles": {
        "add": "Add pages from the web, files, folders and archives.",
        "fetch": "Download what is still only a link.",
        "extract": "Show what would be kept of pages; nothing is stored.",
        "demo": "Try Carrel on a throw-away library of samples.",
    },
    "Finding and reading": {
        "search": "Find articles by their words.",
        "list": "List articles, newest first.",
        "similar": "Find articles like one.",
        "save": "Keep a query under a name.",
        "searches": "List the saved queries, or forget some.",
        "show": "Print an article.",
        "open": "Open the reader at an article.",
        "highlights": "Print the passages that you marked, with your notes.",
    },
    "Keeping order": {
        "tag": "Give and take tags, or list them.",
        "mark": "Mark articles as read, starred or archived.",
        "rm": "Remove articles, or bring them back.",
        "reextract": "Clean articles anew from the pages that are kept.",
    },
    "The library itself": {
        "stats": "What the library holds, in numbers.",
        "doctor": "Check that everything is whole; rebuild the index.",
        "config": "Where the settings are, and what they say.",
        "keys": "What the keys of the reader do.",
        "completions": "Let a shell complete commands.",
    },
}
"""Every command with its one line of help, by section: what `carrel --help` shows without loading any of them."""

COMMANDS = {name: text for section in SECTIONS.values() for name, text in section.items()}


class Program(click.Group):
    """A group that knows its commands by name and imports a command's module when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name, its module imported now."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"tui.cli.commands.{cmd_name}").command
        assert isinstance(command, click.Command)
        command.short_help = COMMANDS[cmd_name]
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, but an unknown name is answered with the nearest one."""
        name = args[0]
        if name in COMMANDS or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        raise click.UsageError(f"no command {name!r}{_meant(name)}", ctx)

    def invoke(self, ctx: click.Context) -> Any:
        """As click does it, but a closed pipe is left to `ending`."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ClosedPipeError from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The table, by section."""
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl(list(commands.items()), col_max=14)


def _meant(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _print_version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:  # noqa: ARG001
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"carrel {version('carrel')}")
        ctx.exit()


@click.group(cls=Program, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--library", "-L", metavar="DIR", type=click.Path(path_type=Path), help="The library to use.")
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version,
              help="Show the version.")  # fmt: skip
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
@click.option("--plain-driver", is_flag=True, help="Send whole screens, for a terminal that shows differences wrongly.")
@click.pass_context
def program(ctx: click.Context, /, library: Path | None, **_of_the_screen: bool) -> Any:
    """Carrel keeps articles clean on your disk and finds them again. Without a command, it opens the reader.

    The library is a folder: --library, $CARREL_LIBRARY, or the system's place for data.
    """
    ctx.obj = library
    if ctx.invoked_subcommand is None:
        from tui.cli.reader import open_reader

        return open_reader(library)
    return None
