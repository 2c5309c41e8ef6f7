"""Chooses the driver: the thrifty one, except where the reader, the terminal or the system speaks against it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui.terminal.capabilities import capabilities

if TYPE_CHECKING:
    from textual.driver import Driver


def driver_class(environment: Mapping[str, str] = os.environ, *, plain: bool = False) -> type[Driver] | None:
    """The driver to give to an App; None leaves the choice to Textual. `plain` is the reader's own wish for that.

    `TEXTUAL_DRIVER` is Textual's way to name a driver, and wins. On Windows there is only Textual's own.
    """
    if plain or environment.get("TEXTUAL_DRIVER") or sys.platform == "win32":
        return None
    if not capabilities(environment).addressable:
        return None
    from tui.terminal.thrifty import ThriftyDriver

    return ThriftyDriver
