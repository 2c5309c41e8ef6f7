"""The command line: every action by its name, with completion, some with words after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches

from textual import on
from textual.dom import DOMNode

from tui.keys import Action, Context, commands
from tui.preferences import FORMS
from tui.screens.searching import ORDERS
from tui.screens.styling import SWITCH, Styling
from tui.themes import NAMES
from tui.widgets.prompt import PromptAnswered, Question

OFFERED = {"sort": ORDERS, "theme": NAMES, "copy-as": FORMS, "justify": SWITCH, "hyphenate": SWITCH}
"""What may stand after the name of an action."""


class Commanding(Styling):
    """The part of the screen that takes actions by name."""

    def action_command(self) -> None:
        """Type the name of an action."""
        self.ask_reader(Question("command", ": ", completions=self.completions))

    def completions(self, typed: str) -> list[str]:
        """What a command line can become."""
        name, blank, words = typed.partition(" ")
        if not blank:
            return [command for command in commands() if command.startswith(name)]
        offered = OFFERED.get(name, ())
        return [f"{name} {word}" for word in offered if word.startswith(words)]

    @on(PromptAnswered)
    async def _commanded(self, event: PromptAnswered) -> None:
        if event.name == "command":
            await self.run_command(event.text)

    async def run_command(self, typed: str) -> None:
        """Do what a command line says: `star`, `sort title`, `theme sepia`; a number goes to that per cent."""
        name, _, words = typed.strip().partition(" ")
        words = words.strip()
        if name.rstrip("%").isdigit():
            self.go_to_per_cent(int(name.rstrip("%")))
            return
        found = [command for command in commands() if command.startswith(name)] if name else []
        action = commands().get(name) or (commands()[found[0]] if len(found) == 1 else None)
        if action is None:
            if name:
                self.say(_about_unknown(name, found), error=True)
        elif words and action.takes:
            self._with_words[action.command](words)
        else:
            await self.do(action)

    async def do(self, action: Action) -> None:
        """Do an action, wherever it belongs."""
        places: dict[Context, DOMNode] = {
            Context.READER: self.reader, Context.LIST: self.results, Context.APP: self.app
        }  # fmt: skip
        await self.app.run_action(action.method, places.get(action.context, self))

    @property
    def _with_words(self) -> dict[str, Callable[[str], None]]:
        return {
            "search": self.search_for,
            "sort": self.sort_by,
            "save": self.save,
            "theme": self.choose_theme,
            "justify": self.justify,
            "hyphenate": self.hyphenate,
            "measure": self.set_measure,
            "find": self.find_at_once,
            "copy-as": self.take_as,
            "mark": lambda words: self.mark_place(words[:1]),
            "to-mark": lambda words: self.go_to_mark(words[:1]),
            "tags": lambda words: self.tag(self.chosen(), (), words),
        }

    def go_to_per_cent(self, number: int) -> None:
        """Go on reading at so many per cent of the article."""
        article = self.article
        if article is not None:
            self.go_to_pane("reader")
            self.reader.go_to(len(article.document.text) * min(number, 100) // 100, reading=True)


def _about_unknown(name: str, found: Sequence[str]) -> str:
    """What to say of a name that no command has, or that several begin with."""
    if found:
        return f"Several commands begin with «{name}»: {' '.join(found)}"
    near = get_close_matches(name, commands(), n=1)
    return f"No command is called «{name}»{f'; did you mean :{near[0]}?' if near else '; :palette lists them all.'}"
