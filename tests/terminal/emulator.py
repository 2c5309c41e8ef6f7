"""A terminal that a test can read back: pyte, with left and right margins (VT420) and honest answers to questions.

pyte is a VT100 with colours. What modern terminals add and Carrel uses is added here: scrolling between columns
(DECLRMM, DECSLRM), joined characters, mode queries. What pyte would print is taken out.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

import pyte
from pyte import modes
from pyte.screens import Char
from rich.cells import split_graphemes

from tui.widths import spread

_UNPARSED = re.compile(
    r"\x1b\[[<=>][0-9;:]*[a-zA-Z]|\x1b\[\?[0-9;]*[rsm]|\x1b\[\?\d+\$p|\x1b[_PX^].*?(?:\x1b\\|\x07)", re.DOTALL
)
_CUT_SHORT = re.compile(r"\x1b(?:\[[0-9;:<=>?$ ]*|[\]_PX^][^\x07\x1b]*\x1b?)?$")
_MODE_QUERY = re.compile(r"\x1b\[\?(\d+)\$p")
_MARGIN_MODE = 69 << 5

Cell = tuple[object, ...]


class _Screen(pyte.Screen):
    """pyte's screen with columns that can be scrolled alone."""

    def __init__(self, columns: int, lines: int, *, knows_margins: bool, spreads: bool) -> None:
        self.knows_margins = knows_margins
        self.spreads = spreads
        self.columns_between: tuple[int, int] | None = None
        self.identity = "\x1b[?6c"
        self.answers: list[str] = []
        self._last, self._after, self._attributes = (0, ""), (-1, -1), None
        super().__init__(columns, lines)

    def write_process_input(self, data: str) -> None:
        self.answers.append(data)

    def report_device_attributes(self, *_: int, **__: bool) -> None:
        self.answers.append(self.identity)

    def draw(self, data: str) -> None:
        """Draw characters as a terminal does that measures them as Textual does: joined ones as one."""
        start, last = self._last
        follows = (self.cursor.y, self.cursor.x) == self._after and self._attributes == self.cursor.attrs
        if follows and last and split_graphemes(last + data)[0][0][1] > len(last):
            self.cursor.x = start
            data = last + data
        for begin, end, width in split_graphemes(data)[0]:
            self._place(data[begin:end], width + (spread(data[begin:end]) if self.spreads else 0))
        self.dirty.add(self.cursor.y)

    def _place(self, text: str, width: int) -> None:
        x = self.cursor.x
        if not width or x + width > self.columns:
            return
        self._halve(x)
        self._halve(x + width)
        line = self.buffer[self.cursor.y]
        line[x] = self.cursor.attrs._replace(data=text)
        for second in range(x + 1, x + width):
            line[second] = self.cursor.attrs._replace(data="")
        self.cursor.x = x + width
        self._last, self._after, self._attributes = (x, text), (self.cursor.y, self.cursor.x), self.cursor.attrs

    def _halve(self, x: int) -> None:
        """What begins to be written at a column leaves no half of a wide character before it, and none after."""
        line = self.buffer[self.cursor.y]
        if not (0 < x < self.columns and line[x].data == ""):
            return
        start, end = x, x
        while start > 0 and line[start].data == "":
            start -= 1
        while end < self.columns and line[end].data == "":
            end += 1
        for column in range(start, end):
            line[column] = line[column]._replace(data=" ")

    def erase_characters(self, count: int | None = None) -> None:
        self._halve(self.cursor.x)
        self._halve(self.cursor.x + (count or 1))
        super().erase_characters(count)

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        self._halve(self.cursor.x)
        super().erase_in_line(how, private)

    def set_columns(self, left: int = 1, right: int = 0) -> None:
        if self.knows_margins and _MARGIN_MODE in self.mode:
            self.columns_between = (left - 1, right or self.columns)
            self.cursor_position()

    def reset_mode(self, *codes: int, **options: Any) -> None:
        super().reset_mode(*codes, **options)
        if _MARGIN_MODE not in self.mode:
            self.columns_between = None

    def carriage_return(self) -> None:
        left, _ = self.columns_between or (0, 0)
        self.cursor.x = left if self.cursor.x >= left else 0

    def index(self) -> None:
        _, bottom = self.margins or (0, self.lines - 1)
        if self.columns_between and self.cursor.y == bottom:
            self._move_box(1)
        else:
            super().index()

    def reverse_index(self) -> None:
        top, _ = self.margins or (0, self.lines - 1)
        if self.columns_between and self.cursor.y == top:
            self._move_box(-1)
        else:
            super().reverse_index()

    def _move_box(self, lines: int) -> None:
        assert self.columns_between is not None
        top, bottom = self.margins or (0, self.lines - 1)
        rows = range(top, bottom + 1)
        box = range(*self.columns_between)
        before = {y: {x: self.buffer[y][x] for x in box} for y in rows}
        for y in rows:
            for x in box:
                self.buffer[y][x] = before[y + lines][x] if y + lines in rows else self.cursor.attrs
            self.dirty.add(y)


