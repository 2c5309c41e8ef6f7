"""Facts about articles, as SQL: which articles have a tag, are of a site, were added between two days.

One table of fields; every value is a parameter. The meanings are those of `index.facts`.
"""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from index.article import Verdict
from index.errors import UsageError
from index.facts import POSSESSIONS, STATES, Between, Fact, FactField, Matches
from index.store.folding import as_words, fold, well_formed
from index.store.reading import numbers

_ESCAPED = re.compile(r"[%_\\]")
_WORDS = re.compile(r"[^\W_]+|\*")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_LARGEST = 2**63 - 1

_BROKEN = ", ".join(f"'{verdict.value}'" for verdict in Verdict if verdict.is_broken)


class Condition(NamedTuple):
    """What stands after WHERE, and its parameters."""

    sql: str
    values: tuple[str | int | float, ...] = ()


def ids_where(connection: sqlite3.Connection, fact: Fact) -> array[int]:
    """The numbers of the articles that a fact is true of, ascending; none in the trash.

    Raises UsageError where the value means nothing to the field.
    """
    condition = _matches(fact) if isinstance(fact, Matches) else _between(fact)
    if fact.field in _ANNOTATIONS:
        connection.create_function("as_words", 1, as_words, deterministic=True)
    sql = f"SELECT id FROM live WHERE {condition.sql}"  # noqa: S608 (built of the constants below)
    return numbers(connection, sql, condition.values)


# Text facts


def _matches(fact: Matches) -> Condition:
    build = _TEXTS.get(fact.field)
    if build is None:
        raise UsageError(f"{fact.field.value}: takes a number or a date, or a range of them")
    return build(well_formed(fact.value))


def _like(column: str, pattern: str) -> Condition:
    return Condition(f"{column} LIKE ? ESCAPE '\\'", (pattern,))


def _pattern(value: str) -> str:
    """A value as a LIKE pattern: `*` stands for any characters, everything else for itself."""
    return _ESCAPED.sub(r"\\\g<0>", value).replace("*", "%")


def _phrase(column: str, value: str) -> Condition:
    """Whole words in a row, in a column of ` words between blanks `; in scripts without blanks any part."""
    folded = fold(value)
    if _UNSPACED.search(folded):
        return _like(column, f"%{_pattern(folded)}%")
    words = " ".join(_WORDS.findall(folded)).replace(" *", "*").replace("* ", "*")
    return _like(column, f"% {_pattern(words)} %" if words else "")


def _by(value: str) -> Condition:
    return _phrase("byline_key", value)


def _site(value: str) -> Condition:
    """The host, whole parts of its domain, or words of the site's name."""
    host = fold(value).strip().strip(".").removeprefix("www.")
    domain = _like("host_key", f"%.{_pattern(host)}.%" if host else "")
    name = _phrase("site_key", value)
    return Condition(f"({domain.sql} OR {name.sql})", domain.values + name.values)


def _tag(value: str) -> Condition:
    tagged = _like("tags.key", _pattern(fold(" ".join(value.split()))))
    tags = f"SELECT article_id FROM article_tags JOIN tags ON tags.id = tag_id WHERE {tagged.sql}"  # noqa: S608 (constant)
    return Condition(f"id IN ({tags})", tagged.values)


def _language(value: str) -> Condition:
    language = _pattern(fold(value).replace("_", "-"))
    return Condition("(language LIKE ? ESCAPE '\\' OR language LIKE ? ESCAPE '\\')", (language, f"{language}-%"))


def _url(value: str) -> Condition:
    found = _like("url", f"%{_pattern(value.strip())}%")
    return Condition(f"id IN (SELECT article_id FROM addresses WHERE {found.sql})", found.values)  # noqa: S608 (constant)


def _annotated(column: str) -> Callable[[str], Condition]:
    """Words of what readers marked and wrote: little beside the articles, so it is folded when it is asked for."""

    def build(value: str) -> Condition:
        said = _phrase(f"as_words({column})", value)
        return Condition(f"id IN (SELECT article_id FROM highlights WHERE {said.sql})", said.values)  # noqa: S608 (constants)

    return build


_IS = {
    "unread": "progress = 'unread'",
    "reading": "progress = 'reading'",
    "read": "progress = 'read'",
    "starred": "starred",
    "archived": "archived",
    "broken": f"verdict IN ({_BROKEN})",
}
_HAS = {
    "highlight": "id IN (SELECT article_id FROM highlights)",
    "note": "id IN (SELECT article_id FROM highlights WHERE note <> '')",
    "image": "has_image",
    "code": "has_code",
    "tag": "id IN (SELECT article_id FROM article_tags)",
}
assert (tuple(_IS), tuple(_HAS)) == (STATES, POSSESSIONS)


def _named(field: FactField, conditions: dict[str, str]) -> Callable[[str], Condition]:
    def build(value: str) -> Condition:
        sql = conditions.get(fold(value.strip()))
        if sql is None:
            raise UsageError(f"{field.value}: takes {', '.join(conditions)}, not “{value}”")
        return Condition(sql)

    return build


_TEXTS: dict[FactField, Callable[[str], Condition]] = {
    FactField.BY: _by,
    FactField.SITE: _site,
    FactField.TAG: _tag,
    FactField.LANGUAGE: _language,
    FactField.IS: _named(FactField.IS, _IS),
    FactField.HAS: _named(FactField.HAS, _HAS),
    FactField.NOTE: _annotated("note"),
    FactField.HIGHLIGHT: _annotated("quote"),
    FactField.URL: _url,
}

_ANNOTATIONS = frozenset({FactField.NOTE, FactField.HIGHLIGHT})

# Ordered facts


def _between(fact: Between) -> Condition:
    known = _ORDERED.get(fact.field)
    if known is None:
        raise UsageError(f"{fact.field.value}: takes no range")
    column, read = known
    sql, values = [f"{column} <> ''"] if read is _day else [], []
    for limit, comparison in ((fact.low, ">="), (fact.high, "<")):
        if limit is not None:
            sql.append(f"{column} {comparison} ?")
            values.append(read(limit, fact.field))
    return Condition(" AND ".join(sql) or "true", tuple(values))


def _number(value: str | int, field: FactField) -> int:
    try:
        return max(-_LARGEST, min(_LARGEST, int(value)))
    except ValueError:
        raise UsageError(f"{field.value}: takes a number, not “{value}”") from None


def _date(value: str | int, field: FactField) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise UsageError(f"{field.value}: takes a day as 2024-03-01, not “{value}”") from None


def _day(value: str | int, field: FactField) -> str:
    return _date(value, field).isoformat()


def _midnight(value: str | int, field: FactField) -> float:
    """The Unix time at which a day of the reader's own time zone begins."""
    day = _date(value, field)
    try:
        return datetime(day.year, day.month, day.day).astimezone().timestamp()
    except (OverflowError, ValueError, OSError):
        # Years at the edges of the calendar have no local time on some systems.
        return (day - date(1970, 1, 1)).days * 86_400.0


_ORDERED: dict[FactField, tuple[str, Callable[[str | int, FactField], str | int | float]]] = {
    FactField.ADDED: ("added", _midnight),
    FactField.PUBLISHED: ("published_day", _day),
    FactField.WORDS: ("words", _number),
    FactField.MINUTES: ("minutes", _number),
    FactField.ID: ("id", _number),
}
