"""A list to choose from, over the screen that asks: what is typed narrows it, Enter takes what the cursor stands at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.keys import Context, Keymap, bindings, footer
from tui.widgets.box import Box
from tui.widgets.entries import Entry, Pick, Shelf, narrowed
from tui.widgets.entry_list import EntryList
from tui.widgets.listing import Listing
from tui.widgets.one_line import OneLine
from tui.widgets.reader.finding import holding

V = TypeVar("V")
NOTHING_SO = "Nothing here is called so."


class PickBox(Box):
    """What is typed narrows the list."""

    BINDINGS = bindings(Context.PICKER)


class PickScreen(ModalScreen[Pick[V] | None], Generic[V]):
    """Gives what was picked; None where the list was left. Of several shelves, a key shows the next."""

    AUTO_FOCUS = "PickBox"
    CSS_PATH: ClassVar[str] = "../styles/picking.tcss"

    def __init__(self, shelves: Sequence[Shelf[V]], keymap: Keymap, *, removable: bool = False) -> None:
        super().__init__()
        self._shelves = shelves
        self._removable = removable
        held_back = {"picker.other"} if len(shelves) < 2 else set()
        self._hints = footer(Context.PICKER, keymap, without=held_back | (set() if removable else {"picker.remove"}))
        self._place = 0

    def compose(self) -> ComposeResult:
        """A box to search in, the list, a line that says what there is."""
        yield PickBox(placeholder="Type to narrow the list")
        yield EntryList(id="entries")
        yield OneLine(id="about-entries")

    def on_mount(self) -> None:
        """Show everything."""
        self._show("")

    @property
    def _list(self) -> EntryList:
        return self.query_one(EntryList)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, typed: str) -> None:
        shelf = self._shelves[self._place]
        left = Shelf(shelf.title, narrowed(shelf.entries, holding(typed)))
        self._list.show_entries(left.entries or ([Entry(NOTHING_SO)] if typed.strip() else ()))
        number = f"{left.count:,} of {shelf.count:,}" if typed.strip() else f"{shelf.count:,}"
        said = f"{shelf.title} · {number}" if shelf.count else shelf.title
        self.query_one("#about-entries", OneLine).say(said if shelf.entries else shelf.empty, *self._hints)

    @on(Listing.Opened)
    def _clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Take what the cursor stands at; where nothing can be taken, close the list."""
        value = self._value
        self.dismiss(None if value is None else Pick(value))

    def action_remove(self) -> None:
        """Take away what the cursor stands at."""
        value = self._value
        if self._removable and value is not None:
            self.dismiss(Pick(value, removing=True))

    @property
    def _value(self) -> V | None:
        entry = self._list.current
        return None if entry is None else entry.value

    def action_close(self) -> None:
        """Back, without choosing."""
        self.dismiss(None)

    def action_other(self) -> None:
        """The next shelf."""
        self._place = (self._place + 1) % len(self._shelves)
        self._show(self.query_one(PickBox).value)

    def action_move(self, amount: int) -> None:
        """Move by entries; where none can be chosen, scroll."""
        if self._list.current is None:
            self._list.scroll_lines(amount)
        else:
            self._list.step_cursor(amount)

    def action_page(self, amount: int) -> None:
        """Move by screens."""
        self.action_move(amount * max(1, len(self._list.in_view) - 1))
