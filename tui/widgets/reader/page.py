"""The page that a reader looks at: an article's head and its laid-out text, and where in them the screen begins.

Pure arithmetic of places: no textual, no colours. The head (title, author, site) stands above the first line of the
text and scrolls away with it; it belongs to no offset.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.document import BlockKind, Document
from tui.render.layout import Layout
from tui.render.model import Anchor, Line


class Place(NamedTuple):
    """Where a screen begins: at a line of the text, with so many lines of the head above it."""

    anchor: Anchor
    above: int = 0

    def is_before(self, other: Place) -> bool:
        """Whether this place comes first in reading order."""
        return (self.anchor, -self.above) < (other.anchor, -other.above)


class Page:
    """A window of `height` lines on an article."""

    def __init__(self, layout: Layout, head: Sequence[Line], height: int) -> None:
        self.layout = layout
        self.head = head
        self.height = max(1, height)
        self.top = Place(layout.first, len(head))

    @property
    def document(self) -> Document:
        """What is read."""
        return self.layout.document

    def lines(self) -> list[Line]:
        """The lines on the screen, from the top; fewer than its height at the end of a short article."""
        head = list(self.head[len(self.head) - self.top.above :])[: self.height]
        rest = self.height - len(head)
        return [*head, *(line for _, line in self.layout.page(self.top.anchor, rest))] if rest else head

    def lines_beyond(self, lines: int) -> list[Line]:
        """The text that would be on the screen so many lines further down, or up where negative."""
        return [line for _, line in self.layout.page(self.layout.walk(self.top.anchor, lines), self.height)]

    # Where it stands

    @property
    def offset(self) -> int:
        """The first character of the text that is on the screen."""
        return self.layout.offset_of(self.top.anchor)

    @property
    def end(self) -> int:
        """The offset behind the last character on the screen."""
        return max((line.end for line in self.lines()), default=0)

    @property
    def blocks_shown(self) -> tuple[int, int]:
        """The first and the last block of which something is on the screen."""
        last = self.document.block_at(max(0, self.end - 1))
        return self.top.anchor.block, max(last, self.top.anchor.block)

    @property
    def start_place(self) -> Place:
        """The place at the very beginning."""
        return Place(self.layout.first, len(self.head))

    @property
    def last_place(self) -> Place:
        """The place at which the end of the article stands at the bottom."""
        anchor = self.layout.last_page(self.height)
        if anchor != self.layout.first:
            return Place(anchor)
        rows = len(self.layout.page(anchor, self.height))
        return Place(anchor, min(len(self.head), self.height - rows))

    @property
    def at_start(self) -> bool:
        """Whether nothing is above."""
        return self.top == self.start_place

    @property
    def at_end(self) -> bool:
        """Whether nothing is below."""
        return not self.top.is_before(self.last_place)

    @property
    def fraction(self) -> float:
        """How far the reader has come: 0 at the start, 1 when the end is in view and something was left behind."""
        if self.at_start:
            return 0.0
        return 1.0 if self.at_end else self.layout.fraction(self.offset)

    # Going elsewhere

    def go(self, place: Place) -> None:
        """Begin at a place, but let no empty screen stand below the end."""
        last = self.last_place
        self.top = last if last.is_before(place) else place

    def walk(self, lines: int) -> None:
        """Go so many lines down, or up where negative."""
        anchor, above = self.top
        if lines >= 0:
            through_head = min(above, lines)
            self.go(Place(self.layout.walk(anchor, lines - through_head), above - through_head))
            return
        before = self.layout.walk(anchor, lines)
        if before == self.layout.first:
            above = min(len(self.head), above - lines - self._lines_between(before, anchor))
        self.go(Place(before, above if before == self.layout.first else 0))

    def _lines_between(self, first: Anchor, last: Anchor) -> int:
        count = 0
        for anchor, _ in self.layout.rows(first):
            if anchor >= last:
                break
            count += 1
        return count

    def go_to_offset(self, offset: int, *, lead: int = 0) -> None:
        """Show the line of a character, with up to `lead` lines before it."""
        self.top = Place(self.layout.anchor_at(offset))
        self.walk(-lead)
        if not lead:
            self.go(self.top)

    def bring_into_view(self, offset: int) -> None:
        """Let a character be on the screen, and with it a third of a screen of what stands before it."""
        if not self.shows(offset):
            self.go_to_offset(offset, lead=self.height // 3)

    def shows(self, offset: int) -> bool:
        """Whether a character is on the screen."""
        return any(line.start <= offset < max(line.end, line.start + 1) for line in self.lines())

    def reshape(self, layout: Layout, head: Sequence[Line], height: int, offset: int) -> None:
        """Another width or height: the text begins at the same character, and the start stays the start."""
        was_start = self.at_start
        self.layout, self.head, self.height = layout, head, max(1, height)
        if was_start:
            self.top = self.start_place
        else:
            self.go_to_offset(offset)

    # Landmarks

    def heading(self, step: int) -> int | None:
        """The offset of the next heading below the top line, or of the one above it."""
        return self._block_from(step, only_headings=True)

    def block(self, step: int) -> int | None:
        """The offset of the next block below the top line, or of the one above it."""
        return self._block_from(step, only_headings=False)

    def _block_from(self, step: int, *, only_headings: bool) -> int | None:
        blocks = self.document.blocks
        number = self.top.anchor.block
        if step < 0 and self.layout.anchor_at(self.document.starts[number] if blocks else 0) < self.top.anchor:
            number += 1
        if step > 0 and self.top.above:
            number -= 1
        number += step
        while 0 <= number < len(blocks):
            if not only_headings or blocks[number].kind is BlockKind.HEADING:
                return blocks[number].start
            number += step
        return None


_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\]]*\s+|[。！？][\"'”’」』）]*\s*|\n\n")
_LONGEST_SENTENCE = 2_000


def sentence_start(text: str, start: int, end: int) -> int:
    """Where the first sentence of a line begins; where none does, the start of the one that runs through it.

    What is remembered for the next time: a line of another width may begin elsewhere, a sentence does not.
    """
    begin = max(0, start - _LONGEST_SENTENCE)
    found = 0 if begin == 0 else start
    for match in _SENTENCE_END.finditer(text, begin, end):
        if match.end() > start:
            return match.end() if match.end() < end and found != start else found
        found = match.end()
    return found
