"""Pictures that a page carries in itself, as `data:` addresses: SingleFile's, and those of pages made by hand.

In a document such a picture is called by its content (`index.pictures.address_of`), so that no text holds megabytes.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from index.pictures import LARGEST, address_of, media_type_of

_SMALLEST = 1_000
"""Bytes: what is smaller stands in for a picture that a script would load."""

_WHOLE = re.compile(r"\s*data:image/[\w.+-]+(?:;[\w=-]+)*;base64,([A-Za-z0-9+/=\s]+)", re.IGNORECASE)
_WITHIN = re.compile(rb"data:image/[\w.+-]{1,40};base64,([A-Za-z0-9+/=\s]+)", re.IGNORECASE)


def embedded_address(source: str) -> str:
    """What a picture of a page is called that stands in its own `src`; empty where there is none worth keeping."""
    if source[:20].lstrip()[:11].lower() != "data:image/":
        return ""
    match = _WHOLE.fullmatch(source)
    data = _decoded(match[1].encode()) if match else b""
    return address_of(data) if data else ""


def embedded_pictures(page: bytes) -> Iterator[tuple[str, bytes]]:
    """(address, bytes) of each picture within the bytes of a page, in order. Pages in UTF-16 have none."""
    for match in _WITHIN.finditer(page):
        data = _decoded(match[1])
        if data:
            yield address_of(data), data


def _decoded(text: bytes) -> bytes:
    """The bytes of a picture; none where it is too small, too large, broken, or not of a kind that is shown."""
    if len(text) > LARGEST * 2:
        return b""
    try:
        data = base64.b64decode(b"".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
    return data if _SMALLEST <= len(data) <= LARGEST and media_type_of(data) else b""