class _Stream(pyte.Stream):
    csi: ClassVar = {**pyte.Stream.csi, "s": "set_columns"}
    events: ClassVar = pyte.Stream.events | {"set_columns"}


def _seen(cell: Char) -> Cell:
    shows = cell.data != " " or cell.underscore or cell.strikethrough or cell.reverse or cell.italics
    return tuple(cell if shows else cell._replace(fg="default", bold=False, blink=False))


class Emulator:
    """A terminal of so many columns and rows; what a program asks it stands in `answers`, to be sent back.

    `identity` is all that it says when it is asked what it is (DA1), answers to questions before included. One that
    `spreads` gives cells of their own to vowel signs that stand beside their letter, and to joined emoji.
    """

    def __init__(
        self,
        columns: int,
        rows: int,
        *,
        knows_margins: bool = True,
        synchronises: bool = True,
        identity: str = "",
        spreads: bool = False,
    ) -> None:
        self._screen = _Screen(columns, rows, knows_margins=knows_margins, spreads=spreads)
        self._screen.identity = identity or self._screen.identity
        self._stream = _Stream(self._screen)
        self._synchronises = synchronises
        self._carried = ""

    def feed(self, data: str) -> None:
        """Take what a program writes."""
        data = self._carried + data
        cut = _CUT_SHORT.search(data)
        self._carried = data[cut.start() :] if cut else ""
        data = data[: cut.start()] if cut else data
        for mode in _MODE_QUERY.findall(data):
            known = mode == "2026" and self._synchronises
            self._screen.answers.append(f"\x1b[?{mode};{2 if known else 0}$y")
        self._stream.feed(_UNPARSED.sub("", data))

    def take_answers(self) -> str:
        """What is to be sent back."""
        answers = "".join(self._screen.answers)
        self._screen.answers.clear()
        return answers

    def resize(self, columns: int, rows: int) -> None:
        """Take another size, as terminals do: the text stays where it was."""
        self._screen.resize(rows, columns)

    def cells(self) -> list[list[Cell]]:
        """Every cell: its text and what can be seen of its style."""
        screen = self._screen
        return [[_seen(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]

    def text(self) -> str:
        """The screen as lines. Not pyte's own display: it fails on half a wide character."""
        return "\n".join("".join(str(cell[0]) for cell in row).rstrip() for row in self.cells())

    @property
    def cursor(self) -> tuple[int, int]:
        """Row and column."""
        return self._screen.cursor.y, self._screen.cursor.x

    @property
    def in_alternate_screen(self) -> bool:
        """Whether a program has taken the whole screen, and not given it back."""
        return (1049 << 5) in self._screen.mode

    @property
    def shows_cursor(self) -> bool:
        return modes.DECTCEM in self._screen.mode
