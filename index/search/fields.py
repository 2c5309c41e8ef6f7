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
from index.search.tree import Ordered, Where

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
    "label": FactField.TAG,
    "language": FactField.LANGUAGE,
    "in": FactField.IS,
    "intitle": TITLE,
}
OTHER_VALUES = {
    "archive": "archived",
    "favorite": "starred",
    "favourite": "starred",
    "star": "starred",
    "highlights": "highlight",
    "notes": "note",
    "images": "image",
}
"""What people write for a state or a possession."""

OTHER_ORDERS = {"newest": Sort.ADDED, "last-read": Sort.OPENED, "read": Sort.OPENED, "date": Sort.PUBLISHED}
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


def leaf_of(name: str, value: str, today: date) -> Where:
    """The leaf of a fact field (a canonical name, or `before` and `after`). Raises ValueError."""
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
        return Where(Matches(field, _choice(field, value)))
    return Where(Matches(field, value.lower() if field is FactField.LANGUAGE else value))


def order_of(value: str) -> Ordered:
    """The order of the whole answer that a value of `sort:` names. Raises ValueError."""
    wanted = unicodedata.normalize("NFKC", value).lower()
    if wanted in OTHER_ORDERS:
        return Ordered(OTHER_ORDERS[wanted])
    return Ordered(Sort(_chosen(SORT, wanted, value, tuple(Sort))))


def _bound(name: str, value: str, today: date) -> Between:
    """`before:` and `after:` speak of the publication: before a span begins, after it ends."""
    if value[0] in "<>=" or ".." in value:
        raise ValueError(f"{name}: takes one date")
    span = days_between(FactField.PUBLISHED, f"{value}..{value}", today)
    if name == BEFORE:
        return Between(FactField.PUBLISHED, None, span.low)
    return Between(FactField.PUBLISHED, span.high, None)


def _choice(field: FactField, value: str) -> str:
    wanted = unicodedata.normalize("NFKC", value).lower()
    wanted = OTHER_VALUES.get(wanted, wanted)
    return _chosen(field, wanted, value, CHOICES[field])


def _chosen(field: str, wanted: str, value: str, choices: tuple[str, ...]) -> str:
    """One of the choices of a field. Raises ValueError with the nearest, or all."""
    if wanted not in choices:
        close = difflib.get_close_matches(wanted, choices, n=1, cutoff=0.6)
        hint = f"; did you mean {field}:{close[0]}?" if close else f"; it takes {', '.join(choices)}"
        raise ValueError(f"{field}: knows no “{value}”{hint}")
    return wanted
