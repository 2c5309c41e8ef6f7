"""What keys do in the reader: moving, hits, links, width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from textual.events import Click, Key, MouseScrollDown, MouseScrollUp

from index.article import Article, Highlight
from index.search.results import Range
from tui.keys import Context, bindings
from tui.render.measure import within_bounds
from tui.render.model import Mark, Role
from tui.typography import Typography
from tui.widgets.reader.finding import find_all
from tui.widgets.reader.highlighting import HighlightingView
from tui.widgets.reader.links import Link, hint_labels, link_after, link_before, links_between, note_text, place_of
from tui.widgets.reader.messages import (
    FindWanted,
    Finished,
    HitsEnded,
    Jumped,
    LinkChosen,
    LinkFollowed,
    LinkPeeked,
    LinkQueued,
    LinksEnded,
    Peeked,
    Said,
    TypographyChanged,
)
from tui.widgets.reader.painting import cell_of

WHEEL = 3
"""Lines a notch of the mouse's wheel."""


class Reader(HighlightingView):
    """Shows an article, and moves in it."""

    BINDINGS = bindings(Context.READER)
    DEFAULT_CSS = (Path(__file__).parents[2] / "styles" / "reader.tcss").read_text(encoding="utf-8")
    """Parsed with the first reader: the first frame of a list does not need it."""

    def __init__(self, *, typography: Typography, id: str | None = None) -> None:  # noqa: A002  textual's name for it
        super().__init__(typography=typography, id=id)
        self._hits: Sequence[Range] = ()
        self._here = -1
        self._link: Link | None = None
        self._hints: dict[str, Link] = {}
        self._typed = ""

    # An article, opened

    def open(self, article: Article, *, at: int = 0, hits: Sequence[Range] = (), here: int = -1) -> None:
        """Show an article from an offset on, or at one of its hits."""
        self.place(article)
        self._link, self._hints = None, {}
        self._set_hits(hits)
        if 0 <= here < len(hits):
            self._stand_at_hit(here)
            self._wanted_in_view = hits[here][0]
        else:
            self.go_to(at)

    # Hits

    @property
    def hit_place(self) -> tuple[int, int]:
        """(which hit, of how many) the reader stands at; 0 where at none."""
        return self._here + 1, len(self._hits)

    def show_hits(self, hits: Sequence[Range], *, near: int | None = None) -> None:
        """Mark words; with `near`, stand at the first of them that is not before that offset."""
        self._set_hits(hits)
        if near is not None and hits:
            self._stand_at_hit(self._first_from(near) if self._first_from(near) < len(hits) else 0)
        else:
            self.moved()

    def find(self, words: str, *, near: int) -> int:
        """Mark the words wherever they stand in this article, go to the first one from an offset on; their number."""
        if self.article is None:
            return 0
        found = find_all(self.article.document.text, words)
        self._set_hits(found)
        if found:
            self.show_hits(found, near=near)
        else:
            self.go_to(near)
        return len(found)

    def _set_hits(self, hits: Sequence[Range]) -> None:
        self._hits, self._here = hits, -1
        self.mark("hits", [Mark(start, end, Role.HIT) for start, end in hits])
        self.mark("here", ())

    def _first_from(self, offset: int) -> int:
        return next((number for number, (start, _) in enumerate(self._hits) if start >= offset), len(self._hits))

    def _stand_at_hit(self, number: int) -> None:
        start, end = self._hits[number]
        self._here = number
        self.mark("here", [Mark(start, end, Role.HIT_HERE)])
        self.bring_into_view(start)

    def action_hit(self, step: int) -> None:
        """To the next hit, or the one before; beyond the last one the screen goes on."""
        amount = step * self.take_count()
        if self._here >= 0:
            wanted = self._here + amount
        else:
            first = self._first_from(self.offset_shown)
            wanted = first + amount - 1 if amount > 0 else first + amount
        if 0 <= wanted < len(self._hits):
            self._stand_at_hit(wanted)
        else:
            self.post_message(HitsEnded(step))

    def action_find(self) -> None:
        """Ask for what is to be found here."""
        self.post_message(FindWanted())

    # Moving

    def action_lines(self, amount: int) -> None:
        """By lines."""
        self._walk(amount * self.take_count())

    def action_pages(self, amount: int) -> None:
        """By screens, two lines of the last one kept for the eye."""
        lines = amount * max(1, self._room.height - 2)
        self._walk(lines * self.take_count())
        self.look_ahead(lines)

    def action_halves(self, amount: int) -> None:
        """By half screens."""
        self._walk(amount * self.take_count() * max(1, self._room.height // 2))

    def _walk(self, lines: int) -> None:
        if self._page is None or self.article is None:
            return
        self._page.walk(lines)
        if lines > 0 and self._page.at_end:
            self.post_message(Finished(self.article.id))
        self.moved(reading=True)

    def action_top(self) -> None:
        """To the beginning, or with a count to that per cent."""
        self._jump(0 if not self.has_count else self._per_cent())

    def action_bottom(self) -> None:
        """To the end, or with a count to that per cent."""
        if self.has_count:
            self._jump(self._per_cent())
        elif self._page is not None and self.article is not None:
            start = self.offset_shown
            self.take_count()
            self._page.go(self._page.last_place)
            self.post_message(Jumped(start, self.offset_shown))
            self.post_message(Finished(self.article.id))
            self.moved(reading=True)

    def _per_cent(self) -> int:
        length = len(self.article.document.text) if self.article else 0
        return length * min(self.take_count(), 100) // 100

    def _jump(self, offset: int, *, lead: int = 0) -> None:
        self.take_count()
        self.post_message(Jumped(self.offset_shown, offset))
        self.go_to(offset, lead=lead, reading=True)

    def action_heading(self, step: int) -> None:
        """To the next heading, or the one before."""
        for _ in range(self.take_count()):
            offset = self._page.heading(step) if self._page else None
            if offset is not None:
                self.go_to(offset, reading=True)
            elif step < 0:
                self.go_to(0, reading=True)

    def action_block(self, step: int) -> None:
        """To the next paragraph, or the one before."""
        for _ in range(self.take_count()):
            offset = self._page.block(step) if self._page else None
            if offset is not None:
                self.go_to(offset, reading=True)
            elif step < 0:
                self.go_to(0, reading=True)

    def action_measure(self, amount: int) -> None:
        """Longer or shorter lines."""
        shown = min(self._typography.measure, within_bounds(self.size.width - 4))
        measure = within_bounds(shown + amount * self.take_count())
        self.use_typography(replace(self._typography, measure=measure))
        self.post_message(TypographyChanged(self._typography))

    def action_sideways(self, cells: int) -> None:
        """Scroll the code on the screen sideways."""
        if self._page is None:
            return
        first, last = self._page.blocks_shown
        amount = cells * self.take_count()
        moved = [self._page.layout.shift(block, amount) for block in range(first, last + 1)]
        if any(moved):
            self.show()

    # Links

    @property
    def link(self) -> Link | None:
        """The link under the cursor."""
        return self._link

    def _choose(self, link: Link | None) -> None:
        if link is not None:
            self.drop_highlight()
        self._link = link
        self.mark("selection", [Mark(link.start, max(link.end, link.start + 1), Role.SELECTED)] if link else ())
        self.post_message(LinkChosen(link))
        if link is not None:
            self.bring_into_view(link.start)
        else:
            self.show()

    def action_link(self, step: int) -> None:
        """To the next link from the one that is chosen, or from the top of the screen; or to the one before."""
        if self._page is None:
            self.post_message(LinksEnded(step))
            return
        document = self._page.document
        if self._link is not None and self._page.shows(self._link.start):
            found = (link_after if step > 0 else link_before)(document, self._link.start)
        else:
            found = link_after(document, self.offset_shown - 1) if step > 0 else None
        if found is None:
            self._choose(None)
            self.post_message(LinksEnded(step))
        else:
            self._choose(found)

    def action_follow(self) -> None:
        """Open the chosen link."""
        if self._link is not None:
            self._follow(self._link)

    def choose_highlight(self, highlight: Highlight | None) -> None:
        """One thing at a time is under the cursor: a link or a highlight."""
        if highlight is not None and self._link is not None:
            self._choose(None)
        super().choose_highlight(highlight)

    @property
    def starting_place(self) -> int:
        """Where a passage begins to be chosen: at the hit or the link under the cursor, else at the top."""
        if self._page is not None:
            chosen = self._link.start if self._link else self._hits[self._here][0] if self._here >= 0 else None
            if chosen is not None and self._page.shows(chosen):
                return chosen
        return super().starting_place

    @property
    def hit_here(self) -> Range | None:
        """The hit that the reader stands at, while it is on the screen."""
        hit = self._hits[self._here] if self._here >= 0 else None
        return hit if hit is not None and self._page is not None and self._page.shows(hit[0]) else None

    def action_queue_link(self) -> None:
        """Let the chosen link be fetched later."""
        self.post_message(LinkQueued(self._link.target if self._link else ""))

    def _follow(self, link: Link) -> None:
        document = self._page.document if self._page else None
        place = place_of(document, link.target) if document else None
        if place is not None:
            self._choose(None)
            self._jump(place)
        else:
            self.post_message(LinkFollowed(link.target))

    def action_peek(self) -> None:
        """Show the footnote that the chosen link or else the first reference on the screen leads to."""
        if self._page is None:
            return
        document = self._page.document
        link = self._link
        if link is None or not self._page.shows(link.start):
            notes = [link for link in links_between(document, self.offset_shown, self._page.end) if link.is_note]
            link = notes[0] if notes else None
        if link is None:
            self.post_message(Said("No footnote here; Tab chooses a link."))
        else:
            self._choose(link)
            note = note_text(document, link.target)
            self.post_message(Peeked(note) if note else LinkPeeked(link.target))

    def drop_link(self) -> bool:
        """Choose no link any longer; whether one was chosen, or hints were shown."""
        had = self._link is not None or bool(self._hints)
        self._hints, self._typed = {}, ""
        if had:
            self._choose(None)
        return had

    def action_hints(self) -> None:
        """Lay a label over each link on the screen."""
        if self._page is None:
            return
        links = links_between(self._page.document, self.offset_shown, self._page.end)
        self._hints, self._typed = dict(zip(hint_labels(len(links)), links, strict=True)), ""
        self.show()
        if not links:
            self.post_message(Said("No links on this screen."))

    def hints_shown(self) -> Sequence[tuple[str, int]]:
        """The labels that what was typed so far can still become."""
        typed = self._typed
        return [
            (label[len(typed) :], link.start) for label, link in self._hints.items() if label.startswith(typed)
        ]  # fmt: skip

    # Keys and mouse

    async def on_key(self, event: Key) -> None:
        """While labels lie over the links, letters belong to them."""
        if not self._hints:
            return
        event.stop()
        event.prevent_default()
        self._typed += event.character or ""
        link = self._hints.get(self._typed)
        if link is None and self.hints_shown() and event.key != "escape":
            self.show()
            return
        self._hints, self._typed = {}, ""
        self.show()
        if link is not None:
            self._follow(link)

    def on_click(self, event: Click) -> None:
        """A click on a link opens it."""
        if self._page is None or self._painter is None:
            return
        lines = self._page.lines()
        if event.y >= len(lines) or lines[event.y].start < 0:
            return
        row = lines[event.y]
        for link in links_between(self._page.document, self.offset_shown, self._page.end):
            begin, end = cell_of(row, max(link.start, row.start)), cell_of(row, min(link.end, row.end) - 1)
            if begin is not None and end is not None and begin <= event.x - self._painter.margin <= end:
                self._choose(link)
                self._follow(link)
                return

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """The wheel."""
        event.stop()
        self._walk(WHEEL)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """The wheel."""
        event.stop()
        self._walk(-WHEEL)
