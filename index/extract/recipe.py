"""How a page is to be read beyond what holds for all pages: the rules of its site, and which view of it is wanted.

Data alone, so that it can be handed to a worker process; what it does to a page is in `by_rule` and `views`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlsplit


class View(StrEnum):
    """What is shown of a page."""

    ARTICLE = "article"
    READABILITY = "readability"
    """What readability-lxml alone would keep."""
    WHOLE = "whole page"


@dataclass(frozen=True, slots=True)
class SiteRule:
    """What a person knows of the pages of a site.

    `site` is a host, with or without the beginning of a path (`example.org`, `example.org/blog`); it holds for the
    hosts below it too. Everything else is selectors: CSS, or XPath where they begin with `/` or `(`. `select` is what
    the article is, `remove` what it is not, the others where these facts are shown.
    """

    site: str
    select: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    title: str = ""
    byline: str = ""
    published: str = ""

    def speaks_of(self, address: str) -> bool:
        """Whether a page of this address is meant."""
        parts = urlsplit(address)
        host, _, path = self.site.partition("/")
        return f".{(parts.hostname or '').lower()}".endswith(f".{host}") and parts.path.startswith(f"/{path}")


@dataclass(frozen=True, slots=True)
class Recipe:
    """The rules of all sites, and the view that is wanted."""

    rules: tuple[SiteRule, ...] = ()
    view: View = View.ARTICLE


PLAIN = Recipe()


def rule_for(rules: Iterable[SiteRule], address: str) -> SiteRule | None:
    """What is known of an address: all that its rules remove, and of the rest what the closest rule says."""
    known: SiteRule | None = None
    for rule in sorted((each for each in rules if each.speaks_of(address)), key=lambda each: len(each.site)):
        known = rule if known is None else replace(
            rule,
            select=rule.select or known.select,
            remove=(*known.remove, *rule.remove),
            title=rule.title or known.title,
            byline=rule.byline or known.byline,
            published=rule.published or known.published,
        )  # fmt: skip
    return known
