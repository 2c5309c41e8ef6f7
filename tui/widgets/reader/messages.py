"""What the reader tells the screen around it: where it stands, and what it cannot do itself."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

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
