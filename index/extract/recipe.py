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
    hosts below it too. Without a host it is a file, and with a `$` at its end just that address. `view` is what is to
    be kept of a page. Everything else is selectors: CSS, or XPath where they begin with `/` or `(`. `select` is what
    the article is, `remove` what it is not, the others where these facts are shown.
    """

    site: str
    select: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    title: str = ""
    byline: str = ""
    published: str = ""
    view: View | None = None

    def speaks_of(self, address: str) -> bool:
        """Whether a page of this address is meant."""
        wanted, _, path = self.site.partition("/")
        host, place = _parted(address)
        if not (f".{host}".endswith(f".{wanted}") if wanted else not host):
            return False
        return place == f"/{path[:-1]}" if path.endswith("$") else place.startswith(f"/{path}")


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
            view=rule.view or known.view,
        )  # fmt: skip
    return known


def site_of(address: str) -> str:
    """How a rule for all pages of the host of an address is named; empty for a file."""
    return _parted(address)[0].removeprefix("www.")


def page_of(address: str) -> str:
    """How a rule for this address alone is named; empty where there is none."""
    host, place = _parted(address)
    return f"{host}{place}$" if address else ""


def _parted(address: str) -> tuple[str, str]:
    """The host of an address, empty for a file, and what stands behind it, from the slash on."""
    parts = urlsplit(address)
    return (parts.hostname or "").lower(), (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
