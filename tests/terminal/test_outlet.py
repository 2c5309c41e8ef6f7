"""The outlet over a pipe whose other end the test reads when it likes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import sleep

import pytest

from tui.terminal.outlet import ASK_EVERY, MOST_UNANSWERED, QUESTION, Outlet


class Line:
    """A terminal line: what is said last is supplied first, as with screens."""

    def __init__(self) -> None:
        self.far_end, self._near_end = os.pipe()
        self.newest = ""
        self.supplied = 0
        self.lost = Event()
        self.outlet = Outlet(self._near_end, self.supply, self.lost.set)

    def supply(self) -> str:
        data, self.newest = self.newest, ""
        self.supplied += bool(data)
        return data

    def say(self, data: str) -> None:
        self.newest = data
        self.outlet.call()

    def read(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            data += os.read(self.far_end, count - len(data))
        return data

    def close(self) -> None:
        os.close(self._near_end)


@contextmanager
def line() -> Iterator[Line]:
    found = Line()
    found.outlet.start()
    try:
        yield found
    finally:
        found.outlet.stop(5)
        found.close()


def test_what_is_said_arrives_in_utf_8() -> None:
    with line() as far:
        far.say("delta 北京")
        assert far.read(12) == "delta 北京".encode()


def test_a_terminal_that_never_answered_is_never_asked() -> None:
    with line() as far:
        for _ in range(3):
            far.say("x" * ASK_EVERY * 2)
            assert far.read(ASK_EVERY * 2) == b"x" * ASK_EVERY * 2


def test_a_terminal_that_answers_is_asked_how_far_it_is() -> None:
    with line() as far:
        far.outlet.answered()
        far.say("x" * ASK_EVERY)
        assert far.read(ASK_EVERY + len(QUESTION)).endswith(QUESTION.encode())


def test_little_is_sent_without_a_question() -> None:
    with line() as far:
        far.outlet.answered()
        far.say("j")
        assert far.read(1) == b"j"
        far.say("k")
        assert far.read(1) == b"k"


def test_nothing_more_is_sent_while_too_much_is_on_its_way() -> None:
    with line() as far:
        far.outlet.answered()
        far.say("x" * MOST_UNANSWERED)
        far.read(MOST_UNANSWERED + len(QUESTION))
        for number in range(100):
            far.say(f"screen {number}")
        assert far.supplied == 1
        far.outlet.answered()
        assert far.read(9) == b"screen 99"
        assert far.supplied == 2


def test_an_answer_that_got_lost_holds_nothing_up_for_ever_though_keys_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.terminal.outlet.PATIENCE", 0.2)
    with line() as far:
        far.outlet.answered()
        far.say("x" * MOST_UNANSWERED)
        far.read(MOST_UNANSWERED + len(QUESTION))
        while far.supplied == 1:
            far.say("another screen")
            sleep(0.01)
        assert far.read(7) == b"another"


def test_what_is_left_is_written_at_the_end_even_to_a_silent_terminal() -> None:
    far = Line()
    far.outlet.start()
    far.outlet.answered()
    far.say("x" * MOST_UNANSWERED)
    far.read(MOST_UNANSWERED + len(QUESTION))
    far.say("goodbye")
    far.outlet.stop(5)
    assert far.read(7) == b"goodbye"
    far.close()


def test_a_line_that_broke_is_reported_once_and_never_waited_for() -> None:
    far = Line()
    os.close(far.far_end)
    far.outlet.start()
    far.say("anybody?")
    assert far.lost.wait(5)
    far.say("nobody")
    far.outlet.stop(5)
    far.close()


def test_before_another_program_has_the_terminal_what_was_asked_is_answered_and_nothing_more_is_asked() -> None:
    with line() as far:
        far.outlet.answered()
        far.say("a" * ASK_EVERY)
        assert far.read(ASK_EVERY + len(QUESTION)).endswith(QUESTION.encode())
        waited = Event()
        waiting = Thread(target=lambda: (far.outlet.ask_no_more(30), waited.set()))
        waiting.start()
        assert not waited.is_set()
        far.outlet.answered()
        waiting.join(30)
        assert waited.is_set()
        far.say("b" * ASK_EVERY)
        assert far.read(ASK_EVERY) == b"b" * ASK_EVERY
        far.say("c")
        assert far.read(1) == b"c"
