"""Where pages come from: files, folders, archives, the web. No database, no index.

`pages` is the door: what a person names becomes pages, one at a time, and whatever is not taken is accounted for with
its cause. Here stands only the way from a name to its reader; each kind of source has a module of its own, loaded when
it is met.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from index.errors import CarrelError, UsageError
from index.sources.addresses import is_address
from index.sources.model import Found, Limits, Skipped, Unreadable

if TYPE_CHECKING:
    from index.sources.visiting import Ahead

__all__ = ["STANDARD_INPUT", "Found", "Limits", "Skipped", "Unreadable", "count", "is_address", "pages"]

STANDARD_INPUT = "-"


def pages(sources: Sequence[str], *, url: str | None = None, limits: Limits | None = None) -> Iterator[Found]:
    """The pages of addresses, files, folders and `-`, in the order named, read as they are asked for.

    `url` says where the one page named lives. What a folder holds beside pages is `Skipped`; what was named by itself,
    or should be a page and cannot be read, is `Unreadable`. Raises UsageError where `url` does not fit the sources.
    """
    _check_url(sources, url)
    return _pages(sources, url, limits or Limits())


def count(sources: Sequence[str]) -> int | None:
    """How many items `pages` will yield, told from names alone; None where an archive keeps its number to itself."""
    from index.sources import files

    total = 0
    for source in sources:
        number = 1 if source == STANDARD_INPUT or is_address(source) else files.count(source)
        if number is None:
            return None
        total += number
    return total


def _pages(sources: Sequence[str], url: str | None, limits: Limits) -> Iterator[Found]:
    from index.sources import files

    with ExitStack() as stack:
        web: Ahead | None = None
        for number, source in enumerate(sources):
            if source == STANDARD_INPUT:
                yield from files.standard_input(url, limits)
            elif is_address(source):
                if web is None:
                    from index.sources.visiting import Ahead

                    web = Ahead(filter(is_address, sources[number:]), limits)
                    stack.callback(web.close)
                yield from _from_web(source, web, url, limits)
            else:
                yield from files.named(source, url, limits)


def _from_web(source: str, web: Ahead, url: str | None, limits: Limits) -> Iterator[Found]:
    from index.sources.web import pages_of

    try:
        yield from pages_of(source, web.next(), limits, url=url)
    except CarrelError as error:
        yield Unreadable(source, str(error), error.status)


def _check_url(sources: Sequence[str], url: str | None) -> None:
    if url is None:
        return
    if not is_address(url):
        raise UsageError(f"--url {url}: not a web address; it begins with http:// or https://")
    if len(sources) != 1:
        raise UsageError("--url says where one page lives; name one file, or - for the standard input")
    from index.sources import files

    if files.is_folder(sources[0]):
        raise UsageError(f"--url says where one page lives, and {sources[0]} is a folder")
