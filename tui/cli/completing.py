"""What a shell is offered where a command wants a tag, a saved search or a query.

Never says anything: a shell is no place for errors.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from index.errors import CarrelError

if TYPE_CHECKING:
    from index.library import Library


def complete_tags(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """The tags of the library that begin like this."""
    return _offered(ctx, incomplete, _tags)


def complete_searches(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """The names of saved searches that begin like this, with or without their @."""
    at = "@" if incomplete.startswith("@") else ""
    return _offered(ctx, incomplete, lambda library: [at + name for name in library.saved_searches()])


def complete_query(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """`@` and the name of a saved search, or `tag:` and a tag; other words are the person's own."""
    if incomplete.startswith("@"):
        return complete_searches(ctx, parameter, incomplete)
    field, colon, _ = incomplete.partition(":")
    if colon and field in ("tag", "-tag"):
        return _offered(ctx, incomplete, lambda library: [f"{field}:{name}" for name in _tags(library)])
    return []


def _tags(library: Library) -> list[str]:
    return [name for name, _ in library.tags()]


def _offered(ctx: click.Context, incomplete: str, named: Callable[[Library], list[str]]) -> list[CompletionItem]:
    """The names that a library has and that begin like this; none where it cannot be read."""
    from index import Library

    try:
        with Library.open(ctx.find_root().params.get("library"), read_only=True) as library:
            names = named(library)
    except CarrelError:
        return []
    start = incomplete.casefold()
    return [CompletionItem(name) for name in names if name.casefold().startswith(start)]
