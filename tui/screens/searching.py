"""Searching while typing: the first key is asked once it is seen, later ones after a short rest, never two at a time.

An answer that a later question has overtaken is dropped. While a query is half-typed, or finds nothing yet, or cannot
be read, the last good answer stays on the screen.
"""

from __future__ import annotations

import re
from functools import partial
from time import monotonic

from rich.cells import cell_len
from textual import on
from textual.content import Content
from textual.timer import Timer

from index import Library
from index.article import Sort
from index.errors import QueryError
from index.search.results import Hit
from tui.preferences import Preferences
from tui.screens.desk import Desk
from tui.screens.shelf import Answer, Question, ask, more
from tui.widgets.drawing import fitted
from tui.widgets.one_line import GAP, MARGIN
from tui.widgets.prompt import PromptAnswered
from tui.widgets.prompt import Question as PromptQuestion
from tui.widgets.results import PAGE, Results
from tui.widgets.search_bar import QueryLeft, QueryOpened, QueryTyped, ResultsMoved

AFTER_ECHO = 0.01
"""Seconds until the first key is asked: the letter is on the screen before the search takes the processor."""

REST = 0.04
"""Seconds without a key before a further question is asked."""

PATIENCE = 0.35
"""Seconds without a key before a query that finds nothing is relaxed."""

FIRST_WORD = "a"
"""What is searched when the box is opened, so that the index is loaded before the first key."""

SYNTAX = frozenset('"():*~@')
"""Characters that mean something in a query, and that can stand in the wrong place."""

BEFORE_BOX = 2
"""Cells by which the box stands further to the right than what is said under it."""

ORDERS = [order.value for order in Sort]


