"""The help screen: what the keys do where the reader was, made from the table of keys, and searchable."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import zip_longest
from textwrap import wrap
from typing import ClassVar

from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input

from tui.keys import Action, Context, Keymap, actions_in, bindings, keys_of, shown
from tui.widgets.box import Box
from tui.widgets.drawing import fitted, line
from tui.widgets.listing import Listing

KEYS_WIDTH = 20
NARROW_KEYS_WIDTH = 11


class KeyList(Listing):
    """Actions with their keys under the places where they hold."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-list--keys", "key-list--help", "key-list--section"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  textual's name for it
        super().__init__(id=id)
        self._entries: Sequence[tuple[str, str]] = ()

    def show_entries(self, entries: Sequence[tuple[str, str]]) -> None:
        """(keys, help) a line; a heading has no keys."""
        self._entries = entries
        self._top = (0, 0)
        self.forget()

    @property
    def length(self) -> int:
        """The number of lines."""
        return len(self._entries)

    def height_of(self, index: int) -> int:
        """As many lines as keys and words take side by side."""
        return len(_side_by_side(*self._entries[index], self.size.width))

    def draw(self, index: int, width: int) -> list[Strip]:
        """Keys, and what they do."""
        keys, words = self._entries[index]
        if not keys:
            return [line([(" " + fitted(words, width - 1), self._look("section"))], width, self.rich_style)]
        looks = self._look("keys"), self._look("help")
        return [
            line([(" ", Style.null()), (left, looks[0]), (right, looks[1])], width, self.rich_style)
            for left, right in _side_by_side(keys, words, width)
        ]

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"key-list--{name}", partial=True)


class HelpBox(Box):
    """What is typed narrows the list."""


class HelpScreen(ModalScreen[None]):
    """Lies over the screen it explains."""

    AUTO_FOCUS = "HelpBox"
    BINDINGS = bindings(Context.HELP)
    CSS_PATH: ClassVar[str] = "../styles/help.tcss"

    def __init__(self, context: Context, keymap: Keymap) -> None:
        super().__init__()
        self._place = context
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """A box to search in, and the list."""
        yield HelpBox(placeholder="What do you want to do? Esc closes")
        yield KeyList(id="keys")

    def on_mount(self) -> None:
        """Show everything, the place where the reader was first."""
        self._show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, words: str) -> None:
        self.query_one(KeyList).show_entries(entries(self._place, self._keymap, words))

    def action_close(self) -> None:
        """Back to where the reader was."""
        self.dismiss()

    def action_move(self, amount: int) -> None:
        """Scroll."""
        self.query_one(KeyList).scroll_lines(amount)

    def action_page(self, amount: int) -> None:
        """Scroll by screens."""
        keys = self.query_one(KeyList)
        keys.scroll_lines(amount * max(1, keys.size.height - 2))


@cache
def _side_by_side(keys: str, words: str, width: int) -> Sequence[tuple[str, str]]:
    """The lines of an entry: keys, filled up to their column, and words."""
    if not keys:
        return [("", words)]
    column = KEYS_WIDTH if width >= 3 * KEYS_WIDTH else NARROW_KEYS_WIDTH
    left = wrap(keys, column - 1)
    right = wrap(words, max(1, width - column - 1))
    return [(each.ljust(column), other) for each, other in zip_longest(left, right, fillvalue="")]


def entries(context: Context, keymap: Keymap, words: str) -> list[tuple[str, str]]:
    """The lines of the help: the place itself, what holds around it, then the boxes and prompts."""
    wanted = words.lower().split()
    found: list[tuple[str, str]] = []
    for place in (context, *context.around, Context.SEARCH, Context.PROMPT):
        lines = [
            entry
            for action in actions_in(place)
            if (entry := _entry(action, keymap)) and _answers(wanted, *entry, action.command)
        ]
        if lines:
            found += [("", place.heading), *lines, ("", "")]
    return found[:-1] or [("", "Nothing that Carrel does is described so.")]


def _answers(wanted: Sequence[str], *said: str) -> bool:
    text = " ".join(said).lower()
    return all(word in text for word in wanted)


def _entry(action: Action, keymap: Keymap) -> tuple[str, str]:
    keys = keys_of(action, keymap)
    if not keys:
        return f":{action.command}", action.help
    return "1…9" if keys[0].isdigit() else "  ".join(map(shown, keys)), action.help
