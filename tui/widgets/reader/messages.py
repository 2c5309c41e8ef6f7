"""What the reader tells the screen around it: where it stands, and what it cannot do itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from index.article import Highlight
    from tui.typography import Typography
    from tui.widgets.reader.links import Link


@dataclass
class Moved(Message):
    """Another part of the article is on the screen. `reading`: because the reader read on, not to look something up."""

    article_id: int
    reading: bool

    def can_replace(self, message: Message) -> bool:
        """Only the last place matters, and whether there was any reading."""
        return isinstance(message, Moved) and self.reading >= message.reading


@dataclass
class Finished(Message):
    """The reader went to the end of the article."""

    article_id: int


@dataclass
class HitsEnded(Message):
    """There is no further hit in this direction: 1 onward, -1 back."""

    step: int


@dataclass
class LinksEnded(Message):
    """There is no further link in this direction: 1 onward, -1 back."""

    step: int


@dataclass
class LinkChosen(Message):
    """Another link is under the cursor, or none is any longer."""

    link: Link | None


@dataclass
class LinkFollowed(Message):
    """A link that leads out of this article was opened."""

    target: str


@dataclass
class LinkPeeked(Message):
    """Where a link leads is to be shown beside the text."""

    target: str


@dataclass
class Jumped(Message):
    """The reader went far within the article, from an offset to another."""

    start: int
    end: int


@dataclass
class Peeked(Message):
    """Something is to be shown beside the text: a footnote, or where a link leads. Empty: no longer."""

    text: str


@dataclass
class Said(Message):
    """Something is to be told in one line."""

    words: str


@dataclass
class FindWanted(Message):
    """The reader wants to type what is to be found in this article."""


@dataclass
class SelectionChanged(Message):
    """Another passage is chosen, or none is any longer."""

    def can_replace(self, message: Message) -> bool:
        """Only what is chosen now matters."""
        return isinstance(message, SelectionChanged)


@dataclass
class HighlightWanted(Message):
    """A passage is to be highlighted, and then perhaps copied, or written about: in a `line` or in the `editor`."""

    passage: tuple[int, int]
    copying: bool = False
    note: str = ""


@dataclass
class HighlightChosen(Message):
    """Another highlight is under the cursor, or none is any longer."""

    highlight: Highlight | None


@dataclass
class HighlightChanged(Message):
    """A highlight is to get another colour, or to be taken away."""

    highlight: Highlight
    colour: str = ""
    removing: bool = False


@dataclass
class NoteWanted(Message):
    """A note is to be written at a highlight: in a `line` or in the `editor`."""

    highlight: Highlight
    where: str


@dataclass
class LinkQueued(Message):
    """A link is to be fetched later."""

    target: str


@dataclass
class TypographyChanged(Message):
    """The text is set otherwise from now on."""

    typography: Typography

    def can_replace(self, message: Message) -> bool:
        """Only the last one matters."""
        return isinstance(message, TypographyChanged)
