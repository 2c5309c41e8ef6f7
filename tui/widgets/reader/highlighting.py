"""Highlights in the reader: how they are shown, walked, made and changed. Who keeps them is told by messages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.article import COLOURS, Article, Highlight
from tui.render.model import Line, Mark, Role
from tui.typography import Typography
from tui.widgets.reader.messages import HighlightChanged, HighlightChosen, HighlightWanted, NoteWanted, Peeked, Said
from tui.widgets.reader.selecting import SelectingView
from tui.widgets.reader.selection import Selection
from tui.widgets.reader.units import Unit

_ROLES = {"green": Role.HIGHLIGHT | Role.GREEN, "blue": Role.HIGHLIGHT | Role.BLUE, "pink": Role.HIGHLIGHT | Role.PINK}


class HighlightingView(SelectingView):
    """An article with the passages that its reader marked."""

    def __init__(self, *, typography: Typography, id: str | None = None) -> None:  # noqa: A002  textual's name for it
        super().__init__(typography=typography, id=id)
        self._highlights: Sequence[Highlight] = ()
        self._highlight: Highlight | None = None

    def place(self, article: Article) -> None:
        """Another article, with its highlights."""
        super().place(article)
        self._highlight = None
        self._set_highlights(article.highlights)

    def show_highlights(self, highlights: Sequence[Highlight], *, chosen: int | None = None) -> None:
        """Show these highlights of the article, one of them chosen by its number."""
        self._set_highlights(highlights)
        wanted = self._highlight.id if chosen is None and self._highlight else chosen
        self._highlight = next((each for each in self._highlights if each.id == wanted), None)
        self._mark_chosen()
        self.show()

    def _set_highlights(self, highlights: Sequence[Highlight]) -> None:
        self._highlights = sorted((each for each in highlights if each.start < each.end), key=lambda each: each.start)
        self.mark(
            "highlights",
            [Mark(each.start, each.end, _ROLES.get(each.colour, Role.HIGHLIGHT)) for each in self._highlights],
        )

    @property
    def highlight(self) -> Highlight | None:
        """The highlight under the cursor."""
        return self._highlight

    @property
    def highlight_place(self) -> tuple[int, int]:
        """(which highlight, of how many) the reader stands at; 0 where at none."""
        here = self._highlights.index(self._highlight) + 1 if self._highlight in self._highlights else 0
        return here, len(self._highlights)

    def choose_highlight(self, highlight: Highlight | None) -> None:
        """Put the cursor on a highlight, and show its note; or on none."""
        self._highlight = highlight
        self._mark_chosen()
        self.post_message(HighlightChosen(highlight))
        if highlight is not None:
            self.bring_into_view(highlight.start)
            self.post_message(Peeked(highlight.note))
        else:
            self.show()

    def drop_highlight(self) -> bool:
        """Choose no highlight any longer; whether one was chosen."""
        had = self._highlight is not None
        if had:
            self.choose_highlight(None)
        return had

    def _mark_chosen(self) -> None:
        chosen = self._highlight
        self.mark("chosen", [Mark(chosen.start, chosen.end, Role.SELECTED)] if chosen else ())

    # Keys

    def action_to_highlight(self, step: int) -> None:
        """To the next highlight, or the one before."""
        amount = step * self.take_count()
        if self._page is None or not self._highlights:
            self.post_message(Said("No highlights here: v selects a passage, h highlights it."))
            return
        here = self.highlight_place[0] - 1
        if here < 0:
            before = sum(1 for each in self._highlights if each.start < self.offset_shown)
            here = before - 1 if amount > 0 else before
        wanted = here + amount
        if 0 <= wanted < len(self._highlights):
            self.choose_highlight(self._highlights[wanted])
        else:
            self.post_message(Said(f"That was the {'last' if step > 0 else 'first'} highlight of this article."))

    def action_highlight(self, copying: bool = False) -> None:
        """Highlight what is chosen or the sentence here; a chosen highlight gets the next colour."""
        if self._selection is None and self._highlight is not None:
            at = COLOURS.index(self._highlight.colour) if self._highlight.colour in COLOURS else -1
            self.post_message(HighlightChanged(self._highlight, COLOURS[(at + 1) % len(COLOURS)]))
        elif (passage := self.passage_here) is not None:
            self.post_message(HighlightWanted(passage, copying))

    def action_note(self, where: str) -> None:
        """Write a note at the chosen highlight, or at one that is made for it."""
        if self._selection is None and self._highlight is not None:
            self.post_message(NoteWanted(self._highlight, where))
        elif (passage := self.passage_here) is not None:
            self.post_message(HighlightWanted(passage, note=where))

    def action_remove_highlight(self) -> None:
        """Take the chosen highlight away."""
        if self._highlight is not None:
            self.post_message(HighlightChanged(self._highlight, removing=True))
        else:
            self.post_message(Said("No highlight is chosen: . goes to the next one."))

    @property
    def passage_here(self) -> tuple[int, int] | None:
        """What is chosen, else the sentence where choosing would begin."""
        if self._page is None:
            return None
        found = self._selection or Selection.at(self._page.document, self.starting_place, Unit.SENTENCE)
        return (found.start, found.end) if found else None

    # The margin tells colours apart without colour

    def _signs(self, lines: Sequence[Line]) -> Iterable[tuple[int, str]]:
        """(row, sign) of what stands in the margin: a colour's letter where its highlight begins, large with a note."""
        waiting = list(self._highlights)
        for number, line in enumerate(lines):
            if line.start < 0 or line.start == line.end:
                continue
            here = [each for each in waiting if each.start < line.end and each.end > line.start]
            if here:
                first = here[0]
                yield number, first.colour[:1].upper() if first.note else first.colour[:1].lower()
            waiting = [each for each in waiting if each.start >= line.end]
