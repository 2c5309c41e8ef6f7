"""What an action is, where it holds, and what a keymap is. No actions stand here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Context(StrEnum):
    """Where an action holds. The values are the first part of an action's id; `heading` stands over it in the help."""

    APP = "app"
    ANYWHERE = "anywhere"
    ARTICLE = "article"
    LIST = "list"
    READER = "reader"
    SELECTION = "selection"
    CONTENTS = "contents"
    SEARCH = "search"
    PROMPT = "prompt"
    PICKER = "picker"
    HELP = "help"

    @property
    def heading(self) -> str:
        """What a reader calls the place."""
        return _HEADINGS[self]

    @property
    def around(self) -> tuple[Context, ...]:
        """The contexts whose keys hold here as well."""
        return _AROUND.get(self, ())


_HEADINGS = {
    Context.APP: "Always",
    Context.ANYWHERE: "Anywhere",
    Context.ARTICLE: "With an article",
    Context.LIST: "In the list",
    Context.READER: "In the reader",
    Context.SELECTION: "While selecting a passage",
    Context.CONTENTS: "In the contents",
    Context.SEARCH: "While searching",
    Context.PROMPT: "At a prompt",
    Context.PICKER: "In a list to choose from",
    Context.HELP: "On the help screen",
}
_PANES = (Context.LIST, Context.READER, Context.CONTENTS)
_AROUND = dict.fromkeys(_PANES, (Context.ARTICLE, Context.ANYWHERE, Context.APP)) | {
    Context.ARTICLE: (Context.ANYWHERE, Context.APP),
    Context.ANYWHERE: (Context.APP,),
    Context.SELECTION: (Context.ANYWHERE, Context.APP),
    Context.SEARCH: (Context.APP,),
    Context.PROMPT: (Context.APP,),
    Context.PICKER: (Context.APP,),
    Context.HELP: (Context.APP,),
}


@dataclass(frozen=True, slots=True)
class Action:
    """Something a reader can do. `keys` are written as people write them: `j`, `down`, `ctrl+d`, `?`.

    `label` is the word in the footer; actions that share one stand there together (`j/k line`). `takes` names what the
    command line accepts after the action's name.
    """

    id: str
    keys: tuple[str, ...]
    method: str
    help: str
    label: str = ""
    takes: str = ""

    @property
    def context(self) -> Context:
        """Where it holds."""
        return Context(self.id.partition(".")[0])

    @property
    def command(self) -> str:
        """How the command line calls it."""
        return self.id.partition(".")[2].replace("_", "-")


Keymap = Mapping[str, tuple[str, ...]]
"""The keys of each action that is not left at its defaults."""


def keys_of(action: Action, keymap: Keymap) -> tuple[str, ...]:
    """The keys that an action has now."""
    return keymap.get(action.id, action.keys)
