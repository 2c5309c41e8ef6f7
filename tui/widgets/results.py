"""The list of articles: what a search found, or what the first screen offers.

It is handed parts (a heading and how many articles stand under it) and asks for rows when they come into view.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import accumulate
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from index.article import Progress, Row
from index.search.results import Hit
from tui.keys import Context, bindings
from tui.widgets.drawing import fitted, fitted_pieces, from_first_mark, line, marked, shown
from tui.widgets.listing import Listing

PAGE = 50
"""Rows that are asked for at once."""

INDENT = 4
"""Cells before the words: cursor, selection, state, blank."""


@dataclass(slots=True)
class Part:
    """Some articles under one heading; an empty title draws none. `hits` holds what was loaded, by place."""

    title: str
    total: int
    hits: dict[int, Hit] = field(default_factory=dict)

    @property
    def length(self) -> int:
        """Entries, the heading among them."""
        return self.total + bool(self.title and self.total)


class Results(Listing):
    """Articles, two lines each: the title with its state, then the passage that answers or the facts."""

    BINDINGS = bindings(Context.LIST)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "results--title", "results--read", "results--facts", "results--hit", "results--cursor", "results--section",
        "results--state",
    }  # fmt: skip

    class RowsWanted(Message):
        """Articles came into view that were not loaded."""

        def __init__(self, part: int, start: int, stop: int) -> None:
            super().__init__()
            self.part = part
            self.places = range(start, stop)

    class SelectionChanged(Message):
        """Other articles are selected."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  textual's name for it
        super().__init__(id=id)
        self._parts: list[Part] = []
        self._begins: list[int] = []
        self._selected: dict[int, None] = {}
        self._asked: set[tuple[int, int]] = set()
        self._drawn: dict[tuple[int, int, bool, bool], list[Strip]] = {}
        self._with_passages = False

    # What is shown

    def show_parts(self, parts: Sequence[Part], *, with_passages: bool, keep: bool = False) -> None:
        """Show other articles. `keep` leaves the cursor at the same article, and the scroll where it is."""
        kept = self._standing() if keep else None
        offset = self._cursor - self._top[0]
        self._parts = list(parts)
        self._begins = list(accumulate((part.length for part in parts), initial=0))
        self._with_passages = with_passages
        self._asked.clear()
        self._drawn.clear()
        found = self._index_of(*kept) if kept is not None else None
        if not keep:
            self._cursor, self._top = 0, (0, 0)
        elif found is not None:
            self._top = (max(0, found - offset), self._top[1])
            self._cursor = found
        self.clamp()
        self.show_cursor()

    def put(self, part: int, start: int, hits: Sequence[Hit]) -> None:
        """Fill in rows that were asked for."""
        if part < len(self._parts):
            self._parts[part].hits |= {start + number: hit for number, hit in enumerate(hits)}
            self.show()

    def replace_rows(self, rows: Iterable[Row]) -> None:
        """Show what has become of some articles."""
        fresh = {row.id: row for row in rows}
        for part in self._parts:
            for place, hit in part.hits.items():
                if hit.id in fresh:
                    part.hits[place] = replace(hit, row=fresh[hit.id])
        self._drawn.clear()
        self.show()

    def drop(self, ids: Iterable[int]) -> None:
        """Take articles out of the list."""
        gone = set(ids)
        for part in self._parts:
            kept = [(place, hit) for place, hit in sorted(part.hits.items()) if hit.id not in gone]
            removed = [place for place, hit in part.hits.items() if hit.id in gone]
            part.hits = {place - sum(before < place for before in removed): hit for place, hit in kept}
            part.total -= len(removed)
        for identity in gone:
            self._selected.pop(identity, None)
        self._begins = list(accumulate((part.length for part in self._parts), initial=0))
        self._drawn.clear()
        self._asked.clear()
        self.clamp()
        self.show_cursor()

    # What is under the cursor

    def hit_at(self, index: int) -> Hit | None:
        """The article of an entry, where it is one and was loaded."""
        part, place = self._locate(index)
        return self._parts[part].hits.get(place) if part >= 0 and place >= 0 else None

    @property
    def current(self) -> Hit | None:
        """The article at the cursor."""
        return self.hit_at(self._cursor)

    @property
    def current_id(self) -> int | None:
        """Its number."""
        return self.current.id if self.current else None

    @property
    def place(self) -> tuple[int, int]:
        """(which article, of how many) the cursor stands at, counted from 1."""
        total = sum(part.total for part in self._parts)
        headings = sum(1 for index in self._headings() if index < self._cursor)
        return (self._cursor - headings + 1 if total else 0), total

    def neighbour(self, step: int) -> Hit | None:
        """Move the cursor to the next article, or the one before, and return it."""
        before = self._cursor
        self.step_cursor(step)
        return self.current if self._cursor != before else None

    def stand_at(self, article_id: int) -> None:
        """Put the cursor at an article, where it was loaded."""
        found = self._index_of(article_id, "")
        if found is not None:
            self.move_cursor(found, quietly=True)

    @property
    def selected(self) -> tuple[int, ...]:
        """The articles that were selected, in the order of selection."""
        return tuple(self._selected)

    def clear_selection(self) -> None:
        """Select nothing."""
        if self._selected:
            self._selected.clear()
            self._drawn.clear()
            self.show()
            self.post_message(self.SelectionChanged())

    def action_select(self) -> None:
        """Select the article at the cursor, or no longer; go on to the next."""
        if self.current_id is not None:
            if self.current_id in self._selected:
                del self._selected[self.current_id]
            else:
                self._selected[self.current_id] = None
            self.post_message(self.SelectionChanged())
            self.step_cursor(1)
            self.show()

    def action_select_all(self) -> None:
        """Select all that were loaded; where all are, none."""
        everything = {hit.id: None for part in self._parts for _, hit in sorted(part.hits.items())}
        self._selected = {} if self._selected.keys() >= everything.keys() else everything
        self.post_message(self.SelectionChanged())
        self.show()

    # How it is drawn

    @property
    def length(self) -> int:
        """Articles and headings."""
        return self._begins[-1] if self._begins else 0

    def height_of(self, index: int) -> int:
        """Two lines an article, one a heading."""
        return 1 if self._locate(index)[1] < 0 else 2

    def holds_cursor(self, index: int) -> bool:
        """A heading does not."""
        return 0 <= index < self.length and self._locate(index)[1] >= 0

    def _headings(self) -> Iterable[int]:
        return (begin for part, begin in zip(self._parts, self._begins, strict=False) if part.length > part.total)

    def _locate(self, index: int) -> tuple[int, int]:
        """(part, place in it) of an entry; the place of a heading is -1."""
        for number, part in enumerate(self._parts):
            if index < self._begins[number + 1]:
                return number, index - self._begins[number] - (part.length - part.total)
        return -1, -1

    def _standing(self) -> tuple[int, str] | None:
        hit = self.current
        return (hit.id, self._parts[self._locate(self._cursor)[0]].title) if hit is not None else None

    def _index_of(self, article_id: int, title: str) -> int | None:
        """The entry of an article: under the heading of this title where it stands there, else the first one."""
        found = None
        for number, part in enumerate(self._parts):
            place = next((place for place, hit in part.hits.items() if hit.id == article_id), None)
            if place is not None and (found is None or part.title == title):
                found = self._begins[number] + place + (part.length - part.total)
        return found

    def forget(self) -> None:
        """Draw everything anew."""
        self._drawn.clear()
        super().forget()

    def notify_style_update(self) -> None:
        """Another theme."""
        self._drawn.clear()
        super().notify_style_update()

    def draw(self, index: int, width: int) -> list[Strip]:
        """A heading, an article, or the place of one that is on its way."""
        number, place = self._locate(index)
        if number < 0:
            return []
        part = self._parts[number]
        if place < 0:
            return [self._heading(part, width)]
        hit = part.hits.get(place)
        if hit is None:
            self._ask(number, place)
            return [line([(" " * INDENT + "…", self._style("facts"))], width, self.rich_style), self.blank(width)]
        key = (index, width, index == self._cursor, hit.id in self._selected)
        if key not in self._drawn:
            self._drawn[key] = self._article(hit, *key[1:])
        return self._drawn[key]

    def _ask(self, part: int, place: int) -> None:
        page = place // PAGE
        if (part, page) not in self._asked:
            self._asked.add((part, page))
            self.post_message(self.RowsWanted(part, page * PAGE, min((page + 1) * PAGE, self._parts[part].total)))

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"results--{name}", partial=True)

    def _heading(self, part: Part, width: int) -> Strip:
        return line([(" " + fitted(part.title, width - 1), self._style("section"))], width, self.rich_style)

    def _article(self, hit: Hit, width: int, here: bool, selected: bool) -> list[Strip]:
        ground = self.rich_style + self._style("cursor") if here else self.rich_style
        bar = ("▌" if here else " ") + ("+" if selected else " ")
        return [self._first_line(hit, bar, width, ground), self._second_line(hit, bar, width, ground)]

    def _first_line(self, hit: Hit, bar: str, width: int, ground: Style) -> Strip:
        row = hit.row
        side = f" {aside(hit)} " if width >= 40 else " "
        title = shown(row.metadata.title) or shown(row.metadata.url) or "Untitled"
        look = self._style("read" if row.state.progress is Progress.READ else "title")
        star = "★ " if row.state.starred else ""
        room = width - INDENT - cell_len(side) - cell_len(star)
        words = fitted_pieces(marked(title, hit.title_marks), room)
        used = sum(cell_len(text) for text, _ in words)
        return line(
            [
                (bar, self._style("state")),
                (STATE_MARKS[row.state.progress] if not row.verdict.is_broken else "!", self._style("state")),
                (" " + star, look),
                *((text, look + self._style("hit") if mark else look) for text, mark in words),
                (" " * (room - used) + side, self._style("facts")),
            ],
            width,
            ground,
        )

    def _second_line(self, hit: Hit, bar: str, width: int, ground: Style) -> Strip:
        lead = [(bar[0] + " " * (INDENT - 1), self._style("state"))]
        room = width - INDENT - 1
        if not (self._with_passages and hit.passage.text):
            return line([*lead, (fitted(facts(hit.row), room), self._style("facts"))], width, ground)
        text, marks = from_first_mark(shown(hit.passage.text), hit.passage.marks, room)
        pieces = fitted_pieces(marked(text, marks), room)
        plain, found = self._style("facts"), self._style("hit")
        return line([*lead, *((text, found if mark else plain) for text, mark in pieces)], width, ground)


