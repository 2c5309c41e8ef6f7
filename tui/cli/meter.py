"""A progress bar on standard error, with rate and time left; where nobody would see it, nothing but the talk."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from index.safe_text import one_line
from tui.cli.streams import console, put, say, talks_to_terminal

if TYPE_CHECKING:
    from rich.progress import Progress


class Meter:
    """Counts steps before a person's eyes, and lets lines pass above the bar. Use it as a context manager."""

    def __init__(self, what: str, total: int | None) -> None:
        self._progress = _bar() if talks_to_terminal() else None
        self._task = self._progress.add_task(what, total=total) if self._progress else None

    def __enter__(self) -> Self:
        if self._progress:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress:
            self._progress.stop()

    def step(self) -> None:
        """One more is done."""
        if self._progress and self._task is not None:
            self._progress.advance(self._task)

    def say(self, text: str) -> None:
        """Talk, on standard error."""
        if self._progress:
            self._above(text)
        else:
            say(text)

    def put(self, text: str) -> None:
        """Data, on standard output."""
        if self._progress and sys.stdout.isatty():
            self._above(text)
        else:
            put(text)

    def _above(self, text: str) -> None:
        from rich.text import Text

        assert self._progress
        self._progress.console.print(Text(one_line(text)), soft_wrap=True)


def _bar() -> Progress:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Steps a second."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:.1f}/s" if speed and speed < 10 else f"{speed:.0f}/s" if speed else "", "dim")

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
        console=console(stderr=True),
        transient=True,
        refresh_per_second=8,
    )
