"""Breaks a text into lines: greedily, each as full as its width allows.

Text of one cell a character, which most text is, costs one search a line; the rest goes by the running sums of its
widths. A word that is wider than a line is cut between clusters (`cells`). What some terminals show wider is measured
as they do, so that a line fits in all. Offsets count from the start of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple, Protocol

from tui.render.breaks import BLANK, BLANKS, breaks_inside, classes_of, may_break
from tui.render.cells import edge_after, edge_before, is_narrow, most_edges

Divide = Callable[[str], Sequence[int]]
"""Where a word may be hyphenated."""


class Row(NamedTuple):
    """A line: a range of the text without the blanks that it was broken at, and whether a hyphen is to be added."""

    start: int
    end: int
    hyphen: bool = False


def wrap(
    text: str,
    width: int,
    hyphens: Sequence[int] = (),
    glued: Collection[int] = (),
    divide: Divide | None = None,
    partings: Sequence[int] = (),
) -> list[Row]:
    r"""The lines of a text; `\n` ends one.

    `hyphens` are places, ascending, where a hyphen may be added; `divide` finds more of them; `glued` are places where
    no line may end; `partings` are places, ascending, where words meet that no blank parts.
    """
    narrow = is_narrow(text)
    if narrow and len(text) <= width and "\n" not in text and not text.endswith(" "):
        return [Row(0, len(text))]
    ruler: _Ruler = _Narrow(text, width) if narrow else _Mixed(text, width, glued, parted=bool(partings))
    breaker = _Breaker(text, ruler, hyphens, divide, partings)
    rows: list[Row] = []
    start = 0
    while True:
        end = text.find("\n", start)
        breaker.wrap(start, end if end >= 0 else len(text), rows)
        if end < 0:
            return rows
        start = end + 1


class _Ruler(Protocol):
    """Measures one text against one width."""

    blanks: str

    def reach(self, start: int, spare: int = 0) -> int:
        """The furthest end of a line from `start` that leaves some cells to spare."""

    def last_break(self, start: int, reach: int) -> int:
        """The last place after `start`, up to `reach`, where a line may end without cutting a word, or -1."""

    def cut(self, start: int, reach: int) -> int:
        """Where a word that is wider than the line is cut."""


class _Narrow:
    """Every character takes one cell; lines end at blanks."""

    blanks = " "

    def __init__(self, text: str, width: int) -> None:
        self._text = text
        self._width = width

    def reach(self, start: int, spare: int = 0) -> int:
        return start + self._width - spare

    def last_break(self, start: int, reach: int) -> int:
        return self._text.rfind(" ", start + 1, reach + 1)

    def cut(self, start: int, reach: int) -> int:
        at = _after_glue(self._text, start, reach)
        return at if at > start else max(start + 1, reach)


class _Mixed:
    """Characters of any width, scripts without blanks among them."""

    blanks = BLANKS

    def __init__(self, text: str, width: int, glued: Collection[int], *, parted: bool) -> None:
        self._text = text
        self._width = width
        self._edges = most_edges(text)
        self._classes = classes_of(text, parted=parted)
        self._glued = glued

    def reach(self, start: int, spare: int = 0) -> int:
        return bisect_right(self._edges, self._edges[start] + self._width - spare) - 1

    def last_break(self, start: int, reach: int) -> int:
        classes = self._classes
        for at in range(reach, start, -1):
            if classes[at] == BLANK or (may_break(classes, at) and at not in self._glued):
                return at
        return -1

    def cut(self, start: int, reach: int) -> int:
        at = _after_glue(self._text, start, reach)
        if at > start:
            return at
        at = edge_before(self._text, reach)
        return at if at > start else edge_after(self._text, start + 1)


_NO_BREAK_SPACES = "\xa0\u2007\u202f"


def _after_glue(text: str, start: int, reach: int) -> int:
    """The last place within a line after a space that should not be broken at, or -1: better there than in a word."""
    at = max(text.rfind(space, start + 1, reach) for space in _NO_BREAK_SPACES)
    return at + 1 if at >= 0 else -1


_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_WORD = 60


class _Breaker:
    """Breaks the lines of one text."""

    def __init__(
        self, text: str, ruler: _Ruler, hyphens: Sequence[int], divide: Divide | None, partings: Sequence[int]
    ) -> None:
        self._text = text
        self._ruler = ruler
        self._inside = sorted({*breaks_inside(text), *partings}) if partings else breaks_inside(text)
        self._hyphens = hyphens
        self._divide = divide

    def wrap(self, start: int, end: int, rows: list[Row]) -> None:
        """Append the lines of a range without line ends."""
        text, ruler = self._text, self._ruler
        while end > start and text[end - 1] in ruler.blanks:
            end -= 1
        start, body = self._indent(start, end)
        while (reach := ruler.reach(start)) < end:
            at = ruler.last_break(body, reach)
            if self._inside:
                at = max(at, _last(self._inside, body, reach))
            hyphen = self._hyphen(max(at, body), ruler.reach(start, 1))
            if hyphen >= 0:
                at = hyphen
            elif at < 0:
                at = ruler.cut(start, reach)
            last = at
            while text[last - 1] in ruler.blanks and last > start:
                last -= 1
            rows.append(Row(start, last, hyphen >= 0))
            start = at
            while start < end and text[start] in ruler.blanks:
                start += 1
            if start == end:
                return
            body = start
        rows.append(Row(start, end))

    def _indent(self, start: int, end: int) -> tuple[int, int]:
        """Where the first line begins, and its first character that is no blank. Too deep an indent is dropped."""
        body = start
        while body < end and self._text[body] in self._ruler.blanks:
            body += 1
        return (start, body) if body == start or self._ruler.reach(start) > body else (body, body)

    def _hyphen(self, after: int, reach: int) -> int:
        """The last place after another, up to `reach`, where a word may be hyphenated, or -1."""
        found = _last(self._hyphens, after, reach) if self._hyphens else -1
        if self._divide is None or reach <= after:
            return found
        begin = max(after, reach - _LONGEST_WORD)
        for word in _WORD.finditer(self._text, begin, reach + _LONGEST_WORD):
            if word.start() >= reach:
                break
            if word.end() > reach and (word.start() > begin or begin == after):
                places = [word.start() + place for place in self._divide(word[0])]
                return max(found, _last(places, after, reach))
        return found


def _last(places: Sequence[int], after: int, reach: int) -> int:
    """The last of some ascending places after one and up to another, or -1."""
    number = bisect_right(places, reach) - 1
    return places[number] if number >= 0 and places[number] > after else -1
