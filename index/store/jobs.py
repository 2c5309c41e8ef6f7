"""Links that are kept until they are fetched: a queue in the library, shared by whoever fetches.

Who takes links takes them on a lease: for a time they are theirs alone, and when that has passed without a word they
are anybody's again, so nothing is lost to a fetch that was killed. Functions of a connection; `queue` is their door.
Nothing here knows the network, nor how often a host may be asked; but links of one host are never with two owners at
once, so that whoever keeps a pace keeps it for all.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from index.article import Progress
from index.errors import UsageError
from index.store.folding import well_formed
from index.store.identity import address_key, host_of, is_web
from index.store.reading import id_of
from index.store.tagging import add_tags


class JobState(StrEnum):
    """What became of a link. The values are stored, and shown by `fetch --list`."""

    PENDING = "pending"
    FETCHING = "fetching"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"
    """It had come into the library by another way before its turn."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address to be fetched later, and what the article will have that comes of it.

    `added` is when another program kept it, as a Unix time; the states are those that it had there.
    """

    url: str
    title: str = ""
    tags: Sequence[str] = ()
    added: float | None = None
    progress: Progress = Progress.UNREAD
    starred: bool = False
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """A link in the queue. Times are Unix seconds; `article_id` is 0 where no article stands for it."""

    id: int
    link: Link
    state: JobState
    attempts: int = 0
    due: float = 0.0
    """Before this it is not to be tried."""
    cause: str = ""
    """Why it failed last."""
    found_in: int = 0
    """The article that it was met in."""
    came_from: str = ""
    """What an import read it from."""
    article_id: int = 0


@dataclass(frozen=True, slots=True)
class JobCounts:
    """The queue in numbers."""

    pending: int
    fetching: int
    done: int
    failed: int
    skipped: int
    causes: tuple[tuple[str, int], ...]
    """Why links failed, the most frequent cause first."""
    later: int
    """How many of those pending are not due yet."""
    next_due: float
    """When the first of these is; 0 where there is none."""

    @property
    def left(self) -> int:
        """How many are still to be fetched."""
        return self.pending + self.fetching


_COLUMNS = """
    jobs.id, jobs.url, jobs.title, jobs.tags, jobs.added, jobs.progress, jobs.starred, jobs.archived,
    state, attempts, due, cause, coalesce(found_in, 0), came_from, coalesce(jobs.article_id, 0)
"""
_INSERT = """
    INSERT INTO jobs (key, url, host, title, tags, added, progress, starred, archived, found_in, came_from, created)
    VALUES (:key, :url, :host, :title, :tags, :added, :progress, :starred, :archived,
            (SELECT id FROM articles WHERE id = :found_in), :came_from, :now)
    ON CONFLICT (key) DO UPDATE SET
        tags = (SELECT json_group_array(value) FROM (
            SELECT value FROM json_each(jobs.tags) UNION SELECT value FROM json_each(excluded.tags))),
        state = 'pending', attempts = 0, due = 0, cause = '', finished = NULL
    WHERE :again AND state NOT IN ('pending', 'fetching')
"""
_CLAIM = f"""
    WITH takeable AS (
        SELECT id, host, row_number() OVER (PARTITION BY host ORDER BY due, id) AS place FROM jobs
        WHERE state IN ('pending', 'fetching') AND (state = 'pending' OR lease <= :now) AND due <= :now
        AND (:keys IS NULL OR key IN (SELECT value FROM json_each(:keys)))
        AND host NOT IN (SELECT host FROM jobs WHERE state = 'fetching' AND lease > :now AND owner <> :owner)
    ),
    mine AS (SELECT host, count(*) AS number FROM jobs WHERE state = 'fetching' AND owner = :owner GROUP BY host)
    UPDATE jobs SET state = 'fetching', owner = :owner, lease = :until
    WHERE id IN (
        SELECT id FROM takeable LEFT JOIN mine ON mine.host = takeable.host
        WHERE place + coalesce(mine.number, 0) <= :each_host ORDER BY id LIMIT :number
    )
    RETURNING {_COLUMNS}
"""  # noqa: S608 (constants)
_KNOWN = """
    SELECT jobs.id, live.id FROM jobs
    JOIN addresses ON addresses.key = jobs.key JOIN live ON live.id = addresses.article_id
    WHERE jobs.id IN (SELECT value FROM json_each(?))
"""
_COUNT = """
    SELECT
        coalesce(sum(state = 'pending'), 0) AS pending,
        coalesce(sum(state = 'fetching'), 0) AS fetching,
        coalesce(sum(state = 'done'), 0) AS done,
        coalesce(sum(state = 'failed'), 0) AS failed,
        coalesce(sum(state = 'skipped'), 0) AS skipped,
        coalesce(sum(state = 'pending' AND due > :now), 0) AS later,
        coalesce(min(due) FILTER (WHERE state = 'pending' AND due > :now), 0) AS next_due
    FROM jobs
