"""`carrel fetch`: downloads what is still only a link, and looks after the queue of links."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.article import Outcome
from index.errors import BadDataError, CarrelError, NoInputError, UsageError
from index.safe_text import one_line
from index.sources.addresses import shown
from tui.cli.ending import stopping_when_ready
from tui.cli.examples import examples
from tui.cli.fields import moment
from tui.cli.meter import Meter
from tui.cli.opening import library_to_change, library_to_read
from tui.cli.streams import complain, count_of, put, put_json, say
from tui.cli.tally import Tally
from tui.cli.telling import FEW, Teller, cause_of

if TYPE_CHECKING:
    from index.fetching import Fetched
    from index.library import Job, JobCounts, Library


@click.command(
    epilog=examples(
        "carrel add --later https://example.org/one https://example.org/two",
        "carrel fetch",
        "carrel fetch --retry",
        "carrel fetch --list --json | jq -r 'select(.state == \"failed\") | .url'",
    )
)
@click.argument("urls", metavar="[URL]...", nargs=-1)
@click.option("--retry", is_flag=True, help="Try again what failed.")
@click.option("--list", "listing", is_flag=True, help="List what is to be fetched, and what failed.")
@click.option("--forget", "forgotten", multiple=True, metavar="URL", help="Drop a link; may be repeated.")
@click.option("--jobs", "-j", type=click.IntRange(1, 64), help="Processes that extract; one a processor by default.")
@click.option("--no-pictures", is_flag=True, help="Keep no pictures; `[pictures] keep = false` says so for good.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a link on standard output.")
@click.option("--verbose", "-v", is_flag=True, help="Tell every link, however many there are.")
@click.option("--allow-private", is_flag=True, help="Let addresses lead to this machine or its own network.")
@click.pass_obj
def command(path: Path | None, urls: tuple[str, ...], retry: bool, listing: bool, forgotten: tuple[str, ...],
            jobs: int | None, no_pictures: bool, as_json: bool, verbose: bool, allow_private: bool) -> int:  # fmt: skip
    """Download the links that `add --later` and imports kept: all that are due, or those named.

    Hosts are asked politely. Ctrl-C finishes what is being downloaded; running `carrel fetch` again goes on.
    """
    if sum(map(bool, (listing, forgotten, urls or retry))) > 1:
        raise UsageError("--list and --forget stand alone")
    if listing:
        with library_to_read(path) as library:
            return _list(library, as_json=as_json)
    if forgotten:
        with library_to_change(path) as library:
            return _forget(library, forgotten)
    from index.fetching import fetch_all
    from index.settings import Settings
    from index.sources import Limits

    keep = not no_pictures and Settings().flag("pictures", "keep", default=True)
    limits = replace(Limits(), allow_private=allow_private)
    tally = Tally("link")
    with library_to_change(path) as library, stopping_when_ready() as stop:
        known, number = _prepared(library, urls, retry=retry)
        with Meter("fetching", number) as meter:
            teller = Teller(meter, as_json=as_json, each=verbose or number <= FEW)
            fetched = fetch_all(
                library, urls=urls or None, jobs=jobs, limits=limits, stopping=stop.asked, pictures=keep
            )
            try:
                with closing(fetched):
                    for answer in chain(known, fetched):
                        teller.tell(answer)
                        tally.take(answer.source, answer.outcome, cause_of(answer),
                                   status=answer.status or BadDataError.status, verdict=answer.verdict)  # fmt: skip
                        meter.step()
            except CarrelError:
                tally.tell()
                raise
        if tally.total > 1:
            tally.tell()
        counts = library.queue_counts()
    if stop.asked.is_set():
        links = count_of(counts.left, "link")
        complain(f"interrupted; what was reported is kept, {links} left, and `carrel fetch` goes on")
        return stop.status
    if not tally.total:
        say("nothing to fetch")
    _tell_rest(counts)
    return tally.status() if tally.total or urls else 0


def _prepared(library: Library, urls: Sequence[str], *, retry: bool) -> tuple[list[Fetched], int]:
    """Queue what is named and bring back what failed, as wished.

    The fates of addresses that are in the library already, and how many links there are to tell of.
    """
    from index.fetching import Fetched

    if retry:
        library.links.retry(urls or None)
    if not urls:
        counts = library.queue_counts()
        return [], counts.left - counts.later
    library.queue(urls, again=True)
    articles = {url: library.id_of(url) for url in urls}
    known = [
        Fetched(url, Outcome.DUPLICATE, number, cause="already in the library")
        for url, number in articles.items()
        if number is not None
    ]
    return known, len(articles)


def _tell_rest(counts: JobCounts) -> None:
    """What is left in the queue, and what can be done about it."""
    if counts.later:
        links = count_of(counts.later, "link")
        say(f"{links} put off by servers; `carrel fetch` goes on from {_local(counts.next_due)}")
    if counts.fetching:
        say(f"{count_of(counts.fetching, 'link')} with another `carrel fetch`")
    if counts.failed:
        say(f"{count_of(counts.failed, 'link')} failed; `carrel fetch --retry` tries again, `--list` names them")


def _list(library: Library, *, as_json: bool) -> int:
    jobs = library.queued()
    for job in jobs:
        if as_json:
            put_json(_record(job))
        else:
            put("  ".join(filter(None, (f"{job.state.value:<8}", shown(one_line(job.link.url)), _why(job)))))
    counts = library.queue_counts()
    if not as_json:
        for cause, number in counts.causes:
            say(f"failed {number:,}: {cause}")
    return 0 if jobs else 1


def _why(job: Job) -> str:
    """Why a link is where it is, where there is something to say."""
    return f"not before {_local(job.due)}: {job.cause}" if job.due else job.cause


def _local(time: float) -> str:
    """A Unix time by the clock on the wall."""
    return datetime.fromtimestamp(time).astimezone().strftime("%Y-%m-%d %H:%M")


def _record(job: Job) -> dict[str, object]:
    link = job.link
    return {
        "url": link.url,
        "state": job.state.value,
        "title": link.title,
        "tags": list(link.tags),
        "attempts": job.attempts,
        "cause": job.cause,
        "due": moment(job.due) if job.due else None,
        "found_in": job.found_in or None,
        "came_from": job.came_from,
    }


def _forget(library: Library, urls: Sequence[str]) -> int:
    forgotten = library.links.forget(urls)
    if not forgotten:
        raise NoInputError("no such link; `carrel fetch --list` lists them")
    say(f"{count_of(forgotten, 'link')} forgotten")
    return 0
