"""How a key is written in the settings, and how it is printed."""

from __future__ import annotations

import re

_NAMED_KEYS = frozenset(
    ("enter", "tab", "escape", "space", "backspace", "delete", "insert", "up", "down", "left", "right", "home", "end",
     "pageup", "pagedown")
) | {f"f{number}" for number in range(1, 25)}  # fmt: skip
_SHOWN = {
    "enter": "Enter", "tab": "Tab", "escape": "Esc", "space": "Space", "backspace": "Backspace", "delete": "Del",
    "insert": "Ins", "up": "↑", "down": "↓", "left": "←", "right": "→", "home": "Home", "end": "End",
    "pageup": "PgUp", "pagedown": "PgDn", "ctrl": "Ctrl", "shift": "Shift", "alt": "Alt",
}  # fmt: skip
_MODIFIED = re.compile(r"(?P<modifiers>(?:(?:ctrl|alt|shift)\+)*)(?P<key>.+)", re.DOTALL)


def shown(key: str) -> str:
    """A key as it is printed: `Ctrl+d`, `↓`, `?`."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    return "+".join(_SHOWN.get(part, part.upper() if part in _NAMED_KEYS else part) for part in [*modifiers, last])


def is_key(key: str) -> bool:
    """Whether the settings may name it."""
    match = _MODIFIED.fullmatch(key)
    if not match:
        return False
    last = match["key"]
    return last in _NAMED_KEYS or (len(last) == 1 and last.isprintable() and last != " ")
