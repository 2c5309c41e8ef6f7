"""What a shell is offered where a command wants a tag. Never says anything: a shell is no place for errors."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from index.errors import CarrelError


def complete_tags(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """The tags of the library that begin like this."""
    from index import Library

    try:
        with Library.open(ctx.find_root().params.get("library"), read_only=True) as library:
            names = [name for name, _ in library.tags()]
    except CarrelError:
        return []
    start = incomplete.casefold()
    return [CompletionItem(name) for name in names if name.casefold().startswith(start)]
