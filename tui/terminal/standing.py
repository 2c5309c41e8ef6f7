"""Where pictures stand on a screen: a picture is cells of a private character, which every row of it begins with marks.

The first cell of a row says which row of the picture it is (two combining characters, as the kitty graphics protocol
has them) and is bold; its colour is the number of the picture; the cells after it are the bare character in the same
colour. So pictures are text to everything above the terminal: they scroll, are covered and uncovered like any text. The
first cell has a style of its own, so that a row which shows another row of the same picture differs in that cell alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from tui.terminal.rows import PICTURE, Row, Run, joined
from tui.terminal.sgr import on_blanks, parts

MARKS = "".join(
    map(chr, chain(
        (0x305, 0x30D, 0x30E, 0x310, 0x312), range(0x33D, 0x340), (0x346,), range(0x34A, 0x34D), range(0x350, 0x353),
        (0x357, 0x35B), range(0x363, 0x370), range(0x483, 0x488), range(0x592, 0x596), range(0x597, 0x59A),
        range(0x59C, 0x5A2), (0x5A8, 0x5A9, 0x5AB, 0x5AC, 0x5AF, 0x5C4), range(0x610, 0x618),
    ))
)  # fmt: skip
"""What means 0, 1, 2 …: the beginning of the protocol's table of combining characters."""

_LEAD_LENGTH = 3


class Strip(NamedTuple):
    """A row of a picture on a row of the screen: which picture, which of its rows, from which column on, how wide."""

    number: int
    row: int
    left: int
    columns: int


class Span(NamedTuple):
    """Neighbouring rows of a picture, from `first` to `last`, that stand below each other from screen row `top` on."""

    number: int
    first: int
    last: int
    top: int
    left: int
    columns: int

    @property
    def rows(self) -> range:
        """The rows of the screen."""
        return range(self.top, self.top + self.last - self.first + 1)


def lead(row: int) -> str:
    """The text of the first cell of a row of a picture."""
    return PICTURE + MARKS[row] + MARKS[0]


def has_pictures(row: Row) -> bool:
    """Whether a part of a picture stands in a row."""
    return any(PICTURE in each.text for each in row)


@lru_cache(maxsize=1024)
def strips_of(row: Row) -> tuple[Strip, ...]:
    """The rows of pictures that stand in a row of the screen."""
    found, column = [], 0
    for at, each in enumerate(row):
        number = _number(each) if each.text.startswith(PICTURE) and len(each.text) == _LEAD_LENGTH else 0
        if number:
            after = row[at + 1] if at + 1 < len(row) else None
            more = after.width if after is not None and _is_bare(after) and _number(after) == number else 0
            found.append(Strip(number, MARKS.find(each.text[1]), column, 1 + more))
        column += each.width
    return tuple(found)


def spans(rows: Mapping[int, Row]) -> Iterator[Span]:
    """What stands on a screen: its rows, by number from the top."""
    open_spans: dict[tuple[int, int], Span] = {}
    for at in sorted(rows):
        strips = strips_of(rows[at])
        going_on: dict[tuple[int, int], Span] = {}
        for strip in strips:
            before = open_spans.pop((strip.number, strip.left), None)
            goes_on = before is not None and (before.last + 1, before.columns) == (strip.row, strip.columns)
            if before is not None and goes_on:
                going_on[strip.number, strip.left] = before._replace(last=strip.row)
                continue
            if before is not None:
                yield before
            going_on[strip.number, strip.left] = Span(strip.number, strip.row, strip.row, at, *strip[2:])
        yield from open_spans.values()
        open_spans = going_on
    yield from open_spans.values()


@lru_cache(maxsize=1024)
def mended(row: Row) -> Row:
    """The row without the ends of pictures whose beginning is covered: no terminal can tell what part they are."""
    if not has_pictures(row):
        return row
    return joined(
        _blank(each) if _is_bare(each) and not (at and _leads(row[at - 1], each)) else each
        for at, each in enumerate(row)
    )


@lru_cache(maxsize=1024)
def blanked(row: Row) -> Row:
    """The row with blanks where pictures stand: what a terminal shows that draws them over the text."""
    if not has_pictures(row):
        return row
    return joined(_blank(each) if PICTURE in each.text else each for each in row)


def _blank(each: Run) -> Run:
    style = on_blanks(each.style) if each.style is not None else None
    return Run(style, " " * each.width, each.width)


def _is_bare(each: Run) -> bool:
    return bool(each.text) and not each.text.strip(PICTURE)


def _leads(first: Run, second: Run) -> bool:
    return len(first.text) == _LEAD_LENGTH and first.text[0] == PICTURE and _number(first) == _number(second)


def _number(each: Run) -> int:
    """The number that the colour of the letters says; 0 where it says none."""
    if each.style is None:
        return 0
    for part in parts(each.style.parameters):
        codes = part.split(";")
        if codes[:2] == ["38", "2"] and len(codes) == 5:
            red, green, blue = map(int, codes[2:])
            return red << 16 | green << 8 | blue
    return 0
