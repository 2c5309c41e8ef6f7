"""Pictures in the reader: decoded beside the reading, shown when the keys rest, below the words that stand for them.

A held key shows none, and a picture that was shown once scrolls like any text. While pictures are off, nothing of
`tui.terminal.pictures` is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from index.article import Article, Asset
from index.errors import CarrelError
from tui.render.drawings import Drawing, Room
from tui.render.layout import Layout
from tui.typography import Typography
from tui.widgets.reader.messages import Said
from tui.widgets.reader.view import PageView

if TYPE_CHECKING:
    from tui.widgets.reader.drawn import Canvas

REST = 0.12
"""Seconds without a key before pictures are looked for."""

AHEAD = 4
"""Blocks below the screen whose pictures are made ready."""

MOST_ROWS = 24
"""Rows of a picture on a tall screen; on others it leaves a third of the page to the text."""

MOST_DRAWN = 24
"""Pictures of an article that are kept drawn: those around the reader."""

Source = Callable[[str], Asset | None]
"""Gives the picture that an article has under an address. Called in a worker."""


@dataclass
class Drawn(Message):
    """A worker knows how a picture looks."""

    layout: Layout
    block: int
    drawing: Drawing


class IllustratedView(PageView):
    """An article with its pictures, where they are wanted."""

    def __init__(self, *, typography: Typography, id: str | None = None) -> None:  # noqa: A002  textual's name for it
        super().__init__(typography=typography, id=id)
        self.unavailable = ""
        """Why this terminal shows no pictures; empty where it can."""
        self.has_pictures = False
        """Whether pictures are shown."""
        self.open_canvas: Callable[[], Canvas | None] = lambda: None
        """Finds the terminal's own graphics, where it has any. Called in a worker, once: it may wait."""
        self._canvas: Canvas | None = None
        self._has_canvas = False
        self._pictures: Source | None = None
        self._drawing: tuple[Layout, int] | None = None
        self._rest: Timer | None = None

    def illustrate(self, source: Source) -> None:
        """Say where the pictures of the article come from."""
        self._pictures = source
        self._await_rest()

    def place(self, article: Article) -> None:
        """Put an article on the screen, without pictures until it is said where they are."""
        self._pictures = None
        if self._page is not None:
            self._discard(self._page.layout.undraw())
        super().place(article)

    def on_mount(self) -> None:
        """A terminal that was given to others has forgotten its pictures."""
        self.app.app_resume_signal.subscribe(self, lambda _: self._await_rest())

    def action_pictures(self) -> None:
        """Show pictures, or only the words that stand for them."""
        self.take_count()
        if self.unavailable:
            self.post_message(Said(self.unavailable))
            return
        self.has_pictures = not self.has_pictures
        if self._page is None:
            return
        if self.has_pictures:
            self._await_rest()
            return
        offset = self._page.offset
        at_start = self._page.at_start
        self._discard(self._page.layout.undraw())
        self.go_to(0 if at_start else offset)

    def show(self) -> None:
        """Draw anew; then the pictures, when nothing more comes."""
        super().show()
        self._await_rest()

    def reshape(self) -> None:
        """Another size: pictures are made for it when it rests."""
        super().reshape()
        self._await_rest()

    def notify_style_update(self) -> None:
        """Another theme has another ground, which shows through some pictures."""
        super().notify_style_update()
        self._await_rest()

    def draw_anew(self) -> None:
        """Let all pictures be made again: the terminal lost them, or the reader does not trust what it shows."""
        if self._page is not None:
            self._discard(self._page.layout.undraw())
            self.show()

    @property
    def _picture_room(self) -> Room:
        height = self._page.height if self._page else 1
        generation = self._canvas.generation if self._canvas is not None else 0
        return Room(self._column, max(2, min(MOST_ROWS, height * 2 // 3)), f"{self._ground_behind} {generation}")

    @property
    def _ground_behind(self) -> str:
        return self.background_colors[1].hex6

    def _discard(self, drawings: Iterable[Drawing]) -> None:
        numbers = [drawing.number for drawing in drawings if drawing.number]
        if numbers and self._canvas is not None:
            self._canvas.discard(numbers)

    def _await_rest(self) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        if self._wanted_picture() is not None:
            self._rest = self.set_timer(REST, self._draw_next)

    def _wanted_picture(self) -> int | None:
        """The next block whose picture is not made yet; None where nothing is to be done."""
        if not self.has_pictures or self._page is None or self._pictures is None or self._drawing is not None:
            return None
        first, last = self._page.blocks_shown
        return next(iter(self._page.layout.undrawn(first, last + AHEAD, self._picture_room)), None)

    def _draw_next(self) -> None:
        block = self._wanted_picture()
        if block is not None and self._page is not None:
            self._drawing = (self._page.layout, block)
            find = partial(self._find_drawing, self._page.layout, block, self._picture_room, self._ground_behind)
            self.run_worker(find, thread=True, group="pictures", exit_on_error=False)

    def _find_drawing(self, layout: Layout, block: int, room: Room, ground: str) -> None:
        source = self._pictures
        asset = source(layout.document.blocks[block].source) if source is not None else None
        made = Drawing(room)
        if asset is not None:
            if not self._has_canvas:
                self._canvas, self._has_canvas = self.open_canvas(), True
            made = _made(asset, Room(layout.room_of(block), room.rows), ground, self._canvas)
        self.post_message(Drawn(layout, block, replace(made, room=room)))

    def on_drawn(self, message: Drawn) -> None:
        """Show a picture, unless the reader went on to another article or width, or wants none any more."""
        message.stop()
        self._drawing = None
        if self.has_pictures and self._page is not None and message.layout is self._page.layout:
            self._discard(self._page.layout.draw(message.block, message.drawing, keeping=MOST_DRAWN))
        else:
            self._discard([message.drawing])
        self.show()
        self._draw_next()


def _made(asset: Asset, room: Room, ground: str, canvas: Canvas | None) -> Drawing:
    """How a picture looks; where it cannot be read, a line that says why."""
    from tui.widgets.reader.drawn import complaint, drawing_of

    try:
        return drawing_of(asset.data, room, ground, canvas)
    except CarrelError as error:
        return complaint(room, str(error))
