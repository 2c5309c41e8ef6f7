"""The contents of an article: its headings, the one being read marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.style import Style
from textual.strip import Strip

from tui.keys import Context, bindings
from tui.widgets.drawing import fitted, line, shown
from tui.widgets.listing import Listing

DEEPEST = 4
"""Deeper headings are indented no further."""


class Heading(NamedTuple):
    """A heading, and where it stands in the text."""

    text: str
    level: int
    offset: int


class Contents(Listing):
    """Headings, one a line, indented by their rank below the highest one."""

    BINDINGS = bindings(Context.CONTENTS)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"contents--heading", "contents--here", "contents--cursor"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  textual's name for it
        super().__init__(id=id)
        self._headings: Sequence[Heading] = ()
        self._highest = 1
        self._here = -1

    def show_headings(self, headings: Sequence[Heading]) -> None:
        """Show those of another article."""
        self._headings = headings
        self._highest = min((heading.level for heading in headings), default=1)
        self._here, self._cursor, self._top = -1, 0, (0, 0)
        self.show()

    def heading_at(self, index: int) -> Heading | None:
        """The heading of an entry."""
        return self._headings[index] if 0 <= index < len(self._headings) else None

    def follow(self, offset: int) -> None:
        """Mark the heading under which an offset stands; the cursor goes along while the keys go elsewhere."""
        from bisect import bisect_right

        here = bisect_right(self._headings, offset, key=lambda heading: heading.offset) - 1
        if here == self._here:
            return
        self._here = here
        if not self.has_focus:
            self._cursor = max(0, here)
            self.show_cursor()
        self.show()

    @property
    def length(self) -> int:
        """The number of headings."""
        return len(self._headings)

    def height_of(self, index: int) -> int:  # noqa: ARG002  all alike
        """One line each."""
        return 1

    def draw(self, index: int, width: int) -> list[Strip]:
        """A heading."""
        heading = self._headings[index]
        here = index == self._here
        at_cursor = index == self._cursor and self.has_focus
        ground = self.rich_style + (self._style("cursor") if at_cursor else Style.null())
        mark = "▸ " if here else "  "
        indent = "  " * min(heading.level - self._highest, DEEPEST)
        text = fitted(mark + indent + shown(heading.text), width - 1)
        return [line([(text, self._style("here" if here else "heading"))], width, ground)]

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"contents--{name}", partial=True)
