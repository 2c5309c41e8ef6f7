"""What a shell is offered where a command wants a tag, a saved search or a query.

Never says anything: a shell is no place for errors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from index.errors import CarrelError

if TYPE_CHECKING:
    from index.library import Library


def complete_tags(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """The tags of the library that begin like this."""
    return _beginning(incomplete, _of_library(ctx, _tags))


def complete_searches(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """The names of saved searches that begin like this, with or without their @."""
    return _searches(ctx, incomplete)


def _searches(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    at = "@" if incomplete.startswith("@") else ""
    return _beginning(incomplete, _of_library(ctx, lambda library: [at + name for name in library.saved_searches()]))


def complete_query(ctx: click.Context, parameter: click.Parameter | None, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """The last word of a query: `@` and a saved search, a field, or what a field can be; other words are one's own."""
    before, blank, word = incomplete.rpartition(" ")
    minus = word[:1] if word[:1] in "-(" else ""
    word = word.removeprefix(minus)
    if word.startswith("@"):
        found = _searches(ctx, word)
    else:
        field, colon, _ = word.partition(":")
        found = _beginning(word, (f"{field}:{each}" for each in _values(ctx, field)) if colon else _fields(word))
    return [CompletionItem(before + blank + minus + item.value) for item in found]


def _fields(begun: str) -> Iterable[str]:
    """Fields, where a word begins like one: from the second letter on, since most words are none."""
    from index.search.fields import ALIASES, FIELDS

    names = [*FIELDS, *ALIASES] if len(begun) > 1 else []
    return [f"{name}:" for name in names]


def _values(ctx: click.Context, field: str) -> Iterable[str]:
    """What can stand behind a field, as far as it can be known."""
    from index.article import Sort
    from index.search.fields import CHOICES, SORT, canonical

    known = canonical(field)
    if known == SORT:
        return list(Sort)
    for choice, values in CHOICES.items():
        if known == choice:
            return values
    return map(_quoted, _of_library(ctx, _IN_LIBRARY[known])) if known in _IN_LIBRARY else ()


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


def _tags(library: Library) -> Iterable[str]:
    return [name for name, _ in library.tags()]


_IN_LIBRARY: dict[str | None, Callable[[Library], Iterable[str]]] = {
    "tag": _tags,
    "site": lambda library: [site for site, _ in library.facets().sites],
    "lang": lambda library: [language for language, _ in library.facets().languages],
    "published": lambda library: sorted((year for year, _ in library.facets().years), reverse=True),
}
"""Fields whose values the library knows."""


def _of_library(ctx: click.Context, named: Callable[[Library], Iterable[str]]) -> Iterable[str]:
    """What a library says of itself; nothing where it cannot be read."""
    from index import Library

    try:
        with Library.open(ctx.find_root().params.get("library"), read_only=True) as library:
            return named(library)
    except CarrelError:
        return ()


def _beginning(incomplete: str, names: Iterable[str]) -> list[CompletionItem]:
    start = _unquoted(incomplete)
    return [CompletionItem(name) for name in names if _unquoted(name).startswith(start)]


def _unquoted(text: str) -> str:
    return text.casefold().replace('"', "")
