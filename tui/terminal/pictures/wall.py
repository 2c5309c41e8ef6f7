"""The pictures that hang in a terminal: what it was sent of them, where they are drawn, what is to be taken down.

The driver asks, under its lock, with the rows of the screen in its hands; nothing of that waits. What takes time
(`prepare`) is for a worker. Pictures that are text only have to be sent once; others are drawn over the cells that
stand for them, when the keys rest.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import RLock

from tui.terminal.pictures import iterm2, kitty, sixel
from tui.terminal.pictures.model import Picture
from tui.terminal.pictures.support import Graphics
from tui.terminal.rows import Row
from tui.terminal.standing import Span, spans

MOST_PREPARED = 24
"""Drawings that are kept ready."""


@dataclass(frozen=True, slots=True)
class _Hung:
    """A picture in so many cells."""

    picture: Picture
    columns: int
    rows: int


class Wall:
    """The pictures of one terminal. `cell` is the size of a cell in pixels."""

    def __init__(self, graphics: Graphics, cell: tuple[int, int]) -> None:
        self.graphics = graphics
        self.cell = cell
        self.lays_over = graphics is not Graphics.KITTY
        """Whether pictures are drawn over blanks, not written as text."""
        self.generation = 0
        """Another number once the terminal has forgotten everything."""
        self._lock = RLock()
        self._hung: dict[int, _Hung] = {}
        self._known: set[int] = set()
        self._unsent: deque[str] = deque()
        self._drawn: set[Span] = set()
        self._prepared: dict[Span, str] = {}

    # For who shows pictures

    def hang(self, number: int, picture: Picture, columns: int, rows: int) -> None:
        """Let a picture be shown wherever the cells of its number stand."""
        with self._lock:
            self._hung[number] = _Hung(picture, columns, rows)
            if self.graphics is Graphics.KITTY:
                self._send(number, kitty.transmit_as_text(picture, number, columns, rows))
            elif self.graphics is Graphics.KITTY_AT_CURSOR:
                self._send(number, kitty.transmit(picture, number))

    def _send(self, number: int, pieces: Iterator[str]) -> None:
        self._known.add(number)
        self._unsent.extend(pieces)

    def discard(self, numbers: Iterable[int]) -> None:
        """Forget pictures; the terminal is to forget them too."""
        with self._lock:
            for number in numbers:
                self._hung.pop(number, None)
                self._drawn = {span for span in self._drawn if span.number != number}
                self._prepared = {span: data for span, data in self._prepared.items() if span.number != number}
                if number in self._known:
                    self._known.discard(number)
                    self._unsent.append(kitty.forget(number))

    # For the driver

    def outdated(self, rows: Mapping[int, Row]) -> list[Span]:
        """What was drawn where it does not stand any more, once the screen shows these rows. It is taken down."""
        with self._lock:
            if not self._drawn:
                return []
            gone = list(self._drawn.difference(spans(rows)))
            self._drawn.difference_update(gone)
            self._unsent.extend(self._taken_down(gone))
            return gone

    @property
    def has_drawn(self) -> bool:
        """Whether something is drawn over the cells of the screen."""
        return bool(self._drawn)

    def missing(self, rows: Mapping[int, Row]) -> list[Span]:
        """What stands on the screen and is not drawn."""
        with self._lock:
            if not self.lays_over or not self._hung:
                return []
            return [span for span in spans(rows) if span not in self._drawn and self._fits(span)]

    def _fits(self, span: Span) -> bool:
        hung = self._hung.get(span.number)
        return hung is not None and span.columns == hung.columns and span.last < hung.rows

    def prepare(self, wanted: Iterable[Span]) -> None:
        """Make ready to be drawn what stands somewhere. For a worker."""
        for span in wanted:
            with self._lock:
                hung = self._hung.get(span.number)
                if span in self._prepared:
                    continue
            data = self._drawing(span, hung) if hung is not None else ""
            with self._lock:
                if span.number in self._hung:
                    self._prepared[span] = data
                    while len(self._prepared) > MOST_PREPARED:
                        self._prepared.pop(next(iter(self._prepared)))

    def ready(self, rows: Mapping[int, Row]) -> list[tuple[Span, str]]:
        """What can be drawn now, each with its sequence for the cursor at its first cell. It counts as drawn."""
        with self._lock:
            if self._unsent:
                return []
            found = [(span, self._prepared[span]) for span in self.missing(rows) if span in self._prepared]
            self._drawn.update(span for span, _ in found)
            return found

    def next_piece(self) -> str:
        """What is to be sent next beside the text: a little at a time, so that a key never waits for a picture."""
        with self._lock:
            return self._unsent.popleft() if self._unsent else ""

    @property
    def has_more(self) -> bool:
        """Whether something is left to be sent."""
        return bool(self._unsent)

    def cover(self) -> None:
        """Nothing is known of the screen any more: what is drawn there is drawn anew, wherever it stands."""
        with self._lock:
            self._unsent.extend(self._taken_down(self._drawn))
            self._drawn.clear()

    def leave(self) -> str:
        """The sequences that make the terminal forget everything; here it is forgotten too."""
        with self._lock:
            self.generation += 1
            known, cut_short = sorted(self._known), bool(self._unsent)
            self._hung.clear()
            self._known.clear()
            self._unsent.clear()
            self._drawn.clear()
            self._prepared.clear()
            return (kitty.ABANDON if known and cut_short else "") + "".join(map(kitty.forget, known))

    def _taken_down(self, gone: Iterable[Span]) -> list[str]:
        if self.graphics is not Graphics.KITTY_AT_CURSOR:
            return []  # The cells are written anew, and with that the pixels are gone.
        return [kitty.take_down(number) for number in sorted({span.number for span in gone})]

    def _drawing(self, span: Span, hung: _Hung) -> str:
        picture, rows = hung.picture, span.last - span.first + 1
        start = picture.height * span.first // hung.rows
        end = picture.height * (span.last + 1) // hung.rows
        if self.graphics is Graphics.SIXEL:
            start, end = span.first * self.cell[1], min((span.last + 1) * self.cell[1], picture.height)
            # The last band would reach into the row below, and on the last row of a screen scroll it.
            end = start + max((end - start) // sixel.BAND * sixel.BAND, min(end - start, sixel.BAND))
        if start >= end:
            return ""
        if self.graphics is Graphics.KITTY_AT_CURSOR:
            return kitty.put(span.number, span.columns, rows, (0, start, picture.width, end - start))
        part = picture.rows(start, end)
        return sixel.draw(part) if self.graphics is Graphics.SIXEL else iterm2.draw(part, span.columns, rows)
