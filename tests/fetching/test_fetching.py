"""Links become articles."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import closing, suppress

import pytest

from index import Library
from index import fetching as room
from index.article import Outcome
from index.errors import UsageError
from index.fetching import Fetched, fetch_all
from index.library import JobState, Link
from index.sources import Limits
from tests.importing.test_importing import page_of
from tests.sources.clocks import QuickClock
from tests.sources.material import PNG
from tests.sources.misbehaving import Manner, Server, Visit

QUICK = Limits(pause=0.0)


def town(name: str) -> Manner:
    return lambda visit: visit.answer(page_of(f"The town of {name}"))


def queued(library: Library, web: Server, manners: dict[str, Manner]) -> list[str]:
    web.manners |= manners
    library.queue(manners)
    return list(manners)


def fetched(library: Library, limits: Limits = QUICK, urls: list[str] | None = None) -> dict[str, Fetched]:
    return {each.url: each for each in fetch_all(library, jobs=1, limits=limits, clock=QuickClock(), urls=urls)}


def states(library: Library) -> dict[str, JobState]:
    return {job.link.url: job.state for job in library.links.jobs(list(JobState))}


def test_links_become_articles_that_are_found_at_once(library: Library, web: Server) -> None:
    urls = queued(library, web, {"http://a.example/": town("Ashford"), "http://b.example/": town("Brightwater")})
    answers = fetched(library)
    assert {url: answers[url].outcome for url in urls} == dict.fromkeys(urls, Outcome.ADDED)
    assert [hit.id for hit in library.search("ashford").hits] == [answers[urls[0]].id]
    assert answers[urls[0]].title == "The town of Ashford"
    assert states(library) == dict.fromkeys(urls, JobState.DONE)
    assert fetched(library) == {}


def test_an_article_has_what_was_known_of_its_link(library: Library, web: Server) -> None:
    web.manners["http://a.example/"] = town("Ashford")
    library.queue([Link("http://a.example/", tags=["towns"], added=1_500_000_000.0, archived=True)], tags=["new"])
    fetched(library)
    (row,) = library.rows([1])
    assert (row.tags, row.added, row.state.archived) == (("new", "towns"), 1_500_000_000.0, True)


def test_each_failure_has_its_cause_and_is_not_tried_again_by_itself(library: Library, web: Server) -> None:
    def wall(visit: Visit) -> None:
        visit.answer(status="403 Forbidden", cf_mitigated="challenge")

    queued(library, web, {
        "http://a.example/": lambda visit: visit.answer(status="404 Not Found"),
        "http://b.example/": wall,
        "http://c.example/": lambda visit: visit.answer(PNG),
        "http://d.example/": lambda visit: visit.answer(status="500 Oops"),
        "http://e.example/": lambda visit: visit.answer(b""),
    })  # fmt: skip
    answers = fetched(library)
    assert {answer.outcome for answer in answers.values()} == {Outcome.FAILED}
    causes = {url[7]: (answer.cause, answer.status) for url, answer in answers.items()}
    assert causes["a"] == ("not found on the server (404)", 69)
    assert causes["b"][0].startswith("a bot wall")
    assert ("PNG" in causes["c"][0], causes["c"][1]) == (True, 65)
    assert causes["d"] == ("an error of the server (500) (4 tries)", 69)
    assert causes["e"] == ("empty", 65)
    assert set(states(library).values()) == {JobState.FAILED}
    assert dict(library.queue_counts().causes)["not found on the server (404)"] == 1
    assert fetched(library) == {}
    assert web.visits == {f"http://{name}.example/": 4 if name == "d" else 1 for name in "abcde"}


def test_what_failed_is_tried_again_when_a_person_says_so(library: Library, web: Server) -> None:
    (url,) = queued(library, web, {"http://a.example/": lambda visit: visit.answer(status="404 Not Found")})
    fetched(library)
    web.manners[url] = town("Ashford")
    library.links.retry()
    assert fetched(library)[url].outcome is Outcome.ADDED


def test_a_link_whose_server_wants_hours_is_put_off(library: Library, web: Server) -> None:
    (url,) = queued(
        library, web, {"http://a.example/": lambda visit: visit.answer(status="429 Slow down", Retry_After="7200")}
    )
    answer = fetched(library)[url]
    assert (answer.outcome, answer.cause) == (
        Outcome.SKIPPED, "put off by the server: too many requests for the server (429)",
    )  # fmt: skip
    assert 7000 < answer.due - time.time() <= 7200
    assert (fetched(library), web.visits[url]) == ({}, 1)
    assert library.queue_counts().later == 1


def test_what_came_by_another_way_is_not_asked_for(library: Library, web: Server) -> None:
    (url,) = queued(library, web, {"http://a.example/": town("Ashford")})
    web.manners["http://b.example/"] = lambda visit: visit.redirect("http://a.example/")
    library.queue(["http://b.example/"])
    assert fetched(library, urls=["http://b.example/"])["http://b.example/"].outcome is Outcome.ADDED
    assert fetched(library)[url] == Fetched(url, Outcome.DUPLICATE, 1, cause="already in the library")
    assert web.visits[url] == 1
    assert states(library)[url] is JobState.SKIPPED


def test_an_archive_is_left_to_add(library: Library, web: Server) -> None:
    from tests.sources.material import record

    pages = b"".join(record(f"https://towns.example/{n}", page_of(f"Town {n}")) for n in range(2))
    (url,) = queued(library, web, {"http://a.example/towns.warc": lambda visit: visit.answer(pages, kind="")})
    assert "`carrel add` takes it" in fetched(library)[url].cause


def test_only_certain_links_can_be_fetched(library: Library, web: Server) -> None:
    first, second = queued(library, web, {"http://a.example/": town("A"), "http://b.example/": town("B")})
    assert list(fetched(library, urls=[second])) == [second]
    assert states(library)[first] is JobState.PENDING


def test_what_is_no_web_address_is_not_queued(library: Library) -> None:
    with pytest.raises(UsageError):
        library.queue(["file:///etc/passwd"])


# Politeness


def test_each_link_is_asked_for_once_and_each_host_once_a_second(library: Library, web: Server) -> None:
    urls = queued(library, web, {f"http://{name}.example/{n}": town(f"{name}{n}") for name in "ab" for n in range(12)})
    clock = QuickClock()
    answers = list(fetch_all(library, jobs=1, limits=Limits(), clock=clock))
    assert sorted(answer.url for answer in answers) == sorted(urls)
    assert web.visits == dict.fromkeys(urls, 1)
    assert clock.now() - 1000 >= 11


def test_no_more_than_two_requests_to_a_host_are_under_way(library: Library, web: Server) -> None:
    lock, busy, most = threading.Lock(), [0], [0]
    both = threading.Barrier(2)

    def slowly(visit: Visit) -> None:
        with lock:
            busy[0] += 1
            most[0] = max(most[0], busy[0])
        both.wait(timeout=30)
        with lock:
            busy[0] -= 1
        visit.answer(page_of(f"The town of {visit.path}"))

    queued(library, web, {f"http://a.example/{n}": slowly for n in range(8)})
    assert len(fetched(library)) == 8
    assert most == [2]


# Interruptions


def test_a_fetch_that_is_closed_keeps_what_it_reported_and_gives_back_the_rest(library: Library, web: Server) -> None:
    urls = queued(library, web, {f"http://{n}.example/": town(f"Number {n}") for n in range(40)})
    with closing(fetch_all(library, jobs=1, limits=QUICK)) as answers:
        first = next(answers)
    assert library.rows([first.id])
    after = states(library)
    assert JobState.FETCHING not in after.values()
    assert list(after.values()).count(JobState.DONE) == library.count() < 40
    rest = fetched(library)
    assert library.count() == 40
    assert set(rest) | {url for url, state in after.items() if state is JobState.DONE} == set(urls)


def test_when_it_is_stopped_what_is_being_downloaded_is_kept_and_reported(library: Library, web: Server) -> None:
    asked, go_on, stopping = threading.Event(), threading.Event(), threading.Event()

    def patiently(visit: Visit) -> None:
        asked.set()
        go_on.wait(timeout=30)
        visit.answer(page_of("The town of Ashford"))

    urls = queued(library, web, {"http://a.example/": patiently, "http://a.example/2": town("Brightwater")})

    def stop() -> None:
        asked.wait(timeout=30)
        stopping.set()
        go_on.set()

    stopper = threading.Thread(target=stop)
    stopper.start()
    limits = Limits(pause=3600.0, deadline=7200.0)
    answers = list(fetch_all(library, jobs=1, limits=limits, stopping=stopping))
    stopper.join()
    assert [(answer.url, answer.outcome) for answer in answers] == [(urls[0], Outcome.ADDED)]
    assert states(library) == {urls[0]: JobState.DONE, urls[1]: JobState.PENDING}


def test_a_download_that_does_not_end_is_cut_and_given_back(
    library: Library, web: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = threading.Event()

    def never(visit: Visit) -> None:
        asked.set()
        visit.stopped.wait(timeout=60)

    monkeypatch.setattr(room, "GRACE", 0.1)
    (url,) = queued(library, web, {"http://a.example/": never})
    stopping = threading.Event()
    stopper = threading.Thread(target=lambda: (asked.wait(timeout=30), stopping.set()))
    stopper.start()
    assert list(fetch_all(library, jobs=1, limits=QUICK, stopping=stopping)) == []
    stopper.join()
    assert states(library) == {url: JobState.PENDING}
    assert not [thread for thread in threading.enumerate() if thread.name == "carrel-visitor"]


# Several fetches, and killed ones

FETCH = """
import sys
from index import Library
from index.fetching import fetch_all
from index.sources import Limits
with Library.open(sys.argv[1]) as library:
    for each in fetch_all(library, jobs=1, limits=Limits(pause=0.0)):
        print(each.url, each.outcome, flush=True)
