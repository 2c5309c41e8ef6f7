"""Keeps what extraction makes of many sources, and says of each what became of it.

A source is reported only after the transaction that keeps it: whatever was reported survives Ctrl-C, a kill and a power
cut. Running the same import again adds nothing twice, so an interrupted one is resumed by running it again.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from index.article import Extraction, Kept, Outcome, Page
from index.extract.recipe import Recipe
from index.importing.extracting import Answer, Extracted, Failed, extract_all
from index.importing.pictures import with_pictures, without_pictures
from index.sources import Limits, Skipped, Unreadable, is_address, pages

if TYPE_CHECKING:
    from index.importing.downloading import Downloads

BATCH = 64
"""Articles a transaction: the fsync is shared, and no more than these are unreported when the power fails."""

PATIENCE = 0.5
"""Seconds that a finished article may wait for its batch to fill."""

DRESSED_AHEAD = 8
"""Articles whose pictures are downloaded side by side."""

CATCH_UP = 2_000
"""Articles after which the index is fed while an import goes on, so that a long one can be searched meanwhile."""


class Shelf(Protocol):
    """What an import needs of a library."""

    def add_many(self, found: Iterable[tuple[Page, Extraction]], *, tags: Sequence[str] = ()) -> tuple[Kept, ...]:
        """Keep several pages in one transaction."""
        ...

    def catch_up(self) -> None:
        """Bring the search index in step."""
        ...

    def recipe(self) -> Recipe:
        """The rules of sites."""
        ...


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one source. `id` is 0 and the facts are empty where nothing was kept; `cause` says why."""

    source: str
    outcome: Outcome
    id: int = 0
    title: str = ""
    words: int = 0
    verdict: str = ""
    quality: float = 0.0
    cause: str = ""
    status: int = 0
    """The exit status that a failure stands for, as in `index.errors`."""


def import_all(
    library: Shelf,
    sources: Sequence[str],
    *,
    url: str | None = None,
    tags: Sequence[str] = (),
    jobs: int | None = None,
    limits: Limits | None = None,
    pictures: bool = True,
) -> Generator[Imported, None, None]:
    """Add sources to a library; yields each one's fate once it is certain.

    `url` is the address of a single source that does not know its own; `pictures`: keep those that come along, and of a
    page from the web those that it shows. Closing the generator keeps what was reported, and stops. Raises DiskError or
    LockedError where the library cannot take more, UsageError where its rules of sites cannot be understood.
    """
    limits = limits or Limits()
    found = pages(sources, url=url, limits=limits)
    answers = extract_all(found, jobs=jobs, recipe=library.recipe())
    dressed = _dressed(answers, limits) if pictures else _undressed(answers)
    fed = 0
    batch: list[Extracted] = []
    since = time.monotonic()
    try:
        for answer in dressed:
            if isinstance(answer, Extracted):
                batch.append(answer)
            else:
                yield _left_out(answer)
            if len(batch) >= BATCH or (batch and time.monotonic() - since > PATIENCE):
                yield from _keep(library, batch, tags)
                fed, since = fed + len(batch), time.monotonic()
                batch = []
            if fed >= CATCH_UP:
                library.catch_up()
                fed = 0
        yield from _keep(library, batch, tags)
    finally:
        dressed.close()
        answers.close()
    library.catch_up()


def _undressed(answers: Iterable[Answer]) -> Generator[Answer, None, None]:
    for answer in answers:
        yield replace(answer, page=without_pictures(answer.page)) if isinstance(answer, Extracted) else answer


def _dressed(answers: Iterable[Answer], limits: Limits) -> Generator[Answer, None, None]:
    """The answers with their pictures, in order; those of some articles from the web are downloaded meanwhile."""
    waiting: deque[tuple[Extracted, Future[Page]]] = deque()
    with ExitStack() as stack:
        downloads: Downloads | None = None
        for answer in answers:
            if not isinstance(answer, Extracted):
                yield answer
                continue
            if downloads is None and is_address(answer.page.source):
                from index.importing.downloading import Downloads

                downloads = stack.enter_context(Downloads(limits))
            waiting.append((answer, _page(answer, downloads)))
            while waiting and (waiting[0][1].done() or len(waiting) > DRESSED_AHEAD):
                yield _taken(*waiting.popleft())
        while waiting:
            yield _taken(*waiting.popleft())


def _page(answer: Extracted, downloads: Downloads | None) -> Future[Page]:
    if downloads is not None:
        return downloads.dress(answer.page, answer.extraction.document)
    here: Future[Page] = Future()
    here.set_result(with_pictures(answer.page, answer.extraction.document))
    return here


def _taken(answer: Extracted, page: Future[Page]) -> Extracted:
    return replace(answer, page=page.result())


def _left_out(answer: Skipped | Unreadable | Failed) -> Imported:
    if isinstance(answer, Skipped):
        return Imported(answer.source, Outcome.SKIPPED, cause=answer.cause)
    return Imported(answer.source, Outcome.FAILED, cause=answer.cause, status=answer.status)


def _keep(library: Shelf, batch: list[Extracted], tags: Sequence[str]) -> Iterator[Imported]:
    kept = library.add_many([(each.page, each.extraction) for each in batch], tags=tags)
    for each, fate in zip(batch, kept, strict=True):
        extraction = each.extraction
        yield Imported(
            each.page.source,
            fate.outcome,
            fate.id,
            extraction.metadata.title,
            extraction.metadata.words,
            extraction.verdict,
            extraction.quality,
            ", ".join(extraction.reasons),
        )
