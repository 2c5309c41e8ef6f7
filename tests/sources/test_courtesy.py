"""How hosts are asked: not too often, not too many at once, and not at all where they want to be left alone."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

import pytest

from index.sources import Limits
from index.sources.courtesy import Courtesy
from index.sources.exchange import PassingError, StoppedError
from tests.sources.clocks import QuickClock


def all_at_once(count: int, act: Callable[[int], None]) -> None:
    """Act in so many threads, and wait for all."""
    threads = [threading.Thread(target=act, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Visits:
    """Counts what is under way within turns."""

    def __init__(self, limits: Limits) -> None:
        self.clock = QuickClock()
        self.courtesy = Courtesy(limits, self.clock)
        self.most: Counter[str] = Counter()
        self._busy: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._met = threading.Barrier(2)

    def visit(self, host: str, *, awaiting: bool = False) -> None:
        with self.courtesy.turn(host):
            with self._lock:
                self._busy.update((host, "all"))
                for name in (host, "all"):
                    self.most[name] = max(self.most[name], self._busy[name])
            if awaiting:
                self._met.wait(timeout=30)
            with self._lock:
                self._busy.subtract((host, "all"))


def test_a_host_is_asked_once_a_second_by_however_many() -> None:
    visits = Visits(Limits())
    all_at_once(12, lambda number: visits.visit("a.example"))
    assert visits.clock.waits == [1.0] * 11


def test_a_host_answers_two_at_once_and_no_more() -> None:
    visits = Visits(Limits(pause=0.0))
    all_at_once(8, lambda number: visits.visit("a.example", awaiting=True))
    assert visits.most["a.example"] == 2


def test_all_hosts_together_answer_as_many_as_are_allowed() -> None:
    visits = Visits(Limits(pause=0.0, at_once=2))
    all_at_once(8, lambda number: visits.visit(f"{number}.example", awaiting=True))
    assert visits.most["all"] == 2


def test_www_is_the_same_host() -> None:
    visits = Visits(Limits())
    for host in ("a.example", "www.a.example"):
        visits.visit(host)
    assert visits.clock.waits == [1.0]


def test_a_redirect_within_a_host_needs_no_pause_but_counts_as_a_request() -> None:
    visits = Visits(Limits())
    visits.visit("a.example")
    with visits.courtesy.turn("a.example", after="a.example"):
        assert visits.clock.waits == []
    with visits.courtesy.turn("a.example", after="b.example"):
        assert visits.clock.waits == [1.0]


def test_a_host_is_left_alone_as_long_as_it_asked() -> None:
    visits = Visits(Limits())
    visits.courtesy.leave("a.example", 30)
    visits.visit("b.example")
    assert visits.clock.waits == []
    visits.visit("a.example")
    assert visits.clock.waits == [30]


def test_nobody_waits_for_a_host_that_wants_hours() -> None:
    courtesy = Courtesy(Limits(), QuickClock())
    courtesy.leave("a.example", 3600)
    with pytest.raises(PassingError) as caught, courtesy.turn("a.example"):
        pass
    assert caught.value.wait == 3600


def test_after_the_stop_nothing_begins_but_a_redirect_is_followed() -> None:
    courtesy = Courtesy(Limits(), QuickClock())
    courtesy.stop()
    with pytest.raises(StoppedError), courtesy.turn("a.example"):
        pass
    with pytest.raises(StoppedError):
        courtesy.rest(1)
    with courtesy.turn("a.example", after="b.example"):
        pass


def test_whoever_waits_for_a_turn_learns_of_the_stop() -> None:
    courtesy = Courtesy(Limits(at_once=1), QuickClock())
    stopped: list[int] = []

    def wait_in_vain(number: int) -> None:
        try:
            with courtesy.turn("b.example"):
                pass
        except StoppedError:
            stopped.append(number)

    waiting = [threading.Thread(target=wait_in_vain, args=(number,)) for number in range(3)]
    with courtesy.turn("a.example"):
        for thread in waiting:
            thread.start()
        courtesy.stop()
        for thread in waiting:
            thread.join(timeout=30)
    assert sorted(stopped) == [0, 1, 2]
