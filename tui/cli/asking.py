"""What `search` and `list` share: their options, how a query is taken from the command line, how an answer is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from index.article import Sort
from tui.cli.answers import WRITERS, Form, write_answer
from tui.cli.fields import FIELDS, chosen_fields
from tui.cli.opening import library_to_read
from tui.cli.streams import complain, count_of, on_terminal, say

NOTHING_FOUND = 1
LIMIT = 20

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class QueryCommand(click.Command):
    """A command whose arguments are a query, in which `-tag:x` is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does it, with what excludes a word put behind the options."""
        ahead = args[: args.index("--")] if "--" in args else args
        words = [each for each in ahead if each.startswith("-") and not each.startswith("--") and _is_query(each)]
        options = [each for each in ahead if each not in words]
        return super().parse_args(ctx, [*options, "--", *words, *args[len(ahead) + 1 :]])


def _is_query(argument: str) -> bool:
    """Whether something that begins with a dash excludes a word rather than sets an option."""
    return ":" in argument or " " in argument or '"' in argument


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a person wants an answer: `limit` None is everything."""

    form: Form
    limit: int | None
    sort: Sort


def answer_options(sort: Sort) -> Callable[[Decorated], Decorated]:
    """The options about the answer; `sort` is the order where none is chosen. They arrive as `Wishes`."""
    options = (
        click.option("--format", "-f", "form", type=click.Choice(list(WRITERS)), default="table", show_default=True),
        click.option("--fields", metavar="A,B", help=f"What to tell, in this order: {', '.join(FIELDS)}."),
        click.option("--limit", "-n", type=click.IntRange(0), default=LIMIT, show_default=True,
                     help="How many at most; 0 for all."),
        click.option("--sort", "-s", type=click.Choice([each.value for each in Sort]), default=sort.value,
                     show_default=True),
        click.option("--print0", "-0", is_flag=True, help="End lines of ids and tsv with NUL, for xargs -0."),
    )  # fmt: skip

    def decorate(function: Decorated) -> Decorated:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def wishes(form: str, fields: str | None, limit: int, sort: str, print0: bool) -> Wishes:
    """What the options say. Raises UsageError where they do not fit together."""
    if print0 and form not in ("ids", "tsv"):
        raise click.UsageError("--print0 is for --format ids and tsv", click.get_current_context())
    if fields is not None:
        chosen_fields(fields, ())
    return Wishes(Form(form, fields, "\0" if print0 else "\n"), limit or None, Sort(sort))


def answer(path: Path | None, query: str, wanted: Wishes, *, relax: bool) -> int:
    """Ask the library, write what it answers, say what is worth saying; the exit status."""
    with library_to_read(path) as library:
        results = library.search(query, limit=wanted.limit, sort=wanted.sort, relax=relax)
    for warning in results.warnings:
        complain(warning)
    if not results.hits:
        suggestion = f"; did you mean {results.suggestion}?" if results.suggestion else ""
        complain(f"nothing found for {query}{suggestion}" if query else "the library is empty")
        return NOTHING_FOUND
    if results.relaxed:
        steps = "; ".join(step.what for step in results.relaxed)
        say(f"nothing found for {query}; shown instead: {results.query} ({steps})")
    write_answer(results, wanted.form)
    if on_terminal() and results.total > len(results.hits):
        say(f"{len(results.hits)} of {count_of(results.total, 'article')}; --limit 0 shows all")
    return 0
