"""The driver in a real terminal, under a real Textual app, beside the stock driver."""

from __future__ import annotations

import random
import signal
import sys
from collections.abc import Callable
from operator import methodcaller

import pytest

from tests.terminal.session import Session

APP = [sys.executable, "-m", "tests.terminal.panes"]
KEYS = ["j", "k", " ", "b", "tab", "down", "up", "pagedown", "end", "home", "escape", "/", "d", "北", "backspace"]
SIZES = [(100, 30), (101, 31), (60, 20), (40, 12), (120, 35), (79, 24)]
Deed = Callable[[Session], None]


def deeds(seed: int, count: int) -> list[Deed]:
    """What a restless reader does. After a resize, all is drawn anew: Textual leaves traces, the driver does not."""
    chance = random.Random(seed)
    found: list[Deed] = []
    for _ in range(count):
        dice = chance.random()
        if dice < 0.08:
            found += [methodcaller("resize", *chance.choice(SIZES)), methodcaller("control", "l")]
        elif dice < 0.14:
            found.append(methodcaller("control", chance.choice("lt")))
        else:
            found.append(methodcaller("press", chance.choice(KEYS)))
    return found


def settle(*sessions: Session) -> None:
    """Give a busy machine the time that it may need."""
    for session in sessions:
        session.settle(1.0)


def assert_both_show_the_same(seed: int, count: int, **options: object) -> None:
    with Session([*APP, "--plain"]) as stock, Session(APP, **options) as thrifty:  # type: ignore[arg-type]
        for session in (stock, thrifty):
            session.expect("done 0.")
            session.settle()
        for number, deed in enumerate(deeds(seed, count)):
            for session in (stock, thrifty):
                deed(session)
            for session in (stock, thrifty):
                session.settle(0.06)
            if thrifty.emulator.cells() != stock.emulator.cells():
                settle(stock, thrifty)
                assert thrifty.emulator.text() == stock.emulator.text(), f"seed {seed}, step {number}"
                assert thrifty.emulator.cells() == stock.emulator.cells(), f"seed {seed}, step {number}"


@pytest.mark.parametrize("knows_margins", [False, True])
def test_every_cell_is_as_the_stock_driver_shows_it(knows_margins: bool) -> None:
    assert_both_show_the_same(1, 8, knows_margins=knows_margins)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(20))
def test_every_cell_is_as_the_stock_driver_shows_it_for_hours(seed: int) -> None:
    assert_both_show_the_same(seed, 200, knows_margins=bool(seed % 2), term=["xterm-256color", "screen"][seed // 2 % 2])


def test_an_idle_reader_sends_nothing() -> None:
    with Session(APP) as session:
        session.expect("done 0.")
        assert session.count(lambda: session.settle(0.6)) == 0


def test_a_held_key_skips_screens_that_a_slow_line_cannot_take() -> None:
    with Session(APP, size=(120, 35)) as session:
        session.expect("done 0.")
        session.settle()
        before = len(session.sent)
        for _ in range(60):
            session.press("pagedown")
        session.expect("done 60.")
        session.settle()
        assert len(session.sent) - before < 60 * 3_000


def test_a_terminal_that_never_answers_is_served_all_the_same() -> None:
    with Session(APP, answers=False) as session:
        session.expect("done 0.")
        for _ in range(5):
            session.press("pagedown")
        session.expect("done 5.")


def test_ctrl_l_draws_what_something_else_has_overwritten() -> None:
    with Session(APP) as session:
        session.expect("done 0.")
        session.settle()
        whole = session.emulator.cells()
        session.emulator.feed("\x1b[5;1HBroadcast message from root: the tide is coming\x1b[12;3Hin")
        session.control("l")
        session.until(lambda: session.emulator.cells() == whole, "no repair")


def test_ctrl_z_gives_the_terminal_back_and_returning_draws_everything() -> None:
    with Session(APP) as session:
        session.expect("done 0.")
        session.press("j")
        session.expect("done 1.")
        session.settle()
        whole = session.emulator.cells()
        session.control("z")
        session.wait_for_stop()
        session.settle()
        assert not session.emulator.in_alternate_screen
        assert session.emulator.shows_cursor
        session.emulator.feed("\x1b[2J\x1b[H$ fg\r\n")
        session.signal(signal.SIGCONT)
        session.until(lambda: session.emulator.cells() == whole, "not drawn again")
        session.press("j")
        session.expect("done 2.")


def test_what_was_stopped_by_force_comes_back_too() -> None:
    with Session(APP) as session:
        session.expect("done 0.")
        session.settle()
        whole = session.emulator.cells()
        session.signal(signal.SIGSTOP)
        session.wait_for_stop()
        session.emulator.feed("\x1b[2J\x1b[H$ fg\r\n")
        session.signal(signal.SIGCONT)
        session.until(lambda: session.emulator.cells() == whole, "not drawn again")
        session.press("j")
        session.expect("done 1.")


def test_a_storm_of_resizes_ends_with_a_whole_screen() -> None:
    with Session(APP) as session:
        session.expect("done 0.")
        for step in range(30):
            session.resize(60 + step * 2, 15 + step)
        session.resize(97, 29)
        session.press("j")
        session.expect("done 1.")
        settle(session)
        after_the_storm = session.emulator.cells()
        session.control("l")
        settle(session)
        assert session.emulator.cells() == after_the_storm


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_to_end_gives_the_terminal_back(number: signal.Signals) -> None:
    with Session(APP) as session:
        session.expect("done 0.")
        session.signal(number)
        assert session.wait() == 128 + number
        assert not session.emulator.in_alternate_screen
        assert session.emulator.shows_cursor


def test_a_closed_window_ends_the_program() -> None:
    with Session(APP) as session:
        session.expect("done 0.")
        session.hang_up()
        assert session.wait() == 128 + signal.SIGHUP


def test_a_closed_window_ends_a_program_that_is_shielded_from_hangups() -> None:
    with Session(["sh", "-c", 'trap "" HUP; exec "$@"', "sh", *APP]) as session:
        session.expect("done 0.")
        session.hang_up()
        assert session.wait() == 128 + signal.SIGHUP


def test_a_terminal_without_a_second_screen_is_left_with_the_cursor_on_an_empty_last_line() -> None:
    with Session(APP) as session:
        session.expect("done 0.")
        assert session.emulator.text().splitlines()[-1]
        session.control("q")
        session.wait()
        assert session.emulator.cursor == (29, 0)
        assert len(session.emulator.text().rstrip().splitlines()) < 30