"""


def fetch_process(library: Library) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", FETCH, str(library.path)], stdout=subprocess.PIPE, text=True)


def said(process: subprocess.Popen[str]) -> Iterable[str]:
    return process.communicate(timeout=120)[0].splitlines()


def test_a_fetch_that_was_killed_is_resumed_at_once_and_asks_again_for_nothing_kept(
    library: Library, web: Server
) -> None:
    urls = queued(library, web, {f"http://{n}.example/": town(f"Number {n}") for n in range(40)})
    killed = fetch_process(library)
    assert killed.stdout
    reported = [killed.stdout.readline() for _ in range(3)]
    killed.kill()
    reported += [line for line in said(killed) if line.endswith("added")]
    kept = {url for url, state in states(library).items() if state is JobState.DONE}
    assert {line.split()[0] for line in reported} <= kept
    asked = dict(web.visits)
    assert {answer.outcome for answer in fetched(library).values()} == {Outcome.ADDED}
    assert library.count() == 40
    assert states(library) == dict.fromkeys(urls, JobState.DONE)
    assert all(web.visits[url] == asked[url] for url in kept)
    assert list(library.check()) == []


@pytest.mark.torture
def test_a_fetch_survives_any_number_of_kills(library: Library, web: Server) -> None:
    urls = queued(library, web, {f"http://{n}.example/": town(f"Number {n}") for n in range(200)})
    chance = random.Random(7)
    for _ in range(40):
        killed = fetch_process(library)
        with suppress(subprocess.TimeoutExpired):
            killed.wait(timeout=chance.uniform(0.4, 2.5))
        killed.kill()
        reported = [line.split()[0] for line in said(killed) if line.endswith("added")]
        assert {library.id_of(url) for url in reported}.isdisjoint({None})
    fetched(library)
    assert states(library) == dict.fromkeys(urls, JobState.DONE)
    assert library.count() == 200
    assert list(library.check()) == []


def test_two_fetches_at_once_share_the_work(library: Library, web: Server) -> None:
    def together(number: int) -> Manner:
        def manner(visit: Visit) -> None:
            while not begun.is_set() and len(library.links.owners()) < 2:
                visit.stopped.wait(0.05)
            begun.set()
            visit.answer(page_of(f"The town of Number {number}"))

        return manner

    begun = threading.Event()
    urls = queued(library, web, {f"http://{n}.example/": together(n) for n in range(40)})
    both = [fetch_process(library), fetch_process(library)]
    lines = [sorted(said(process)) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted(lines[0] + lines[1]) == sorted(f"{url} added" for url in urls)
    assert all(lines)
    assert web.visits == dict.fromkeys(urls, 1)


def test_the_links_of_a_process_that_is_no_more_are_taken_at_once(library: Library, web: Server) -> None:
    (url,) = queued(library, web, {"http://a.example/": town("Ashford")})
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    library.links.claim(f"{os.uname().nodename}/{gone.pid}/x", 1, lease=3600, each_host=1)
    assert fetched(library)[url].outcome is Outcome.ADDED


@pytest.mark.parametrize(
    "owner", [f"{os.uname().nodename}/{os.getpid()}/x", "another machine/1/x"], ids=["here", "elsewhere"]
)
def test_the_links_of_a_fetch_that_may_be_alive_are_left_to_it(library: Library, web: Server, owner: str) -> None:
    queued(library, web, {"http://a.example/": town("Ashford")})
    library.links.claim(owner, 1, lease=3600, each_host=1)
    assert fetched(library) == {}
    assert web.visits == {}
