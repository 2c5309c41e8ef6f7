"""Repairs the article that is being read: other views of its page, and blocks that its site puts into every page.

Each repair changes the article and writes the rule that makes it last (`index.sites`), and can be undone. The raw page
is read, never changed.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from index import sites
from index.article import Article, Extraction, Page
from index.errors import BadDataError, UsageError
from index.extract.recipe import PLAIN, Recipe, View, page_of, rule_for, site_of
from index.store.anchoring import find_position, unanchored
from index.store.keeping import MUCH_SHORTER


@dataclass(frozen=True, slots=True)
class Removal:
    """What could be removed: a selector, the parts of the page that it names, and the names of rules to keep it in.

    `site` is empty for a file, `page` for what has no address.
    """

    selector: str
    named: tuple[str, ...]
    site: str
    page: str


@dataclass(frozen=True, slots=True)
class Repair:
    """What was done. `unanchored` are highlights whose words the new text does not have; they keep them."""

    unanchored: int
    undo: Callable[[], None]


class Shelf(Protocol):
    """What repairing needs of a library."""

    @property
    def path(self) -> Path:
        """The folder in which the rules are."""
        ...

    def read(self, article_id: int) -> Article:
        """An article, whole."""
        ...

    def raw(self, article_id: int) -> Page:
        """The page as it came in."""
        ...

    def put_extraction(self, article_id: int, extraction: Extraction) -> None:
        """Put a new extraction in the place of the old one."""
        ...

    def recipe(self) -> Recipe:
        """The rules of sites."""
        ...


# Views


def kept_view(library: Shelf, article: Article) -> View:
    """Which view of its page an article is. Raises UsageError for rules that cannot be understood."""
    rule = rule_for(library.recipe().rules, article.metadata.url)
    return (rule.view if rule is not None else None) or View.ARTICLE


def view_of(library: Shelf, article_id: int, view: View) -> Extraction:
    """A view of an article's page, made now. Raises NoInputError, BadDataError, UsageError."""
    rules = tuple(replace(rule, view=None) for rule in library.recipe().rules)
    return _extracted(library.raw(article_id), Recipe(rules, view))


def keep_view(library: Shelf, article_id: int, view: View, extraction: Extraction) -> Repair:
    """Let a view of its page be the article from now on. Raises UsageError where nothing is in it, DiskError."""
    article = library.read(article_id)
    if not extraction.document.text.strip():
        raise UsageError("there is nothing in this view to keep")
    page = page_of(article.metadata.url)
    before = next((rule.view for rule in library.recipe().rules if rule.site == page), None)
    if page:
        sites.set_view(library.path, page, None if view is View.ARTICLE else view)
        if kept_view(library, article) is not view:
            sites.set_view(library.path, page, view)
    return _put(library, article, extraction, partial(sites.set_view, library.path, page, before) if page else _nothing)


def place_in(old: str, new: str, offset: int) -> int:
    """Where a place of one text is in another of the same page: at the same words, or as far along."""
    return find_position(old, new, offset)


# Removing a block


def removal_of(library: Shelf, article_id: int, text: str, image: str = "") -> Removal:
    """What would remove a passage (or a picture, by its address) from a page, and what else it names there.

    Changes nothing. Raises UsageError where nothing tells the passage's element apart, NoInputError, BadDataError.
    """
    from index.extract.origin import origin_of

    origin = origin_of(library.raw(article_id), text, image)
    if origin is None:
        raise UsageError("nothing in the page tells this passage apart from the rest of it")
    url = library.read(article_id).metadata.url
    return Removal(origin.selector, origin.named, site_of(url), page_of(url))


def remove(library: Shelf, article_id: int, selector: str, site: str) -> Repair:
    """Remove what a selector names from the pages of a site, by a new rule, and make the article anew.

    Raises UsageError, and leaves no rule, where the article would not change or too little of it would be left.
    """
    article = library.read(article_id)
    is_new = sites.add_removal(library.path, site, selector)
    undo = partial(sites.drop_removal, library.path, site, selector) if is_new else _nothing
    try:
        extraction = _extracted(library.raw(article_id), library.recipe())
        if wrong := _why_not(article, extraction):
            raise UsageError(f"{selector} {wrong}; no rule was written")  # noqa: TRY301 (the rule is taken back below)
        return _put(library, article, extraction, undo)
    except BaseException:
        undo()
        raise


def _why_not(article: Article, extraction: Extraction) -> str:
    """Why a removal is not what its reader wants; empty where it may be."""
    if extraction.document == article.document:
        return "changes nothing here"
    before, after = article.metadata.words, extraction.metadata.words
    if after < MUCH_SHORTER * before:
        return f"would leave only {after:,} of {before:,} words"
    if extraction.verdict.is_broken and not article.verdict.is_broken:
        return f"would leave a page that is {extraction.verdict.value}"
    return ""


def _put(library: Shelf, article: Article, extraction: Extraction, undo_rule: Callable[[], None]) -> Repair:
    library.put_extraction(article.id, extraction)
    lost = unanchored(library.read(article.id)) - unanchored(article)

    def undo() -> None:
        undo_rule()
        before = Extraction(article.metadata, article.document, article.verdict, article.quality, article.reasons)
        library.put_extraction(article.id, before)

    return Repair(max(0, lost), undo)


def _extracted(page: Page, recipe: Recipe = PLAIN) -> Extraction:
    """Extract in a process of its own, with its limits: what can be asked of a page may be too much."""
    from index.importing.extracting import Extracted, extract_all

    with closing(extract_all([page], jobs=1, recipe=recipe)) as answers:
        answer = next(answers)
    if not isinstance(answer, Extracted):
        raise BadDataError(answer.cause)
    return answer.extraction


def _nothing() -> None:
    """What is undone of a rule that was not written."""
