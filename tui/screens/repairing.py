"""Mending an extraction: other views of the page, and passages that are removed from every page of a site."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.article import Article, Extraction
from index.document import Block, BlockKind, Document
from index.extract.recipe import View
from tui.screens.narrowing import Narrowing
from tui.screens.undo import Change
from tui.widgets.choices import Choice

if TYPE_CHECKING:
    from index.extract.origin import Origin

PROBE = 60
"""Characters by which a place of one view is found again in another."""

MOST_NAMED = 12
"""Passages that are shown of those that a rule would remove."""


class Repairing(Narrowing):
    """The part of the screen that mends articles."""

    _viewed: Extraction
    """What another view shows."""

    # Views

    def action_view(self) -> None:
        """Show the next view of the page: the article, what readability-lxml alone would keep, all of it."""
        article = self.reader.article
        if article is None:
            return
        views = list(View)
        view = views[(views.index(self.view) + 1) % len(views)]
        if view is View.ARTICLE:
            self.open_anew(article.id)
            return
        self.keep_place(at_once=True)
        self.say(f"Reading the page again: {view.value} …")
        self.in_background(partial(self.library.view, article.id, view), partial(self._show_view, article, view))

    def _show_view(self, article: Article, view: View, extraction: Extraction) -> None:
        if self.reader.article is None or self.reader.article.id != article.id:
            return
        at = place_in(extraction.document.text, article.document.text, self.reader.offset_shown)
        self.view, self._viewed = view, extraction
        shown = replace(article, document=extraction.document, highlights=())
        self.reader.open(shown, at=at)
        self.list_headings(shown)
        self.say(f"This is {VIEWS[view]}. E shows the next view, :keep-view keeps this one as the article.")

    def action_keep_view(self) -> None:
        """Keep what is shown as the article."""
        article = self.reader.article
        if article is None or self.view is View.ARTICLE:
            self.say("This is the article already; E shows other views of its page.")
            return
        view = self.view
        self.in_background(
            partial(self._put, article.id, self._viewed, f"Kept {VIEWS[view]} as the article"), self._rewritten
        )

    def _put(self, article_id: int, extraction: Extraction, done: str) -> Change:
        """Put another text in the place of an article's; what undoes it."""
        before = extraction_of(self.library.read(article_id))
        self.library.put_extraction(article_id, extraction)
        return Change(done, partial(self.library.put_extraction, article_id, before), article_id)

    def _rewritten(self, change: Change) -> None:
        self.undo.remember(change)
        self.open_anew(change.rewritten)
        self.refresh_rows([change.rewritten])
        self.say(f"{change.done} · u undoes it")

    # Passages that are removed from a site

    def action_remove_block(self) -> None:
        """Choose a passage on the screen that no article of this site should have."""
        article = self.reader.article
        if article is None:
            return
        site = (urlsplit(article.metadata.url).hostname or "").removeprefix("www.")
        if not site:
            self.say("This article is of no site, so there is no rule to be made for one.")
            return
        document, blocks = article.document, self.reader.blocks_in_view
        choices = [Choice(f"Remove from every page of {site}", is_heading=True)]
        choices += [Choice(label_of(document, block), str(number)) for number, block in enumerate(blocks)]
        self._choose("Which passage?", choices, lambda chosen: self._trace(article, site, blocks[int(chosen)]))

    def _trace(self, article: Article, site: str, block: Block) -> None:
        image = block.source if block.kind is BlockKind.IMAGE else ""
        work = partial(self.library.origin, article.id, article.document.text_of(block), image)
        self.in_background(work, partial(self._confirm, article.id, site))

    def _confirm(self, article_id: int, site: str, origin: Origin | None) -> None:
        """Show what the rule would be, and what it takes from this page."""
        if origin is None:
            self.say("Nothing in the page tells this passage apart from the rest of it.", error=True)
            return
        more = len(origin.named) - MOST_NAMED
        choices = [
            Choice(f"A rule for {site}", is_heading=True),
            Choice(f"Remove  {origin.selector}", origin.selector),
            Choice("On this page it removes", is_heading=True),
            *(Choice(text or "(no text)") for text in origin.named[:MOST_NAMED]),
            *([Choice(f"… {more} more")] if more > 0 else ()),
        ]
        self._choose("Enter makes the rule", choices, partial(self._make_rule, article_id, site))

    def _make_rule(self, article_id: int, site: str, selector: str) -> None:
        def work() -> Change:
            rules = self.library.remove_from_site(site, selector)
            extraction = self.library.view(article_id, View.ARTICLE)
            change = self._put(article_id, extraction, f"Made a rule for {site}")

            def undo() -> None:
                self.library.put_rules_back(rules)
                change.undo()

            return replace(change, undo=undo)

        self.in_background(work, self._rewritten)


VIEWS = {View.READABILITY: "what readability alone would keep", View.WHOLE: "the whole page"}


def place_in(text: str, other: str, offset: int) -> int:
    """Where a place of another text is in this one: at the same words, else as far along."""
    found = text.find(other[offset : offset + PROBE]) if offset else 0
    return found if found >= 0 else offset * len(text) // max(1, len(other))


def label_of(document: Document, block: Block) -> str:
    """What a passage is called in a list."""
    words = " ".join(document.text_of(block).split())
    match block.kind:
        case BlockKind.IMAGE:
            return f"[image] {words or block.source}"
        case BlockKind.EMBED:
            return f"[embed] {words or block.source}"
    return words or f"[{block.kind.value}]"


def extraction_of(article: Article) -> Extraction:
    """What an article was made of, so that it can be put back."""
    return Extraction(article.metadata, article.document, article.verdict, article.quality, article.reasons)
