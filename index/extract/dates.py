"""Dates as pages write them become ISO 8601; what cannot be read for sure becomes nothing."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.resources import files

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s?(Z|[+-]\d{2}:?\d{2})?)?", re.IGNORECASE
)
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_NAME = r"([^\s\d,،;:/()\[\]]{2,20})"
"""The name of a month. Not only letters: in Hindi and Thai it holds marks that stand on letters."""

_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|\.|º|er)?\s+(?:de\s+)?{_NAME}[,،]?\s+(?:(?:de|del)\s+)?(\d{{4}})(?!\d)"
)
_MONTH_FIRST = re.compile(rf"{_NAME}\s+(\d{{1,2}})(?:st|nd|rd|th)?[,،]?\s+(\d{{4}})(?!\d)")
_YEAR_FIRST = re.compile(rf"(?<!\d)(\d{{4}})\.?\s+{_NAME}\s+(\d{{1,2}})(?!\d)")
_NUMBERED_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2})(?:,|\s+năm)?\s+(\d{4})", re.IGNORECASE)
_THAI = re.compile("[\u0e00-\u0e7f]")
_BUDDHIST_ERA = 543
"""Years by which the Thai calendar is ahead."""

_UNIX = re.compile(r"\d{10}(?:\d{3})?")

_EARLIEST, _LATEST = 1500, 2200


def iso_date(text: str) -> str:
    """A day or time in ISO 8601, or empty where the text says none that is sure."""
    text = text.strip()
    if match := _ISO.match(text):
        return _with_time(match)
    for pattern in (_SLASHED, _CJK, _COMPACT):
        if match := pattern.match(text):
            return _day(match[1], match[2], match[3])
    if _UNIX.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError):
        pass
    if match := _NUMBERED_MONTH.search(text):
        return _day(match[3], match[2], match[1])
    for pattern, year, month, day in ((_MONTH_FIRST, 3, 1, 2), (_DAY_FIRST, 3, 2, 1), (_YEAR_FIRST, 1, 2, 3)):
        match = pattern.search(text)
        if match and (found := _day(_common_year(match[year], match[month]), _month(match[month]), match[day])):
            return found
    return ""


def _common_year(year: str, month: str) -> str:
    return str(int(year) - _BUDDHIST_ERA) if _THAI.search(month) and int(year) > _LATEST else year


def _with_time(match: re.Match[str]) -> str:
    day = _day(match[1], match[2], match[3])
    if not day or not match[4]:
        return day
    zone = (match[5] or "").upper()
    zone = zone if ":" in zone or len(zone) < 5 else f"{zone[:3]}:{zone[3:]}"
    clock = match[4] if match[4][1] != ":" else f"0{match[4]}"
    try:
        datetime.fromisoformat(f"{day}T{clock}{zone}")
    except ValueError:
        return day
    return f"{day}T{clock}{zone}"


def _day(year: str, month: str, day: str) -> str:
    try:
        found = date(int(year), int(month or 0), int(day))
    except ValueError:
        return ""
    return found.isoformat() if _EARLIEST <= found.year <= _LATEST else ""


def _month(name: str) -> str:
    name = name.casefold()
    fitting = [(len(start), month) for start, month in _months() if name.startswith(start)]
    return str(max(fitting)[1]) if fitting else ""


@cache
def _months() -> tuple[tuple[str, int], ...]:
    """How names of months begin, in every language, with their numbers."""
    names = tomllib.loads(files("index.extract").joinpath("months.toml").read_text("utf-8"))
    return tuple(
        (start.casefold(), number)
        for language in names.values()
        for number, starts in enumerate(language.split(), 1)
        for start in starts.split("/")
    )
