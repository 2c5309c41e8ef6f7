"""Reading: opens articles at the right place, remembers where the reader stands, follows links and hits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer

from index import Library
from index.article import Article, Progress
from index.search.results import Hit, Range
from tui.preferences import Preferences
from tui.screens.journey import Stop
from tui.screens.panes import classes_at
from tui.screens.searching import Searching
from tui.screens.shelf import Answer
from tui.screens.undo import Change
from tui.widgets.contents import Contents, Heading
from tui.widgets.listing import Listing
from tui.widgets.prompt import PromptAnswered, PromptLeft, PromptTyped, Question
from tui.widgets.reader import (
    FindWanted,
    Finished,
    HitsEnded,
    Jumped,
    Moved,
    Peeked,
    Said,
)
from tui.widgets.results import Results

if TYPE_CHECKING:
    from index.document import Document
    from index.extract.recipe import View

SAVE_AFTER = 2.0
"""Seconds of rest after which the place is saved; leaving an article saves at once."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How an article is opened: at an offset, or at one of the hits of a query, or where it was left."""

    article_id: int
    query: str = ""
    at: int | None = None
    passage: int | None = None
    last_hit: bool = False
    focus: bool = True
    highlight: int | None = None
    """The number of the highlight to stand at."""


class Reading(Searching):
    """The part of the screen that reads."""

    def __init__(self, library: Library, answer: Answer, preferences: Preferences, classes: str = "") -> None:
        super().__init__(library, answer, preferences, classes)
        self._save_timer: Timer | None = None
        self._has_read = False
        self._found_hits: Sequence[Range] = ()
        self._finding_from = 0
        self.offered_link = ""
        """What a reader was told of last, to be fetched later or opened in the browser."""
        self.view: View | None = None
        """Another view of the page than the article that is kept; a place is kept in that alone."""
        self.link_state = ""

    # Opening

    def open_hit(self, hit: Hit, *, last_hit: bool = False) -> None:
        """Read an article of the list: at the passage that answers, or where it was left."""
        if self.answer.is_home or not hit.passage.text:
            query = "" if self.answer.is_home else self.answer.results.query
            self.open_article(Opening(hit.id, query, last_hit=last_hit))
        else:
            passage = None if last_hit else hit.passage.offset
            self.open_article(Opening(hit.id, self.answer.results.query, passage=passage, last_hit=last_hit))

    def open_article(self, opening: Opening, *, travelling: bool = False) -> None:
        """Read an article; where one was open, it can be gone back to."""
        if self.article is not None and not travelling:
            self.journey.leave(Stop(self.article.id, self.reader.offset_shown))
        self.keep_place()
        self.in_background(partial(fetch, self.library, opening), partial(self.show_article, opening))

    def show_article(self, opening: Opening, fetched: tuple[Article, tuple[Range, ...]]) -> None:
        """Put an article on the screen."""
        article, hits = fetched
        self.view = None
        self._found_hits, self._has_read, self.offered_link = hits, False, ""
        at, here = opening.at, -1
        if at is None and hits and (opening.passage is not None or opening.last_hit):
            here = hit_at(hits, opening)
        if at is None and here < 0:
            at = article.state.position if article.state.progress is Progress.READING else 0
        self.peek.show("")
        self.reader.open(article, at=at or 0, hits=hits, here=here)
        self.reader.illustrate(partial(self.library.picture, article.id))
        chosen = next((each for each in article.highlights if each.id == opening.highlight), None)
        if chosen is not None and chosen.start < chosen.end:
            self.reader.choose_highlight(chosen)
        self.update_classes({"-has-article": True, **(classes_at("reader") if opening.focus else {})}, update=False)
        self.list_headings(article)
        state = article.state
        self.in_background(
            partial(self.library.save_position, article.id, state.position, state.fraction),
            lambda _: self.refresh_rows([article.id]),
        )
        if opening.focus:
            self.go_to_pane("reader")
        self.describe_place()

    def open_anew(self, article_id: int) -> None:
        """Show an article whose text has changed, where it is the one that is open."""
        if self.article is not None and self.article.id == article_id:
            self._has_read = False
            opening = Opening(article_id, at=self.reader.offset_shown, focus=self.focused is self.reader)
            self.in_background(partial(fetch, self.library, opening), partial(self.show_article, opening))

    def list_headings(self, article: Article) -> None:
        """Fill the contents, and restyle the screen."""
        headings = headings_of(article.document)
        self.set_class(len(headings) < 2, "-no-headings", update=False)  # one heading is no contents
        self.update_node_styles(animate=False)
        self.contents.show_headings(headings)
        self.contents.follow(self.reader.offset_shown)

    def refresh_rows(self, ids: Sequence[int]) -> None:
        """Show in the list what has become of some articles."""
        self.in_background(partial(self.library.rows, ids), self.results.replace_rows)

    @on(Listing.Opened)
    def _opened(self, event: Listing.Opened) -> None:
        if isinstance(event.listing, Results):
            hit = event.listing.current
            if hit is not None:
                self.open_hit(hit)
        elif isinstance(event.listing, Contents):
            heading = event.listing.heading_at(event.index)
            if heading is not None:
                self.go_to_pane("reader")
                self.leave_behind()
                self.reader.go_to(heading.offset, reading=True)

    def action_next_article(self, step: int) -> None:
        """Open the next article of the list, or the one before."""
        hit = self.results.neighbour(step)
        if hit is not None:
            self.open_hit(hit)
        else:
            self.say(
                "That was the last article of the list." if step > 0 else "That was the first article of the list."
            )

    # The place

    @on(Moved)
    def _moved(self, event: Moved) -> None:
        self.contents.follow(self.reader.offset_shown)
        self.describe_place()
        if event.reading and self.article is not None and self.article.id == event.article_id:
            self._has_read, self.offered_link = True, ""
            if self._save_timer is not None:
                self._save_timer.stop()
            self._save_timer = self.set_timer(SAVE_AFTER, self.keep_place)

    def keep_place(self, *, at_once: bool = False) -> None:
        """Save where the reader stands, where there was any reading since it was last saved."""
        if self._save_timer is not None:
            self._save_timer.stop()
            self._save_timer = None
        article = self.article
        if article is None or not self._has_read or self.view is not None:
            return
        self._has_read = False
        save = partial(self.library.save_position, article.id, self.reader.resting_place, self.reader.fraction)
        if at_once:
            save()
        else:
            self.in_background(save, lambda _: self.refresh_rows([article.id]))

    @on(Finished)
    def _finished(self, event: Finished) -> None:
        article = self.article
        if article is None or article.id != event.article_id or self.view is not None:
            return

        def mark() -> tuple[int, Progress]:
            before = self.library.rows([article.id])[0].state.progress
            return self.library.mark([article.id], progress=Progress.READ), before

        def told(result: tuple[int, Progress]) -> None:
            changed, before = result
            if changed:
                undo = partial(self.library.mark, [article.id], progress=before)
                self.undo.remember(Change("marked as read", lambda: (undo(), [article.id])[1]))
                self.refresh_rows([article.id])
                self.say("Read to the end. e archives it and opens the next, u keeps it unread.")

        self.in_background(mark, told)

    # Hits

    @on(HitsEnded)
    def _hits_ended(self, event: HitsEnded) -> None:
        if not self.reader.hit_place[1]:
            self.say("No hits here: / searches the library, \\ finds in this article.")
            return
        hit = self.results.neighbour(event.step) if not self.answer.is_home and not self._finding else None
        if hit is not None:
            self.open_hit(hit, last_hit=event.step < 0)
        else:
            self.say("That was the last hit." if event.step > 0 else "That was the first hit.")

    @property
    def _finding(self) -> bool:
        return self.has_class("-finding")

    @on(FindWanted)
    def _ask_what_to_find(self) -> None:
        if self.article is not None:
            self._finding_from = self.reader.offset_shown
            self.ask_reader(Question("find", "\\ ", is_live=True))

    @on(PromptTyped)
    def _find(self, event: PromptTyped) -> None:
        if event.name == "find":
            self.find(event.text, self._finding_from)

    def find(self, words: str, near: int) -> None:
        """Mark words in this article and go to the first of them."""
        if words.strip():
            self.add_class("-finding")
            self.reader.find(words, near=near)
        else:
            self.stop_finding()
        self.describe_place()

    @on(PromptAnswered)
    def _found(self, event: PromptAnswered) -> None:
        if event.name == "find" and event.text.strip():
            self._say_if_missing(event.text)

    def find_at_once(self, words: str) -> None:
        """Find words that were typed already."""
        self.find(words, self.reader.offset_shown)
        self._say_if_missing(words)

    def _say_if_missing(self, words: str) -> None:
        if not self.reader.hit_place[1]:
            self.say(f"«{words}» does not stand in this article.")
            self.stop_finding()

    @on(PromptLeft)
    def _find_left(self, event: PromptLeft) -> None:
        if event.name == "find":
            self.stop_finding()
            self.reader.go_to(self._finding_from)

    def stop_finding(self) -> bool:
        """Show the hits of the search again; whether others were shown."""
        was_finding = self._finding
        if was_finding:
            self.remove_class("-finding")
            self.reader.show_hits(self._found_hits)
        return was_finding

    # History

    @on(Peeked)
    def _peeked(self, event: Peeked) -> None:
        self.peek.show(event.text)

    @on(Said)
    def _tell(self, event: Said) -> None:
        self.say(event.words)

    @on(Jumped)
    def _jumped(self, event: Jumped) -> None:
        if self.article is not None:
            self.journey.leave(Stop(self.article.id, event.start))

    def leave_behind(self) -> None:
        """The reader goes elsewhere: this place can be gone back to."""
        if self.article is not None:
            self.journey.leave(Stop(self.article.id, self.reader.offset_shown))

    def action_travel(self, step: int) -> None:
        """Back to the place before this one, or forward again."""
        article = self.article
        here = Stop(article.id, self.reader.offset_shown) if article is not None else None
        stop = self.journey.travel(step, here)
        if stop is None:
            self.say("There is nothing to go back to." if step < 0 else "There is nothing to go forward to.")
        elif article is not None and stop.article_id == article.id:
            self.reader.go_to(stop.offset)
        else:
            self.open_article(Opening(stop.article_id, at=stop.offset), travelling=True)


def fetch(library: Library, opening: Opening) -> tuple[Article, tuple[Range, ...]]:
    """An article, and where the words of a query stand in it."""
    article = library.read(opening.article_id)
    return article, library.matches(opening.article_id, opening.query) if opening.query.strip() else ()


def headings_of(document: Document) -> list[Heading]:
    """The headings of a document, for the contents."""
    return [
        Heading(document.text_of(block).replace("\n", " "), block.level, block.start)
        for _, block in document.headings()
    ]


def hit_at(hits: Sequence[Range], opening: Opening) -> int:
    """Which hit an article is opened at."""
    if opening.last_hit:
        return len(hits) - 1
    passage = opening.passage or 0
    return next((number for number, (_, end) in enumerate(hits) if end > passage), 0)
