"""Whether the reader shows pictures: by `[pictures] show` and by what the terminal is, and why it cannot.

Loads no decoder, and of `tui.terminal.pictures` nothing while pictures are off: this is asked before the first paint.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from index.errors import UsageError

CHOICES = ("auto", "kitty", "iterm", "sixel", "blocks", "captions")
"""What the setting can be: by what the terminal says of itself, one of the ways to show pictures, or none."""

_FAR = ("SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT")


class Showing(NamedTuple):
    """Whether pictures are shown at first; `unavailable` says why they cannot be, and is empty where they can."""

    at_first: bool = False
    unavailable: str = ""


def chosen(settings: Mapping[str, Any], where: str) -> str:
    """What `[pictures] show` says. Raises UsageError for a setting that is none."""
    choice = settings.get("show", "auto")
    if choice not in CHOICES:
        raise UsageError(f"{where}: [pictures] show: «{choice}» is none of {', '.join(CHOICES)}")
    return str(choice)


def showing(settings: Mapping[str, Any], where: str, environment: Mapping[str, str] = os.environ) -> Showing:
    """What the settings and the terminal say.

    `auto` shows none until asked over SSH, where a picture takes seconds, and within tmux and GNU screen, which have no
    margins: there every line scrolled would send a picture again. Raises UsageError as `chosen` does.
    """
    choice = chosen(settings, where)
    if choice == "captions":
        return Showing(at_first=False, unavailable=f"Pictures are off: {where} says so under [pictures].")
    if importlib.util.find_spec("PIL") is None:
        return Showing(at_first=False, unavailable="Pictures need Pillow: pip install 'carrel[pictures]'")
    from tui.terminal.pictures.support import Graphics, graphics

    if graphics(environment) is Graphics.NONE:
        return Showing(at_first=False, unavailable="This terminal has too few colours for pictures.")
    is_dear = is_far(environment) or any(environment.get(name) for name in ("TMUX", "STY"))
    return Showing(at_first=choice != "auto" or not is_dear)


def is_far(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal stands at the other end of an SSH connection."""
    return any(environment.get(name) for name in _FAR)
