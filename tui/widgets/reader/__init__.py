"""The reader: shows an article, and moves in it.

`page` is where the screen stands in the text, `painting` makes rows of it, `view` keeps the two on the screen, `widget`
has what keys do, `links` and `finding` look into the text, `messages` is what the reader tells the screen around it.
"""

from tui.widgets.reader.links import Link
from tui.widgets.reader.messages import (
    FindWanted,
    Finished,
    HitsEnded,
    Jumped,
    LinkChosen,
    LinkFollowed,
    LinksEnded,
    Moved,
    Peeked,
    Said,
)
from tui.widgets.reader.widget import Reader

__all__ = [
    "FindWanted",
    "Finished",
    "HitsEnded",
    "Jumped",
    "Link",
    "LinkChosen",
    "LinkFollowed",
    "LinksEnded",
    "Moved",
    "Peeked",
    "Reader",
    "Said",
]
