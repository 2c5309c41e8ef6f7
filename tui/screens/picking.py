"""A list to choose from, over the screen that asks: what is typed narrows it, Enter goes there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input

from tui.keys import Context, bindings
from tui.screens.entries import Entry, Pick, Shelf
from tui.widgets.box import Box
from tui.widgets.drawing import fitted, line, shown
from tui.widgets.listing import Listing
from tui.widgets.one_line import OneLine
from tui.widgets.reader.finding import holding

V = TypeVar("V")
INDENT = 4


class EntryList(Listing):
    """Entries of two lines: the words, and what is said about them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "entry-list--sign", "entry-list--words", "entry-list--about", "entry-list--cursor"
    }  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  textual's name for it
        super().__init__(id=id)
        self._entries: Sequence[Entry[object]] = ()

    def show_entries(self, entries: Sequence[Entry[object]]) -> None:
        """Show other entries, from the first one on."""
        self._entries = entries
        self._cursor, self._top = 0, (0, 0)
        self.forget()

    @property
    def current(self) -> Entry[object] | None:
        """The entry at the cursor."""
        return self._entries[self.cursor] if self.cursor < len(self._entries) else None

    @property
    def length(self) -> int:
        """The number of entries."""
        return len(self._entries)

    def height_of(self, index: int) -> int:  # noqa: ARG002  all alike
        """Two lines each."""
        return 2

    def draw(self, index: int, width: int) -> list[Strip]:
        """An entry."""
        entry = self._entries[index]
        here = index == self.cursor
        ground = self.rich_style + self._style("cursor") if here else self.rich_style
        bar = "▌" if here else " "
        room = width - INDENT - 1
        first = [(f"{bar}{entry.sign[:2]:<3}"[:INDENT], self._style("sign"))]
        second = [(bar + " " * (INDENT - 1), self._style("sign"))]
        return [
            line([*first, (fitted(shown(entry.words), room), self._style("words"))], width, ground),
            line([*second, (fitted(shown(entry.about), room), self._style("about"))], width, ground),
        ]

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"entry-list--{name}", partial=True)


class PickBox(Box):
    """What is typed narrows the list."""

    BINDINGS = bindings(Context.PICKER)


class PickScreen(ModalScreen[Pick[V] | None], Generic[V]):
    """Lies over the screen that asks. Of several shelves, Tab shows the next."""

    AUTO_FOCUS = "PickBox"
    CSS_PATH: ClassVar[str] = "../styles/picking.tcss"

    def __init__(self, shelves: Sequence[Shelf[V]], empty: str, hints: Sequence[str]) -> None:
        super().__init__()
        self._shelves = shelves
        self._empty = empty
        self._hints = hints
        self._place = 0
        self._shown: Sequence[Entry[V]] = ()

    def compose(self) -> ComposeResult:
        """A box to search in, the list, a line that says what there is."""
        yield PickBox(placeholder="Type to narrow the list")
        yield EntryList(id="entries")
        yield OneLine(id="about-entries")

    def on_mount(self) -> None:
        """Show everything."""
        self._show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, typed: str) -> None:
        shelf = self._shelves[self._place]
        self._shown = narrowed(shelf.entries, typed)
        self.query_one(EntryList).show_entries(self._shown)  # type: ignore[arg-type]  # covariant in what it reads
        number = f"{len(self._shown):,} of {len(shelf.entries):,}" if typed.strip() else f"{len(shelf.entries):,}"
        said = f"{shelf.title}: {number}" if shelf.entries else self._empty
        self.query_one("#about-entries", OneLine).say(said, *self._hints)

    @on(Listing.Opened)
    def _clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Go there."""
        self._dismiss_with(removing=False)

    def action_remove(self) -> None:
        """Take it away."""
        self._dismiss_with(removing=True)

    def _dismiss_with(self, *, removing: bool) -> None:
        at = self.query_one(EntryList).cursor
        if at < len(self._shown):
            self.dismiss(Pick(self._shown[at].value, removing))

    def action_close(self) -> None:
        """Back, without choosing."""
        self.dismiss(None)

    def action_other(self) -> None:
        """The next shelf."""
        self._place = (self._place + 1) % len(self._shelves)
        self._show(self.query_one(PickBox).value)

    def action_move(self, amount: int) -> None:
        """Move the cursor."""
        self.query_one(EntryList).action_move(amount)

    def action_page(self, amount: int) -> None:
        """Move by screens."""
        self.query_one(EntryList).action_page(amount)


def narrowed(entries: Sequence[Entry[V]], typed: str) -> list[Entry[V]]:
    """The entries in which every word that was typed stands, in any form that `finding` takes for the same."""
    is_wanted = holding(typed)
    return [each for each in entries if is_wanted(f"{each.words}\n{each.about}")]
