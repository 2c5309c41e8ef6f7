"""The colours: light, dark, sepia, high contrast, those of the terminal itself, and none.

No colour says anything alone: what is found, chosen or under the cursor is also bold, reversed or underlined by the
style sheets. A theme is a handful of colours for text, quiet text, grounds and marks; everything else follows. They are
chosen so that they can be read in 256 colours and in 16 too, where a terminal takes the nearest that it has.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

from textual.theme import Theme

from index.errors import UsageError

_COLOURED = {"heading-style": "none", "code-style": "none"}
"""How lesser headings and code in a line look besides, where colours set them apart."""
_BARE = {"heading-style": "bold", "code-style": "bold"}


def _theme(name: str, *, dark: bool, ansi: bool = False, **colours: str) -> Theme:
    """A theme of colours by role. `raised` is the ground of bars and code, `mark` of what is marked in a text."""
    return Theme(
        name=name,
        dark=dark,
        ansi=ansi,
        primary=colours["accent"],
        secondary=colours["link"],
        accent=colours["accent"],
        warning=colours["alarm"],
        error=colours["alarm"],
        success=colours["accent"],
        foreground=colours["text"],
        background=colours["ground"],
        surface=colours["ground"],
        panel=colours["raised"],
        variables={f"c-{role.replace('_', '-')}": colour for role, colour in colours.items()}
        | (_BARE if ansi else _COLOURED)
        | {
            "ansi-background": "ansi_black" if ansi else colours["ground"],
            "ansi-foreground": "ansi_white" if ansi else colours["text"],
            "input-cursor-background": colours["text"],
            "input-cursor-foreground": colours["ground"] if not ansi else "ansi_black",
            "input-cursor-text-style": "reverse" if ansi else "none",
            "input-selection-background": colours["hit_ground"],
        },
    )


_PLAIN = dict.fromkeys(
    ("text", "quiet", "ground", "raised", "rule", "accent", "link", "hit", "hit_ground", "alarm", "mark", "code",
     "keyword", "string", "comment", "number", "title", "mark_text", "mark_green", "mark_blue", "mark_pink"),
    "ansi_default",
)  # fmt: skip
_OWN = _PLAIN | {
    "alarm": "ansi_red", "keyword": "ansi_magenta", "string": "ansi_red", "number": "ansi_magenta",
    "mark_text": "ansi_black", "mark": "ansi_yellow", "mark_green": "ansi_green", "mark_blue": "ansi_cyan",
    "mark_pink": "ansi_magenta",
}  # fmt: skip
"""Of the sixteen only those that can be read on a black ground and on a white one."""

_THEMES = (
    _theme(
        "dark", dark=True, text="#d7d3cb", quiet="#96928a", ground="#16181c", raised="#1f2228", rule="#3a3e46",
        accent="#e0b070", link="#8fb8e8", hit="#16181c", hit_ground="#d9b45b", alarm="#f08a80", mark="#4a4423",
        code="#c3cfa0", keyword="#d59fd0", string="#a8c98a", comment="#96928a", number="#e0a080", title="#8fc3d8",
        mark_text="#f4f1ea", mark_green="#2a4a2c", mark_blue="#23425e", mark_pink="#54304a",
    ),
    _theme(
        "light", dark=False, text="#24262b", quiet="#63666d", ground="#fbfaf7", raised="#f0eee8", rule="#cfcbc2",
        accent="#8a4b08", link="#1c5fa8", hit="#24262b", hit_ground="#ffd866", alarm="#b3261e", mark="#fff1b8",
        code="#3d5217", keyword="#8a2a80", string="#3a6a1d", comment="#63666d", number="#9a4a1a", title="#14617a",
        mark_text="#24262b", mark_green="#d3f0cc", mark_blue="#cfe6fb", mark_pink="#fbd9ea",
    ),
    _theme(
        "sepia", dark=False, text="#2e2418", quiet="#5c4f2e", ground="#f4ecd8", raised="#eadfc6", rule="#cbbd9f",
        accent="#7a2e0a", link="#2a5d84", hit="#2e2418", hit_ground="#f0c24f", alarm="#a3261c", mark="#f6dc9a",
        code="#4a5620", keyword="#7c2f6c", string="#4b651d", comment="#5c4f2e", number="#862d3d", title="#2b6070",
        mark_text="#2e2418", mark_green="#d5e3b4", mark_blue="#c9dde0", mark_pink="#f0cfc8",
    ),
    _theme(
        "contrast", dark=True, text="#ffffff", quiet="#d0d0d0", ground="#000000", raised="#000000", rule="#ffffff",
        accent="#ffff00", link="#7fdfff", hit="#000000", hit_ground="#ffff00", alarm="#ff9f9f", mark="#00407f",
        code="#d0ffd0", keyword="#ffb0ff", string="#b0ffb0", comment="#d0d0d0", number="#ffd0a0", title="#a0e8ff",
        mark_text="#ffffff", mark_green="#005000", mark_blue="#3a3a9f", mark_pink="#7f005f",
    ),
    _theme("terminal", dark=True, ansi=True, **_OWN),
    _theme("mono", dark=True, ansi=True, **_PLAIN),
)  # fmt: skip

THEMES: Mapping[str, Theme] = {theme.name: theme for theme in _THEMES}
NAMES = tuple(THEMES)

_COLOURLESS = re.compile(r"vt\d+.*|dumb|.*-m|.*-mono")
"""Terminals that have no colours, by name."""

LIGHTEST_DARK = 6
"""Of the sixteen colours: those up to here, and 8, are dark (as in COLORFGBG)."""


def choose(settings: Mapping[str, Any], environment: Mapping[str, str] = os.environ, where: str = "carrel.toml") -> str:
    """The theme that `[screen] theme` names; without one, what the terminal says of itself decides."""
    named = settings.get("theme", "auto")
    if named != "auto" and named not in THEMES:
        raise UsageError(f"{where}: [screen] theme: «{named}» is none of auto, {', '.join(NAMES)}")
    return _fitting(environment) if named == "auto" else str(named)


def _fitting(environment: Mapping[str, str]) -> str:
    many_colours = environment.get("COLORTERM") or "256color" in environment.get("TERM", "")
    if environment.get("NO_COLOR") or _COLOURLESS.fullmatch(environment.get("TERM", "")):
        return "mono"
    if not many_colours:
        return "terminal"
    ground = environment.get("COLORFGBG", "").rpartition(";")[2]
    is_light = ground.isdigit() and int(ground) > LIGHTEST_DARK and ground != "8"
    return "light" if is_light else "dark"
