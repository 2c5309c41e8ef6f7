"""Links that are kept until they are fetched."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Outcome, Progress
from index.errors import UsageError
from index.store import Job, JobState, Link, Store, migrations, opening
from tests.store.articles import extraction, page

DELTA = "https://rivers.example/delta"
NOW = 1_700_000_000.0


def links(*urls: str) -> list[Link]:
    return [Link(url) for url in urls]


def claim(store: Store, owner: str = "me", number: int = 99, *, at: float = NOW, each_host: int = 99,
          urls: Sequence[str] | None = None) -> tuple[Job, ...]:  # fmt: skip
    return store.queue.claim(owner, number, lease=60, each_host=each_host, urls=urls, now=at)


def urls(jobs: Sequence[Job]) -> list[str]:
    return [job.link.url for job in jobs]


def states(store: Store) -> dict[str, JobState]:
    return {job.link.url: job.state for job in store.queue.jobs(list(JobState))}


# Queueing


def test_a_link_is_queued_once_however_its_address_is_written(store: Store) -> None:
    assert store.queue.put(links(DELTA, "http://www.rivers.example/delta/?utm_source=x#part")) == 1
    assert store.queue.put(links(DELTA)) == 0
    assert urls(store.queue.jobs()) == [DELTA]


def test_what_is_in_the_library_is_not_queued_but_takes_the_tags(store: Store) -> None:
    kept = store.keep(page(DELTA), extraction())
    assert store.queue.put([Link(DELTA, tags=["water"])]) == 0
    assert store.rows([kept.id])[0].tags == ("water",)
    assert store.queue.jobs() == ()


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "notes.html", "javascript:alert(1)", "http://", "", "https://[::"]
)
def test_what_is_no_web_address_is_refused(store: Store, url: str) -> None:
    with pytest.raises(UsageError):
        store.queue.put([Link("https://rivers.example/"), Link(url)])
    assert store.queue.jobs() == ()


def test_what_failed_or_was_removed_is_not_asked_for_again_unless_that_is_wanted(store: Store) -> None:
    store.queue.put(links(DELTA, "https://rivers.example/gone"))
    done, gone = claim(store)
    (kept,) = store.queue.keep([(done, page(DELTA), extraction())])
    store.queue.fail(gone, "me", "not found")
    store.remove([kept.id])
    assert store.queue.put(links(*urls([done, gone]))) == 0
    assert store.queue.put([Link(DELTA, tags=["b"]), Link(gone.link.url)], again=True) == 2
    assert set(states(store).values()) == {JobState.PENDING}


def test_where_a_link_was_met_is_kept_and_outlives_the_article(store: Store) -> None:
    kept = store.keep(page(), extraction())
    store.queue.put(links("https://rivers.example/next"), found_in=kept.id)
    store.queue.put(links("https://rivers.example/other"), came_from="pocket.zip")
    assert [(job.found_in, job.came_from) for job in store.queue.jobs()] == [(kept.id, ""), (0, "pocket.zip")]
    store.purge([kept.id])
    assert [job.found_in for job in store.queue.jobs()] == [0, 0]


# Claiming


def test_links_are_taken_in_the_order_queued_and_only_once(store: Store) -> None:
    store.queue.put(links(*(f"https://{name}.example/" for name in "abcde")))
    assert urls(claim(store, "one", 2)) == ["https://a.example/", "https://b.example/"]
    assert urls(claim(store, "two", 2)) == ["https://c.example/", "https://d.example/"]
    assert urls(claim(store, "one")) == ["https://e.example/"]
    assert claim(store, "two") == ()


def test_a_claim_is_spread_over_hosts(store: Store) -> None:
    store.queue.put(links(*(f"https://a.example/{n}" for n in range(9)), "https://b.example/"))
    assert urls(claim(store, number=3, each_host=2)) == [
        "https://a.example/0", "https://a.example/1", "https://b.example/",
    ]  # fmt: skip
    assert claim(store, each_host=2) == ()
    assert len(claim(store, each_host=3)) == 1


def test_links_of_one_host_are_with_one_owner_at_a_time(store: Store) -> None:
    store.queue.put(links("https://a.example/1", "https://www.a.example/2", "https://b.example/"))
    (first,) = claim(store, "one", 1)
    assert urls(claim(store, "two")) == ["https://b.example/"]
    store.queue.fail(first, "one", "not found")
    assert urls(claim(store, "two")) == ["https://www.a.example/2"]


def test_a_claim_can_be_for_certain_addresses(store: Store) -> None:
    store.queue.put(links("https://a.example/", "https://b.example/"))
    assert urls(claim(store, urls=["http://b.example"])) == ["https://b.example/"]


def test_what_came_into_the_library_meanwhile_is_claimed_with_its_article(store: Store) -> None:
    store.queue.put(links(DELTA))
    kept = store.keep(page(DELTA), extraction())
    (job,) = claim(store)
    assert job.article_id == kept.id
    store.queue.skip(job, kept.id)
    assert states(store) == {DELTA: JobState.SKIPPED}


def test_a_lease_dies_with_time_and_lives_while_it_is_renewed(store: Store) -> None:
    store.queue.put(links(DELTA))
    claim(store, "one")
    store.queue.renew("one", lease=60, now=NOW + 50)
    assert claim(store, "two", at=NOW + 100) == ()
    assert urls(claim(store, "two", at=NOW + 110)) == [DELTA]


def test_what_is_given_back_is_anybody_s(store: Store) -> None:
    store.queue.put(links(DELTA))
    claim(store, "one")
    assert store.queue.owners() == ("one",)
    assert (store.queue.release("two"), store.queue.release("one")) == (0, 1)
    assert (store.queue.owners(), urls(claim(store, "two"))) == ((), [DELTA])


# What becomes of them


def test_what_was_fetched_has_all_that_was_known_of_the_link(store: Store) -> None:
    link = Link(DELTA, "Delta", ["water"], 1_500_000_000.0, Progress.READ, starred=True, archived=True)
    store.queue.put([link])
    (job,) = claim(store)
    assert job.link == Link(DELTA, "Delta", ("water",), 1_500_000_000.0, Progress.READ, starred=True, archived=True)
    (kept,) = store.queue.keep([(job, page("https://rivers.example/moved", source=DELTA), extraction())])
    (row,) = store.rows([kept.id])
    assert (row.tags, row.added) == (("water",), 1_500_000_000.0)
    assert (row.state.progress, row.state.starred, row.state.archived) == (Progress.READ, True, True)
    assert store.id_of(DELTA) == kept.id
    (done,) = store.queue.jobs([JobState.DONE])
    assert (done.article_id, done.attempts) == (kept.id, 1)


def test_the_states_of_an_article_that_is_there_already_are_its_reader_s(store: Store) -> None:
    store.queue.put([Link(DELTA, progress=Progress.READ)])
    (job,) = claim(store)
    store.keep(page("https://rivers.example/other"), extraction())
    (kept,) = store.queue.keep([(job, page(DELTA), extraction())])
    assert kept.outcome is Outcome.DUPLICATE
    assert store.rows([kept.id])[0].state.progress is Progress.UNREAD


def test_keeping_is_all_or_nothing(store: Store) -> None:
    store.queue.put(links(DELTA))
    (job,) = claim(store)

    def keep_and_stumble() -> None:
        with store.batch():
            store.queue.keep([(job, page(DELTA), extraction())])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        keep_and_stumble()
    assert (store.count(), states(store)) == (0, {DELTA: JobState.FETCHING})


def test_what_failed_for_good_is_tried_again_when_a_person_says_so(store: Store) -> None:
    store.queue.put(links("https://a.example/", "https://b.example/"))
    for job in claim(store):
        store.queue.fail(job, "me", "not found", now=NOW)
    assert claim(store) == ()
    assert store.queue.count(now=NOW).causes == (("not found", 2),)
    assert store.queue.retry(["http://b.example"]) == 1
    assert urls(claim(store)) == ["https://b.example/"]
    assert (store.queue.retry(), store.queue.retry()) == (1, 0)


def test_what_failed_for_now_waits_until_it_is_due(store: Store) -> None:
    store.queue.put(links(DELTA))
    (job,) = claim(store)
    store.queue.fail(job, "me", "the server asks to wait", due=NOW + 3600)
    counts = store.queue.count(now=NOW)
    assert (counts.pending, counts.later, counts.next_due, counts.left) == (1, 1, NOW + 3600, 1)
    assert claim(store, at=NOW + 3599) == ()
    (again,) = claim(store, at=NOW + 3600)
    assert (again.attempts, again.cause) == (1, "the server asks to wait")


def test_whoever_lost_a_link_to_another_can_not_fail_it(store: Store) -> None:
    store.queue.put(links(DELTA))
    (job,) = claim(store, "one")
    claim(store, "two", at=NOW + 61)
    store.queue.fail(job, "one", "took too long")
    assert states(store) == {DELTA: JobState.FETCHING}


def test_links_are_forgotten(store: Store) -> None:
    store.queue.put(links(DELTA, "https://b.example/"))
    assert store.queue.forget(["http://rivers.example/delta/", "https://c.example/"]) == 1
    assert urls(store.queue.jobs()) == ["https://b.example/"]


def test_the_queue_is_counted_by_state_and_cause(store: Store) -> None:
    store.queue.put(links(*(f"https://{name}.example/" for name in "abcdef")))
    done, skipped, *failed = claim(store, number=5)
    store.queue.keep([(done, page("https://a.example/"), extraction())])
    store.queue.skip(skipped, 1)
    for job, cause in zip(failed, ("gone", "gone", "forbidden"), strict=True):
        store.queue.fail(job, "me", cause)
    counts = store.queue.count(now=NOW)
    assert (counts.pending, counts.fetching, counts.done, counts.failed, counts.skipped) == (1, 0, 1, 3, 1)
    assert counts.causes == (("gone", 2), ("forbidden", 1))


def test_a_library_from_before_the_queue_gets_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as yesterday:
        yesterday.setattr(opening, "steps", lambda: migrations.steps()[:1])
        Store.open(folder).close()
    with closing(sqlite3.connect(folder / "library.db")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    with Store.open(folder) as store:
        assert store.queue.put(links(DELTA)) == 1
        assert list(store.check()) == []


HOSTS = st.sampled_from("abc")


@given(
    hosts=st.lists(HOSTS, max_size=12),
    claims=st.lists(st.tuples(st.sampled_from(["one", "two"]), st.integers(1, 4), st.integers(1, 3)), max_size=6),
)
def test_no_link_is_with_two_owners_and_none_is_lost(
    tmp_path_factory: pytest.TempPathFactory, hosts: list[str], claims: list[tuple[str, int, int]]
) -> None:
    with Store.open(tmp_path_factory.mktemp("queue") / "library") as store:
        store.queue.put(links(*(f"https://{host}.example/{number}" for number, host in enumerate(hosts))))
        held: dict[str, str] = {}
        for owner, number, each_host in claims:
            taken = claim(store, owner, number, each_host=each_host)
            assert len(taken) <= number
            for job in taken:
                assert job.link.url not in held
                held[job.link.url] = owner
            for host in "abc":
                owners = {who for url, who in held.items() if url.startswith(f"https://{host}.")}
                assert len(owners) <= 1
        for owner in ("one", "two"):
            store.queue.release(owner)
        assert sorted(urls(claim(store))) == sorted(f"https://{host}.example/{n}" for n, host in enumerate(hosts))


def test_an_address_is_known_in_whatever_form_it_is_written(store: Store) -> None:
    store.queue.put([Link("https://rivers.example/streams")])
    found = store.queue.job_of("http://www.rivers.example/streams?utm_source=a#top")
    assert found is not None
    assert found.state is JobState.PENDING
    assert store.queue.job_of("https://rivers.example/other") is None
