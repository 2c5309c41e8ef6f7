"""Several addresses at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.article import Page
from index.errors import NetworkError
from index.sources import Limits, Unreadable, pages
from index.sources.exchange import StoppedError
from index.sources.visiting import Visitors
from index.sources.web import LaterError
from tests.sources.clocks import QuickClock
from tests.sources.misbehaving import PAGE, Server, Visit

LIMITS = Limits(deadline=30.0, pause=0.0, allow_private=True)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server({}) as server:
        yield server


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def test_addresses_are_visited_side_by_side(server: Server) -> None:
    both = threading.Barrier(2)

    def together(visit: Visit) -> None:
        both.wait(timeout=30)
        visit.answer()

    server.manners |= {"/a": together, "/b": together}
    with Visitors(LIMITS) as visitors:
        answers = [visitors.visit(server.url(path)) for path in ("/a", "/b")]
        assert [answer.result(timeout=30).data for answer in answers] == [PAGE, PAGE]


def test_each_address_of_a_host_is_asked_once_and_a_second_apart(server: Server) -> None:
    paths = [f"/{number}" for number in range(20)]
    server.manners |= dict.fromkeys(paths, Visit.answer)
    clock = QuickClock()
    with Visitors(Limits(allow_private=True), clock) as visitors:
        for answer in [visitors.visit(server.url(path)) for path in paths]:
            answer.result(timeout=30)
    assert server.visits == dict.fromkeys(paths, 1)
    assert clock.now() >= 1000 + len(paths) - 1


def test_a_host_that_asks_for_hours_is_asked_once_by_all(server: Server) -> None:
    paths = [f"/{number}" for number in range(5)]
    server.manners |= dict.fromkeys(paths, lambda visit: visit.answer(status="429 Slow down", Retry_After="7200"))
    with Visitors(Limits(allow_private=True, at_once_a_host=1), QuickClock()) as visitors:
        for answer in [visitors.visit(server.url(path)) for path in paths]:
            with pytest.raises(LaterError) as caught:
                answer.result(timeout=30)
            assert 7000 < caught.value.wait <= 7200
    assert sum(server.visits.values()) == 1


def test_a_failure_is_its_own_address_s(server: Server) -> None:
    server.manners |= {"/a": lambda visit: visit.answer(status="404 Not Found"), "/b": Visit.answer}
    with Visitors(LIMITS) as visitors:
        gone, there = visitors.visit(server.url("/a")), visitors.visit(server.url("/b"))
        with pytest.raises(NetworkError, match="404"):
            gone.result(timeout=30)
        assert there.result(timeout=30).data == PAGE


def test_stopping_lets_what_is_being_asked_be_answered_and_begins_nothing(server: Server) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def patiently(visit: Visit) -> None:
        asked.set()
        go_on.wait(timeout=30)
        visit.answer()

    server.manners |= {"/a": patiently, "/b": Visit.answer}
    with Visitors(Limits(allow_private=True, at_once=1)) as visitors:
        first = visitors.visit(server.url("/a"))
        asked.wait(timeout=30)
        second = visitors.visit(server.url("/b"))
        visitors.stop()
        with pytest.raises(StoppedError):
            second.result(timeout=30)
        go_on.set()
        assert first.result(timeout=30).data == PAGE


def test_closing_cuts_what_is_under_way_and_leaves_no_thread(server: Server) -> None:
    asked = threading.Event()

    def never(visit: Visit) -> None:
        asked.set()
        visit.stopped.wait(timeout=30)

    server.manners["/a"] = never
    with Visitors(LIMITS) as visitors:
        answer = visitors.visit(server.url("/a"))
        asked.wait(timeout=30)
    with pytest.raises(StoppedError):
        answer.result(timeout=30)
    assert not [thread for thread in threading.enumerate() if thread.name == "carrel-visitor"]


def test_several_addresses_are_fetched_side_by_side_and_come_in_the_order_named(server: Server, tmp_path: Path) -> None:
    second_came = threading.Event()

    def first(visit: Visit) -> None:
        second_came.wait(timeout=30)
        visit.answer()

    def second(visit: Visit) -> None:
        second_came.set()
        visit.answer(status="404 Not Found")

    server.manners |= {"/a": first, "/b": second}
    (tmp_path / "c.html").write_bytes(PAGE)
    sources = [str(tmp_path / "c.html"), server.url("/a"), str(tmp_path / "c.html"), server.url("/b")]
    found = list(pages(sources, limits=LIMITS))
    assert [isinstance(each, Page) for each in found] == [True, True, True, False]
    assert found[3] == Unreadable(server.url("/b"), "not found on the server (404)", 69)
