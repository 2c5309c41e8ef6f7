"""Lets an App say something to its terminal that is no picture of the screen: a control sequence for the clipboard.

Textual makes its driver itself and keeps it to itself; a driver class that reports each driver it makes is what an App
can be given instead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.driver import Driver


def telling(base: type[Driver], made: Callable[[Driver], None]) -> type[Driver]:
    """The same driver class, but `made` hears of every driver."""

    def initialise(driver: Driver, *arguments: Any, **options: Any) -> None:
        base.__init__(driver, *arguments, **options)
        made(driver)

    return type(base.__name__, (base,), {"__init__": initialise})
