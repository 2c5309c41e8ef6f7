"""The search bar: a box to type in, and beside it how much was found."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input, Static

from tui.keys import Context, bindings
from tui.widgets.box import Box
from tui.widgets.one_line import OneLine
from tui.widgets.pane import Panes


@dataclass
class QueryTyped(Message):
    """Something else stands in the box."""

    text: str


@dataclass
class QueryOpened(Message):
    """Enter: read the first article, or the one moved to."""

    text: str


@dataclass
class QueryLeft(Message):
    """The box was left; what was found stays."""


@dataclass
class ResultsMoved(Message):
    """Move in the list without leaving the box, by articles or by pages."""

    amount: int
    by_pages: bool = False


class QueryBox(Box):
    """The box itself, with its keys."""

    BINDINGS = bindings(Context.SEARCH)

    def action_move(self, amount: int) -> None:
        """Move in the list."""
        self.post_message(ResultsMoved(amount))

    def action_page(self, amount: int) -> None:
        """Move in the list by pages."""
        self.post_message(ResultsMoved(amount, by_pages=True))

    def action_open(self) -> None:
        """Read."""
        self.post_message(QueryOpened(self.value))

    def action_leave(self) -> None:
        """Leave the box."""
        self.post_message(QueryLeft())

    def action_empty(self) -> None:
        """Empty the box."""
        self.value = ""


class SearchBar(Panes):
    """`/ words` and what they found."""

    def compose(self) -> ComposeResult:
        """A sign, the box, the figures."""
        yield Static("/", id="search-sign", markup=False)
        yield QueryBox(placeholder="search titles and texts", id="query")
        yield OneLine(id="figures")

    @property
    def box(self) -> QueryBox:
        """Where the words are typed."""
        return self.query_one(QueryBox)

    @property
    def text(self) -> str:
        """What stands in the box."""
        return self.box.value

    def set_text(self, text: str) -> None:
        """Put words into the box, as if typed."""
        self.box.value = text
        self.box.cursor_position = len(text)

    def show_figures(self, *figures: str) -> None:
        """Say how much was found."""
        self.query_one(OneLine).say("", *figures)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(QueryTyped(event.value))
