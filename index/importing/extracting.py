"""Runs the extraction of many pages in worker processes, with limits of time and memory for each page.

Answers come in the order of the pages. No more than a few pages a worker are held in memory, however many there are.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from index.article import Extraction, Page
from index.errors import BadDataError
from index.extract.recipe import PLAIN, Recipe
from index.importing.wire import WorkerError, extraction_of, frame, read_frame, task_parts
from index.sources import Skipped, Unreadable

SECONDS = 30.0
"""What a page may take: 20 MB of HTML need about 13."""

MEMORY = 3 << 30
"""The address space of a worker, in bytes: 20 MB of HTML need about 0.2 GB, the libraries about 1."""

AHEAD = 4
"""Pages a worker that may wait for their turn."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """A page and what was made of it."""

    page: Page
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class Failed:
    """A page that nothing could be made of, and why."""

    source: str
    cause: str
    status: int = BadDataError.status
    """The exit status that this stands for."""


Source = Page | Skipped | Unreadable
Answer = Extracted | Failed | Skipped | Unreadable


def extract_all(items: Iterable[Source], *, jobs: int | None = None, recipe: Recipe = PLAIN,
                seconds: float = SECONDS, memory: int = MEMORY) -> Generator[Answer, None, None]:  # fmt: skip
    """Extract pages in parallel, in the order given; what is no page passes through.

    `recipe` says how all of them are to be read. `jobs` is the number of worker processes, by default one a processor.
    Closing the generator stops the workers.
    """
    with Workers(jobs, seconds, memory, recipe) as workers:
        waiting: deque[Future[Answer] | Answer] = deque()
        for item in items:
            waiting.append(workers.submit(item) if isinstance(item, Page) else item)
            while waiting and (len(waiting) > workers.capacity or _is_ready(waiting[0])):
                yield _settled(waiting.popleft())
        while waiting:
            yield _settled(waiting.popleft())


def _processors() -> int:
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _is_ready(entry: Future[Answer] | Answer) -> bool:
    return not isinstance(entry, Future) or entry.done()


def _settled(entry: Future[Answer] | Answer) -> Answer:
    return entry.result() if isinstance(entry, Future) else entry


class Workers:
    """Worker processes, each with a thread that starts it when it is first needed. Use it as a context manager.

    `jobs` is their number, by default one a processor; `recipe` says how all pages are to be read.
    """

    def __init__(
        self, jobs: int | None = None, seconds: float = SECONDS, memory: int = MEMORY, recipe: Recipe = PLAIN
    ) -> None:
        jobs = jobs or _processors()
        self.capacity = jobs * AHEAD
        self._seconds, self._memory, self._recipe = seconds, memory, recipe
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="extract")
        self._own = threading.local()
        self._started: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._closed = True
            for worker in self._started:
                worker.stop()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._started:
            worker.close()

    def submit(self, page: Page) -> Future[Answer]:
        """Let a worker extract a page when one is free."""
        return self._threads.submit(self._extract, page)

    def _extract(self, page: Page) -> Answer:
        try:
            return Extracted(page, self._worker().ask(page, self._recipe, self._seconds))
        except (BadDataError, WorkerError) as error:
            return Failed(page.source, str(error))
        except _LostWorkerError as error:
            self._drop()
            return Failed(page.source, str(error))

    def _worker(self) -> _Worker:
        worker: _Worker | None = getattr(self._own, "worker", None)
        if worker is None:
            with self._lock:
                if self._closed:
                    raise _LostWorkerError("stopped")
                worker = self._own.worker = _Worker(self._memory)
                self._started.add(worker)
        return worker

    def _drop(self) -> None:
        worker: _Worker | None = getattr(self._own, "worker", None)
        if worker is not None:
            worker.close()
            self._own.worker = None
            with self._lock:
                self._started.discard(worker)


class _LostWorkerError(Exception):
    """A worker ended, or was ended, while a page was with it."""


class _Worker:
    """One worker process."""

    def __init__(self, memory: int) -> None:
        # -P keeps the current folder off the module path: it may be full of strangers' files.
        command = [sys.executable, "-P", "-c", f"from index.importing.worker import serve; serve({memory})"]
        errors = None if os.environ.get("CARREL_DEBUG") else subprocess.DEVNULL
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter, our own words)
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # its threads' stacks would count as address space
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._pages, self._answers = self._process.stdin, self._process.stdout
        self._ready = selectors.DefaultSelector()
        self._ready.register(self._answers, selectors.EVENT_READ)

    def ask(self, page: Page, recipe: Recipe, seconds: float) -> Extraction:
        """What the worker makes of a page. Raises BadDataError, WorkerError, or _LostWorkerError when it is gone."""
        deadline = time.monotonic() + seconds
        try:
            self._pages.write(frame(task_parts(page, recipe)))
            self._pages.flush()
        except (BrokenPipeError, ValueError) as error:
            raise _LostWorkerError("extraction ended by itself: the page needs too much memory") from error
        parts = read_frame(lambda size: self._read(size, deadline, seconds))
        return extraction_of(parts)

    def _read(self, size: int, deadline: float, seconds: float) -> bytes:
        read = bytearray()
        while len(read) < size:
            left = deadline - time.monotonic()
            if left <= 0 or not self._ready.select(left):
                raise _LostWorkerError(f"extraction took longer than {seconds:.0f} seconds")
            data = os.read(self._answers.fileno(), min(size - len(read), 1 << 20))
            if not data:
                raise _LostWorkerError("extraction ended by itself: the page needs too much memory")
            read += data
        return bytes(read)

    def stop(self) -> None:
        """End the process; whoever waits for its answer learns so."""
        self._process.kill()

    def close(self) -> None:
        """End the process and let go of its pipes; only for the thread that asks, or when none does any more."""
        self._process.kill()
        self._process.wait()
        self._ready.close()
        self._answers.close()
        with contextlib.suppress(BrokenPipeError):  # a page that was not taken any more
            self._pages.close()
