"""Changing what the library says of articles: star, read, archive, tags, remove; each can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual import on

from index.article import Progress, Row
from tui.screens.placemarking import Placemarking
from tui.screens.undo import Change
from tui.widgets.prompt import PromptAnswered, Question
from tui.widgets.results import Results


class Changing(Placemarking):
    """The part of the screen that keeps order."""

    # Which articles

    def chosen(self) -> list[int]:
        """The articles that a key speaks of: the one being read, or those selected, or the one at the cursor."""
        if self.focused in (self.reader, self.contents):
            return [self.article.id] if self.article is not None else []
        current = self.results.current_id
        return list(self.results.selected) or ([current] if current is not None else [])

    def _change(self, work: Callable[[Sequence[Row]], Change | None], then: Callable[[], None] | None = None) -> None:
        """Do something to the chosen articles, say it, show it, and remember how to undo it."""
        ids = self.chosen()
        if ids:
            self.in_background(lambda: work(self.library.rows(ids)), partial(self._changed, ids, then))
        else:
            self.say("No article is chosen.")

    def _changed(self, ids: Sequence[int], then: Callable[[], None] | None, change: Change | None) -> None:
        if change is None:
            return
        self.undo.remember(change)
        self.results.clear_selection()
        if then is not None:
            then()
        else:
            self.refresh_rows(ids)
        self.say(f"{change.done} · u undoes it")

    # Marks

    def action_star(self) -> None:
        """Star, or take the star away where all have one."""

        def work(rows: Sequence[Row]) -> Change:
            starred = not all(row.state.starred for row in rows)
            changed = [row.id for row in rows if row.state.starred != starred]
            self.library.mark(changed, starred=starred)
            said = f"{'Starred' if starred else 'Star taken from'} {named(rows)}"
            return Change(said, lambda: (self.library.mark(changed, starred=not starred), changed)[1])

        self._change(work)

    def action_mark_read(self) -> None:
        """Mark as read, or as unread where all are read."""

        def work(rows: Sequence[Row]) -> Change:
            read = not all(row.state.progress is Progress.READ for row in rows)
            self.library.mark([row.id for row in rows], progress=Progress.READ if read else Progress.UNREAD)
            said = f"Marked {named(rows)} as {'read' if read else 'unread'}"
            return Change(said, partial(self._restore_progress, rows))

        self._change(work)

    def _restore_progress(self, rows: Sequence[Row]) -> list[int]:
        for progress in Progress:
            self.library.mark([row.id for row in rows if row.state.progress is progress], progress=progress)
        return [row.id for row in rows]

    def action_archive(self) -> None:
        """Archive, or bring back where all are archived."""

        def work(rows: Sequence[Row]) -> Change:
            archived = not all(row.state.archived for row in rows)
            changed = [row.id for row in rows if row.state.archived != archived]
            self.library.mark(changed, archived=archived)
            said = f"{'Archived' if archived else 'Brought back'} {named(rows)}"
            return Change(said, lambda: (self.library.mark(changed, archived=not archived), changed)[1])

        self._change(work)

    def action_archive_next(self) -> None:
        """Archive, and open the next article of the list."""
        self.action_archive()
        self.action_next_article(1)

    # Removing

    def action_remove(self) -> None:
        """Take articles out of the library; undo brings them back."""
        ids = self.chosen()

        def work(rows: Sequence[Row]) -> Change:
            self.library.remove(ids)
            return Change(f"Removed {named(rows)}", lambda: (self.library.restore(ids), ids)[1])

        self._change(work, then=partial(self._take_away, ids))

    def _take_away(self, ids: Sequence[int]) -> None:
        self.results.drop(ids)
        if self.article is not None and self.article.id in ids:
            self.close_article()

    def close_article(self) -> None:
        """Show no article."""
        raise NotImplementedError

    # Tags

    def action_tags(self) -> None:
        """Edit the tags of the chosen articles."""
        ids = self.chosen()
        if not ids:
            self.say("No article is chosen.")
            return

        def ask(known: tuple[tuple[Row, ...], tuple[tuple[str, int], ...]]) -> None:
            rows, tags = known
            common = set(rows[0].tags).intersection(*(row.tags for row in rows)) if rows else set()
            value = " ".join(sorted(common))
            names = [name for name, _ in tags]
            self._tagged = (ids, sorted(common))
            self.ask_reader(
                Question("tags", "Tags: ", value + " " if value else "", partial(complete_word, names))
            )  # fmt: skip

        self.in_background(lambda: (self.library.rows(ids), self.library.tags()), ask)

    @on(PromptAnswered)
    def _tags_answered(self, event: PromptAnswered) -> None:
        if event.name == "tags":
            ids, before = self._tagged
            self.tag(ids, before, event.text)

    def tag(self, ids: Sequence[int], before: Sequence[str], typed: str) -> None:
        """Give articles the tags that were typed, and take those of `before` that were not."""
        wanted = [tag.strip("#,") for tag in typed.split() if tag.strip("#,")]
        add = [tag for tag in wanted if tag not in before]
        remove = [tag for tag in before if tag not in wanted]

        def work() -> Change | None:
            rows = self.library.rows(ids)
            if not self.library.tag(ids, add=add, remove=remove):
                return None
            return Change(f"Tagged {named(rows)}", partial(self._restore_tags, rows, add))

        self.in_background(work, partial(self._changed, ids, None))

    def _restore_tags(self, rows: Sequence[Row], added: Sequence[str]) -> list[int]:
        for row in rows:
            self.library.tag([row.id], add=row.tags, remove=[tag for tag in added if tag not in row.tags])
        return [row.id for row in rows]

    # Undo

    def action_undo(self) -> None:
        """Take back the last change."""
        change = self.undo.pop()
        if change is None:
            self.say("There is nothing to undo.")
            return

        def undone(_: object) -> None:
            self.say(f"Undone: {change.done[0].lower()}{change.done[1:]}")
            self.ask_again()
            if change.rewritten:
                self.open_anew(change.rewritten)
            else:
                self.show_highlights_again()

        self.in_background(change.undo, undone)

    @on(Results.SelectionChanged)
    def _selected(self) -> None:
        self.describe_place()


def named(rows: Sequence[Row]) -> str:
    """«Title», or how many."""
    if len(rows) != 1:
        return f"{len(rows):,} articles"
    title = rows[0].metadata.title
    return f"«{title[:40]}{'…' if len(title) > 40 else ''}»"


def complete_word(names: Sequence[str], typed: str) -> list[str]:
    """What the last word typed can become."""
    begun = typed[: typed.rfind(" ") + 1]
    word = typed[len(begun) :]
    return [begun + name for name in names if name.startswith(word)] if word else []
