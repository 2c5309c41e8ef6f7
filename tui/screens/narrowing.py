"""From one answer to the next: narrow it by its counts, ask for more of a kind, save it, say why something was found.

Whatever is chosen here changes the query in the box, where it can be read and typed over; going back undoes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from index.article import Row
from index.search.results import Explanation
from tui.render.reasons import reasons
from tui.screens.changing import Changing
from tui.screens.reading import Opening
from tui.widgets.entries import Entry, Shelf
from tui.widgets.prompt import PromptAnswered
from tui.widgets.prompt import Question as PromptQuestion

if TYPE_CHECKING:
    from index.library import Facets

KINDS = (
    ("Sites", "sites", "site:"),
    ("Tags", "tags", "tag:"),
    ("Languages", "languages", "lang:"),
    ("Years", "years", "published:"),
    ("States", "states", "is:"),
)
"""The counts of an answer: their heading, their name, and the field that narrows a query to one of them."""


_ALTERNATIVES = re.compile(r"(?:^|\s)OR\s|\|")


class Narrowing(Changing):
    """The part of the screen that goes on from an answer."""

    # Narrowing by counts

    def action_narrow(self) -> None:
        """Choose a site, a tag, a language, a year, a state or a saved search; the query then asks for it as well."""
        query = self._answered_query()
        is_open = not self.answer.results.relaxed and not has_alternatives(query)
        self.in_background(
            lambda: (self.library.facets(query, as_typed=is_open), self.library.saved_searches()),
            partial(self._offer, query),
        )

    def _offer(self, query: str, found: tuple[Facets, dict[str, str]]) -> None:
        facets, saved = found
        if not facets.total:
            self.say("Nothing was found that could be narrowed.")
            return
        entries = [*facet_entries(facets), *saved_entries(saved)]
        self._choose("Narrow by", entries, lambda chosen: self.change_query(narrowed(query, chosen)))

    def _answered_query(self) -> str:
        """What the list answers: as typed, or as relaxed."""
        return self.answer.results.query if self.answer.results.relaxed else self.answer.query

    # More of a kind

    def action_similar(self) -> None:
        """Show what shares the key words of the article."""
        chosen = self.chosen()
        if chosen:
            self.change_query(f"similar:{chosen[0]}")
        else:
            self.say("No article is chosen.")

    def action_same(self) -> None:
        """Show the other articles that tell the same story as the one at the cursor."""
        hit = self.results.current
        if hit is None or not hit.same:
            self.say("Nothing else tells this story.")
            return
        self.in_background(partial(self.library.rows, hit.same), self._offer_same)

    def _offer_same(self, rows: Sequence[Row]) -> None:
        query = self._answered_query()
        entries = list(map(_row_entry, rows))
        self._choose("The same story", entries, lambda chosen: self.open_article(Opening(int(chosen), query)))

    # Saved searches

    def action_saved(self) -> None:
        """Choose a saved search."""
        self.in_background(self.library.saved_searches, self._offer_saved)

    def _offer_saved(self, saved: dict[str, str]) -> None:
        if not saved:
            self.say("No search is saved; `:save NAME` keeps the one in the box.")
            return
        self._choose("Ask", saved_entries(saved), self.change_query)

    def action_save(self) -> None:
        """Ask for a name to save the query under."""
        if self._answered_query().strip():
            self.ask_reader(PromptQuestion("save", "Save this search as: @"))
        else:
            self.say("There is no search to save: type one first.")

    @on(PromptAnswered)
    def _named(self, event: PromptAnswered) -> None:
        if event.name == "save" and event.text.strip():
            self.save(event.text)

    def save(self, name: str) -> None:
        """Save the query under a name."""
        name, query = name.strip().removeprefix("@"), self._answered_query()
        self.in_background(
            partial(self.library.save_search, name, query),
            lambda _: self.say(f"@{name} is {query}; the key @ lists it."),
        )

    # Why

    def action_explain(self) -> None:
        """Say what makes the score of the article."""
        chosen = self.chosen()
        if not chosen or self.answer.is_home:
            self.say("Nothing was searched, so nothing was ranked.")
            return
        query, article = self._answered_query(), chosen[0]
        self.in_background(
            lambda: (self.library.rows([article]), self.library.explain(query, article)), self._explained
        )

    def _explained(self, found: tuple[Sequence[Row], Explanation | None]) -> None:
        rows, explanation = found
        title = next((row.metadata.name for row in rows), "")
        self._choose(
            "Why was this found?", [Entry(title, is_heading=True), *map(Entry, reasons(explanation))], self.say
        )

    def _choose(self, asked: str, entries: Sequence[Entry[str]], then: Callable[[str], None]) -> None:
        """Let the reader choose; nothing happens where the choice is left."""
        self.pick([Shelf(asked, entries)], lambda pick: then(pick.value))


def has_alternatives(query: str) -> bool:
    """Whether any of several things will do."""
    return _ALTERNATIVES.search(query) is not None


def narrowed(query: str, chosen: str) -> str:
    """A query that asks for one thing more, before the rest: a last word that is not finished has to stay the last.

    A blank binds before OR, so alternatives go into brackets.
    """
    return f"{chosen} ({query})" if has_alternatives(query) else f"{chosen} {query}".strip()


def facet_entries(facets: Facets) -> list[Entry[str]]:
    """The values of an answer under their kinds, each with how many articles have it."""
    entries: list[Entry[str]] = []
    for heading, kind, field in KINDS:
        counts = getattr(facets, kind)
        if counts:
            entries.append(Entry(heading, is_heading=True))
            entries += [_facet(field, value, number) for value, number in counts]
    return entries


def saved_entries(saved: dict[str, str]) -> list[Entry[str]]:
    """The saved searches under a heading."""
    named = [Entry(f"@{name}  {query}", f"@{name}") for name, query in saved.items()]
    return [Entry("Saved searches", is_heading=True), *named] if named else []


def _facet(field: str, value: str, number: int) -> Entry[str]:
    asked = f'{field}"{value}"' if " " in value else field + value
    return Entry(asked, asked, aside=f"{number:,}")


def _row_entry(row: Row) -> Entry[str]:
    return Entry(row.metadata.name or "Untitled", str(row.id), aside=row.metadata.site)
