"""Writes the page docs/keys.md."""

from __future__ import annotations

from collections.abc import Sequence

from tui.keys.model import Action, Context
from tui.keys.naming import shown
from tui.keys.table import FIXED, actions_in, commands

_PREFACE = """\
# Keys

Made from `tui/keys/table.py` by `python -m tui.keys`; a test holds the two in step.

Keys of vi, the arrows and those of a pager hold at once. `?` shows the keys of the place you are in, `:` takes an
action by name, `Ctrl+p` finds one. To change keys, write into `carrel.toml`:

```toml
[keys]
"reader.next_hit" = ["n", "ctrl+n"]
"article.star" = "*"
```

A number typed first repeats what follows: `5j` goes down five lines. A number alone (`1`, `2`, `3`) goes to that pane.
"""


def documentation() -> str:
    """The page docs/keys.md: every action with its keys, its command, its name in the settings."""
    parts = [_PREFACE]
    for context in Context:
        parts.append(f"\n## {context.heading}\n\n| keys | what they do | command | in `[keys]` |\n|---|---|---|---|\n")
        parts += (_documented(action) for action in actions_in(context))
    return "".join(parts)


def _documented(action: Action) -> str:
    keys = " ".join(f"`{shown(key)}`" for key in _digits_as_range(action.keys)).replace("|", "\\|")
    command = f"`:{action.command}{f' {action.takes.upper()}' if action.takes else ''}`"
    name = "–" if action.id in FIXED else f"`{action.id}`"
    return (
        f"| {keys or '–'} | {action.help} | {command if commands().get(action.command) is action else '–'} | {name} |\n"
    )


def _digits_as_range(keys: Sequence[str]) -> Sequence[str]:
    return [f"{min(keys)}…{max(keys)}"] if len(keys) > 1 and all(key.isdigit() for key in keys) else keys
