"""The door to the links that are kept until they are fetched. Each method is one transaction, as those of the store.

What the words mean stands in `jobs`, which does the work.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence

from index.article import Extraction, Kept, Outcome, Page, Progress
from index.store import jobs, keeping, organising
from index.store.connection import Database
from index.store.jobs import Job, JobCounts, JobState, Link
from index.store.keeping import Incoming, Prepared

UNFINISHED = (JobState.PENDING, JobState.FETCHING, JobState.FAILED)
"""What a person may still do something about."""


class Queue:
    """The queue of a library. Any thread and any number of processes may use it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self,
        links: Iterable[Link],
        *,
        found_in: int | None = None,
        came_from: str = "",
        again: bool = False,
        now: float | None = None,
    ) -> int:
        """Queue links; how many are to be fetched that were not. Raises UsageError for what is no web address.

        `found_in` is the article that they were met in, `came_from` what an import read them from. What is in the
        library, queued or dealt with already is passed over; `again` asks anew for what failed or was removed since.
        """
        with self._database.writing() as connection:
            return jobs.queue(
                connection, links, found_in=found_in, came_from=came_from, again=again, now=_time(now)
            )  # fmt: skip

    def claim(
        self,
        owner: str,
        number: int,
        *,
        lease: float,
        each_host: int,
        urls: Iterable[str] | None = None,
        now: float | None = None,
    ) -> tuple[Job, ...]:
        """Take at most so many links that are due (of `urls`, where given) for so many seconds.

        An owner has at most `each_host` of one host, and none of a host that another one has links of. A job that comes
        with an article needs no fetching any more.
        """
        moment = _time(now)
        with self._database.writing() as connection:
            return jobs.claim(
                connection, owner, number, until=moment + lease, each_host=each_host, urls=urls, now=moment
            )  # fmt: skip

    def renew(self, owner: str, *, lease: float, now: float | None = None) -> None:
        """Keep what an owner has for so many seconds from now."""
        with self._database.writing() as connection:
            jobs.renew(connection, owner, _time(now) + lease)

    def release(self, owner: str) -> int:
        """Give back what an owner has; how many that were."""
        with self._database.writing() as connection:
            return jobs.release(connection, owner)

    def owners(self) -> tuple[str, ...]:
        """Who has links, be they alive or not."""
        with self._database.reading() as connection:
            return jobs.owners(connection)

    def keep(self, fetched: Iterable[tuple[Job, Page, Extraction]], *, now: float | None = None) -> tuple[Kept, ...]:
        """Keep the pages that links led to, with all that was known of them, and mark these as done; all or none."""
        moment = _time(now)
        prepared = [
            (job, keeping.prepare(Incoming(page, extraction, job.link.tags, job.link.added)))
            for job, page, extraction in fetched
        ]
        with self._database.writing() as connection:
            return tuple(_keep(connection, job, each, moment) for job, each in prepared)

    def skip(self, job: Job, article_id: int, *, now: float | None = None) -> None:
        """Say that the article of a link came into the library by another way."""
        with self._database.writing() as connection:
            jobs.finish(connection, job, article_id, JobState.SKIPPED, _time(now))

    def fail(
        self, job: Job, owner: str, cause: str, *, due: float | None = None, now: float | None = None
    ) -> None:  # fmt: skip
        """Say why a link could not be fetched, and when it is to be tried again, if ever."""
        with self._database.writing() as connection:
            jobs.fail(connection, job, owner, cause, due=due, now=_time(now))

    def retry(self, urls: Iterable[str] | None = None) -> int:
        """Let what failed, of these addresses or of all, be tried again; how many that are."""
        with self._database.writing() as connection:
            return jobs.retry(connection, urls)

    def forget(self, urls: Iterable[str]) -> int:
        """Drop links, whatever became of them; how many were there."""
        with self._database.writing() as connection:
            return jobs.forget(connection, urls)

    def jobs(self, states: Sequence[JobState] = UNFINISHED) -> tuple[Job, ...]:
        """The links in some states, in the order queued."""
        with self._database.reading() as connection:
            return jobs.jobs(connection, states)

    def job_of(self, url: str) -> Job | None:
        """What is known of an address, in whatever form it is written; None where it was never queued."""
        with self._database.reading() as connection:
            return jobs.job_of(connection, url)

    def count(self, *, now: float | None = None) -> JobCounts:
        """The queue in numbers."""
        with self._database.reading() as connection:
            return jobs.count(connection, _time(now))


def _keep(connection: sqlite3.Connection, job: Job, prepared: Prepared, now: float) -> Kept:
    fate = keeping.keep(connection, prepared, now)
    jobs.finish(connection, job, fate.id, JobState.DONE, now)
    if fate.outcome is Outcome.ADDED:
        link = job.link
        organising.mark(
            connection,
            [fate.id],
            progress=None if link.progress is Progress.UNREAD else link.progress,
            starred=link.starred or None,
            archived=link.archived or None,
        )
    return fate


def _time(now: float | None) -> float:
    return time.time() if now is None else now
