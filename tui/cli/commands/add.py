"""`carrel add`: pages into the library, every one accounted for."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.article import Outcome, Verdict
from index.errors import BadDataError, CarrelError
from tui.cli.completing import complete_tags
from tui.cli.ending import INTERRUPTED, stopping_cleanly
from tui.cli.examples import examples
from tui.cli.meter import Meter
from tui.cli.streams import complain, written_json
from tui.cli.tally import BROKEN, Tally

if TYPE_CHECKING:
    from index.importing import Imported

FEW = 20
"""So many sources are told one by one without being asked."""


@click.command(
    epilog=examples(
        "carrel add https://example.org/article ~/Downloads/page.html",
        "carrel add --tag archive --jobs 4 ~/saved-pages/",
        "xclip -o -t text/html | carrel add - --url https://example.org/article",
    )
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--url", metavar="URL", help="Where the one page named lives.")
@click.option(
    "--tag",
    "-t",
    "tags",
    multiple=True,
    metavar="TAG",
    shell_complete=complete_tags,
    help="Give each article a tag; may be repeated.",
)
@click.option("--jobs", "-j", type=click.IntRange(1, 64), help="Processes that extract; one a processor by default.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a source on standard output.")
@click.option("--verbose", "-v", is_flag=True, help="Tell every source, however many there are.")
@click.option("--allow-private", is_flag=True, help="Let addresses lead to this machine or its own network.")
@click.pass_obj
def command(path: Path | None, sources: tuple[str, ...], url: str | None, tags: tuple[str, ...], jobs: int | None,
            as_json: bool, verbose: bool, allow_private: bool) -> int:  # fmt: skip
    """Add pages: addresses, files, folders, archives, or - for standard input.

    Files are .html .htm .xhtml .mhtml .mht .txt .md .epub .warc .wacz, and .gz of any. What is there already is
    recognised by its address or its text. Ctrl-C keeps what was reported; running the same again goes on.
    """
    from index import Library
    from index.importing import import_all
    from index.sources import Limits, count, pages

    pages(sources, url=url)  # wrong usage is told before the library is opened
    number = count(sources)
    teller = _Teller(as_json=as_json, each=verbose or (number is not None and number <= FEW))
    tally = Tally()
    interrupted = False
    limits = replace(Limits(), allow_private=allow_private)
    with stopping_cleanly(), Library.open(path) as library, Meter("adding", number) as meter:
        try:
            with closing(import_all(library, sources, url=url, tags=tags, jobs=jobs, limits=limits)) as answers:
                for answer in answers:
                    teller.tell(answer, meter)
                    tally.take(answer.source, answer.outcome, _cause(answer), status=_status(answer),
                               verdict=answer.verdict)  # fmt: skip
                    meter.step()
        except KeyboardInterrupt:
            interrupted = True
        except CarrelError:
            tally.tell()
            raise
    if tally.total != 1:
        tally.tell()
    if interrupted:
        complain("interrupted; what was reported is kept, and running the same again goes on")
        return INTERRUPTED
    return tally.status()


class _Teller:
    """Says what became of a source: as data, as a line, as a complaint."""

    def __init__(self, *, as_json: bool, each: bool) -> None:
        self._as_json = as_json
        self._each = each

    def tell(self, answer: Imported, meter: Meter) -> None:
        if self._as_json:
            meter.put(written_json(_record(answer)))
        elif answer.outcome is Outcome.FAILED or (answer.outcome is Outcome.SKIPPED and self._each):
            meter.say(f"carrel: {answer.source}: {_cause(answer)}")
        elif answer.id and self._each:
            meter.put(_line(answer))
        if answer.verdict and Verdict(answer.verdict).is_broken and self._each:
            said = BROKEN[Verdict(answer.verdict)]
            meter.say(f"carrel: {answer.source}: {answer.verdict}: {said}")


def _line(answer: Imported) -> str:
    facts = f"{answer.words:,} words  {answer.verdict} {answer.quality:.2f}"
    fate = "" if answer.outcome is Outcome.ADDED else f"  {answer.outcome.value}"
    return f"{answer.id:>6}  {answer.title or answer.source}  {facts}{fate}"


def _record(answer: Imported) -> dict[str, object]:
    return {
        "source": answer.source,
        "outcome": answer.outcome.value,
        "id": answer.id or None,
        "title": answer.title,
        "words": answer.words,
        "verdict": answer.verdict,
        "quality": round(answer.quality, 2),
        "cause": _cause(answer),
    }


def _cause(answer: Imported) -> str:
    """The cause without the source's name, so that equal ones are counted together."""
    return answer.cause.removeprefix(f"{answer.source}: ")


def _status(answer: Imported) -> int:
    return answer.status or BadDataError.status
