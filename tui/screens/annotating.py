"""Highlights and notes: made, coloured, written about, taken away, chosen from a list; each change can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

from textual import on

from index.article import COLOURS, Highlight
from tui.screens.reading import Opening
from tui.screens.taking import Taking, source_of
from tui.screens.undo import Change
from tui.widgets.entries import Entry, Pick, Shelf
from tui.widgets.prompt import PromptAnswered, Question
from tui.widgets.reader import HighlightChanged, HighlightChosen, HighlightWanted, NoteWanted

NO_HIGHLIGHTS = "No highlights yet: in an article, v selects a passage and h highlights it."


class Annotating(Taking):
    """The part of the screen that marks passages."""

    _noted: Highlight | None = None
    """The highlight whose note is being written."""

    # Making and changing

    @on(HighlightWanted)
    def _highlight(self, event: HighlightWanted) -> None:
        article = self.article
        if article is None:
            return
        if self.view is not None:
            self.say("This is another view of the page; its passages can be copied, those of the article highlighted.")
            return
        if event.copying:
            self.take([source_of(article, event.passage)])
        self.reader.leave_selection()

        def work() -> Highlight:
            there = [each for each in self.library.highlights(article.id) if (each.start, each.end) == event.passage]
            return there[0] if there else self.library.highlight(article.id, *event.passage, colour=COLOURS[0])

        def made(highlight: Highlight) -> None:
            undo = partial(self.library.remove_highlight, highlight.id)
            self.undo.remember(Change("Highlighted", undo))
            self._reload(highlight.id)
            if event.note:
                self._write_note(highlight, event.note)
            elif not event.copying:
                self.say(f"Highlighted in {highlight.colour} · h another colour · A a note · u undoes it")

        self.in_background(work, made)

    @on(HighlightChanged)
    def _change_highlight(self, event: HighlightChanged) -> None:
        highlight, article = event.highlight, self.article
        if article is None:
            return
        if event.removing:
            work: Callable[[], object] = partial(self.library.remove_highlight, highlight.id)
            change = Change("Highlight taken away", partial(self.library.restore_highlight, article.id, highlight))
        else:
            work = partial(self.library.edit_highlight, highlight.id, colour=event.colour)
            undo = partial(self.library.edit_highlight, highlight.id, colour=highlight.colour)
            change = Change(f"Highlighted in {event.colour}", undo)
        self._do(work, change, None if event.removing else highlight.id)

    def _do(self, work: Callable[[], object], change: Change, chosen: int | None) -> None:
        def done(_: object) -> None:
            self.undo.remember(change)
            self._reload(chosen)
            self.say(f"{change.done} · u undoes it")

        self.in_background(work, done)

    def show_highlights_again(self) -> None:
        """Something may have been undone: show what there is."""
        self._reload(None)

    def _reload(self, chosen: int | None) -> None:
        article = self.article
        if article is None or self.view is not None:
            return

        def show(highlights: Sequence[Highlight]) -> None:
            if self.article is article:
                self.reader.show_highlights(highlights, chosen=chosen)
                self.peek.show(self.reader.highlight.note if self.reader.highlight else "")
                self.describe_place()

        self.in_background(partial(self.library.highlights, article.id), show)

    @on(HighlightChosen)
    def _highlight_chosen(self, event: HighlightChosen) -> None:
        if event.highlight is None:
            self.peek.show("")
        self.describe_place()

    # Notes

    @on(NoteWanted)
    def _note_wanted(self, event: NoteWanted) -> None:
        self._write_note(event.highlight, event.where)

    def _write_note(self, highlight: Highlight, where: str) -> None:
        """Ask for a note; one of several lines is always written in the editor."""
        if where == "line" and "\n" not in highlight.note:
            self._noted = highlight
            self.ask_reader(Question("note", "Note: ", highlight.note))
            return
        from tui.screens.editor import edit

        written = edit(self.app, highlight.note)
        if written.failure:
            self.say(written.failure, error=True)
        else:
            self._keep_note(highlight, written.text)

    @on(PromptAnswered)
    def _note_written(self, event: PromptAnswered) -> None:
        if event.name == "note" and self._noted is not None:
            self._keep_note(self._noted, event.text)
            self._noted = None

    def _keep_note(self, highlight: Highlight, note: str) -> None:
        note = note.strip()
        if note == highlight.note:
            self.say("The note is as it was.")
            return
        work = partial(self.library.edit_highlight, highlight.id, note=note)
        undo = partial(self.library.edit_highlight, highlight.id, note=highlight.note)
        self._do(work, Change("Note kept" if note else "Note taken away", undo), highlight.id)

    # The lists

    def action_highlights(self) -> None:
        """Choose from the highlights of this article, or of the library."""
        article = self.article if self.focused in (self.reader, self.contents) else None

        def work() -> list[Shelf[Place]]:
            mine = self.library.highlights(article.id) if article else ()
            shelves = [Shelf("Highlights of this article", [_entry(each, article.id) for each in mine if article])]
            everywhere = [_entry(each.highlight, each.article_id, each.title) for each in self.library.all_highlights()]
            return [*(shelves if mine else ()), Shelf("Highlights of all articles", everywhere, NO_HIGHLIGHTS)]

        self.in_background(work, lambda shelves: self.pick(shelves, self._picked, removable=True))

    def _picked(self, pick: Pick[Place]) -> None:
        """Go to the highlight that was chosen, or take it away."""
        place = pick.value
        if pick.removing:
            undo = partial(self.library.restore_highlight, place.article_id, place.highlight)
            work = partial(self.library.remove_highlight, place.highlight.id)
            self._do(work, Change("Highlight taken away", undo), None)
        elif self.article is not None and self.article.id == place.article_id:
            self.leave_behind()
            self.go_to_pane("reader")
            self.reader.choose_highlight(place.highlight)
        else:
            self.open_article(Opening(place.article_id, at=place.highlight.start, highlight=place.highlight.id))


class Place(NamedTuple):
    """A highlight, and the article that it stands in."""

    article_id: int
    highlight: Highlight


def _entry(highlight: Highlight, article_id: int, title: str = "") -> Entry[Place]:
    day = datetime.fromtimestamp(highlight.created).strftime("%Y-%m-%d")  # noqa: DTZ006  the reader's own day
    said = (title, " ".join(highlight.note.split()), day, "" if highlight.end > highlight.start else "no longer there")
    words = " ".join(highlight.quote.split())
    sign = highlight.colour[:1].upper() if highlight.note else highlight.colour[:1]
    about = " · ".join(each for each in said if each)
    return Entry(words, Place(article_id, highlight), about, sign=sign)
