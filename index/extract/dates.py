"""Dates as pages write them become ISO 8601; what cannot be read for sure becomes nothing."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s?(Z|[+-]\d{2}:?\d{2})?)?", re.IGNORECASE
)
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.|º|er)?\s+(?:de\s+)?([^\W\d_]{3,})\.?,?\s+(?:de\s+)?(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_UNIX = re.compile(r"\d{10}(?:\d{3})?")

_MONTHS = (
    ("jan", "janv", "ene", "gen", "янв", "oca"), ("feb", "fév", "fev", "févr", "фев", "şub", "sub"),
    ("mar", "mär", "mars", "marz", "мар", "maa"), ("apr", "avr", "abr", "апр", "nis"),
    ("may", "mai", "maj", "mag", "мая", "май", "mei"), ("jun", "juin", "giu", "июн", "haz"),
    ("jul", "juil", "lug", "июл", "tem"), ("aug", "aoû", "ago", "авг", "ağu", "aou"),
    ("sep", "set", "сен", "eyl", "sept"), ("oct", "okt", "out", "ott", "окт", "eki"),
    ("nov", "ноя", "kas"), ("dec", "déc", "dez", "dic", "дек", "ara"),
)  # fmt: skip
"""How names of months begin, in the languages that pages write them in most."""

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
    if match := _MONTH_FIRST.search(text):
        return _day(match[3], _month(match[1]), match[2])
    if match := _DAY_FIRST.search(text):
        return _day(match[3], _month(match[2]), match[1])
    return ""


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
    return next((str(number) for number, starts in enumerate(_MONTHS, 1) if name.startswith(starts)), "")
