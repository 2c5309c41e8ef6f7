"""A line to type in: textual's own, made harmless for pastes of any size and content, and still when idle."""

from __future__ import annotations

from textual.events import Paste
from textual.widgets import Input

from index.safe_text import one_line

LONGEST = 500
"""Characters: more is no query."""


class Box(Input):
    """An input of one row."""

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002  textual's name for it
        super().__init__(placeholder=placeholder, compact=True, max_length=LONGEST, select_on_focus=False, id=id)
        self.cursor_blink = False

    def on_paste(self, event: Paste) -> None:
        """Take one line of what was pasted, as much of it as fits."""
        event.stop()
        event.prevent_default()
        room = LONGEST - len(self.value)
        self.insert_text_at_cursor(one_line(event.text[: 4 * LONGEST])[: max(0, room)])