STATE_MARKS = {Progress.UNREAD: "•", Progress.READING: "◐", Progress.READ: " "}


def aside(hit: Hit) -> str:
    """What stands at the right of a title: how many more tell the same story, then the state or length."""
    others = f"+{len(hit.same)}" if hit.same else ""
    return " ".join(filter(None, (others, _state(hit.row))))


def _state(row: Row) -> str:
    """How long an article is, or how far one has come."""
    if row.state.archived:
        return "archived"
    if row.state.progress is Progress.READING and row.state.fraction > 0:
        return f"{row.state.fraction:.0%}"
    return f"{row.metadata.minutes} min" if row.metadata.minutes else ""


def facts(row: Row) -> str:
    """Site, author, day, tags: one line about an article."""
    day = readable_day(row.metadata.published) or readable_day(datetime.fromtimestamp(row.added).date().isoformat())  # noqa: DTZ006  the reader's own day
    tags = " ".join(f"#{tag}" for tag in row.tags)
    told = (row.metadata.site, row.metadata.byline, day, tags)
    return shown(" · ".join(part for part in told if part))


def readable_day(published: str) -> str:
    """`2024-05-12T10:00` as `12 May 2024`; a year or a month as far as they go; else nothing."""
    year, month, day = (*published[:10].split("-"), "", "")[:3]
    if not (year.isdigit() and len(year) == 4):
        return ""
    if not (month.isdigit() and 1 <= int(month) <= 12):
        return year
    name = MONTHS[int(month) - 1]
    return f"{int(day)} {name} {year}" if day.isdigit() else f"{name} {year}"


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
