"""Days and whole numbers as a person writes them in a query, as half-open ranges.

`2024`, `2024-03`, `2024-03-01`, ages (`7d`, `3w`, `2m`, `1y`) and names (`today`, `last-month`) all mean a span of
days; comparisons and `a..b` combine spans, and `~2023` is that year with the one before and the one after it. An age is
how long ago: `7d` alone and `<7d` are the last seven days, `>7d` is longer ago than that.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from index.facts import Between, FactField

FIRST, LAST = date(1000, 1, 1), date(9998, 12, 31)
LARGEST = 10**15
"""Days and numbers beyond these are refused: nothing that was read has them."""

_Value = TypeVar("_Value", date, int)

Span = tuple[date, date]
"""(first day, day after the last)."""

_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?")
_AGE = re.compile(r"(\d{1,5})([dwmy])", re.IGNORECASE)
_COMPARED = re.compile(r"(>=|<=|=>|=<|>|<|=)?(.*)", re.DOTALL)
_NUMBER = re.compile(r"\d{1,16}")


def days_between(fact: FactField, text: str, today: date) -> Between:
    """The days that a value speaks of. Raises ValueError, with the sentence for the person."""
    if text.startswith("~"):
        begin, end = _about(text[1:])
        return Between(fact, begin.isoformat(), end.isoformat())
    low, high = _range(text, lambda part: _span(part, today), _age_turned)
    return Between(fact, low.isoformat() if low else None, high.isoformat() if high else None)


def numbers_between(fact: FactField, text: str) -> Between:
    """The numbers that a value speaks of. Raises ValueError, with the sentence for the person."""
    low, high = _range(text, _number, lambda sign, _: sign)
    return Between(fact, low, high)


def _range(
    text: str, read: Callable[[str], tuple[_Value, _Value]], turned: Callable[[str, str], str]
) -> tuple[_Value | None, _Value | None]:
    first, dots, last = text.partition("..")
    if dots:
        low = read(first)[0] if first else None
        high = read(last)[1] if last else None
        if low is None and high is None:
            raise ValueError("a range needs a beginning or an end")
        if low is not None and high is not None and high <= low:
            raise ValueError(f"the range {text} ends before it begins")
        return low, high
    match = _COMPARED.fullmatch(text)
    sign, value = (match[1] or "", match[2]) if match else ("", text)
    begin, end = read(value)
    match turned(sign, value):
        case ">":
            return end, None
        case ">=" | "=>":
            return begin, None
        case "<":
            return None, begin
        case "<=" | "=<":
            return None, end
    return begin, end


def _age_turned(sign: str, value: str) -> str:
    """A longer age is an earlier day: the comparison turns round; an age alone means since then."""
    if not _AGE.fullmatch(value):
        return sign
    return {"": ">=", "<": ">=", "<=": ">=", "=<": ">=", ">": "<", ">=": "<=", "=>": "<="}.get(sign, sign)


def _span(text: str, today: date) -> Span:
    named = _NAMED.get(text.lower())
    if named:
        return named(today)
    if age := _AGE.fullmatch(text):
        day = _ago(int(age[1]), age[2].lower(), today)
        return day, day + timedelta(days=1)
    if not (match := _DAY.fullmatch(text)):
        raise ValueError(f"“{text}” is not a date; write 2024, 2024-03, 2024-03-01, 7d or last-month")
    year, month, day_of_month = (int(group) if group else 0 for group in match.groups())
    try:
        first = date(year, month or 1, day_of_month or 1)
    except ValueError:
        raise ValueError(f"there is no day {text}") from None
    if not FIRST <= first <= LAST:
        raise ValueError(f"the year {year} is out of range")
    return first, _end(first, month, day_of_month)


def _about(text: str) -> Span:
    """A year, month or day with its neighbours. Raises ValueError."""
    if not (match := _DAY.fullmatch(text)):
        raise ValueError(f"“~{text}” is not about a date; write ~2024 or ~2024-03")
    first, last = _span(text, FIRST)
    if match[3]:
        return first - timedelta(days=1), last + timedelta(days=1)
    months = 1 if match[2] else 12
    return _later(first, -months), _later(last, months)


def _end(first: date, month: int, day: int) -> date:
    if day:
        return first + timedelta(days=1)
    return _later(first, 1) if month else date(first.year + 1, 1, 1)


def _later(day: date, months: int) -> date:
    """The same day so many months later or earlier, or the last of that month."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    if year < FIRST.year:
        return FIRST
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _ago(count: int, unit: str, today: date) -> date:
    if unit in "my":
        return _later(today, -count * (12 if unit == "y" else 1))
    days = count * (7 if unit == "w" else 1)
    return max(FIRST, date.fromordinal(max(FIRST.toordinal(), today.toordinal() - days)))


def _week(today: date) -> date:
    return today - timedelta(days=today.weekday())


def _of_month(first: date) -> Span:
    return first, _later(first, 1)


def _of_year(year: int) -> Span:
    return date(year, 1, 1), date(year + 1, 1, 1)


_NAMED: dict[str, Callable[[date], Span]] = {
    "today": lambda day: (day, day + timedelta(days=1)),
    "yesterday": lambda day: (day - timedelta(days=1), day),
    "this-week": lambda day: (_week(day), _week(day) + timedelta(days=7)),
    "last-week": lambda day: (_week(day) - timedelta(days=7), _week(day)),
    "this-month": lambda day: _of_month(day.replace(day=1)),
    "last-month": lambda day: _of_month(_later(day.replace(day=1), -1)),
    "this-year": lambda day: _of_year(day.year),
    "last-year": lambda day: _of_year(day.year - 1),
}


def _number(text: str) -> tuple[int, int]:
    plain = re.sub(r"(?<=\d)[,_'’](?=\d{3})", "", text)
    if not plain.isascii() or not _NUMBER.fullmatch(plain) or int(plain) > LARGEST:
        raise ValueError(f"“{text}” is not a whole number; write 10, <10, >=10 or 10..20")
    return int(plain), int(plain) + 1
