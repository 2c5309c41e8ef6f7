"""What a terminal can be trusted with: judged by its name first, by how it answers later."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

_NO_ERASE_COLOUR = ("screen", "linux", "rxvt", "putty", "cygwin", "ansi", "vt", "eterm")
"""Terminals that may erase to their own background, not to the current one (no BCE in terminfo)."""

_NO_REPERTOIRE = ("dumb", "unknown", "emacs", "vt52", "adm", "hp")
"""Terminals that lack cursor addressing as ANSI has it: the thrifty driver leaves them alone."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What may be sent to a terminal.

    `addressable`: it has ANSI's cursor addressing. `erases_in_colour`: erased cells take the current background.
    `scrolls`: scroll regions work as in a VT100. `scrolls_columns`: a region may be a part of the columns (VT420,
    DECLRMM); no name promises that, `margins` finds it out.
    """

    addressable: bool = True
    erases_in_colour: bool = True
    scrolls: bool = True
    scrolls_columns: bool = False


def capabilities(environment: Mapping[str, str] = os.environ) -> Capabilities:
    """What the terminal that `TERM` names can do. tmux calls itself `screen…` or `tmux…`; only the latter has BCE.

    GNU screen is known by `STY` too, since some people give `TERM` another name inside it.
    """
    name = environment.get("TERM", "").lower()
    if not name or name.startswith(_NO_REPERTOIRE):
        return Capabilities(addressable=False, erases_in_colour=False, scrolls=False)
    in_screen = bool(environment.get("STY")) and not environment.get("TMUX")
    return Capabilities(erases_in_colour=not in_screen and not name.startswith(_NO_ERASE_COLOUR))
