"""A Textual driver that sends only what changed on the screen.

Textual repaints whole regions and resets the style after every segment; over a slow line that is most of the waiting.
This driver remembers what each row shows and writes the difference: `frames` reads what Textual wants, `memory`
finds the cheapest way there. What is no frame passes through untouched. It is given to an App as `driver_class`;
nothing of Textual is patched.

While Textual's idea of the size and the terminal's differ (a resize under way), nothing is trusted and all is sent as
it comes.
"""

from __future__ import annotations

import os
from typing import Any

from textual.drivers.linux_driver import LinuxDriver

from tui.terminal.capabilities import capabilities
from tui.terminal.frames import keeps_cells, read_frame
from tui.terminal.memory import ScreenMemory

_BEGIN_UPDATE = "\x1b[?2026h"
_END_UPDATE = "\x1b[?2026l"


class ThriftyDriver(LinuxDriver):
    """`LinuxDriver` with a memory of the screen."""

    _redraws = 0

    @classmethod
    def forget_screen(cls) -> None:
        """Trust nothing any more: what comes next is sent whole. For a redraw that the reader asked for."""
        cls._redraws += 1

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._can = capabilities()
        self._memory: ScreenMemory | None = None
        self._trusted: tuple[int, int, int] | None = None
        self._held = ""

    def write(self, data: str) -> None:
        """Send a frame economically; send anything else untouched."""
        memory = self._current_memory() if self._can.addressable else None
        frame = read_frame(data) if memory is not None else None
        if memory is not None and frame is not None and memory.fits(frame):
            self._send(memory.show(frame))
        elif data == _BEGIN_UPDATE:
            self._held = data
        elif data == _END_UPDATE and self._held:
            self._held = ""
        else:
            self._pass(data)

    def _send(self, data: str) -> None:
        """An update that turns out empty is not announced either."""
        if data:
            super().write(self._held + data)
            self._held = ""

    def _pass(self, data: str) -> None:
        if self._memory is not None and not keeps_cells(data):
            self._send(self._memory.leave())
            self._memory = self._trusted = None
        self._send(data)

    def _current_memory(self) -> ScreenMemory | None:
        """The memory of the screen as it is; None while nobody knows how large that is."""
        width, height = self._app.size
        try:
            settled = os.get_terminal_size(self.fileno) == (width, height)
        except OSError:
            settled = True
        trusted = (width, height, ThriftyDriver._redraws)
        if not settled:
            self._memory = self._trusted = None
        elif trusted != self._trusted:
            self._memory, self._trusted = ScreenMemory(width, height, self._can), trusted
        return self._memory
