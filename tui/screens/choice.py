"""A screen to choose one of several from: typing narrows them, Enter takes the one at the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.keys import Context, bindings
from tui.widgets.box import Box
from tui.widgets.choices import Choice, Choices
from tui.widgets.listing import Listing
from tui.widgets.reader.finding import holding

NOTHING_SO = Choice("Nothing here is called so.")


class ChoiceBox(Box):
    """What is typed narrows the choices."""

    BINDINGS = bindings(Context.CHOICE)


class ChoiceScreen(ModalScreen[str | None]):
    """Gives the value of what was chosen; None where it was left."""

    AUTO_FOCUS = "ChoiceBox"
    CSS_PATH: ClassVar[str] = "../styles/choice.tcss"

    def __init__(self, asked: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._asked = asked
        self._choices = choices

    def compose(self) -> ComposeResult:
        """A box to type in, and the list."""
        yield ChoiceBox(placeholder=f"{self._asked}  (Esc closes)")
        yield Choices(id="choices")

    def on_mount(self) -> None:
        """Show all."""
        self._list.show_choices(self._choices)

    @property
    def _list(self) -> Choices:
        return self.query_one(Choices)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._list.show_choices(narrowed(self._choices, event.value))

    @on(Listing.Opened)
    def _clicked(self) -> None:
        self.action_accept()

    def action_accept(self) -> None:
        """Take what the cursor stands at."""
        chosen = self._list.chosen
        self.dismiss(chosen.value if chosen is not None else None)

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss(None)

    def action_move(self, amount: int) -> None:
        """Move by choices; where there are none, scroll."""
        if self._list.chosen is None:
            self._list.scroll_lines(amount)
        else:
            self._list.step_cursor(amount)

    def action_page(self, amount: int) -> None:
        """Move by screens."""
        self.action_move(amount * max(1, self._list.size.height - 2))


def narrowed(choices: Sequence[Choice], words: str) -> list[Choice]:
    """The choices that hold all words, accents no matter; and the headings that have some left."""
    is_wanted = holding(words)
    kept: list[Choice] = []
    for choice in choices:
        if choice.is_heading:
            if kept and kept[-1].is_heading:
                kept.pop()
            kept.append(choice)
        elif is_wanted(choice.text):
            kept.append(choice)
    if kept and kept[-1].is_heading:
        kept.pop()
    return kept or [NOTHING_SO]
