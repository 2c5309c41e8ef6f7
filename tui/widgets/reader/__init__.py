"""The reader: shows an article, and moves in it.

`page` is where the screen stands in the text, `painting` makes rows of it, `view` keeps the two on the screen,
`pictures` and `drawn` add what is shown below words. On it stand `selecting` (a passage: `selection` in steps of
`units`), `highlighting`, and `widget`, which has what keys do. `links` and `finding` look into the text, `messages` is
what the reader tells the screen around it.
"""

from typing import TYPE_CHECKING

from index.deferred import exports
from tui.widgets.reader.messages import (
    FindWanted,
    Finished,
    HighlightChanged,
    HighlightChosen,
    HighlightWanted,
    HitsEnded,
    Jumped,
    LinkChosen,
    LinkFollowed,
    LinkPeeked,
    LinkQueued,
    LinksEnded,
    Moved,
    NoteWanted,
    Peeked,
    Said,
    SelectionChanged,
    TypographyChanged,
)

if TYPE_CHECKING:
    from tui.widgets.reader.links import Link
    from tui.widgets.reader.widget import Reader

__all__ = [
    "FindWanted",
    "Finished",
    "HighlightChanged",
    "HighlightChosen",
    "HighlightWanted",
    "HitsEnded",
    "Jumped",
    "Link",
    "LinkChosen",
    "LinkFollowed",
    "LinkPeeked",
    "LinkQueued",
    "LinksEnded",
    "Moved",
    "NoteWanted",
    "Peeked",
    "Reader",
    "Said",
    "SelectionChanged",
    "TypographyChanged",
]

__getattr__ = exports(__name__, {"Link": "tui.widgets.reader.links", "Reader": "tui.widgets.reader.widget"})
