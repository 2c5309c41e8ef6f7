"""`carrel add`: pages into the library, every one accounted for."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from index.errors import BadDataError, CarrelError, UsageError
from tui.cli.completing import complete_tags
from tui.cli.ending import INTERRUPTED, stopping_cleanly
from tui.cli.examples import examples
from tui.cli.meter import Meter
from tui.cli.streams import complain, count_of, say
from tui.cli.tally import Tally
from tui.cli.telling import FEW, Teller, cause_of


@click.command(
    epilog=examples(
        "carrel add https://example.org/article ~/Downloads/page.html",
        "carrel add --tag archive --jobs 4 ~/saved-pages/",
        "carrel add --later https://example.org/one https://example.org/two",
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
@click.option("--no-pictures", is_flag=True, help="Keep no pictures; `[pictures] keep = false` says so for good.")
@click.option("--later", is_flag=True, help="Only keep the addresses; `carrel fetch` downloads them.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a source on standard output.")
@click.option("--verbose", "-v", is_flag=True, help="Tell every source, however many there are.")
@click.option("--allow-private", is_flag=True, help="Let addresses lead to this machine or its own network.")
@click.pass_obj
def command(path: Path | None, sources: tuple[str, ...], url: str | None, tags: tuple[str, ...], jobs: int | None,
            no_pictures: bool, later: bool, as_json: bool, verbose: bool, allow_private: bool) -> int:  # fmt: skip
    """Add pages: addresses, files, folders, archives, or - for standard input.

    Files are .html .htm .xhtml .mhtml .mht .txt .md .epub .warc .wacz, and .gz of any. What is there already is
    recognised by its address or its text. Ctrl-C keeps what was reported; running the same again goes on. With
    --later, - stands for addresses on standard input, one a line.
    """
    if later:
        return _keep_for_later(path, sources, tags, url)
    from index import Library
    from index.importing import import_all
    from index.settings import Settings
    from index.sources import Limits, count, pages

    pages(sources, url=url)  # wrong usage is told before the library is opened
    number = count(sources)
    keep = not no_pictures and Settings().flag("pictures", "keep", default=True)
    tally = Tally()
    interrupted = False
    limits = replace(Limits(), allow_private=allow_private)
    with stopping_cleanly(), Library.open(path) as library, Meter("adding", number) as meter:
        teller = Teller(meter, as_json=as_json, each=verbose or (number is not None and number <= FEW))
        try:
            with closing(import_all(library, sources, url=url, tags=tags, jobs=jobs, limits=limits,
                                    pictures=keep)) as answers:  # fmt: skip
                for answer in answers:
                    teller.tell(answer)
                    tally.take(answer.source, answer.outcome, cause_of(answer),
                               status=answer.status or BadDataError.status, verdict=answer.verdict)  # fmt: skip
                    meter.step()
        except KeyboardInterrupt:
            interrupted = True
        except CarrelError:
            if tally.total:
                tally.tell()
            raise
    if tally.total != 1:
        tally.tell()
    if interrupted:
        complain("interrupted; what was reported is kept, and running the same again goes on")
        return INTERRUPTED
    return tally.status()


def _keep_for_later(path: Path | None, sources: tuple[str, ...], tags: tuple[str, ...], url: str | None) -> int:
    """Queue addresses without touching the network."""
    from index import Library
    from index.sources import STANDARD_INPUT, is_address

    if url is not None:
        raise UsageError("--url is for pages that are there; --later keeps addresses")
    links = [line for source in sources for line in (_lines() if source == STANDARD_INPUT else [source])]
    for link in links:
        if not is_address(link):
            raise UsageError(f"{link}: not a web address; only those can be fetched later")
    with Library.open(path) as library:
        known = sum(library.id_of(link) is not None for link in links)
        queued = library.queue(links, tags=tags, again=True)
    there = f", {known:,} in the library already" if known else ""
    say(f"{count_of(queued, 'link')} queued{there}; `carrel fetch` downloads what is queued")
    return 0


def _lines() -> list[str]:
    """The lines of standard input that say something."""
    return [line.strip() for line in sys.stdin if line.strip()]
