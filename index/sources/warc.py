"""WARC, the archives of crawlers (ISO 28500): a long file of records, of which the answers that are pages are read.

Records stream: one body is in memory at a time, and only where it is a page. Repeated answers of one address are read
once. The reader is our own because the library for it does not bound what it unpacks.
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
from index.sources.model import Found, Limits, Origin, Unreadable, single_page, too_large
from index.sources.reading import inflated, unpacking

_MOST_HEADER = 64 * 1024
_CHUNK = 1 << 16
_PAGE_TYPES = {"text/html": "text/html", "application/xhtml+xml": "application/xhtml+xml"}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_OK = 200

Headers = dict[str, str]
"""Names in lower case; of a repeated one the last value."""


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
        for headers, body in _records(stream):
            address = without_fragment(headers.get("warc-target-uri", "").strip("<>"))
            if address in seen or (wanted and address not in wanted):
                continue
            here = replace(origin, source=f"{origin.source}#{address}", url=address)
            try:
                found: Found | None = _page(headers, body, here, limits)
            except BadDataError as error:
                found = Unreadable(here.source, str(error), error.status)
            if found is not None:
                seen.add(address)
                yield found


def _page(headers: Headers, body: _Body, origin: Origin, limits: Limits) -> Page | None:
    """The page of a record, or None where it is something else (a request, a picture, an error)."""
    if headers.get("warc-type") != "response" or "http" not in headers.get("content-type", ""):
        return None
    status = body.line().split(maxsplit=2)
    answer = _headers(body)
    content_type = answer.get("content-type", "")
    media_type = _PAGE_TYPES.get(content_type.partition(";")[0].strip().lower())
    if len(status) < 2 or status[1] != str(_OK).encode() or media_type is None:
        return None
    data = body.rest(limits.raw)
    if "chunked" in answer.get("transfer-encoding", "").lower():
        data = _unchunked(data)
    data = inflated(data, answer.get("content-encoding", "").strip().lower(), limits.decoded)
    charset = _CHARSET.search(content_type)
    return single_page(
        data,
        replace(origin, media_type=media_type, charset=charset[1] if charset else "",
                fetched=_date(headers) or origin.fetched),
    )  # fmt: skip


def _records(stream: BinaryIO) -> Iterator[tuple[Headers, _Body]]:
    """Each record's headers and body, of which the reader may take as much as it likes."""
    while True:
        line = stream.readline(_MOST_HEADER)
        while line in (b"\r\n", b"\n"):
            line = stream.readline(_MOST_HEADER)
        if not line:
            return
        if not line.startswith(b"WARC/"):
            raise BadDataError("a damaged archive (WARC): a record does not begin where it should")
        head = _Body(stream, _MOST_HEADER)
        headers = _headers(head)
        try:
            length = int(headers["content-length"])
        except (KeyError, ValueError) as error:
            raise BadDataError("a damaged archive (WARC): a record without a length") from error
        body = _Body(stream, length)
        yield headers, body
        body.skip()


class _Body:
    """The bytes of a record's body; reading stops at its end."""

    def __init__(self, stream: BinaryIO, length: int) -> None:
        self._stream = stream
        self._left = max(0, length)

    def line(self) -> bytes:
        """The next line, without its end."""
        line = self._stream.readline(min(self._left, _MOST_HEADER))
        self._left -= len(line)
        return line.rstrip(b"\r\n")

    def rest(self, limit: int) -> bytes:
        """What was not read yet. Raises UnfitError beyond `limit`, BadDataError where the file ends before."""
        if self._left > limit:
            raise too_large(limit)
        data = self._stream.read(self._left)
        if len(data) < self._left:
            raise BadDataError("cut off")
        self._left = 0
        return data

    def skip(self) -> None:
        """Go to the end of the body."""
        while self._left:
            data = self._stream.read(min(self._left, _CHUNK))
            if not data:
                raise BadDataError("a damaged archive (WARC): cut off within a record")
            self._left -= len(data)


def _headers(body: _Body) -> Headers:
    """The headers up to the empty line; continuation lines are joined."""
    headers: Headers = {}
    name = ""
    while line := body.line():
        text = line.decode("utf-8", "replace")
        if text[:1] in " \t" and name:
            headers[name] += " " + text.strip()
            continue
        name, _, value = text.partition(":")
        name = name.strip().lower()
        headers[name] = value.strip()
    return headers


def _unchunked(data: bytes) -> bytes:
    """The bytes behind a chunked transfer; what was stored unchunked, whatever its header says, stays as it is."""
    parts: list[bytes] = []
    at = 0
    while at < len(data):
        end = data.find(b"\r\n", at)
        size = data[at:end].partition(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            if not parts:
                return data
            raise BadDataError("cut off (its chunks)") from None
        if not length:
            break
        parts.append(data[end + 2 : end + 2 + length])
        at = end + 2 + length + 2
    return b"".join(parts)


def _date(headers: Headers) -> float:
    try:
        return datetime.fromisoformat(headers.get("warc-date", "")).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
