"""A list to choose from: under headings, a line each or two; a sign on the left, a figure on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from tui.widgets.drawing import fitted, line, shown
from tui.widgets.entries import Entry
from tui.widgets.listing import Listing

BAR, SIGN, ASIDE = 2, 2, 2
"""Cells of the cursor's bar, of a sign, and between the words and what stands at their right."""


class EntryList(Listing):
    """The entries that are left, a cursor at one of them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "entry-list--sign", "entry-list--words", "entry-list--about", "entry-list--section", "entry-list--cursor",
    }  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  textual's name for it
        super().__init__(id=id)
        self._entries: Sequence[Entry[Any]] = ()
        self._sign = 0

    def show_entries(self, entries: Sequence[Entry[Any]]) -> None:
        """Show others, the cursor at the first that can be chosen."""
        self._entries = entries
        self._sign = SIGN if any(entry.sign for entry in entries) else 0
        self._cursor, self._top = 0, (0, 0)
        self.clamp()
        self.show_cursor()

    @property
    def current(self) -> Entry[Any] | None:
        """The entry at the cursor, where it can be chosen."""
        return self._entries[self._cursor] if self.holds_cursor(self._cursor) else None

    @property
    def length(self) -> int:
        """The number of entries."""
        return len(self._entries)

    def height_of(self, index: int) -> int:
        """Two lines where something is said about an entry."""
        return 2 if self._entries[index].about else 1

    def holds_cursor(self, index: int) -> bool:
        """A heading does not, nor a line that is there to be read."""
        return 0 <= index < self.length and self._entries[index].value is not None

    def draw(self, index: int, width: int) -> list[Strip]:
        """An entry."""
        entry = self._entries[index]
        if entry.is_heading:
            words = fitted(shown(entry.words), width - 1)
            return [line([(" " + words, self._look("section"))], width, self.rich_style)]
        here = index == self._cursor and entry.value is not None
        ground = self.rich_style + (self._look("cursor") if here else Style.null())
        bar = "▌ " if here else " " * BAR
        side = " " * ASIDE + shown(entry.aside) if entry.aside else ""
        words = fitted(shown(entry.words), width - BAR - self._sign - cell_len(side) - 1)
        sign = f"{fitted(shown(entry.sign), SIGN):<{self._sign}}"
        blanks = " " * (width - BAR - self._sign - cell_len(words) - cell_len(side) - 1)
        rows = [[(bar + sign, self._look("sign")), (words, self._look("words")), (blanks + side, self._look("about"))]]
        if entry.about:
            about = fitted(shown(entry.about), width - BAR - self._sign - 1)
            rows.append([(bar + " " * self._sign, self._look("sign")), (about, self._look("about"))])
        return [line(row, width, ground) for row in rows]

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"entry-list--{name}", partial=True)
