"""The reader's App: colours, keys, the driver, the first screen. What can be done stands in the screens."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

os.environ.setdefault("TEXTUAL_FPS", "240")  # read when textual is loaded: at its 60, a key waits 8 ms more for paint

from rich.console import Console
from textual.app import App
from textual.events import Event, Key

from index import Library
from index.errors import CarrelError
from index.settings import Settings
from tui import collecting
from tui.keys import Context, bindings, textual_keymap
from tui.picture_settings import is_far
from tui.preferences import preferences
from tui.screens.main import MainScreen
from tui.screens.shelf import Question, ask
from tui.stylesheet import ParsedOnce
from tui.terminal.choosing import driver_class
from tui.terminal.telling import telling
from tui.themes import THEMES
from tui.turns import Turns

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.driver import Driver

    from tui.widgets.reader.drawn import Canvas

STYLES = Path(__file__).parent / "styles"
SHEETS = ("main", "results", "contents", "lines")


def _actions() -> type[Provider]:
    from tui.screens.palette import Actions

    return Actions


class CarrelApp(App[None], inherit_bindings=False):
    """Carrel on a screen."""

    TITLE = "Carrel"
    BINDINGS = bindings(Context.APP)
    COMMAND_PALETTE_BINDING = "f24"
    """Textual insists on a key of its own; ours come from the table."""
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_actions}
    CSS_PATH = [STYLES / f"{name}.tcss" for name in SHEETS]  # noqa: RUF012  textual declares it

    def __init__(self, library: Library, settings: Settings, *, query: str = "", article: int | None = None,
                 driver: type[Driver] | None = None) -> None:  # fmt: skip
        liked = preferences(settings)
        super().__init__(driver_class=driver, ansi_color=True if THEMES[liked.theme].ansi else None)
        self.driver_class = telling(self.driver_class, self._meet)
        self.animation_level = "none"
        for each in THEMES.values():
            self.register_theme(each)
        self.theme = liked.theme
        self.stylesheet = ParsedOnce(self.get_css_variables())
        self.set_keymap(textual_keymap(liked.keymap))
        answer = ask(library, Question(query))
        self._make_main = partial(MainScreen, library, answer, preferences=liked, query=query, article=article)
        self._spoken_to: Driver | None = None
        self._way_of_pictures = liked.way_of_pictures
        self._turns = Turns(self, super().on_event)

    def _meet(self, driver: Driver) -> None:
        self._spoken_to = driver
        if hasattr(driver, "takes_answers"):
            driver.takes_answers = self._way_of_pictures != "captions"

    def _open_canvas(self) -> Canvas | None:
        """The graphics of this terminal; None where it has none, or the driver is not ours."""
        driver = self._spoken_to
        if not hasattr(driver, "takes_answers"):
            return None
        from tui.terminal.pictures.canvas import Terminal, open_canvas

        terminal, choice = cast(Terminal, driver), self._way_of_pictures
        truecolour = self.console.color_system == "truecolor"
        return open_canvas(terminal, choice, os.environ, truecolour=truecolour, is_far=is_far())

    def tell_terminal(self, data: str) -> None:
        """Send a control sequence, from any thread; where there is no terminal, nowhere."""
        if self._spoken_to is not None:
            self._spoken_to.write(data)

    def get_default_screen(self) -> MainScreen:
        """The screen under all others, made when the size is known."""
        self.main = self._make_main(self.size)
        self.main.tell_terminal = self.tell_terminal
        self.main.open_canvas = self._open_canvas
        return self.main

    def on_mount(self) -> None:
        """A terminal that goes away, or a polite kill, ends the program as a key does: the place is kept."""
        if not self.is_headless and sys.platform != "win32":
            for sign in (signal.SIGHUP, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(sign, self.exit)

    def action_leave(self) -> None:
        """Leave; the screen keeps the place."""
        self.exit()

    def action_redraw(self) -> None:
        """Draw everything anew, whatever the terminal shows."""
        forget = getattr(self.driver_class, "forget_screen", None)
        if forget is not None:
            forget()
        self.refresh(repaint=True, layout=True)
        if self.main.article is not None:
            self.main.reader.draw_anew()

    async def on_event(self, event: Event) -> None:
        """Keys take turns; everything else, and a key that comes back from a widget, is heard as it comes."""
        if isinstance(event, Key) and not event.is_forwarded:
            await self._turns.take(event)
        else:
            await super().on_event(event)

    async def run_action(self, *arguments: Any, **options: Any) -> bool:
        """Do an action; a failure that was to be expected becomes one line."""
        try:
            return await super().run_action(*arguments, **options)
        except CarrelError as error:
            self.main.report(error)
            return True


def run(
    library: Library,
    *,
    query: str = "",
    article: int | None = None,
    mouse: bool = True,
    plain_driver: bool = False,
    settings: Settings | None = None,
) -> int:
    """Open the reader on a library; the exit status. Raises UsageError where the settings are wrong."""
    driver = driver_class(plain=plain_driver)
    app = CarrelApp(library, settings or Settings(), query=query, article=article, driver=driver)
    fault = io.StringIO()
    app.error_console = Console(file=fault, width=120)
    collecting.rest()
    try:
        app.run(mouse=mouse)
    finally:
        collecting.resume()
    if fault.getvalue():
        log = library.path / "fault.log"
        log.write_text(fault.getvalue(), encoding="utf-8")
        sys.stderr.write(f"carrel: stopped by a fault of its own; your place is kept; see {log}\n")
    return app.return_code or 0
