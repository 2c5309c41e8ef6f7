"""Keeps a page on the screen: only what is visible is laid out, and only rows that look different are sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from rich.style import Style
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from index.article import Article
from index.document import Block
from tui.render.header import header_lines
from tui.render.layout import Layout, Options
from tui.render.model import Line, Mark
from tui.render.syntax import Syntax
from tui.typography import Typography
from tui.widgets.counting import Counting
from tui.widgets.drawing import changed_rows, is_of_size
from tui.widgets.reader.messages import Moved
from tui.widgets.reader.page import Page, sentence_start
from tui.widgets.reader.painting import COMPONENTS, Painter, cell_of

ON_THE_TERMINAL = 0.02
"""Seconds after which a page has surely left the driver, whose thread would have to share the processor."""


@dataclass
class Coloured(Message):
    """A worker knows the syntax of a block of code."""

    layout: Layout
    block: int
    syntax: Syntax


class PageView(Counting, can_focus=True):
    """An article under the reader's eyes, or nothing yet. The classes on top of it add keys."""

    ALLOW_SELECT: ClassVar[bool] = False
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)

    def __init__(self, *, typography: Typography, id: str | None = None) -> None:  # noqa: A002  textual's name for it
        super().__init__(id=id)
        self._typography = typography
        self._article: Article | None = None
        self._page: Page | None = None
        self._painter: Painter | None = None
        self._rows: list[Strip] = []
        self._kept_offset = 0
        self._wanted_in_view: int | None = None
        self._colouring: tuple[Layout, int] | None = None
        self._ahead: Timer | None = None

    # What others ask

    @property
    def article(self) -> Article | None:
        """What is being read."""
        return self._article

    @property
    def offset_shown(self) -> int:
        """The first character on the screen."""
        return self._page.offset if self._page else 0

    @property
    def blocks_in_view(self) -> Sequence[Block]:
        """The blocks of which something is on the screen."""
        if self._page is None:
            return ()
        first, last = self._page.blocks_shown
        return self._page.document.blocks[first : last + 1]

    @property
    def fraction(self) -> float:
        """How far the reader has come, 0 to 1."""
        return self._page.fraction if self._page else 0.0

    @property
    def is_whole(self) -> bool:
        """Whether the whole article is on the screen."""
        return self._page is not None and self._page.at_start and self._page.at_end

    @property
    def shows_head(self) -> bool:
        """Whether the article's own title is on the screen."""
        return self._page is not None and self._page.top.above > 0

    @property
    def resting_place(self) -> int:
        """The offset to resume at: the sentence that the first line shows."""
        if self._page is None or self._page.at_start:
            return 0
        first = next((line for line in self._page.lines() if line.end > line.start >= 0), None)
        return sentence_start(self._page.document.text, first.start, first.end) if first else self._page.offset

    # What others tell

    def place(self, article: Article) -> None:
        """Put an article on the screen, from its beginning."""
        column = self._column
        self._article = article
        layout = Layout(article.document, column, self._options_for(article))
        self._page = Page(layout, self._head(article, column), self._room.height)
        self._painter = None
        self._kept_offset = 0

    def close(self) -> None:
        """Show nothing."""
        self._article = self._page = self._painter = None
        self._rows = []
        self.refresh()

    def go_to(self, offset: int, *, lead: int = 0, reading: bool = False) -> None:
        """Begin the screen with the line of a character, or up to `lead` lines before it."""
        if self._page is None:
            return
        if offset <= 0:
            self._page.go(self._page.start_place)
        else:
            self._page.go_to_offset(offset, lead=lead)
        self.moved(reading=reading)

    def moved(self, *, reading: bool = False) -> None:
        """The page was sent elsewhere: show it, and tell."""
        if self._page is not None and self._article is not None:
            self._kept_offset = self._page.offset
            self._wanted_in_view = None
            self.show()
            self.post_message(Moved(self._article.id, reading))

    def bring_into_view(self, offset: int) -> None:
        """Let a character be on the screen, and with it some of what stands before it."""
        if self._page is not None:
            self._page.bring_into_view(offset)
            self.moved()

    def mark(self, layer: str, marks: Iterable[Mark]) -> None:
        """Mark ranges of the text; shown with the next `show`."""
        if self._page is not None:
            self._page.layout.mark(layer, marks)

    # Drawing

    @property
    def _column(self) -> int:
        """The width of the text: the measure, and on narrow screens what the margins leave."""
        width = self._room.width
        return max(1, min(self._typography.measure, width - (4 if width >= 40 else 2 if width >= 24 else 0)))

    @property
    def _room(self) -> Size:
        """The size; while the reader is hidden, what it would have if it were alone."""
        return self.size or self.app.size

    def show(self) -> None:
        """Draw anew, and send the rows that look different."""
        if not self.size:
            return
        before, self._rows = self._rows, self._composed()
        rows = changed_rows(before, self._rows)
        if len(rows) == self.size.height:
            self.refresh()
        elif rows:
            self.refresh(*(Region(0, row, self.size.width, 1) for row in rows))
        self._colour_code()

    def _composed(self) -> list[Strip]:
        self._fit()
        painter = self._painter
        if painter is None or painter.width != self.size.width:
            column = self._page.layout.width if self._page else self._column
            margin = max(0, (self.size.width - column) // 2)
            painter = self._painter = Painter(self._look, self.rich_style, self.size.width, margin)
        lines = self._page.lines() if self._page else []
        rows = [painter.strip(line) for line in lines]
        for number, sign in self._signs(lines):
            rows[number] = painter.with_sign(rows[number], sign)
        for number, labels in self._labels(lines):
            rows[number] = painter.with_labels(rows[number], labels)
        return rows + [painter.blank] * (self.size.height - len(rows))

    def look_ahead(self, lines: int) -> None:
        """When this page is on the terminal, make the lines ready that the same key brings next."""
        if self._ahead is not None:
            self._ahead.stop()
        self._ahead = self.set_timer(ON_THE_TERMINAL, partial(self._prepare, lines))

    def _prepare(self, lines: int) -> None:
        self._ahead = None
        if self._page is None or self._painter is None:
            return
        for line in self._page.lines_beyond(lines):
            self._painter.strip(line)

    def _labels(self, lines: Sequence[Line]) -> Iterable[tuple[int, list[tuple[int, str]]]]:
        """(row, (cell, label) …) of what lies over the text."""
        hints = self.hints_shown()
        if not hints:
            return
        for number, line in enumerate(lines):
            found = [(cell, label) for label, offset in hints if (cell := cell_of(line, offset)) is not None]
            if found:
                yield number, found

    def _signs(self, lines: Sequence[Line]) -> Iterable[tuple[int, str]]:  # noqa: ARG002  for the classes above
        """(row, sign) of what stands in the margin."""
        return ()

    def hints_shown(self) -> Sequence[tuple[str, int]]:
        """(label, offset) of what lies over the text."""
        return ()

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"reader--{name}", partial=True)

    def render_line(self, y: int) -> Strip:
        """One row, for textual."""
        if not is_of_size(self._rows, self.size):
            self._rows = self._composed()
        return self._rows[y] if y < len(self._rows) else Strip.blank(self.size.width, self.rich_style)

    def on_resize(self) -> None:
        """The text begins at the same character at any size. What was painted with the layout is not painted again."""
        if is_of_size(self._rows, self.size) and self._article is not None:
            self.post_message(Moved(self._article.id, reading=False))
            self._colour_code()
        else:
            self.reshape()

    @property
    def typography(self) -> Typography:
        """How the text is set."""
        return self._typography

    def use_typography(self, typography: Typography) -> None:
        """Set the text otherwise, from the same character on."""
        if typography != self._typography:
            self._typography = typography
            self.reshape()

    def _options_for(self, article: Article) -> Options:
        return self._typography.options(article.metadata.language)

    def reshape(self) -> None:
        """Lay out for the size and typography that there are now."""
        self._rows = []
        self._fit()
        if self._article is not None:
            self.post_message(Moved(self._article.id, reading=False))
        self.refresh()
        self._colour_code()

    @staticmethod
    def _head(article: Article, column: int) -> tuple[Line, ...]:
        return header_lines(article.metadata, column, verdict=article.verdict)

    def _fit(self) -> None:
        """Let the page have the size that there is."""
        page, article, column, height = self._page, self._article, self._column, self._room.height
        if page is None or article is None:
            return
        wanted = column, self._options_for(article)
        is_set_so = (page.layout.width, page.layout.options) == wanted
        if is_set_so and page.height == height:
            return
        self._painter = None
        layout = page.layout if is_set_so else page.layout.reshaped(*wanted)
        page.reshape(layout, self._head(article, column), height, self._kept_offset)
        if self._wanted_in_view is not None:
            page.go(page.start_place)
            page.bring_into_view(self._wanted_in_view)
            self._kept_offset = page.offset

    def notify_style_update(self) -> None:
        """Another theme."""
        super().notify_style_update()
        self._painter, self._rows = None, []

    # Code is coloured after it was shown: pygments is slow to load, and a page turn must not wait

    def _colour_code(self) -> None:
        if self._page is None or self._colouring is not None:
            return
        first, last = self._page.blocks_shown
        waiting = self._page.layout.unhighlighted(first, last)
        if waiting:
            self._colouring = (self._page.layout, waiting[0])
            self.run_worker(self._find_syntax, thread=True, group="syntax", exit_on_error=False)

    def _find_syntax(self) -> None:
        if self._colouring is not None:
            layout, block = self._colouring
            self.post_message(Coloured(layout, block, layout.syntax_of(block)))

    def on_coloured(self, message: Coloured) -> None:
        """Show the colours of a block, unless the reader went on to another article or width."""
        message.stop()
        self._colouring = None
        if self._page is not None:
            if message.layout is self._page.layout:
                self._page.layout.highlight(message.block, message.syntax)
            self.show()
