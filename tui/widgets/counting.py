"""The number typed before a key: `5j` goes down five lines, and a digit that nothing follows goes to a pane."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message
from textual.timer import Timer

from tui.widgets.pane import Unscrolled

PANE_DELAY = 0.4
"""Seconds after which a digit that no motion followed is taken for the number of a pane."""

MOST_DIGITS = 4


@dataclass
class PaneWanted(Message):
    """A digit alone was typed: go to the pane of that number."""

    number: int


class Counting(Unscrolled):
    """What lists and the reader have in common: digits are collected until a motion takes them."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  textual's name for it
        super().__init__(id=id)
        self._digits = ""
        self._pane_timer: Timer | None = None

    @property
    def has_count(self) -> bool:
        """Whether a number was typed."""
        return bool(self._digits)

    def take_count(self, default: int = 1) -> int:
        """The number that was typed, or the default; it is used up."""
        self._stop_waiting()
        number = int(self._digits or default)
        self._digits = ""
        return number

    def action_digit(self, digit: int) -> None:
        """Another digit. A zero at the beginning says nothing."""
        self._digits = f"{self._digits}{digit}".lstrip("0")[:MOST_DIGITS]
        self._stop_waiting()
        if len(self._digits) == 1:
            self._pane_timer = self.set_timer(PANE_DELAY, self._ask_for_pane)

    def _ask_for_pane(self) -> None:
        self.post_message(PaneWanted(self.take_count()))

    def _stop_waiting(self) -> None:
        if self._pane_timer is not None:
            self._pane_timer.stop()
            self._pane_timer = None
