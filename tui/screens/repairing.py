"""Mending an extraction: other views of the page, and passages that are removed from every page of a site."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from index.article import Article, Extraction
from index.deferred import Deferred
from tui.screens.narrowing import Narrowing
from tui.screens.reading import Opening
from tui.screens.undo import Change
from tui.widgets.entries import Entry

if TYPE_CHECKING:
    from index import repairing
    from index.document import Block, Document
    from index.document import model as document_model
    from index.extract import recipe
    from index.extract.recipe import View
    from index.repairing import Removal, Repair
else:
    document_model = Deferred("index.document.model")
    recipe = Deferred("index.extract.recipe")
    repairing = Deferred("index.repairing")

MOST_NAMED = 12
"""Passages that are shown of those that a rule would remove."""


class Repairing(Narrowing):
    """The part of the screen that mends articles."""

    _viewed: Extraction
    """What another view shows."""

    # Views

    def action_view(self) -> None:
        """Show the next view of the page: the article, what readability-lxml alone would keep, all of it."""
        article = self.article
        if article is None:
            return
        views, kept = list(recipe.View), repairing.kept_view(self.library, article)
        view = views[(views.index(self.view or kept) + 1) % len(views)]
        if view is kept:
            self._return_to_article(article)
            return
        self.keep_place(at_once=True)
        self.say("Reading the page again …")
        self.in_background(
            partial(repairing.view_of, self.library, article.id, view), partial(self._show_view, article, view)
        )

    def _show_view(self, article: Article, view: View, extraction: Extraction) -> None:
        if self.article is not article:
            return
        at = repairing.place_in(article.document.text, extraction.document.text, self.reader.offset_shown)
        self.view, self._viewed = view, extraction
        shown = replace(article, document=extraction.document, highlights=())
        self.reader.open(shown, at=at)
        self.list_headings(shown)
        self.say(f"This is {VIEWS[view]}. E shows the next view, :keep-view keeps this one as the article.")

    def _return_to_article(self, shown: Article) -> None:
        offset = self.reader.offset_shown

        def show(kept: Article) -> None:
            at = repairing.place_in(shown.document.text, kept.document.text, offset)
            self.show_article(Opening(kept.id, at=at, focus=self.focused is self.reader), (kept, ()))

        self.in_background(partial(self.library.read, shown.id), show)

    def action_keep_view(self) -> None:
        """Keep what is shown as the article."""
        article, view = self.article, self.view
        if article is None or view is None:
            self.say("This is the article already; E shows other views of its page.")
            return
        work = partial(repairing.keep_view, self.library, article.id, view, self._viewed)
        self.in_background(work, partial(self._repaired, article.id, f"Kept {VIEWS[view]} as the article"))

    def _repaired(self, article_id: int, done: str, repair: Repair) -> None:
        self.undo.remember(Change(done, repair.undo, article_id))
        self.open_anew(article_id)
        self.refresh_rows([article_id])
        lost = f" · highlights without their words now, kept: {repair.unanchored}" if repair.unanchored else ""
        self.say(f"{done} · u undoes it{lost}")

    # Passages that are removed from a site

    def action_remove_block(self) -> None:
        """Choose a passage on the screen that no article of this site should have."""
        article = self.article
        if article is None:
            return
        document, blocks = article.document, self.reader.blocks_in_view
        entries: list[Entry[str]] = [
            Entry(f"Remove from {recipe.site_of(article.metadata.url) or 'this page'}", is_heading=True)
        ]
        entries += [Entry(label_of(document, block), str(number)) for number, block in enumerate(blocks)]
        self._choose("Which passage?", entries, lambda chosen: self._trace(article, blocks[int(chosen)]))

    def _trace(self, article: Article, block: Block) -> None:
        image = block.source if block.kind is document_model.BlockKind.IMAGE else ""
        work = partial(repairing.removal_of, self.library, article.id, article.document.text_of(block), image)
        self.in_background(work, partial(self._confirm, article.id))

    def _confirm(self, article_id: int, removal: Removal) -> None:
        """Show what the rule would be, and what it takes from this page."""
        if not removal.page:
            self.say("This article has no address that a rule could be kept for.")
            return
        more = len(removal.named) - MOST_NAMED
        entries = [
            Entry(f"Remove  {removal.selector}", is_heading=True),
            *([Entry(f"From every page of {removal.site}", removal.site)] if removal.site else ()),
            Entry("From this page alone", removal.page),
            Entry("On this page it removes", is_heading=True),
            *(Entry(text or "(no text)") for text in removal.named[:MOST_NAMED]),
            *([Entry(f"… {more} more")] if more > 0 else ()),
        ]
        if removal.site:
            entries += [
                Entry("The articles that are here already", is_heading=True),
                Entry(f"are mended by: carrel reextract site:{removal.site}"),
            ]
        self._choose("Enter makes the rule", entries, partial(self._make_rule, article_id, removal))

    def _make_rule(self, article_id: int, removal: Removal, site: str) -> None:
        work = partial(repairing.remove, self.library, article_id, removal.selector, site)
        of = site if site == removal.site else "this page"
        self.in_background(work, partial(self._repaired, article_id, f"Made a rule for {of}"))


VIEWS = {
    "article": "the article as Carrel finds it",
    "readability": "what readability alone would keep",
    "whole page": "the whole page",
}
"""What each value of `index.extract.recipe.View` is called."""


def label_of(document: Document, block: Block) -> str:
    """What a passage is called in a list."""
    words = " ".join(document.text_of(block).split())
    match block.kind:
        case document_model.BlockKind.IMAGE:
            return f"[image] {words or block.source}"
        case document_model.BlockKind.EMBED:
            return f"[embed] {words or block.source}"
    return words or f"[{block.kind.value}]"
