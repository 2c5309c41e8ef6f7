"""What a terminal can be trusted with, judged by its name: there is no asking that every terminal answers."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

_NO_ERASE_COLOUR = ("screen", "linux", "rxvt", "putty", "cygwin", "ansi", "vt", "eterm", "konsole")
"""Terminals that may erase to their own background, not to the current one (no BCE in terminfo)."""

_NO_REPERTOIRE = ("dumb", "unknown", "emacs", "vt52", "adm", "hp")
"""Terminals that lack cursor addressing as ANSI has it: the thrifty driver leaves them alone."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """`erases_in_colour`: erased cells take the current background. `scrolls`: scroll regions work as in a VT100."""

    addressable: bool = True
    erases_in_colour: bool = True
    scrolls: bool = True


def capabilities(environment: Mapping[str, str] = os.environ) -> Capabilities:
    """What the terminal that `TERM` names can do. tmux calls itself `screen…` or `tmux…`; only the latter has BCE."""
    name = environment.get("TERM", "").lower()
    if not name or name.startswith(_NO_REPERTOIRE):
        return Capabilities(addressable=False, erases_in_colour=False, scrolls=False)
    return Capabilities(erases_in_colour=not name.startswith(_NO_ERASE_COLOUR))
