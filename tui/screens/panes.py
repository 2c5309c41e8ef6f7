"""The panes of the main screen, and the classes by which its style sheet knows which of them has the keys."""

from __future__ import annotations

from collections.abc import Mapping

PANES = ("list", "reader", "contents")


def classes_at(pane: str) -> Mapping[str, bool]:
    """The classes of the screen while a pane has the keys. Change them together: each change restyles every widget."""
    return {"-searching": False, "-asking": False} | {f"-at-{each}": each == pane for each in PANES}
