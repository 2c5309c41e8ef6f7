"""The reader's screen, built of Textual's stock widgets, to be measured beside it.

python -m bench.stock_reader FILE
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, OptionList, Static

TITLES = [f"The lighthouse of station {number}" for number in range(300)]


class Titles(OptionList):
    """The list."""

    BINDINGS: ClassVar = [("j", "cursor_down")]


class Text(VerticalScroll, can_focus=True):
    """The text."""

    BINDINGS: ClassVar = [("j", "scroll_down"), ("space", "page_down")]


class StockReader(App[None]):
    """A search box, a list, a text."""

    CSS = "Titles { width: 40; } Text { width: 1fr; }"
    BINDINGS: ClassVar = [("slash", "to('Input')"), ("z", "to('Text')")]
    AUTO_FOCUS = "Titles"

    def compose(self) -> ComposeResult:
        """The widgets."""
        yield Input(placeholder="search")
        with Horizontal():
            yield Titles(*TITLES, markup=False)
            with Text():
                yield Static(Path(sys.argv[1]).read_text(encoding="utf-8"), markup=False)

    def action_to(self, widget: str) -> None:
        """Go to a widget."""
        self.query_one(widget).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the titles that hold what was typed."""
        titles = self.query_one(Titles)
        titles.clear_options()
        titles.add_options([title for title in TITLES if event.value in title])


if __name__ == "__main__":
    StockReader().run(mouse=False)