"""
_CAUSES = "SELECT cause, count(*) FROM jobs WHERE state = 'failed' GROUP BY cause ORDER BY count(*) DESC, cause"


def queue(connection: sqlite3.Connection, links: Iterable[Link], *, found_in: int | None, came_from: str, again: bool,
          now: float) -> int:  # fmt: skip
    """Put links in the queue; how many are to be fetched that were not. Raises UsageError for what is no web address.

    A link to an article of the library is not queued; the article takes its tags. One that was dealt with before stays
    as it is, unless it is wanted `again`.
    """
    number = 0
    for link in links:
        if not is_web(link.url) or not host_of(link.url):
            raise UsageError(f"{link.url}: not a web address; only those can be fetched")
        known = id_of(connection, link.url)
        if known is not None:
            add_tags(connection, [known], link.tags)
            continue
        wish = {"key": address_key(link.url), "found_in": found_in, "came_from": came_from, "again": again, "now": now}
        number += connection.execute(_INSERT, {**_values(link), **wish}).rowcount
    return number


def claim(connection: sqlite3.Connection, owner: str, number: int, *, until: float, each_host: int,
          urls: Iterable[str] | None, now: float) -> tuple[Job, ...]:  # fmt: skip
    """Take links that are due, in the order queued, at most so many a host with those that the owner has already.

    What has an article by now comes with its number. `urls` limits the claim to these.
    """
    wish = {"owner": owner, "number": number, "until": until, "each_host": each_host, "now": now, "keys": _keys(urls)}
    records = sorted(connection.execute(_CLAIM, wish).fetchall())
    taken = json.dumps([record[0] for record in records])
    known: dict[int, int] = dict(connection.execute(_KNOWN, (taken,)).fetchall())
    return tuple(_job((*record[:-1], known.get(record[0], 0))) for record in records)


def renew(connection: sqlite3.Connection, owner: str, until: float) -> None:
    """Keep what an owner has for longer."""
    connection.execute("UPDATE jobs SET lease = ? WHERE state = 'fetching' AND owner = ?", (until, owner))


def release(connection: sqlite3.Connection, owner: str) -> int:
    """Give back what an owner has; how many that were."""
    sql = "UPDATE jobs SET state = 'pending', lease = 0 WHERE state = 'fetching' AND owner = ?"
    return connection.execute(sql, (owner,)).rowcount


def owners(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Who has links."""
    return tuple(name for (name,) in connection.execute("SELECT DISTINCT owner FROM jobs WHERE state = 'fetching'"))


def finish(connection: sqlite3.Connection, job: Job, article_id: int, state: JobState, now: float) -> None:
    """Say that an article stands for a link now."""
    tried = int(state is JobState.DONE)
    connection.execute(
        "UPDATE jobs SET state = ?, article_id = ?, attempts = attempts + ?, cause = '', finished = ? WHERE id = ?",
        (state.value, article_id, tried, now, job.id),
    )


def fail(connection: sqlite3.Connection, job: Job, owner: str, cause: str, *, due: float | None, now: float) -> None:
    """Say that a link could not be fetched: for good, or to be tried again at a time. What another one took is left."""
    state = JobState.FAILED if due is None else JobState.PENDING
    connection.execute(
        "UPDATE jobs SET state = ?, attempts = attempts + 1, cause = ?, due = ?, lease = 0, finished = ? "
        "WHERE id = ? AND state = 'fetching' AND owner = ?",
        (state.value, well_formed(cause), due or 0.0, now if due is None else None, job.id, owner),
    )


def retry(connection: sqlite3.Connection, urls: Iterable[str] | None) -> int:
    """Let what failed, of these addresses or of all, be tried again; how many that are."""
    return connection.execute(
        "UPDATE jobs SET state = 'pending', attempts = 0, due = 0, finished = NULL "
        "WHERE state = 'failed' AND (:keys IS NULL OR key IN (SELECT value FROM json_each(:keys)))",
        {"keys": _keys(urls)},
    ).rowcount


def forget(connection: sqlite3.Connection, urls: Iterable[str]) -> int:
    """Drop links from the queue, whatever became of them; how many were there."""
    sql = "DELETE FROM jobs WHERE key IN (SELECT value FROM json_each(?))"
    return connection.execute(sql, (_keys(urls),)).rowcount


def jobs(connection: sqlite3.Connection, states: Iterable[JobState]) -> tuple[Job, ...]:
    """The links in some states, in the order queued."""
    sql = f"SELECT {_COLUMNS} FROM jobs WHERE state IN (SELECT value FROM json_each(?)) ORDER BY id"  # noqa: S608
    return tuple(map(_job, connection.execute(sql, (json.dumps([each.value for each in states]),)).fetchall()))


def job_of(connection: sqlite3.Connection, url: str) -> Job | None:
    """What the queue knows of an address, in whatever form it is written."""
    sql = f"SELECT {_COLUMNS} FROM jobs WHERE key = ?"  # noqa: S608 (constants)
    record = connection.execute(sql, (address_key(url),)).fetchone()
    return _job(record) if record else None


def count(connection: sqlite3.Connection, now: float) -> JobCounts:
    """The queue in numbers."""
    cursor = connection.execute(_COUNT, {"now": now})
    numbers = dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
    return JobCounts(**numbers, causes=tuple(connection.execute(_CAUSES).fetchall()))


def _keys(urls: Iterable[str] | None) -> str | None:
    return None if urls is None else json.dumps([address_key(url) for url in urls])


def _values(link: Link) -> dict[str, object]:
    return {
        "url": well_formed(link.url.strip()),
        "host": host_of(link.url),
        "title": well_formed(link.title),
        "tags": json.dumps([well_formed(tag) for tag in link.tags]),
        "added": link.added,
        "progress": link.progress.value,
        "starred": int(link.starred),
        "archived": int(link.archived),
    }


def _job(record: Sequence[Any]) -> Job:
    number, url, title, tags, added, progress, starred, archived, state, *rest = record
    link = Link(url, title, tuple(json.loads(tags)), added, Progress(progress), bool(starred), bool(archived))
    return Job(number, link, JobState(state), *rest)
