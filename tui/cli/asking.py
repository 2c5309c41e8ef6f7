"""What `search`, `list` and `similar` share: their options, how a query is taken, how an answer is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from index.article import Sort
from tui.cli.answers import WRITERS, Form, write_answer
from tui.cli.fields import FIELDS, chosen_fields
from tui.cli.streams import complain, count_of, on_terminal, say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from index.library import Library
    from index.search.results import SearchResults

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

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """As click does it, but what excludes a fact is no option."""
        from tui.cli.completing import complete_query

        if _is_query(incomplete):
            return complete_query(ctx, None, incomplete)
        return super().shell_complete(ctx, incomplete)


def _is_query(argument: str) -> bool:
    """Whether something that begins with a dash excludes a word rather than sets an option."""
    return ":" in argument or " " in argument or '"' in argument


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a person wants an answer.

    `limit` None is everything. `relax`: ask again in steps where nothing is found. `fold`: what tells the same story is
    one row. `facets`: count the answer by site, tag, language, year and state. `explain`: say what makes each score.
    """

    form: Form
    limit: int | None
    sort: Sort
    relax: bool = True
    fold: bool = False
    facets: bool = False
    explain: bool = False


def answer_options(sort: Sort) -> Callable[[Decorated], Decorated]:
    """The options about the answer; `sort` is the order where none is chosen. `wishes` takes them."""
    options = (
        click.option("--format", "-f", "form", type=click.Choice(list(WRITERS)), default="table", show_default=True),
        click.option("--fields", metavar="A,B", help=f"What to tell, in this order: {', '.join(FIELDS)}."),
        click.option("--limit", "-n", type=click.IntRange(0), default=LIMIT, show_default=True,
                     help="How many at most; 0 for all."),
        click.option("--sort", "-s", type=click.Choice([each.value for each in Sort]), metavar="ORDER",
                     default=sort.value, show_default=True,
                     help="By relevance, added, published, title, length or opened; -added is the other way round."),
        click.option("--print0", "-0", is_flag=True, help="End lines of ids and tsv with NUL, for xargs -0."),
        click.option("--facets", is_flag=True,
                     help="Count the answer by site, tag, language, year and state (table and json)."),
        click.option("--fold/--all", default=None,
                     help="One row for articles that tell the same story, or one for each; tables are folded."),
    )  # fmt: skip

    def decorate(function: Decorated) -> Decorated:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def wishes(
    form: str,
    fields: str | None,
    limit: int,
    sort: str,
    print0: bool,
    facets: bool,
    fold: bool | None,
    *,
    relax: bool | None = None,
    explain: bool = False,
) -> Wishes:
    """What the options say. Raises UsageError where they do not fit together.

    `relax` None: only for eyes. What goes on to another program must be what was asked for.
    """
    for option, given, forms in (
        ("--print0", print0, ("ids", "tsv")),
        ("--facets", facets, ("table", "json")),
        ("--explain", explain, ("table", "json", "jsonl")),
    ):
        if given and form not in forms:
            raise click.UsageError(f"{option} is for --format {' and '.join(forms)}", click.get_current_context())
    if explain and (facets or Sort(sort) is not Sort.RELEVANCE):
        raise click.UsageError("--explain goes with neither --facets nor another --sort", click.get_current_context())
    if fields is not None:
        chosen_fields(fields, ())
    written = Form(form, fields, "\0" if print0 else "\n")
    folded = form == "table" and not explain if fold is None else fold
    relaxed = form == "table" if relax is None else relax
    return Wishes(written, limit or None, Sort(sort), relaxed, folded, facets, explain)


def answer(library: Library, query: str, wanted: Wishes) -> int:
    """Ask the library, write what it answers, say what is worth saying; the exit status."""
    results = library.search(query, limit=wanted.limit, sort=wanted.sort, relax=wanted.relax, fold=wanted.fold)
    for warning in results.warnings:
        complain(warning)
    if not results.hits:
        _say_nothing_found(library, query, results.suggestion)
        if wanted.form.name == "json":
            _write(library, results, wanted)
        return NOTHING_FOUND
    if results.relaxed:
        say(f"nothing found for {query}; shown instead: {', '.join(step.what for step in results.relaxed)}")
    _write(library, results, wanted)
    rows = results.total - results.folded
    if on_terminal() and rows > len(results.hits):
        say(f"{len(results.hits)} of {count_of(rows, 'article')}; --limit 0 shows all")
    return 0


def _say_nothing_found(library: Library, query: str, suggestion: str) -> None:
    if not library.count():
        complain("the library is empty; `carrel add PAGE…` keeps a page, a file or a folder")
    else:
        complain(f"nothing found for {query}" + (f"; did you mean {suggestion}?" if suggestion else ""))


def _write(library: Library, results: SearchResults, wanted: Wishes) -> None:
    if wanted.explain:
        from tui.cli.reasons import write_explained

        explanations = [library.explain(results.query, hit.id) for hit in results.hits]
        write_explained(results.hits, explanations, wanted.form)
    elif wanted.facets:
        from tui.cli.counts import write_counted

        write_counted(results, library.facets(results.query), wanted.form)
    else:
        write_answer(results, wanted.form)
