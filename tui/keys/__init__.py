"""What keys do, as one table from which bindings, footer, help, settings and documentation are read.

`table` holds every action; `model` says what an action is; the other modules make something of the table. Nothing here
does anything, and textual is imported only when `bindings` is called.
"""

from tui.keys.binding import bindings, footer, methods, textual_keymap
from tui.keys.documentation import documentation
from tui.keys.model import Action, Context, Keymap, keys_of
from tui.keys.naming import shown
from tui.keys.settings import read_keymap
from tui.keys.table import ACTIONS, FIXED, actions_in, commands

__all__ = [
    "ACTIONS",
    "FIXED",
    "Action",
    "Context",
    "Keymap",
    "actions_in",
    "bindings",
    "commands",
    "documentation",
    "footer",
    "keys_of",
    "methods",
    "read_keymap",
    "shown",
    "textual_keymap",
]
