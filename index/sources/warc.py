"""WARC, the archives of crawlers: a long file of records, of which the answers that are pages are read.

One body is in memory at a time, and only where it is a page. Repeated answers of one address are read once. Pictures
are looked up later, by the addresses that an article shows (`album`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO

from index.article import Page
from index.errors import BadDataError
from index.sources.addresses import without_fragment
from index.sources.model import Found, Limits, Origin, Unreadable, single_page
from index.sources.reading import unpacking
from index.sources.warc_records import Headers, Record, answer_of, media_type_of, payload_of, records

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def warc_pages(stream: BinaryIO, origin: Origin, limits: Limits) -> Iterator[Found]:
    """The pages of an archive. What cannot be read of one page is told, and the next is read.

    Raises BadDataError where the archive holds no page, is damaged or is cut off.
    """
    seen: set[str] = set()
    yield from pages_of_records(stream, origin, limits, seen)
    if not seen:
        raise BadDataError("an archive (WARC) without a page")


def pages_of_records(
    stream: BinaryIO, origin: Origin, limits: Limits, seen: set[str], wanted: Collection[str] = ()
) -> Iterator[Found]:
    """The pages whose addresses are not yet in `seen`, which gathers them; of `wanted` ones only, where any are."""
    with unpacking():
        for record in records(stream):
            address = address_of(record)
            if address in seen or (wanted and address not in wanted):
                continue
            here = replace(origin, source=f"{origin.source}#{address}", url=address)
            try:
                found: Found | None = _page(record, here, limits)
            except BadDataError as error:
                found = Unreadable(here.source, str(error), error.status)
            if found is not None:
                seen.add(address)
                yield found


def address_of(record: Record) -> str:
    """Where what a record holds was found."""
    return without_fragment(record.headers.get("warc-target-uri", "").strip("<>"))


def _page(record: Record, origin: Origin, limits: Limits) -> Page | None:
    """The page of a record, or None where it is something else (a request, a picture, an error)."""
    answer = answer_of(record)
    if answer is None or media_type_of(answer) not in _PAGE_TYPES:
        return None
    data = payload_of(record, answer, limits)
    charset = _CHARSET.search(answer.get("content-type", ""))
    page = single_page(
        data,
        replace(origin, media_type=media_type_of(answer), charset=charset[1] if charset else "",
                fetched=_date(record.headers) or origin.fetched),
    )  # fmt: skip
    return replace(page, archive=origin.path)


def _date(headers: Headers) -> float:
    try:
        return datetime.fromisoformat(headers.get("warc-date", "")).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
