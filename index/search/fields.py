"""The fields of the query language, as a table: what each is called, and what its values may be.

`leaf_of` makes a leaf of a field and its value, `order_of` of the name of an order; they raise ValueError with the
sentence for the person, and `query` adds the place. `title:` and `similar:` are fields of the text and stand in the
parser.
"""

from __future__ import annotations

import difflib
import unicodedata
from datetime import date

from index.article import Sort
from index.facts import POSSESSIONS, STATES, Between, FactField, Matches
from index.search.dates import days_between, numbers_between
from index.search.tree import Not, Ordered, Query, Where

TITLE, SIMILAR, BEFORE, AFTER, SORT = "title", "similar", "before", "after", "sort"

TEXTS = frozenset(
    {
        FactField.BY,
        FactField.SITE,
        FactField.TAG,
        FactField.LANGUAGE,
        FactField.URL,
        FactField.NOTE,
        FactField.HIGHLIGHT,
    }
)
CHOICES: dict[FactField, tuple[str, ...]] = {FactField.IS: STATES, FactField.HAS: POSSESSIONS}
DAYS = frozenset({FactField.ADDED, FactField.PUBLISHED})
NUMBERS = frozenset({FactField.WORDS, FactField.MINUTES, FactField.ID})

ALIASES = {
    "author": FactField.BY,
    "from": FactField.BY,
    "label": FactField.TAG,
    "tags": FactField.TAG,
    "language": FactField.LANGUAGE,
    "in": FactField.IS,
    "domain": FactField.SITE,
    "host": FactField.SITE,
    "inurl": FactField.URL,
    "intitle": TITLE,
    "subject": TITLE,
    "date": FactField.PUBLISHED,
    "year": FactField.PUBLISHED,
    "saved": FactField.ADDED,
    "length": FactField.WORDS,
    "readmin": FactField.MINUTES,
    "readtime": FactField.MINUTES,
    "older": BEFORE,
    "older_than": BEFORE,
    "newer": AFTER,
    "newer_than": AFTER,
    "order": SORT,
}
"""What fields are called elsewhere: in mail programs, search engines and other reading lists."""

OTHER_VALUES = {
    "archive": "archived",
    "favorite": "starred",
    "favorites": "starred",
    "favourite": "starred",
    "favourites": "starred",
    "star": "starred",
    "new": "unread",
    "started": "reading",
    "done": "read",
    "finished": "read",
    "annotation": "highlight",
    "annotations": "highlight",
    "highlights": "highlight",
    "notes": "note",
    "images": "image",
    "picture": "image",
    "pictures": "image",
    "label": "tag",
    "labels": "tag",
    "tags": "tag",
}
"""What people write for a state or a possession."""

OPPOSITES = {
    "inbox": Matches(FactField.IS, "archived"),
    "unarchived": Matches(FactField.IS, "archived"),
    "unstarred": Matches(FactField.IS, "starred"),
    "untagged": Matches(FactField.HAS, "tag"),
}
"""States that are the lack of something."""

OTHER_ORDERS = {
    "newest": Sort.ADDED,
    "oldest": Sort.ADDED_REVERSED,
    "longest": Sort.LENGTH,
    "shortest": Sort.LENGTH_REVERSED,
    "last-read": Sort.OPENED,
    "read": Sort.OPENED,
    "date": Sort.PUBLISHED,
    "best": Sort.RELEVANCE,
}
"""What people write for an order."""

FIELDS = (TITLE, *(str(field) for field in FactField), BEFORE, AFTER, SIMILAR, SORT)
"""The canonical names, as the documentation lists them."""


def canonical(name: str) -> str | None:
    """The field that a name stands for, or None."""
    lowered = name.lower()
    return str(ALIASES.get(lowered, lowered)) if lowered in FIELDS or lowered in ALIASES else None


def nearest(name: str) -> str | None:
    """The field that a mistyped name may mean."""
    close = difflib.get_close_matches(name.lower(), [*FIELDS, *ALIASES], n=1, cutoff=0.6)
    return close[0] if close else None


def leaf_of(name: str, value: str, today: date) -> Query:
    """The leaf of a fact field (a canonical name, or `before` and `after`), or its opposite. Raises ValueError."""
    if not value:
        raise ValueError(f"{name}: needs a value")
    if name in (BEFORE, AFTER):
        return Where(_bound(name, value, today))
    field = FactField(name)
    if field in DAYS:
        return Where(days_between(field, value, today))
    if field in NUMBERS:
        return Where(numbers_between(field, value))
    if field in CHOICES:
        return _state(field, value)
    return Where(Matches(field, _language(value) if field is FactField.LANGUAGE else value))


def order_of(value: str) -> Ordered:
    """The order of the whole answer that a value of `sort:` names. Raises ValueError."""
    wanted = unicodedata.normalize("NFKC", value).lower()
    named = OTHER_ORDERS.get(wanted.removeprefix("-"))
    if named is not None:
        return Ordered(named.reversed if wanted.startswith("-") else named)
    return Ordered(Sort(_chosen(SORT, wanted, value, tuple(Sort))))


def _bound(name: str, value: str, today: date) -> Between:
    """`before:` and `after:` speak of the publication: before a span begins, after it ends."""
    if value[0] in "<>=" or ".." in value:
        raise ValueError(f"{name}: takes one date")
    span = days_between(FactField.PUBLISHED, f"{value}..{value}", today)
    if name == BEFORE:
        return Between(FactField.PUBLISHED, None, span.low)
    return Between(FactField.PUBLISHED, span.high, None)


def _state(field: FactField, value: str) -> Query:
    wanted = unicodedata.normalize("NFKC", value).lower()
    if field is FactField.IS and wanted in OPPOSITES:
        return Not(Where(OPPOSITES[wanted]))
    return Where(Matches(field, _chosen(field, OTHER_VALUES.get(wanted, wanted), value, CHOICES[field])))


def _language(value: str) -> str:
    """A language as its code, whatever it is called."""
    from index.search.language_names import code_of

    return code_of(value) or value.lower()


def is_half_a_language(value: str) -> bool:
    """Whether a value is on the way to a language: one letter, or the beginning of a name."""
    from index.search.language_names import begins_name, code_of

    return len(value) < 2 or (len(value) > 2 and code_of(value) is None and begins_name(value))


def _chosen(field: str, wanted: str, value: str, choices: tuple[str, ...]) -> str:
    """One of the choices of a field. Raises ValueError with the nearest, or all."""
    if wanted not in choices:
        close = difflib.get_close_matches(wanted, choices, n=1, cutoff=0.6)
        hint = f"; did you mean {field}:{close[0]}?" if close else f"; it takes {', '.join(choices)}"
        raise ValueError(f"{field}: knows no “{value}”{hint}")
    return wanted
