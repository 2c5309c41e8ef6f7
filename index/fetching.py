"""Links become articles: claimed from the queue, downloaded politely, extracted in worker processes, kept.

A link is reported only after the transaction that says what became of it, so a fetch may be interrupted or killed at
any moment and is resumed by running it again. Several may run at once and share the work. Results come in any order.
"""

from __future__ import annotations

import os
import queue
import secrets
import threading
import time
from collections.abc import Callable, Collection, Generator, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Protocol, TypeVar

from index.article import Extraction, Outcome, Page
from index.errors import BadDataError, CarrelError, DiskError, LockedError, NetworkError
from index.extract.recipe import Recipe
from index.importing import Extracted
from index.importing.downloading import Downloads
from index.importing.extracting import Answer as Extractable
from index.importing.extracting import Workers
from index.importing.pictures import without_pictures
from index.sources import Limits
from index.sources.courtesy import Clock
from index.sources.exchange import Answer, StoppedError
from index.sources.visiting import THREADS, Visitors
from index.sources.web import LaterError, pages_of
from index.store import Job
from index.store.queue import Queue

EACH_HOST = 4
"""Links of one host that are claimed together, so that those of others are not kept waiting behind them."""

LEASE = 120.0
"""Seconds after which the links of a fetch that no longer says anything are anybody's."""

GRACE = 5.0
"""Seconds that what is being downloaded has to end when a fetch is stopped."""

BATCH = 16
"""Articles a transaction, at most."""

PATIENCE = 0.5
"""Seconds that a finished article may wait for its batch to fill."""

LONGEST_WAIT = 24 * 3600.0
"""Seconds that a server can put a link off, whatever it asks for."""

Result = TypeVar("Result")

_TICK = 0.2
_BETWEEN_CLAIMS = 1.0


