"""MHTML, the single-file pages of Chromium, Edge and old Internet Explorer: MIME mail that holds a page and its parts.

The page itself is taken; what it calls by `cid:` gets its web address back, so that links and pictures lead somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from html import escape

from index.article import Page
from index.errors import BadDataError
from index.pictures import within_limits
from index.sources.addresses import is_address
from index.sources.model import Origin, UnfitError

_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_REFERENCE = re.compile(rb"\bcid:([^\s\"'<>()]+)", re.IGNORECASE)


def mhtml_page(data: bytes, origin: Origin) -> Page:
    """The page in an MHTML file. Raises BadDataError where there is none."""
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data)
        parts = [part for part in message.walk() if not part.is_multipart()]
    except (MessageError, RecursionError, ValueError) as error:
        raise BadDataError("a damaged web archive (MHTML)") from error
    root = _root(message, parts)
    body = root.get_payload(decode=True)
    if not isinstance(body, bytes) or not body.strip():
        raise UnfitError("empty")
    return Page(
        source=origin.source,
        url=_address(message, root) or origin.url,
        data=_with_addresses(body, parts),
        media_type=root.get_content_type(),
        charset=root.get_content_charset("") or "",
        fetched=_date(message) or origin.fetched,
        assets=tuple(within_limits(_pictures(parts))),
    )


def _pictures(parts: list[Message]) -> Iterator[tuple[str, bytes]]:
    """(address, bytes) of the parts that say they are pictures; each as the page calls it."""
    for part in parts:
        if part.get_content_maintype() == "image":
            data = part.get_payload(decode=True)
            name, address = _header(part, "Content-ID").strip("<>"), _header(part, "Content-Location")
            if isinstance(data, bytes) and (address or name):
                yield address or f"cid:{name}", data


def _root(message: Message, parts: list[Message]) -> Message:
    """The part that is the page: the one named by `start` (RFC 2387), or the first of HTML."""
    pages = [part for part in parts if part.get_content_type() in _PAGE_TYPES]
    start = message.get_param("start")
    for part in pages:
        if isinstance(start, str) and _header(part, "Content-ID") == start:
            return part
    if not pages:
        raise BadDataError("a web archive (MHTML) without a page")
    return pages[0]


def _address(message: Message, root: Message) -> str:
    """Where the page lives: what the browser noted, never what a file name would say."""
    for found in (_header(message, "Snapshot-Content-Location"), _header(root, "Content-Location")):
        if is_address(found):
            return found
    return ""


def _with_addresses(body: bytes, parts: list[Message]) -> bytes:
    """The page with each `cid:` that a part answers to replaced by that part's address."""
    addresses: dict[bytes, bytes] = {}
    for part in parts:
        name, address = _header(part, "Content-ID").strip("<>"), _header(part, "Content-Location")
        if name and is_address(address):
            addresses[name.encode()] = escape(address).encode()
    return _REFERENCE.sub(lambda found: addresses.get(found[1], found[0]), body) if addresses else body


def _date(message: Message) -> float:
    try:
        return parsedate_to_datetime(_header(message, "Date")).timestamp()
    except (ValueError, TypeError, OverflowError, OSError):
        return 0.0


def _header(part: Message, name: str) -> str:
    """A header on one line, without the blanks that folding put into an address."""
    value = str(part.get(name, ""))
    return re.sub(r"\s+", "" if name != "Date" else " ", value)
