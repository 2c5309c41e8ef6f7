"""`carrel extract`: what would be kept of pages, without keeping it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from index.article import Outcome
from index.errors import BadDataError
from tui.cli.ending import INTERRUPTED, stopping_cleanly
from tui.cli.streams import complain, put, put_json, written_json
from tui.cli.tally import Tally
from tui.cli.written import WRITERS, extraction_record

if TYPE_CHECKING:
    from index.article import Extraction


@click.command
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--format", "-f", "form", type=click.Choice([*WRITERS, "json", "jsonl"]), default="text", show_default=True
)
@click.option("--url", metavar="URL", help="Where the one page named lives.")
@click.option("--jobs", "-j", type=click.IntRange(1, 64), help="Processes that extract; one a processor by default.")
@click.option("--allow-private", is_flag=True, help="Let addresses lead to this machine or its own network.")
def command(sources: tuple[str, ...], form: str, url: str | None, jobs: int | None, allow_private: bool) -> int:
    """Extract the articles of pages and print them, in the order named. Nothing is stored.

    Sources are those of `add`. `jsonl` gives one object a line: source, url, title, byline, site, published, language,
    dir, excerpt, words, verdict, text, html.
    """
    from index.importing import Extracted, extract_all
    from index.sources import Limits, Skipped, pages

    found = pages(sources, url=url, limits=replace(Limits(), allow_private=allow_private))
    tally = Tally()
    writer = _Writer(form)
    try:
        with stopping_cleanly(), closing(extract_all(found, jobs=jobs)) as answers:
            for answer in answers:
                if isinstance(answer, Extracted):
                    writer.write(answer.page.source, answer.extraction)
                    tally.take(answer.page.source, Outcome.ADDED)
                    continue
                outcome = Outcome.SKIPPED if isinstance(answer, Skipped) else Outcome.FAILED
                cause = answer.cause.removeprefix(f"{answer.source}: ")
                complain(f"{answer.source}: {cause}")
                tally.take(answer.source, outcome, cause, status=getattr(answer, "status", BadDataError.status))
    except KeyboardInterrupt:
        return INTERRUPTED
    writer.finish()
    return tally.status()


class _Writer:
    """Writes one article after the other in a form."""

    def __init__(self, form: str) -> None:
        self._form = form
        self._number = 0

    def write(self, source: str, extraction: Extraction) -> None:
        match self._form:
            case "jsonl":
                put_json(extraction_record(source, extraction))
            case "json":
                before = ",\n" if self._number else "[\n"
                put(before + written_json(extraction_record(source, extraction)), end="")
            case _:
                text = WRITERS[self._form](extraction.metadata, extraction.document)
                put(("\n" if self._number else "") + text, end="")
        self._number += 1

    def finish(self) -> None:
        if self._form == "json":
            put("\n]" if self._number else "[]")
