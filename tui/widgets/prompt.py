"""The prompt on the last line: something is asked, typed with completion, and accepted or left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Input, Static

from tui.keys import Context, bindings
from tui.widgets.box import Box
from tui.widgets.one_line import OneLine

MOST_OFFERED = 12
MOST_REMEMBERED = 100


@dataclass(frozen=True)
class Question:
    """What a prompt asks. `name` tells answers apart; `completions` gives what the words typed so far can become."""

    name: str
    label: str
    value: str = ""
    completions: Callable[[str], Sequence[str]] | None = None
    is_live: bool = False
    """Whether every change is an answer on trial (`PromptTyped`)."""


@dataclass
class PromptTyped(Message):
    """Something else stands in a prompt that wants to know."""

    name: str
    text: str


@dataclass
class PromptAnswered(Message):
    """Enter."""

    name: str
    text: str


@dataclass
class PromptLeft(Message):
    """Escape."""

    name: str


class PromptBox(Box):
    """The box of the prompt, with its keys and what was answered before."""

    BINDINGS = bindings(Context.PROMPT)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  textual's name for it
        super().__init__(id=id)
        self.question = Question("", "")
        self._earlier: dict[str, list[str]] = {}
        self._recalled = 0

    def ask(self, question: Question) -> None:
        """Ask, and take the keys."""
        self.question = question
        self._recalled = len(self._earlier.get(question.name, ()))
        self.put(question.value)
        self.screen.set_focus(self)
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        """Long words that were put in while the box had no place on the screen: show their end, where one types."""
        at = self.cursor_screen_offset.x - self.content_region.x + self.scroll_offset.x
        self.scroll_to_region(Region(at, 0, 1, 1), force=True, animate=False)

    def offers(self) -> list[str]:
        """What the words typed so far can become."""
        offered = self.question.completions(self.value) if self.question.completions else ()
        return [offer for offer in offered if offer != self.value]

    def put(self, text: str) -> None:
        """Put words into the box, as if typed."""
        self.value = text
        self.cursor_position = len(text)

    def action_accept(self) -> None:
        """Answer with what stands in the box."""
        kept = self._earlier.setdefault(self.question.name, [])
        if self.value.strip() and kept[-1:] != [self.value]:
            kept.append(self.value)
            del kept[:-MOST_REMEMBERED]
        self.post_message(PromptAnswered(self.question.name, self.value))

    def action_leave(self) -> None:
        """Give no answer."""
        self.post_message(PromptLeft(self.question.name))

    def action_complete(self) -> None:
        """Type what all offers have in common; where that is nothing more, the first of them."""
        offers = self.offers()
        if offers:
            common = shared_beginning(offers)
            self.put(common if len(common) > len(self.value) else offers[0])

    def action_recall(self, step: int) -> None:
        """What was answered before."""
        kept = self._earlier.get(self.question.name, [])
        self._recalled = max(0, min(self._recalled + step, len(kept)))
        self.put(kept[self._recalled] if self._recalled < len(kept) else "")


class Prompt(Vertical):
    """A row to answer in, and above it, while there are any, what the answer can become."""

    def compose(self) -> ComposeResult:
        """The offers, the label, the box."""
        yield OneLine(id="offers")
        with Horizontal(id="prompt-row"):
            yield Static(id="prompt-label", markup=False)
            yield PromptBox(id="answer")

    @property
    def box(self) -> PromptBox:
        """Where the answer is typed."""
        return self.query_one(PromptBox)

    def ask(self, question: Question) -> None:
        """Ask, and take the keys."""
        self.query_one("#prompt-label", Static).update(Content(question.label))
        self.box.ask(question)
        self._offer()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._offer()
        if self.box.question.is_live:
            self.post_message(PromptTyped(self.box.question.name, event.value))

    def offer_again(self) -> None:
        """What the answer can become is known only now."""
        self._offer()

    def _offer(self) -> None:
        typed = self.box.value
        begun = typed[: typed.rfind(" ") + 1]
        words = [offer.removeprefix(begun) for offer in self.box.offers()[:MOST_OFFERED]]
        line = self.query_one("#offers", OneLine)
        line.display = bool(words)
        line.say("  ".join(words))


def shared_beginning(words: Sequence[str]) -> str:
    """What all the words begin with."""
    first, last = min(words), max(words)
    length = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    return first[:length]