class Searching(Desk):
    """The part of the screen that asks."""

    def __init__(self, library: Library, answer: Answer, preferences: Preferences, classes: str = "") -> None:
        super().__init__(library, preferences, classes)
        self.answer = answer
        """What the list shows."""
        self._order: Sort | None = None
        self._relax = True
        self._is_asking = False
        self._is_warm = False
        self._next: Question | None = None
        self._rest: Timer | None = None
        self._doubt: Timer | None = None
        self._last_typed = 0.0
        self._open_when_answered = False
        self._steps: list[tuple[str, str]] = []
        """Queries that a choice made, each with the one before it."""

    # Typing

    @on(QueryTyped)
    def _typed(self, event: QueryTyped) -> None:
        rested = monotonic() - self._last_typed > REST
        self._last_typed = monotonic()
        self._relax = True
        self._stop_resting()
        question = Question(event.text, self._order, as_typed=True, relax=False)
        wait = AFTER_ECHO if rested and not self._is_asking else REST
        self._rest = self.set_timer(wait, partial(self.put_question, question))

    @on(ResultsMoved)
    def _move(self, event: ResultsMoved) -> None:
        self.results.action_page(event.amount) if event.by_pages else self.results.action_move(event.amount)

    @on(QueryOpened)
    def _open_first(self, event: QueryOpened) -> None:
        if self._rest is None and not self._is_asking and self.answer.query == event.text:
            self._open_current()
        else:
            self._open_when_answered = True
            self._stop_resting()
            self.put_question(Question(event.text, self._order, as_typed=True, relax=self._relax))

    @on(QueryLeft)
    def _left(self) -> None:
        self.go_to_pane("list")

    def go_to_pane(self, name: str) -> None:
        """Bring a pane into view and give it the keys."""
        raise NotImplementedError

    def _open_current(self) -> None:
        hit = self.results.current
        if hit is not None:
            self.open_hit(hit)

    def _stop_resting(self) -> None:
        for timer in (self._rest, self._doubt):
            if timer is not None:
                timer.stop()
        self._rest = self._doubt = None

    # Asking: one question at a time, and of those that wait only the last

    def put_question(self, question: Question, *, keep: bool = False, limit: int = PAGE) -> None:
        """Ask the library; `keep` leaves the cursor at the same article."""
        self._rest = None
        if self._is_asking:
            self._next = question
            return
        self._is_asking = True
        self.in_background(
            partial(ask, self.library, question, limit),
            partial(self._answered, question, keep),
            self._refused,
        )

    def _go_on(self) -> bool:
        """Ask what came in meanwhile; whether there was such a question."""
        self._is_asking = False
        question, self._next = self._next, None
        if question is not None:
            self.put_question(question)
        return question is not None

    def _answered(self, question: Question, keep: bool, answer: Answer) -> None:
        if self._go_on():
            return
        if not answer.found and question.as_typed and not question.relax and self._relax and not answer.is_home:
            self.search_bar.show_figures("no hits yet")
            relaxed = Question(question.query, question.sort, as_typed=True, relax=True)
            if self._open_when_answered:
                self.put_question(relaxed)
            else:
                self._rest = self.set_timer(PATIENCE, partial(self.put_question, relaxed))
            return
        self.show_answer(answer, keep=keep)
        if self._open_when_answered:
            self._open_when_answered = False
            self._open_current()
        elif question.as_typed and not keep and _may_be_wrong(question.query):
            self._doubt = self.set_timer(PATIENCE, partial(self._check, question.query))

    def _refused(self, error: BaseException) -> None:
        self._open_when_answered = False
        if not self._go_on():
            self._point_at(error)

    def _check(self, query: str) -> None:
        """What is half-typed is answered as far as it goes; after a rest, say what is wrong with it."""

        def told(error: BaseException) -> None:
            if self.search_bar.text == query:
                self._point_at(error)

        self.in_background(lambda: self.library.search(query, limit=1, relax=False), None, told)

    def _point_at(self, error: BaseException) -> None:
        if not isinstance(error, QueryError):
            self.report(error)
            return
        before = min(cell_len(error.query[: error.position]) + BEFORE_BOX, self.size.width // 2)
        self.say_beside_query(f"{' ' * before}↑ {error.message}")

    # Showing

    def show_answer(self, answer: Answer, *, keep: bool = False) -> None:
        """Show what was found, and say what was done to find it."""
        self.answer = answer
        self.results.show_parts(answer.parts, with_passages=not answer.is_home, keep=keep)
        self.set_class(not answer.found, "-found-nothing")
        if not answer.found:
            is_empty = answer.is_home or not self.library.count()
            self.nothing.update(Content(EMPTY_LIBRARY if is_empty else NOTHING_FOUND))
        self.search_bar.show_figures(*figures(answer))
        if not keep:
            self.say_beside_query(*notice(answer, self._relax, self.size.width))
        self.describe_place()

    def say_beside_query(self, left: str, *right: str) -> None:
        """Say what is wrong with the query, or what was asked in its place; nothing takes the line away."""
        self.notice.say(left, *right)
        self.notice.set_class(bool(left), "-said")

    def describe_place(self) -> None:
        """Say where the keys go and where the reader stands."""
        raise NotImplementedError

    def ask_again(self) -> None:
        """Ask once more what the list shows; as much of it as was in view."""
        if self._rest is None and not self._is_asking:
            question = Question(self.answer.query, self._order, as_typed=True, relax=self._relax)
            self.put_question(question, keep=True, limit=max(PAGE, self.results.in_view.stop + PAGE))

    @on(Results.RowsWanted)
    def _fetch(self, event: Results.RowsWanted) -> None:
        answer, stop = self.answer, max(event.places.stop, 2 * event.places.start)

        def put(hits: list[Hit]) -> None:
            if self.answer is answer:
                self.results.put(event.part, 0, hits)

        self.in_background(partial(more, self.library, answer, self._relax, event.part, stop), put)

    # Actions

    def action_search(self) -> None:
        """Type a query."""
        if not self._is_warm:
            self._is_warm = True
            self.in_background(partial(self.library.search, FIRST_WORD, limit=1, relax=False))
        self.add_class("-searching")
        self.set_focus(self.search_bar.box)

    def search_for(self, words: str) -> None:
        """Search for these words."""
        self.search_bar.set_text(words)

    def change_query(self, query: str) -> None:
        """Search for something else, one step further; `query_before` leads back."""
        self._steps.append((query, self.search_bar.text))
        self.search_for(query)
        self.go_to_pane("list")

    def query_before(self) -> str:
        """The query that the one in the box was made of by a choice; none where it was typed."""
        if self._steps and self._steps[-1][0] == self.search_bar.text:
            return self._steps.pop()[1]
        self._steps.clear()
        return ""

    def action_exactly(self) -> None:
        """Search exactly what was typed, or relax again."""
        self._relax = not self._relax
        self.put_question(Question(self.search_bar.text, self._order, relax=self._relax))

    def action_suggestion(self) -> None:
        """Search what was suggested."""
        if self.answer.results.suggestion:
            self.search_for(self.answer.results.suggestion)

    def action_sort(self) -> None:
        """Choose the order."""
        self.ask_reader(
            PromptQuestion("sort", "Order: ", completions=lambda typed: [o for o in ORDERS if o.startswith(typed)])
        )

    @on(PromptAnswered)
    def _sorted(self, event: PromptAnswered) -> None:
        if event.name == "sort":
            self.sort_by(event.text.strip())

    def action_reverse(self) -> None:
        """Turn the order round."""
        turned = self.answer.sort.reversed
        if turned is self.answer.sort:
            self.say("The best match comes first; S chooses an order that can be turned round.")
        else:
            self.sort_by(turned)

    def sort_by(self, order: str) -> None:
        """Show the list in another order; without a name in the usual one."""
        found = [each for each in Sort if order and each.value.startswith(order)]
        if order and not found:
            self.say(f"No order is called «{order}»; there are {', '.join(ORDERS)}.", error=True)
            return
        self._order = found[0] if found else None
        without = _NAMED_ORDER.sub("", self.search_bar.text).strip()
        if without != self.search_bar.text.strip():
            self.search_for(without)
            return
        self.put_question(Question(self.search_bar.text, self._order, as_typed=True, relax=self._relax))


_NAMED_ORDER = re.compile(r"(?:^|\s)sort:\S*")
"""The order that a query names: it would outdo the one that is chosen."""

REVERSED = {
    Sort.ADDED_REVERSED: "first added first",
    Sort.PUBLISHED_REVERSED: "first published first",
    Sort.TITLE_REVERSED: "by title, Z to A",
    Sort.LENGTH_REVERSED: "shortest first",
    Sort.OPENED_REVERSED: "longest unread first",
}

AROUND = 2 * MARGIN + GAP
"""Columns that a line keeps empty at its sides and between its halves."""

EMPTY_LIBRARY = """\
Nothing is kept here yet.

Add a page, a file or a folder:

  carrel add https://example.org/article
  carrel add saved-pages/

Or look around first:

  carrel demo\
"""
NOTHING_FOUND = """\
Nothing found.

Fewer words find more; the end of a word can be left open with a star: glacier*.

Esc goes back to all articles.\
"""


def _may_be_wrong(query: str) -> bool:
    """Whether a query, read leniently while it is typed, may be an error when it is read as it is."""
    return not SYNTAX.isdisjoint(query) or (bool(query.strip()) and not any(map(str.isalnum, query)))


def figures(answer: Answer) -> list[str]:
    """How much was found, in how much time."""
    told = [counted(answer.found, "article" if answer.is_home else "hit")]
    if answer.sort is not (Sort.ADDED if answer.is_home else Sort.RELEVANCE):
        told.append(REVERSED.get(answer.sort, f"by {answer.sort}"))
    if not answer.is_home:
        told.append(f"{answer.results.milliseconds:.0f} ms")
    return told


def counted(number: int, noun: str) -> str:
    """`1 hit`, `1,204 hits`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def notice(answer: Answer, relax: bool, width: int) -> tuple[str, str]:
    """What was done to a query to find anything, and the key that undoes it; in fewer words where room is short."""
    results = answer.results
    said, keys = [], []
    if results.relaxed:
        changed, key = "; ".join(step.what for step in results.relaxed), "Ctrl+r exactly"
        told = f"Nothing found as typed. Shown instead: {changed}."
        if cell_len(told) > width - len(key) - AROUND:
            key = key.split(maxsplit=1)[0]
            told = fitted(f"Instead: {changed}.", width - len(key) - AROUND)
        said.append(told)
        keys.append(key)
    elif not relax and not answer.is_home:
        said.append("Exactly as typed." if answer.found else "Nothing found exactly so.")
        keys.append("Ctrl+r relax")
    if results.suggestion:
        said.append(f"Did you mean «{results.suggestion}»?")
        keys.append("Ctrl+y take it")
    said += results.warnings
    return "  ".join(said), " · ".join(keys)
