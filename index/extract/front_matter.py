"""The lines before a text that say what it is: YAML between `---`, or `Name: value` as in mail and in old text files.

Reads the simple YAML that people write there (names, strings, lists on one line or several), not the whole language.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

_FENCE = re.compile(r"\A\ufeff?(---|\+\+\+)[ \t]*\n(.*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_ENTRY = re.compile(r"([A-Za-z][\w-]*)\s*[:=]\s*(.*)")
_ITEM = re.compile(r"\s*-\s+(.*)")
_HEADER = re.compile(r"([^\s:：]{1,20}(?:\s[^\s:：]{1,20})?)\s*[:：]\s*(\S.*)")
_MOST_HEADERS = 12

_NAMES = {
    "title": "title", "headline": "title",
    "author": "byline", "authors": "byline", "by": "byline", "byline": "byline",
    "date": "published", "published": "published", "publishdate": "published", "pubdate": "published",
    "created": "published", "published_at": "published", "date_published": "published",
    "description": "excerpt", "summary": "excerpt", "excerpt": "excerpt", "subtitle": "excerpt", "abstract": "excerpt",
    "lang": "language", "language": "language", "locale": "language",
    "url": "url", "source": "url", "canonical": "url", "canonical_url": "url", "link": "url", "source_url": "url",
    "site": "site", "site_name": "site", "publisher": "site", "publication": "site",
    "image": "image", "cover": "image", "thumbnail": "image", "banner": "image",
}  # fmt: skip
"""Names that people and programs write, and the fields of `Metadata` that they mean."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stood before the text, by field of `Metadata`, and the text behind it."""

    text: str
    fields: dict[str, str] = field(default_factory=dict)


def split_front_matter(source: str) -> FrontMatter:
    """Part YAML (or TOML) front matter from its text."""
    match = _FENCE.match(source)
    if match is None:
        return FrontMatter(source)
    fields: dict[str, str] = {}
    name = ""
    for line in match[2].split("\n"):
        if item := _ITEM.fullmatch(line):
            _add(fields, name, item[1])
        elif entry := _ENTRY.fullmatch(line):
            name = _NAMES.get(entry[1].lower(), "")
            _add(fields, name, entry[2])
    return FrontMatter(source[match.end() :], fields)


def split_headers(source: str) -> FrontMatter:
    """Part `Title: …` lines from the text that follows them after a blank line."""
    lines = source.lstrip("\ufeff\n").split("\n")
    fields: dict[str, str] = {}
    count = 0
    for line in lines[:_MOST_HEADERS]:
        match = _HEADER.fullmatch(line.strip())
        name = _headers().get("-".join(match[1].casefold().split())) if match else None
        if match is None or name is None:
            break
        _add(fields, name, match[2])
        count += 1
    if not count or (count < len(lines) and lines[count].strip()):
        return FrontMatter(source)
    return FrontMatter("\n".join(lines[count:]), fields)


@cache
def _headers() -> dict[str, str]:
    """Names before a colon, in every language, and the fields that they mean; blanks within are hyphens."""
    languages = tomllib.loads(files("index.extract").joinpath("headers.toml").read_text("utf-8"))
    return {
        name: field
        for meanings in languages.values() for field, names in meanings.items() for name in names.split()
    }  # fmt: skip


def _add(fields: dict[str, str], name: str, value: str) -> None:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        value = ", ".join(_unquoted(part) for part in value[1:-1].split(","))
    value = _unquoted(value)
    if not name or not value or value in ("|", ">", "null", "~"):
        return
    if name in fields and name != "byline":
        return
    fields[name] = f"{fields[name]}, {value}" if name in fields else value


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return value
