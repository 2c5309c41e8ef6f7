"""A few lines shown beside the text without leaving it: a footnote, or where a link leads."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from index.safe_text import clean

LONGEST = 2_000


class Peek(Static):
    """What was peeked at; hidden while there is nothing."""

    def show(self, text: str) -> None:
        """Show something, or with an empty text nothing."""
        self.display = bool(text)
        self.update(Content(clean(text)[:LONGEST]))
