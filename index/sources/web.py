"""The web: an address becomes a page, politely. Redirects, repeats and pauses; one exchange is `exchange`'s matter.

What may pass (a busy server, a broken line) is tried again after a random wait ("full jitter"), or the one that the
server asks for; what will not pass is final. Everything together keeps one deadline an address.
"""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

from index.errors import NetworkError
from index.sources.addresses import host_of, scheme_of, without_fragment
from index.sources.exchange import Answer, Exchange, PassingError
from index.sources.kinds import MEDIA_TYPES
from index.sources.model import Found, Limits, Origin, UnfitError
from index.sources.unpack import pages_in

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_REASONS = {
    400: "the server did not understand",
    401: "the server asks for a name and a password",
    402: "the server asks for payment",
    403: "forbidden by the server",
    404: "not found on the server",
    408: "the server gave up waiting",
    410: "gone from the server",
    429: "too many requests for the server",
    451: "withheld for legal reasons",
    500: "an error of the server",
    502: "an error behind the server",
    503: "the server is out of service for now",
    504: "an error behind the server",
}
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 20.0


class Web(AbstractContextManager["Web"]):
    """A visitor of the web, who remembers when it last asked each host."""

    def __init__(self, limits: Limits, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._limits = limits
        self._sleep = sleep
        self._asked: dict[str, float] = {}
        self._exchange = Exchange(limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._exchange.close()

    def pages(self, source: str, url: str | None = None) -> Iterator[Found]:
        """The pages at an address; `url`: where the page lives, if not where it was found. Raises CarrelError."""
        answer = self.get(source)
        name = urlsplit(answer.url).path.rpartition("/")[2] if answer.media_type not in MEDIA_TYPES else ""
        origin = Origin(
            source, url or answer.url, name, time.time(), answer.media_type, answer.charset, alone=True
        )  # fmt: skip
        yield from pages_in(io.BytesIO(answer.data), origin, replace(self._limits, raw=self._limits.decoded))

    def get(self, address: str) -> Answer:
        """The answer that an address leads to in the end.

        Raises NetworkError, BadDataError (nothing, too much, damaged) or UsageError (not an address).
        """
        deadline = time.monotonic() + self._limits.deadline
        self._pause(address)
        for attempt in range(1, self._limits.tries):
            try:
                return self._followed(address, deadline)
            except PassingError as error:
                wait = error.wait
                if wait is None:
                    wait = random.uniform(0, min(_LONGEST_WAIT, _FIRST_WAIT * 2**attempt))  # noqa: S311 - not a secret
                if time.monotonic() + wait > deadline:
                    raise NetworkError(f"{error}; the next try would be in {wait:.0f} s") from error
                self._sleep(wait)
        try:
            return self._followed(address, deadline)
        except PassingError as error:
            raise NetworkError(f"{error} ({self._limits.tries} tries)") from error

    def _pause(self, address: str) -> None:
        """Wait until the host may be asked again."""
        host = host_of(address)
        asked = self._asked.get(host)
        if asked is not None and (left := asked + self._limits.pause - time.monotonic()) > 0:
            self._sleep(left)
        self._asked[host] = time.monotonic()

    def _followed(self, address: str, deadline: float) -> Answer:
        self._exchange.forget()
        for _ in range(self._limits.redirects + 1):
            answer = self._exchange.get(without_fragment(address), deadline)
            if answer.status not in _REDIRECTS:
                return _checked(answer)
            address = _next(answer)
        raise NetworkError(f"redirected more than {self._limits.redirects} times")


def _next(answer: Answer) -> str:
    """Where a redirect leads. Raises NetworkError where that is nowhere to follow."""
    target = answer.headers.get("location", "")
    if not target:
        raise NetworkError("redirected without an address")
    try:
        address = urljoin(answer.url, target)
    except ValueError:
        address = ""
    if scheme_of(address) not in ("", "http", "https"):
        raise NetworkError(f"redirected to a {scheme_of(address)}: address, which is not fetched")
    if not host_of(address):
        raise NetworkError("redirected to something that is no address")
    return address


def _checked(answer: Answer) -> Answer:
    if answer.status in _PASSING:
        raise PassingError(_reason(answer.status), _retry_after(answer))
    if not 200 <= answer.status < 300:
        raise NetworkError(_reason(answer.status))
    if not answer.data:
        raise UnfitError("empty")
    return answer


def _reason(status: int) -> str:
    known = _REASONS.get(status)
    return f"{known} ({status})" if known else f"the server answered {status}"


def _retry_after(answer: Answer) -> float | None:
    """The pause that a server asks for, in seconds; it says so as a number or as a date."""
    value = answer.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, IndexError):
        return None
