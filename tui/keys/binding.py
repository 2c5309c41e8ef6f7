"""The table as textual takes it, and as the footer shows it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from tui.keys.model import Context, Keymap, keys_of
from tui.keys.naming import shown
from tui.keys.table import actions_in

if TYPE_CHECKING:
    from textual.binding import BindingType


def bindings(*contexts: Context) -> list[BindingType]:
    """The default bindings of some contexts, each with its action's id, so that a keymap can replace them."""
    from textual.binding import Binding

    made: list[BindingType] = []
    for action in actions_in(*contexts):
        if "{key}" in action.method:
            made += [
                Binding(key, action.method.format(key=key), action.help, show=False, id=f"{action.id}.{key}")
                for key in action.keys
            ]
        elif action.keys:
            keys = ",".join(_textual_name(key) for key in action.keys)
            urgent = action.context is Context.APP
            made.append(Binding(keys, action.method, action.help, show=False, id=action.id, priority=urgent))
    return made


def methods(context: Context, keymap: Keymap) -> dict[str, str]:
    """What each key of a context does, for a mode that takes keys before any binding does."""
    return {
        key: action.method.format(key=key) for action in actions_in(context) for key in keys_of(action, keymap)
    }  # fmt: skip


def textual_keymap(keymap: Keymap) -> dict[str, str]:
    """A keymap as textual takes it."""
    return {identity: ",".join(_textual_name(key) for key in keys) for identity, keys in keymap.items()}


def _textual_name(key: str) -> str:
    return {",": "comma", "+": "plus"}.get(key, key)


def footer(context: Context, keymap: Keymap, *, without: Collection[str] = ()) -> list[str]:
    """What the footer shows in a context, the most needed first: `? help`, `j/k line`; nothing of some actions."""
    found: dict[str, list[str]] = {"help": []} if Context.ANYWHERE in context.around else {}
    own = {key for action in actions_in(context) for key in keys_of(action, keymap)}
    for place in (context, *context.around):
        for action in actions_in(place):
            keys = [key for key in keys_of(action, keymap) if place is context or key not in own]
            if action.label and action.id not in without and keys and (place is context or not found.get(action.label)):
                found.setdefault(action.label, []).append(shown(keys[0]))
    return [f"{'/'.join(keys)} {label}" for label, keys in found.items() if keys]
