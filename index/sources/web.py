"""The web: an address becomes a page, politely. Redirects and repeats; one exchange is `exchange`'s matter.

What may pass (a busy server, a broken line) is tried again after a random wait ("full jitter"), or the one that the
server asks for; what will not pass is final. Everything together keeps one deadline an address. `courtesy` says when a
host may be asked, `visiting` asks for several addresses at a time.
"""

from __future__ import annotations

import io
import random
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

from index.errors import NetworkError
from index.sources.addresses import host_of, scheme_of, without_fragment
from index.sources.courtesy import Clock, Courtesy
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
_WALLS = {
    "cf-mitigated": {"challenge"},
    "x-amzn-waf-action": {"challenge", "captcha"},
    "x-vercel-mitigated": {"challenge", "deny"},
}
"""Headers by which guards say that they answered in place of the site (Cloudflare, AWS WAF, Vercel)."""

_FIRST_WAIT, _LONGEST_WAIT = 1.0, 20.0


class LaterError(NetworkError):
    """A server asks for more patience than an address may take: in `wait` seconds it can be tried again."""

    def __init__(self, cause: str, wait: float) -> None:
        super().__init__(f"{cause}; the next try would be in {wait:.0f} s")
        self.cause = cause
        self.wait = wait


class Web(AbstractContextManager["Web"]):
    """A visitor of the web, who waits for a turn at each host. Asks one address at a time: a thread needs its own."""

    def __init__(self, limits: Limits, courtesy: Courtesy | None = None) -> None:
        self._limits = limits
        self._courtesy = courtesy or Courtesy(limits)
        self._exchange = Exchange(limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._exchange.close()

    def cut(self) -> None:
        """Break off what is under way, from another thread."""
        self._exchange.cut()

    def get(self, address: str) -> Answer:
        """The answer that an address leads to in the end.

        Raises LaterError, NetworkError, BadDataError (nothing, too much, damaged) or UsageError (not an address).
        """
        time_left = _TimeLeft(self._limits.deadline, self._courtesy.clock)
        attempt = 0
        while True:
            attempt += 1
            try:
                return self._followed(address, time_left)
            except PassingError as error:
                self._rest(error, attempt, time_left)

    def _rest(self, error: PassingError, attempt: int, time_left: _TimeLeft) -> None:
        """Wait before another try. Raises NetworkError where there will be none."""
        wait = error.wait
        if wait is not None and wait > time_left():
            raise LaterError(str(error), wait) from error
        if wait is None:
            wait = random.uniform(0, min(_LONGEST_WAIT, _FIRST_WAIT * 2**attempt))  # noqa: S311 - not a secret
        if attempt == self._limits.tries or wait > time_left():
            raise NetworkError(f"{error} ({attempt} tries)") from error
        self._courtesy.rest(wait)

    def _followed(self, address: str, time_left: _TimeLeft) -> Answer:
        self._exchange.forget()
        before: str | None = None
        for _ in range(self._limits.redirects + 1):
            host = host_of(address)
            with self._courtesy.turn(host, after=before):
                answer = self._exchange.get(without_fragment(address), time_left())
            if answer.status not in _REDIRECTS:
                return self._checked(answer)
            address, before = _next(answer), host
        raise NetworkError(f"redirected more than {self._limits.redirects} times")

    def _checked(self, answer: Answer) -> Answer:
        wall = _wall(answer)
        if wall:
            raise NetworkError(wall)
        if answer.status in _PASSING:
            wait = _retry_after(answer)
            if wait is not None:
                self._courtesy.leave(host_of(answer.url), wait)
            raise PassingError(_reason(answer.status), wait)
        if not 200 <= answer.status < 300:
            raise NetworkError(_reason(answer.status))
        if not answer.data:
            raise UnfitError("empty")
        return answer


class _TimeLeft:
    """The seconds that an address may still take. They begin to pass when this is first asked."""

    def __init__(self, seconds: float, clock: Clock) -> None:
        self._seconds = seconds
        self._clock = clock
        self._end: float | None = None

    def __call__(self) -> float:
        now = self._clock.now()
        if self._end is None:
            self._end = now + self._seconds
        return self._end - now


def pages_of(source: str, answer: Answer, limits: Limits, *, url: str | None = None) -> Iterator[Found]:
    """The pages in an answer; `url`: where the page lives, if not where it was found. Raises CarrelError."""
    name = urlsplit(answer.url).path.rpartition("/")[2] if answer.media_type not in MEDIA_TYPES else ""
    origin = Origin(source, url or answer.url, name, time.time(), answer.media_type, answer.charset, alone=True)
    yield from pages_in(io.BytesIO(answer.data), origin, replace(limits, raw=limits.decoded))


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


def _wall(answer: Answer) -> str:
    """What is to be said where a guard against robots stands before the page; nothing where none does."""
    for name, values in _WALLS.items():
        if answer.headers.get(name, "").strip().lower() in values:
            return f"a bot wall: the site lets only browsers in ({answer.status}); save the page from one"
    return ""


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
