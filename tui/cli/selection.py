"""Which articles a command is about: numbers, addresses, a query, or `-` for numbers on standard input."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.article import Sort
from index.errors import NoInputError, UsageError
from index.sources.addresses import is_address

if TYPE_CHECKING:
    from index.library import Library

_RANGE = re.compile(r"(\d+)-(\d+)")
_MOST_RANGE = 100_000
_BETWEEN = re.compile(r"[\s\0,]+")


def chosen(library: Library, names: Sequence[str], query: str | None = None) -> list[int]:
    """The numbers of the articles that are named, or that answer the query; each once, in order.

    Raises UsageError where nothing is named, NoInputError where an article is not there.
    """
    if query is not None:
        if names:
            raise UsageError("name articles or give a --query, not both")
        return [hit.id for hit in library.search(query, limit=None, sort=Sort.ADDED, relax=False).hits]
    ids = numbers(library, names)
    there = {row.id for row in library.rows(ids)}
    for number in ids:
        if number not in there:
            raise NoInputError(f"no article {number}")
    return ids


def numbers(library: Library, names: Sequence[str]) -> list[int]:
    """The numbers that names stand for, be the articles there or not."""
    if not names:
        raise UsageError("name articles by number or address, give a --query, or - for numbers on standard input")
    found: dict[int, None] = {}
    for name in names:
        words = [word for word in _BETWEEN.split(sys.stdin.read()) if word] if name == "-" else [name]
        for word in words:
            found.update(dict.fromkeys(_numbers(library, word)))
    return list(found)


def number(library: Library, name: str) -> int:
    """The number of one article, be it there or not."""
    (one, *others) = numbers(library, [name])
    if others:
        raise UsageError(f"{name}: one article is wanted")
    return one


def _numbers(library: Library, word: str) -> Sequence[int]:
    if word.isdecimal() and word.isascii():
        return (int(word),)
    if (found := _RANGE.fullmatch(word)) and (size := int(found[2]) - int(found[1])) < _MOST_RANGE:
        if size < 0:
            raise UsageError(f"{word}: the first number is the larger one")
        return range(int(found[1]), int(found[2]) + 1)
    if is_address(word):
        known = library.id_of(word)
        if known is None:
            raise NoInputError(f"{word}: not in the library")
        return (known,)
    raise UsageError(f"{word}: not the number or the address of an article")
