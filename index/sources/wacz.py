"""WACZ, the archives of Webrecorder: a zip of WARC files with a list of the pages that a person saved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from index.errors import BadDataError
from index.sources.addresses import is_address, without_fragment
from index.sources.model import Found, Limits, Origin, Unreadable
from index.sources.reading import buffered, unpacked
from index.sources.warc import pages_of_records
from index.sources.zips import Archive, opened

_LISTS = ("pages/pages.jsonl", "pages/extraPages.jsonl")


def wacz_pages(stream: BinaryIO, origin: Origin, limits: Limits) -> Iterator[Found]:
    """The pages that the archive lists, or all it holds where it lists none. A listed page that is missing is told."""
    with opened(stream, limits) as archive:
        listed = _listed(archive)
        seen: set[str] = set()
        for name in archive.names():
            if is_warc(name):
                with archive.open(name) as packed:
                    yield from pages_of_records(unpacked(buffered(packed)), origin, limits, seen, listed)
    for address in listed:
        if address not in seen:
            yield Unreadable(f"{origin.source}#{address}", "listed in the archive, but not in it", BadDataError.status)
    if not seen and not listed:
        raise BadDataError("an archive (WACZ) without a page")


def is_warc(name: str) -> bool:
    """Whether a member of the archive holds records."""
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def _listed(archive: Archive) -> dict[str, None]:
    """The addresses of the saved pages, in the order of the list."""
    addresses: dict[str, None] = {}
    for name in _LISTS:
        if name not in archive:
            continue
        for line in archive.read(name).splitlines():
            try:
                entry = json.loads(line)
            except ValueError as error:
                raise BadDataError("a damaged archive (WACZ): its list of pages cannot be read") from error
            address = entry.get("url") if isinstance(entry, dict) else None
            if isinstance(address, str) and is_address(address):
                addresses[without_fragment(address)] = None
    return addresses
