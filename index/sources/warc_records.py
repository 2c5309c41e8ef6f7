"""The records of WARC archives (ISO 28500), and the answers of web servers in them. Knows nothing of pages or pictures.

Records stream: of each, the head is read, and of its body as much as is asked for. The reader is our own because the
library for it does not bound what it unpacks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from index.errors import BadDataError
from index.sources.model import Limits, too_large
from index.sources.reading import inflated

_MOST_HEADER = 64 * 1024
_CHUNK = 1 << 16
_OK = b"200"

Headers = dict[str, str]
"""Names in lower case; of a repeated one the last value."""


class Record(NamedTuple):
    """A record: its headers, and its body, which is read where it is wanted."""

    headers: Headers
    body: Body


def records(stream: BinaryIO) -> Iterator[Record]:
    """All records of a stream. Raises BadDataError where one is damaged or cut off."""
    while (record := next_record(stream)) is not None:
        yield record
        record.body.skip()


def next_record(stream: BinaryIO) -> Record | None:
    """The record that begins at the stream's place, empty lines before it passed over; None at the end."""
    line = stream.readline(_MOST_HEADER)
    while line in (b"\r\n", b"\n"):
        line = stream.readline(_MOST_HEADER)
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise BadDataError("a damaged archive (WARC): a record does not begin where it should")
    headers = headers_of(Body(stream, _MOST_HEADER))
    try:
        length = int(headers["content-length"])
    except (KeyError, ValueError) as error:
        raise BadDataError("a damaged archive (WARC): a record without a length") from error
    return Record(headers, Body(stream, length))


def answer_of(record: Record) -> Headers | None:
    """The headers of a server's answer that was whole and well (200); None where the record is something else."""
    if record.headers.get("warc-type") != "response" or "http" not in record.headers.get("content-type", ""):
        return None
    status = record.body.line().split(maxsplit=2)
    answer = headers_of(record.body)
    return answer if len(status) >= 2 and status[1] == _OK else None


def payload_of(record: Record, answer: Headers, limits: Limits) -> bytes:
    """What a server's answer holds, its chunks joined and unpacked."""
    data = record.body.rest(limits.raw)
    if "chunked" in answer.get("transfer-encoding", "").lower():
        data = _unchunked(data)
    return inflated(data, answer.get("content-encoding", "").strip().lower(), limits.decoded)


def media_type_of(headers: Headers) -> str:
    """What the headers say that a body is, without parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


class Body:
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


def headers_of(body: Body) -> Headers:
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
