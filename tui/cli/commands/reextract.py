"""`carrel reextract`: today's extraction over the raw pages that are kept."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.article import Sort
from index.safe_text import one_line
from tui.cli.asking import QueryCommand
from tui.cli.completing import complete_query
from tui.cli.ending import INTERRUPTED, stopping_cleanly
from tui.cli.examples import examples
from tui.cli.meter import Meter
from tui.cli.opening import library_to_change, library_to_read
from tui.cli.streams import complain, count_of, say, written_json

if TYPE_CHECKING:
    from index.reextracting import Replayed

NOTHING_FOUND = SOME_FAILED = 1
_MOST_PASSAGES = 6
_LONGEST_PASSAGE = 100


@click.command(
    cls=QueryCommand,
    epilog=examples(
        "carrel reextract --dry-run site:example.org",
        "carrel reextract is:broken",
    ),
)
@click.argument("query", nargs=-1, shell_complete=complete_query)
@click.option("--dry-run", "-n", is_flag=True, help="Only say what would change.")
@click.option("--force", is_flag=True, help="Take answers that look worse, too.")
@click.option("--jobs", "-j", type=click.IntRange(1, 64), help="Processes that extract; one a processor by default.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an article on standard output.")
@click.pass_obj
def command(path: Path | None, query: tuple[str, ...], dry_run: bool, force: bool, jobs: int | None,
            as_json: bool) -> int:  # fmt: skip
    """Extract articles anew from the pages that are kept, by today's rules: all, or those that answer a query.

    Tags, states, highlights and the reading position stay. An answer that would be broken or much shorter is not
    taken unless --force is given. Ctrl-C keeps what was reported.
    """
    from index.reextracting import Change, replay

    counts: Counter[Change] = Counter()
    with stopping_cleanly(), (library_to_read if dry_run else library_to_change)(path) as library:
        ids = [hit.id for hit in library.search(" ".join(query), limit=None, sort=Sort.ADDED, relax=False).hits]
        if not ids:
            complain(f"nothing found for {' '.join(query)}" if query else "the library is empty")
            return NOTHING_FOUND
        try:
            with (
                Meter("extracting", len(ids)) as meter,
                closing(replay(library, ids, apply=not dry_run, force=force, jobs=jobs)) as answers,
            ):
                for answer in answers:
                    counts[answer.change] += 1
                    _tell(meter, answer, as_json=as_json, at_length=dry_run)
                    meter.step()
        except KeyboardInterrupt:
            complain("interrupted; what was reported is kept")
            return INTERRUPTED
    told = ", ".join(f"{counts[change]:,} {change.value}" for change in Change if counts[change])
    say(f"{count_of(len(ids), 'article')}: {told}{'; nothing was written' if dry_run else ''}")
    return SOME_FAILED if counts[Change.FAILED] else 0


def _tell(meter: Meter, answer: Replayed, *, as_json: bool, at_length: bool) -> None:
    from index.reextracting import Change

    if as_json:
        meter.put(written_json(_record(answer)))
    elif answer.change is Change.FAILED:
        meter.say(f"carrel: {answer.id}: {answer.cause}")
    elif answer.change is Change.WORSE:
        meter.say(f"carrel: {answer.id}: {one_line(answer.title)}: left as it is, {answer.cause}; --force takes it")
    elif answer.change is Change.CHANGED:
        meter.put(_line(answer))
        for line in _passages(answer) if at_length else ():
            meter.put(line)
    if answer.unanchored and not as_json:
        meter.say(f"carrel: {answer.id}: {count_of(answer.unanchored, 'highlight')} not found in the new text; kept")


def _line(answer: Replayed) -> str:
    verdict = "" if answer.verdict == answer.new_verdict else f"  {answer.verdict} → {answer.new_verdict}"
    title = answer.title or "untitled"
    named = title if answer.title == answer.new_title else f"{title} → {answer.new_title or 'untitled'}"
    return f"{answer.id:>6}  −{answer.words_lost:,} +{answer.words_gained:,} words{verdict}  {one_line(named)}"


def _passages(answer: Replayed) -> list[str]:
    lines = []
    for sign, passages in (("−", answer.lost), ("+", answer.gained)):
        for passage in passages[:_MOST_PASSAGES]:
            text = one_line(passage)
            cut = text if len(text) <= _LONGEST_PASSAGE else text[: _LONGEST_PASSAGE - 1] + "…"
            lines.append(f"        {sign} {cut}")
        if len(passages) > _MOST_PASSAGES:
            lines.append(f"        {sign} … {len(passages) - _MOST_PASSAGES:,} more")
    return lines


def _record(answer: Replayed) -> dict[str, Any]:
    return asdict(answer) | {"change": answer.change.value}
