"""What the readers of sources share: the limits that they keep, and the nouns for what was taken and what was not."""

from __future__ import annotations

from dataclasses import dataclass

from index.article import Page
from index.errors import BadDataError, NoInputError

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one source may cost. Sizes are bytes, times are seconds.

    `raw` is a page as it is stored or sent, `decoded` the same unpacked; an archive keeps both for each of its pages.
    `deadline` is the whole time an address may take from its first request on, with redirects, repeats and waits.
    """

    raw: int = 50 * MEGABYTE
    decoded: int = 100 * MEGABYTE
    members: int = 20_000
    ratio: int = 200
    deadline: float = 60.0
    redirects: int = 10
    tries: int = 4
    pause: float = 1.0
    """Between two requests to one host."""
    at_once: int = 8
    """Requests under way, in all."""
    at_once_a_host: int = 2
    allow_private: bool = False
    """Whether an address may lead to this machine or its own network."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in a folder that is not for reading: a picture, a style sheet, an empty file."""

    source: str
    cause: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that was wanted and could not be had. `status` is the exit status for a command that wanted only this.

    `cause` names no source, so that equal causes can be counted together.
    """

    source: str
    cause: str
    status: int = NoInputError.status


Found = Page | Skipped | Unreadable
"""What a source yields."""


class UnfitError(BadDataError):
    """The bytes are whole, but not a page to read: a picture, nothing at all, too much."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where bytes come from, for the pages made of them. `name` tells their kind; see `Page` for the rest.

    `alone`: a person named just this, so that a text needs no name that says so. `path` is the file itself, where it is
    one that can be opened again.
    """

    source: str
    url: str
    name: str = ""
    fetched: float = 0.0
    media_type: str = ""
    charset: str = ""
    alone: bool = False
    path: str = ""


def single_page(data: bytes, origin: Origin) -> Page:
    """A page whose bytes are all there is to it."""
    if not data.strip(b"\x00\t\n\r\f \xef\xbb\xbf\xff\xfe"):
        raise UnfitError("empty")
    return Page(origin.source, origin.url, data, origin.media_type, origin.charset, origin.fetched)


def too_large(limit: int) -> UnfitError:
    """The complaint about what exceeds a limit."""
    return UnfitError(f"larger than {limit / MEGABYTE:g} MB")
