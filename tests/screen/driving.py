"""Drives the App through textual's pilot, and reads the screen as a person does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.worker import WorkerFailed

from index import Library
from index.settings import Settings
from tui.app import CarrelApp

WIDE, NARROW, TINY, TINIEST, SPECK = (120, 35), (80, 24), (40, 15), (20, 5), (10, 3)


class Reader:
    """A person at the screen."""

    def __init__(self, app: CarrelApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until everything that they set off has happened."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Press the key of each character, then wait."""
        await self.pilot.press(*("space" if letter == " " else letter for letter in text))
        await self.settle()

    async def settle(self) -> None:
        """Wait for threads, and for what their answers set off."""
        for _ in range(2):
            with suppress(WorkerFailed):  # what failed is told on the screen
                await self.app.workers.wait_for_complete()
            await self.pilot.pause()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds; a test that would wait for ever fails at pytest's own limit."""
        for _ in range(500):
            if holds():
                return
            await self.settle()
            await self.pilot.pause(0.01)
        raise AssertionError(f"never came true; on the screen:\n{self.screen()}")

    def rows(self) -> list[str]:
        """The rows of the screen."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    def screen(self) -> str:
        """The whole screen."""
        return "\n".join(self.rows())

    @property
    def last_row(self) -> str:
        """The status line."""
        return self.rows()[-1]


@asynccontextmanager
async def reading(
    library: Library, size: tuple[int, int] = NARROW, *, config: str = "", **options: Any
) -> AsyncIterator[Reader]:
    """The App on a library, on a screen of a size, with what `carrel.toml` says."""
    path = library.path / "carrel.toml"
    path.write_text(config, encoding="utf-8")
    app = CarrelApp(library, Settings(Path(path)), **options)
    async with app.run_test(size=size) as pilot:
        reader = Reader(app, pilot)
        await reader.settle()
        yield reader
