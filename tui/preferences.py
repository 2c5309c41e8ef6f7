"""What a person prefers, read from `carrel.toml` and checked before anything is shown; each room checks its table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from index.errors import UsageError
from index.settings import Settings
from tui.keys import Keymap, read_keymap
from tui.picture_settings import Showing, chosen, showing
from tui.themes import choose
from tui.typography import Typography, typography

FORMS = ("citation", "plain", "markdown", "org", "bibtex")
"""The forms of `index.citing.Form`, known without loading it. Each begins with a letter of its own."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What holds when the reader is opened. `form` is that of what is copied; `settings` are where changes are kept."""

    settings: Settings
    theme: str
    typography: Typography
    keymap: Keymap
    form: str
    way_of_pictures: str
    pictures: Callable[[], Showing]
    """Looks at the terminal: for when the reader is needed."""


def preferences(settings: Settings) -> Preferences:
    """What the settings say. Raises UsageError, naming file, table and key, for what they cannot say."""
    where, look, pictures = str(settings.path), settings.table("screen"), settings.table("pictures")
    return Preferences(
        settings,
        choose(look, where=where),
        typography(look, where),
        read_keymap(settings.table("keys"), where),
        _copy_form(settings, where),
        chosen(pictures, where),
        partial(showing, pictures, where),
    )


def _copy_form(settings: Settings, where: str) -> str:
    form = settings.table("copy").get("form", FORMS[0])
    if form not in FORMS:
        raise UsageError(f"{where}: [copy] form: «{form}» is none of {', '.join(FORMS)}")
    return str(form)
