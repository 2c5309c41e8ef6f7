"""Downloads the pictures that an article from the web shows: those of its own text, politely, within limits.

Only for pages that were themselves just fetched. A picture that cannot be had costs only itself, and what takes too
long is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import chain, islice
from threading import Lock, Timer
from types import TracebackType

from index.article import Asset, Page
from index.document import Document
from index.importing.pictures import pictures_of, with_pictures
from index.pictures import LARGEST, within_limits
from index.sources import is_address
from index.sources.courtesy import Clock
from index.sources.exchange import Answer
from index.sources.model import Limits
from index.sources.visiting import Visitors

MOST = 60
"""Pictures that are downloaded for one article."""

PATIENCE = 60.0
"""Seconds that the pictures of one article may take together."""

_DEADLINE, _TRIES = 20.0, 2
_PAUSE_SHARE = 0.25
"""A picture is a part of its page: of the pause between two pages of a host this much lies between two pictures."""


def for_pictures(limits: Limits) -> Limits:
    """The limits of a page, as they are for a picture."""
    return replace(
        limits, raw=LARGEST, decoded=LARGEST, deadline=_DEADLINE, tries=_TRIES, pause=limits.pause * _PAUSE_SHARE
    )


class Downloads(AbstractContextManager["Downloads"]):
    """Downloads pictures side by side. Use it as a context manager: closing cuts what is still under way."""

    def __init__(self, limits: Limits, clock: Clock | None = None) -> None:
        self._visitors = Visitors(for_pictures(limits), clock)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._visitors.close()

    def stop(self) -> None:
        """Begin nothing new: articles go without the pictures that are not here yet."""
        self._visitors.stop()

    def dress(self, page: Page, document: Document) -> Future[Page]:
        """The page with the pictures that came with it, and with those that its own server, or others, have."""
        dressed = with_pictures(page, document)
        here = {asset.address for asset in dressed.assets}
        missing = (each for each in pictures_of(document) if each not in here and is_address(each))
        wanted = list(islice(missing, MOST)) if is_address(page.source) else []
        return _Gathering(dressed, {address: self._visitors.visit(address) for address in wanted}).page


class _Gathering:
    """A page that waits for its pictures, but not for ever."""

    def __init__(self, page: Page, answers: dict[str, Future[Answer]]) -> None:
        self.page: Future[Page] = Future()
        self._bare, self._answers = page, answers
        self._lock = Lock()
        self._left = len(answers)
        self._timer = Timer(PATIENCE, self._end)
        self._timer.daemon = True
        if answers:
            self._timer.start()
            for answer in answers.values():
                answer.add_done_callback(self._came)
        else:
            self._end()

    def _came(self, _: Future[Answer]) -> None:
        with self._lock:
            self._left -= 1
            is_last = not self._left
        if is_last:
            self._end()

    def _end(self) -> None:
        with self._lock:
            if self.page.running() or self.page.done():
                return
            self.page.set_running_or_notify_cancel()
        self._timer.cancel()
        for answer in self._answers.values():
            answer.cancel()
        came = ((address, _picture_in(answer)) for address, answer in self._answers.items())
        self.page.set_result(replace(self._bare, assets=tuple(within_limits(chain(_kept(self._bare.assets), came)))))


def _kept(assets: Iterable[Asset]) -> Iterator[tuple[str, bytes]]:
    return ((asset.address, asset.data) for asset in assets)


def _picture_in(answer: Future[Answer]) -> bytes:
    """What a server answered; nothing where it did not, or it is no picture after all."""
    if answer.cancelled() or not answer.done() or answer.exception() is not None:
        return b""
    return answer.result().data
