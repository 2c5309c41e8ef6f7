"""Choosing a passage in the reader: a mode that takes the keys until the passage is taken away or left."""

from __future__ import annotations

from textual.events import Key

from index.article import Article
from tui.keys import Context, Keymap, actions_in, keys_of, methods
from tui.render.model import Mark, Role
from tui.typography import Typography
from tui.widgets.reader.messages import SelectionChanged
from tui.widgets.reader.pictures import IllustratedView
from tui.widgets.reader.selection import Selection
from tui.widgets.reader.units import Unit


class SelectingView(IllustratedView):
    """An article of which a passage can be chosen."""

    def __init__(self, *, typography: Typography, id: str | None = None) -> None:  # noqa: A002  textual's name for it
        super().__init__(typography=typography, id=id)
        self._selection: Selection | None = None
        self._keys: dict[str, str] = {}
        self._silent: frozenset[str] = frozenset()
        self.use_keys({})

    def use_keys(self, keymap: Keymap) -> None:
        """Take the keys of the settings for choosing a passage; those of reading are silent meanwhile."""
        self._keys = methods(Context.SELECTION, keymap)
        self._silent = frozenset(
            key for action in actions_in(Context.READER, Context.ARTICLE) for key in keys_of(action, keymap)
        )

    def place(self, article: Article) -> None:
        """Another article: nothing of it is chosen yet."""
        super().place(article)
        self._selection = None

    @property
    def selection(self) -> Selection | None:
        """What is chosen."""
        return self._selection

    @property
    def starting_place(self) -> int:
        """Where a passage begins to be chosen: at the first line that begins on the screen."""
        if self._page is None:
            return 0
        found = next((line for line in self._page.lines() if line.end > line.start >= 0), None)
        return self.resting_place if found is None else self._first_sentence(found.start, found.end)

    def _first_sentence(self, start: int, end: int) -> int:
        """The sentence that begins in a line, else the one that runs through it."""
        assert self._page is not None
        held = Selection.at(self._page.document, start, Unit.SENTENCE)
        if held is None or held.start >= start:
            return start
        return held.end if held.end < end else held.start

    def action_select(self, unit: str) -> None:
        """Choose a passage by these units; where that was being done, leave it."""
        step = Unit(unit)
        if self._page is None:
            return
        if self._selection is None:
            self._choose_passage(Selection.at(self._page.document, self.starting_place, step))
        elif self._selection.unit is step:
            self.leave_selection()
        else:
            self._choose_passage(self._selection.by(step))

    def action_extend(self, step: int, unit: str = "") -> None:
        """Move the end that moves."""
        selection = self._selection
        for _ in range(self.take_count()):
            if selection is not None:
                selection = selection.moved(step, Unit(unit) if unit else None)
        self._choose_passage(selection)

    def action_extend_to_end(self, step: int) -> None:
        """Take in all from here to the end of the article, or to its beginning."""
        self.take_count()
        if self._selection is not None and self._page is not None:
            self._choose_passage(self._selection.reaching(step))

    def action_swap_ends(self) -> None:
        """Move the other end from now on."""
        if self._selection is not None:
            self._choose_passage(self._selection.swapped())

    def action_leave_selection(self) -> None:
        """Choose nothing."""
        self.leave_selection()

    def leave_selection(self) -> bool:
        """Choose nothing any longer; whether something was chosen."""
        had = self._selection is not None
        if had:
            self._selection = None
            self.mark("passage", ())
            self.show()
            self.post_message(SelectionChanged())
        return had

    def _choose_passage(self, selection: Selection | None) -> None:
        if selection is None or self._page is None:
            return
        self._selection = selection
        self.mark("passage", [Mark(selection.start, selection.end, Role.SELECTED)])
        self._reveal(selection.edge)
        self.post_message(SelectionChanged())

    def _reveal(self, offset: int) -> None:
        """Scroll as little as brings a character into view."""
        page = self._page
        if page is None:
            return
        step = 1 if offset >= page.end else -1
        for _ in range(page.height):
            if page.shows(offset) or (page.at_end if step > 0 else page.at_start):
                break
            page.walk(step)
        self.bring_into_view(offset)

    def _ask_for_pane(self) -> None:
        if self._selection is None:
            super()._ask_for_pane()

    async def on_key(self, event: Key) -> None:
        """While a passage is being chosen, keys belong to that; what is done anywhere goes on being done."""
        if self._selection is None:
            return
        key = event.character if event.character and event.is_printable else event.key
        method = self._keys.get(key or "")
        if method is not None or key in self._silent:
            event.stop()
            event.prevent_default()
        if method is not None:
            await self.run_action(method)
