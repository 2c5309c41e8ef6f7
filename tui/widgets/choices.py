"""A list to choose from: under headings, one line each, what it is on the left and a figure on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from tui.widgets.drawing import fitted, line, shown
from tui.widgets.listing import Listing


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose. `value` is what choosing it gives; without one it is a heading, or a line to read."""

    text: str
    value: str = ""
    aside: str = ""
    is_heading: bool = False


class Choices(Listing):
    """The choices that are left, a cursor at one of them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "choices--text", "choices--aside", "choices--section", "choices--cursor",
    }  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  textual's name for it
        super().__init__(id=id)
        self._choices: Sequence[Choice] = ()

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show others, the cursor at the first that can be chosen."""
        self._choices = choices
        self._cursor, self._top = 0, (0, 0)
        self.clamp()
        self.show_cursor()

    @property
    def chosen(self) -> Choice | None:
        """What the cursor stands at, where it can be chosen."""
        return self._choices[self._cursor] if self.holds_cursor(self._cursor) else None

    @property
    def length(self) -> int:
        """The number of lines."""
        return len(self._choices)

    def height_of(self, index: int) -> int:  # noqa: ARG002  all alike
        """One line each."""
        return 1

    def holds_cursor(self, index: int) -> bool:
        """A heading does not, nor a line that is there to be read."""
        return 0 <= index < self.length and bool(self._choices[index].value)

    def draw(self, index: int, width: int) -> list[Strip]:
        """One choice."""
        choice = self._choices[index]
        if choice.is_heading:
            return [
                line([(" " + fitted(shown(choice.text), width - 1), self._look("section"))], width, self.rich_style)
            ]
        here = index == self._cursor and bool(choice.value)
        ground = self.rich_style + (self._look("cursor") if here else Style.null())
        side = shown(choice.aside)
        text = fitted(shown(choice.text), width - cell_len(side) - 6)
        pad = " " * max(1, width - cell_len(text) - cell_len(side) - 4)
        bar = "▌ " if here else "  "
        return [line([(bar + " " + text, self._look("text")), (pad + side, self._look("aside"))], width, ground)]

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"choices--{name}", partial=True)
