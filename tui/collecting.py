"""Keeps the search for reference cycles out of the way while a person waits for the first frame.

What is made until then (modules, widgets, rules of style) lives as long as the program. Looking through all of it again
and again takes a sixth of the start, and later a pause of tens of milliseconds in the midst of a page-down.
"""

from __future__ import annotations

import gc


def rest() -> None:
    """Look for no cycles until `resume` is called."""
    gc.disable()


def resume() -> None:
    """Look for cycles again, where that was stopped, but never again among what is there by now."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
