"""Several addresses at a time: a few threads, each a `Web` of its own, all under one `Courtesy`.

There are more threads than requests at once, since most of them wait: for their host's turn, or before another try.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from itertools import islice
from types import TracebackType

from index.sources.courtesy import Clock, Courtesy
from index.sources.exchange import Answer
from index.sources.model import Limits
from index.sources.web import Web

THREADS = 32
AHEAD = 16
"""Answers that may wait for their turn where they are wanted in order."""

_FAREWELL = 1.0
"""Seconds that closing waits for threads whose connections were cut; a look-up of a name cannot be cut."""


class Visitors(AbstractContextManager["Visitors"]):
    """Visits addresses side by side. Use it as a context manager: closing cuts what is still under way."""

    def __init__(self, limits: Limits, clock: Clock | None = None) -> None:
        self._limits = limits
        self._courtesy = Courtesy(limits, clock)
        self._wanted: queue.SimpleQueue[tuple[str, Future[Answer]] | None] = queue.SimpleQueue()
        self._visitors: list[tuple[threading.Thread, Web]] = []

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Cut what is still under way, and let the threads go."""
        self.stop()
        for _, web in self._visitors:
            web.cut()
            self._wanted.put(None)
        end = time.monotonic() + _FAREWELL
        for thread, _ in self._visitors:
            thread.join(max(0.0, end - time.monotonic()))

    def visit(self, address: str) -> Future[Answer]:
        """What an address leads to, as `Web.get` says it; StoppedError where its turn did not come.

        It can be cancelled while nobody asks for it yet.
        """
        future: Future[Answer] = Future()
        self._wanted.put((address, future))
        if len(self._visitors) < THREADS:
            self._start()
        return future

    def stop(self) -> None:
        """Begin nothing new; what is being asked is answered."""
        self._courtesy.stop()

    def _start(self) -> None:
        web = Web(self._limits, self._courtesy)
        # A daemon, since a look-up that hangs must not keep the program from ending.
        thread = threading.Thread(target=self._work, args=(web,), name="carrel-visitor", daemon=True)
        self._visitors.append((thread, web))
        thread.start()

    def _work(self, web: Web) -> None:
        with web:
            while (task := self._wanted.get()) is not None:
                address, future = task
                if not future.set_running_or_notify_cancel():
                    continue
                try:
                    future.set_result(web.get(address))
                except BaseException as error:  # noqa: BLE001 (whoever waits for the answer must learn of it)
                    future.set_exception(error)


class Ahead:
    """The answers of addresses in the order named, asked for before they are wanted, a few at a time."""

    def __init__(self, addresses: Iterable[str], limits: Limits) -> None:
        self._addresses = iter(addresses)
        self._visitors = Visitors(limits)
        self._asked: deque[Future[Answer]] = deque()

    def close(self) -> None:
        """Cut what is still under way."""
        self._visitors.close()

    def next(self) -> Answer:
        """The answer of the next address. Raises what `Web.get` raises."""
        more = AHEAD - len(self._asked)
        self._asked.extend(self._visitors.visit(address) for address in islice(self._addresses, more))
        return self._asked.popleft().result()
