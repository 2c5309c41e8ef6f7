"""Marks: a letter for a place, in whatever article; and the places that a jump left behind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on

from index import Library
from tui.screens.annotating import Annotating
from tui.screens.journey import Stop
from tui.screens.reading import Opening
from tui.screens.undo import Change
from tui.widgets.entries import Entry, Pick, Shelf
from tui.widgets.prompt import PromptAnswered, PromptTyped, Question

if TYPE_CHECKING:
    from index.library import Placemark

BACK = "'"
NO_ARTICLE = "No article is open."
NO_MARKS = "No marks yet: in an article, m and a letter mark the place."


class Placemarking(Annotating):
    """The part of the screen that remembers places."""

    def action_mark(self) -> None:
        """Ask for the letter of this place."""
        if self.article is not None:
            self.ask_reader(Question("mark", "Mark this place with a letter: ", is_live=True))
        else:
            self.say(NO_ARTICLE)

    def action_to_mark(self) -> None:
        """Ask for the letter of a place."""
        offers: list[str] = []

        def known(marks: tuple[Placemark, ...]) -> None:
            offers.extend(f"{each.letter} {each.title}" for each in marks)
            self.prompt.offer_again()

        self.ask_reader(Question("to-mark", "Go to the mark: ", completions=lambda _: offers, is_live=True))
        self.in_background(self.library.placemarks, known)

    @on(PromptTyped)
    def _letter_typed(self, event: PromptTyped) -> None:
        letter = event.text[-1:]
        if not letter or event.name not in ("mark", "to-mark"):
            return
        self._leave_prompt(event.name)
        self._with_letter(event.name, letter)

    @on(PromptAnswered)
    def _letter_answered(self, event: PromptAnswered) -> None:
        if event.name in ("mark", "to-mark") and event.text.strip():
            self._with_letter(event.name, event.text.strip()[:1])

    def _with_letter(self, name: str, letter: str) -> None:
        if name == "mark":
            self.mark_place(letter)
        else:
            self.go_to_mark(letter)

    def mark_place(self, letter: str) -> None:
        """Let a letter name the place where the reader stands."""
        article = self.article
        if article is None or self.view is not None:
            self.say("This is another view of the page; marks stand in the article." if article else NO_ARTICLE)
            return
        position = self.reader.resting_place

        def work() -> Change:
            before = next((each for each in self.library.placemarks() if each.letter == letter), None)
            self.library.set_placemark(letter, article.id, position)
            return Change(f"Mark {letter} set", partial(_unmark, self.library, letter, before))

        def done(change: Change) -> None:
            self.undo.remember(change)
            self.say(f"{change.done} · {BACK}{letter} comes back here, from any article")

        self.in_background(work, done)

    def go_to_mark(self, letter: str) -> None:
        """Go to the place that a letter names, in whatever article; `'` names the one before the last jump."""
        if letter == BACK:
            self._exchange()
            return

        def go(marks: tuple[Placemark, ...]) -> None:
            place = next((each for each in marks if each.letter == letter), None)
            if place is None:
                self.say(f"No place is marked {letter}; m{letter} marks this one.")
            else:
                self._go_to_place(Stop(place.article_id, place.position))

        self.in_background(self.library.placemarks, go)

    def _exchange(self) -> None:
        article = self.article
        here = Stop(article.id, self.reader.offset_shown) if article is not None else None
        stop = self.journey.exchange(here)
        if stop is None:
            self.say("There is nothing to go back to.")
        else:
            self._go_to_place(stop, travelling=True)

    def _go_to_place(self, stop: Stop, *, travelling: bool = False) -> None:
        if self.article is not None and self.article.id == stop.article_id:
            if not travelling:
                self.leave_behind()
            self.go_to_pane("reader")
            self.reader.go_to(stop.offset)
        else:
            self.open_article(Opening(stop.article_id, at=stop.offset), travelling=travelling)

    def action_marks(self) -> None:
        """Choose from all marks."""

        def ask(marks: tuple[Placemark, ...]) -> None:
            entries = [Entry(each.title, each, " ".join(each.words.split()), sign=each.letter) for each in marks]
            self.pick([Shelf("Marks", entries, NO_MARKS)], self._mark_picked, removable=True)

        self.in_background(self.library.placemarks, ask)

    def _mark_picked(self, pick: Pick[Placemark]) -> None:
        if not pick.removing:
            self._go_to_place(Stop(pick.value.article_id, pick.value.position))
            return
        letter, library = pick.value.letter, self.library
        undo = partial(library.set_placemark, letter, pick.value.article_id, pick.value.position)
        self.undo.remember(Change(f"Mark {letter} taken away", undo))
        self.in_background(
            partial(library.remove_placemark, letter), lambda _: self.say(f"Mark {letter} taken away · u undoes it")
        )


def _unmark(library: Library, letter: str, before: Placemark | None) -> None:
    if before is None:
        library.remove_placemark(letter)
    else:
        library.set_placemark(letter, before.article_id, before.position)
