"""Replays today's extraction over the raw pages of a library, and says of each article what changes.

Nothing but the text, what is said about it and the verdict is ever replaced: the raw page, tags, states and highlights
stay, highlights and the reading position move with their words (`index.store.anchoring`). An answer that is worse than
what is kept is not taken unless that is asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from index.article import Article, Extraction, Page
from index.document import Document
from index.errors import BadDataError, NoInputError
from index.extract.recipe import Recipe
from index.importing.extracting import Extracted, Failed, extract_all
from index.sources import Skipped, Unreadable
from index.store.anchoring import unanchored
from index.store.keeping import MUCH_SHORTER

_WORD = re.compile(r"\w+")


class Change(StrEnum):
    """What a new extraction means for an article."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WORSE = "worse"
    """The new answer is broken, empty or much shorter: the old one stays."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of one article. `lost` and `gained` are passages; the words of both texts are compared apart."""

    id: int
    change: Change
    title: str = ""
    new_title: str = ""
    words_lost: int = 0
    words_gained: int = 0
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()
    verdict: str = ""
    new_verdict: str = ""
    cause: str = ""
    unanchored: int = 0
    """Highlights whose words the new text does not have; they keep them, and come back with them."""


class Shelf(Protocol):
    """What a replay needs of a library."""

    def read(self, article_id: int) -> Article:
        """An article, whole."""
        ...

    def raw(self, article_id: int) -> Page:
        """The page as it came in."""
        ...

    def put_extraction(self, article_id: int, extraction: Extraction) -> None:
        """Put a new extraction in the place of the old one."""
        ...

    def catch_up(self) -> None:
        """Bring the search index in step."""
        ...

    def recipe(self) -> Recipe:
        """The rules of sites."""
        ...


def replay(
    library: Shelf, ids: Sequence[int], *, apply: bool = True, force: bool = False, jobs: int | None = None
) -> Generator[Replayed, None, None]:
    """Extract articles anew; yields each one's fate once it is certain, in the order given.

    Without `apply` nothing is changed, only told. `force` takes worse answers too. Closing the generator stops; what
    was reported is kept. Raises UsageError for rules that cannot be understood, DiskError, LockedError.
    """
    recipe = library.recipe()
    pages = _Pages(library, ids)
    with closing(extract_all(pages, jobs=jobs, recipe=recipe)) as answers:
        for answer in answers:
            article_id = pages.next_id()
            if not isinstance(answer, Extracted):
                yield _failed(article_id, answer)
                continue
            article = library.read(article_id)
            found = compared(article, answer.extraction, _ruled(recipe, article))
            if found.change is Change.WORSE and force:
                found = replace(found, change=Change.CHANGED, cause="")
            if apply and found.change is Change.CHANGED:
                library.put_extraction(article_id, answer.extraction)
                found = replace(found, unanchored=unanchored(library.read(article_id)))
            yield found
    if apply:
        library.catch_up()


def compared(article: Article, new: Extraction, has_rule: bool = False) -> Replayed:
    """What a new extraction would change in an article."""
    lost, gained = _passages_apart(article.document, new.document)
    words_lost, words_gained = _words_apart(article.document.text, new.document.text)
    told = Replayed(
        article.id, Change.CHANGED, article.metadata.title, new.metadata.title, words_lost, words_gained, lost, gained,
        article.verdict.value, new.verdict.value,
    )  # fmt: skip
    if new.verdict.is_broken and not article.verdict.is_broken:
        return replace(told, change=Change.WORSE, cause=f"it would become {new.verdict.value}")
    before, after = article.metadata.words, new.metadata.words
    # What a rule took out was meant to go.
    if not article.verdict.is_broken and not has_rule and after < MUCH_SHORTER * before:
        return replace(told, change=Change.WORSE, cause=f"only {after:,} of {before:,} words would be left")
    return told if _differs(article, new) else replace(told, change=Change.UNCHANGED)


class _Pages:
    """The raw pages of articles, one by one, with the numbers of those that were handed on."""

    def __init__(self, library: Shelf, ids: Iterable[int]) -> None:
        self._library = library
        self._ids = ids
        self._handed: list[int] = []
        self._taken = 0

    def __iter__(self) -> Iterator[Page | Unreadable]:
        for article_id in self._ids:
            self._handed.append(article_id)
            try:
                yield self._library.raw(article_id)
            except (NoInputError, BadDataError) as error:
                yield Unreadable(f"article {article_id}", str(error), error.status)

    def next_id(self) -> int:
        """The article of the next answer: answers come in the order of the pages."""
        self._taken += 1
        return self._handed[self._taken - 1]


def _failed(article_id: int, answer: Failed | Skipped | Unreadable) -> Replayed:
    return Replayed(article_id, Change.FAILED, cause=answer.cause)


def _ruled(recipe: Recipe, article: Article) -> bool:
    return any(rule.speaks_of(article.metadata.url) for rule in recipe.rules)


def _differs(article: Article, new: Extraction) -> bool:
    url = new.metadata.url or article.metadata.url
    return (
        article.document != new.document
        or article.metadata != replace(new.metadata, url=url)
        or article.verdict is not new.verdict
        or article.quality != new.quality
        or article.reasons != new.reasons
    )


def _passages_apart(old: Document, new: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The texts of blocks that only the one, and only the other document has."""
    before = [text for block in old.blocks if (text := old.text_of(block))]
    after = [text for block in new.blocks if (text := new.text_of(block))]
    return _beyond(before, after), _beyond(after, before)


def _beyond(some: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    left = Counter(others)
    beyond = []
    for each in some:
        if left[each]:
            left[each] -= 1
        else:
            beyond.append(each)
    return tuple(beyond)


def _words_apart(old: str, new: str) -> tuple[int, int]:
    before, after = Counter(_WORD.findall(old)), Counter(_WORD.findall(new))
    return (before - after).total(), (after - before).total()
