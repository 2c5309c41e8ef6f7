"""Reads the `[keys]` table of the settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from index.errors import UsageError
from tui.keys.model import Context, Keymap, keys_of
from tui.keys.naming import is_key
from tui.keys.table import ACTIONS, FIXED, actions_in


def read_keymap(table: Mapping[str, Any], where: str = "carrel.toml") -> Keymap:
    """What the `[keys]` table of the settings says.

    A value is one key or a list of keys. Raises UsageError where an action or a key is unknown, or one key would do two
    things in the same place.
    """
    keymap: dict[str, tuple[str, ...]] = {}
    for identity, value in _flat(table):
        if identity not in ACTIONS or identity in FIXED:
            raise UsageError(f"{where}: [keys] {identity}: {_why_not(identity)}")
        keys = [value] if isinstance(value, str) else value
        if not isinstance(keys, list) or not keys or not all(isinstance(key, str) for key in keys):
            raise UsageError(f'{where}: [keys] {identity}: expected a key, "n", or a list of keys, ["n", "ctrl+n"]')
        for key in keys:
            if not is_key(key):
                raise UsageError(f"{where}: [keys] {identity}: «{key}» is no key; write n, N, ctrl+n, f5, pagedown …")
        keymap[identity] = tuple(keys)
    _refuse_clashes(keymap, where)
    return keymap


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """TOML reads `reader.next_hit = "n"` as a table in a table, and `"reader.next_hit" = "n"` as one name."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _why_not(identity: str) -> str:
    if identity in FIXED:
        return "digits keep their meaning"
    near = get_close_matches(identity, ACTIONS, n=1)
    return "unknown action" + (f"; did you mean {near[0]}?" if near else "; docs/keys.md lists them all")


def _refuse_clashes(keymap: Keymap, where: str) -> None:
    for context in Context:
        taken: dict[str, str] = {}
        for action in actions_in(context):
            for key in keys_of(action, keymap):
                if key in taken:
                    raise UsageError(f"{where}: [keys] «{key}» is given to both {taken[key]} and {action.id}")
                taken[key] = action.id
        for action in actions_in(*context.around):
            for key in keymap.get(action.id, ()):
                if key in taken:
                    raise UsageError(f"{where}: [keys] «{key}» of {action.id} would be hidden by {taken[key]}")