class Shelf(Protocol):
    """What a fetch needs of a library."""

    @property
    def links(self) -> Queue:
        """The queue of links."""
        ...

    def catch_up(self) -> None:
        """Bring the search index in step."""
        ...

    def recipe(self) -> Recipe:
        """The rules of sites."""
        ...


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one link. `id` is 0 and the facts are empty where nothing was kept; `cause` says why.

    `duplicate` came into the library by another way, or leads to an article that is there; `skipped` is left for later,
    as its server asked: `due` is when, as a Unix time.
    """

    url: str
    outcome: Outcome
    id: int = 0
    title: str = ""
    words: int = 0
    verdict: str = ""
    quality: float = 0.0
    cause: str = ""
    status: int = 0
    """The exit status that a failure stands for, as in `index.errors`."""
    due: float = 0.0

    @property
    def source(self) -> str:
        """The link, as whoever tells of sources calls it."""
        return self.url


def fetch_all(
    library: Shelf,
    *,
    urls: Collection[str] | None = None,
    jobs: int | None = None,
    limits: Limits | None = None,
    stopping: threading.Event | None = None,
    clock: Clock | None = None,
    pictures: bool = True,
) -> Generator[Fetched, None, None]:
    """Fetch the links of a library's queue that are due (those of `urls`, where given); yields each one's fate.

    `jobs` is the number of worker processes; `pictures`: download those that the articles show too. Once `stopping` is
    set, or the generator closed, nothing new begins; what is being downloaded has a few seconds to end and is kept, the
    rest goes back into the queue. Raises DiskError or LockedError where the library cannot take more.
    """
    owner, recipe = _name_of_this(), library.recipe()
    for other in library.links.owners():
        if _is_gone(other):
            library.links.release(other)
    limits = limits or Limits()
    with ExitStack() as stack:
        visitors = stack.enter_context(Visitors(limits, clock))
        downloads = stack.enter_context(Downloads(limits, clock)) if pictures else None
        workers = stack.enter_context(Workers(jobs, recipe=recipe))
        fetch = _Fetch(library.links, owner, visitors, workers, limits, urls, downloads)
        try:
            yield from fetch.go_on(stopping or threading.Event())
            yield from fetch.finish()
        except (GeneratorExit, KeyboardInterrupt, SystemExit):
            for _ in fetch.finish():
                pass
            raise
        finally:
            # A lease that cannot be given back dies with this process, or with time.
            with suppress(DiskError, LockedError):
                library.links.release(owner)
    if stopping is None or not stopping.is_set():
        library.catch_up()


class _Fetch:
    """The links in hand, from claim to commit. What other threads finish comes back as events, taken one by one."""

    def __init__(self, links: Queue, owner: str, visitors: Visitors, workers: Workers, limits: Limits,
                 urls: Collection[str] | None, downloads: Downloads | None) -> None:  # fmt: skip
        self._links = links
        self._owner = owner
        self._visitors = visitors
        self._workers = workers
        self._limits = limits
        self._urls = urls
        self._downloads = downloads
        self._in_hand: set[int] = set()
        self._extracted: list[tuple[Job, Page, Extraction]] = []
        self._events: queue.SimpleQueue[Callable[[], Iterator[Fetched]]] = queue.SimpleQueue()
        self._kept = self._renewed = time.monotonic()
        self._claimed = float("-inf")
        self._is_finishing = False

    def go_on(self, stopping: threading.Event) -> Iterator[Fetched]:
        """Fetch until nothing is left to claim."""
        while not stopping.is_set():
            if not self._in_hand or self._may_claim():
                yield from self._claim()
                if not self._in_hand:
                    return
            yield from self._step(_TICK)

    def finish(self) -> Iterator[Fetched]:
        """Let what is under way end, but not for long."""
        if self._is_finishing:
            return
        self._is_finishing = True
        self._visitors.stop()
        if self._downloads is not None:
            self._downloads.stop()
        end = time.monotonic() + GRACE
        while self._in_hand and (left := end - time.monotonic()) > 0:
            yield from self._step(min(_TICK, left))
        yield from self._keep()

    def _may_claim(self) -> bool:
        return len(self._in_hand) <= THREADS // 2 and time.monotonic() - self._claimed >= _BETWEEN_CLAIMS

    def _claim(self) -> Iterator[Fetched]:
        self._claimed = time.monotonic()
        room = THREADS - len(self._in_hand)
        for job in self._links.claim(self._owner, room, lease=LEASE, each_host=EACH_HOST, urls=self._urls):
            if job.article_id:
                self._links.skip(job, job.article_id)
                yield Fetched(job.link.url, Outcome.DUPLICATE, job.article_id, cause="already in the library")
            else:
                self._in_hand.add(job.id)
                self._follow(self._visitors.visit(job.link.url), partial(self._take_answer, job))

    def _follow(self, future: Future[Result], take: Callable[[Future[Result]], Iterator[Fetched]]) -> None:
        future.add_done_callback(lambda done: self._events.put(partial(take, done)))

    def _step(self, seconds: float) -> Iterator[Fetched]:
        """Deal with one event, or with none for so long."""
        try:
            event = self._events.get(timeout=seconds)
        except queue.Empty:
            yield from self._keep()
        else:
            yield from event()
        if len(self._extracted) >= BATCH or time.monotonic() - self._kept > PATIENCE:
            yield from self._keep()
        if time.monotonic() - self._renewed > LEASE / 3:
            self._renewed = time.monotonic()
            self._links.renew(self._owner, lease=LEASE)

    def _take_answer(self, job: Job, future: Future[Answer]) -> Iterator[Fetched]:
        """What a server answered goes to a worker, or is a failure."""
        try:
            page = _one_page(job.link.url, future.result(), self._limits)
        except StoppedError:
            self._in_hand.discard(job.id)
        except LaterError as error:
            yield self._put_off(job, error)
        except CarrelError as error:
            yield self._fail(job, str(error), error.status)
        except Exception as error:  # noqa: BLE001 (whatever an address can provoke costs that address only)
            yield self._fail(job, f"fetching failed: {type(error).__name__}", NetworkError.status)
        else:
            self._follow(self._workers.submit(page), partial(self._take_extraction, job))

    def _take_extraction(self, job: Job, future: Future[Extractable]) -> Iterator[Fetched]:
        answer = future.result()
        if not isinstance(answer, Extracted):
            yield self._fail(job, answer.cause, getattr(answer, "status", BadDataError.status))
        elif self._downloads is None:
            self._extracted.append((job, without_pictures(answer.page), answer.extraction))
        else:
            dressed = self._downloads.dress(answer.page, answer.extraction.document)
            self._follow(dressed, partial(self._take_page, job, answer.extraction))

    def _take_page(self, job: Job, extraction: Extraction, future: Future[Page]) -> Iterator[Fetched]:
        """What has its pictures is complete."""
        self._extracted.append((job, future.result(), extraction))
        yield from ()

    def _keep(self) -> Iterator[Fetched]:
        """Keep what was extracted. Until the commit it stays in the list, for whoever comes after an interruption."""
        self._kept = time.monotonic()
        if not self._extracted:
            return
        kept = self._links.keep(self._extracted)
        batch, self._extracted = self._extracted, []
        self._in_hand -= {job.id for job, _, _ in batch}
        for (job, _, made), fate in zip(batch, kept, strict=True):
            yield Fetched(
                job.link.url,
                fate.outcome,
                fate.id,
                made.metadata.title,
                made.metadata.words,
                made.verdict,
                made.quality,
                ", ".join(made.reasons),
            )

    def _fail(self, job: Job, cause: str, status: int) -> Fetched:
        cause = cause.removeprefix(f"{job.link.url}: ")
        self._links.fail(job, self._owner, cause)
        self._in_hand.discard(job.id)
        return Fetched(job.link.url, Outcome.FAILED, cause=cause, status=status)

    def _put_off(self, job: Job, error: LaterError) -> Fetched:
        due = time.time() + min(error.wait, LONGEST_WAIT)
        self._links.fail(job, self._owner, error.cause, due=due)
        self._in_hand.discard(job.id)
        return Fetched(job.link.url, Outcome.SKIPPED, cause=f"put off by the server: {error.cause}", due=due)


def _one_page(url: str, answer: Answer, limits: Limits) -> Page:
    """The page in an answer. Raises BadDataError where there is none, or a whole archive of them."""
    found = list(islice(pages_of(url, answer, limits), 2))
    if len(found) > 1:
        raise BadDataError("an archive of several pages; `carrel add` takes it")
    for each in found:
        if isinstance(each, Page):
            return each
        raise BadDataError(each.cause)
    raise BadDataError("empty")


def _name_of_this() -> str:
    """A name for this fetch, by which others can tell whether it is still alive."""
    return f"{os.uname().nodename}/{os.getpid()}/{secrets.token_hex(4)}"


def _is_gone(name: str) -> bool:
    """Whether a fetch ran on this machine in a process that is no more. Of other machines nothing is known."""
    machine, _, rest = name.partition("/")
    number = rest.partition("/")[0]
    if machine != os.uname().nodename or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False
