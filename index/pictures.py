"""What a picture is to the library: bytes of a known kind, kept under their own hash. No I/O, no decoding."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from index.article import Asset

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
)
_SCHEME = "urn:sha256:"

LARGEST = 10_000_000
"""Bytes of one picture."""

MOST = 200
"""Pictures of one article."""

MOST_BYTES = 50_000_000
"""Bytes of all pictures of one article."""


def media_type_of(data: bytes) -> str:
    """What a picture is by its first bytes, whatever a page claims; empty for all that is not shown."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return "image/avif"
    return next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), "")


def address_of(data: bytes) -> str:
    """The address of a picture that has no other: its content."""
    return f"{_SCHEME}{hashlib.sha256(data).hexdigest()}"


def is_content_address(address: str) -> bool:
    """Whether an address names a picture by its content: it leads nowhere but into the library."""
    return address.startswith(_SCHEME)


def within_limits(found: Iterable[tuple[str, bytes]]) -> Iterator[Asset]:
    """The pictures among (address, bytes) that may be kept with one article: of a known kind, few and small enough."""
    number = total = 0
    for address, data in found:
        kind = media_type_of(data)
        if not kind or len(data) > LARGEST or total + len(data) > MOST_BYTES:
            continue
        yield Asset(address, kind, data)
        number, total = number + 1, total + len(data)
        if number == MOST:
            return
