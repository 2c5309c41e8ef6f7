"""Taking words away: a passage, a reference, an address, in the form in which it is wanted, to the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from index import Library
from index.article import Article
from tui.preferences import FORMS, Preferences
from tui.screens.following import Following
from tui.screens.shelf import Answer
from tui.widgets.prompt import PromptAnswered, PromptLeft, PromptTyped, Question
from tui.widgets.reader import SelectionChanged

if TYPE_CHECKING:
    from index.citing import Source
    from index.document import Document


class Taking(Following):
    """The part of the screen that copies."""

    def __init__(self, library: Library, answer: Answer, preferences: Preferences, classes: str = "") -> None:
        super().__init__(library, answer, preferences, classes)
        self.form = preferences.form
        self.tell_terminal: Callable[[str], None] = _silently
        self._wanted: Sequence[Source] = ()

    # What is copied

    def action_copy(self) -> None:
        """Copy the address of the chosen link, a passage that is marked here, or the reference to what is chosen."""
        link = self.reader.link if self.focused is self.reader else None
        if link is not None and self.reader.selection is None and not link.target.startswith("#"):
            self.copy(link.target, "Address")
        else:
            self.take(self._sources())

    def action_copy_as(self) -> None:
        """The same in a form that is asked for."""
        self.take(self._sources(), asking=True)

    def _sources(self) -> list[Source]:
        from index.citing import Source
        from index.document import Document

        article = self.article
        if self.focused in (self.reader, self.contents) and article is not None:
            return [source_of(article, self._passage_here(article.document))]
        return [Source(row.metadata, Document("", ())) for row in self.library.rows(self.chosen())]

    def _passage_here(self, document: Document) -> tuple[int, int] | None:
        """What is selected, the chosen highlight, the sentence of the hit on the screen, or nothing."""
        selection, highlight, hit = self.reader.selection, self.reader.highlight, self.reader.hit_here
        if selection is None and highlight is not None:
            return highlight.start, highlight.end
        if selection is None and hit is not None:
            from tui.widgets.reader.selection import Selection
            from tui.widgets.reader.units import Unit

            selection = Selection.at(document, hit[0], Unit.SENTENCE)
        return (selection.start, selection.end) if selection is not None else None

    def chosen(self) -> list[int]:
        """The articles that a key speaks of."""
        raise NotImplementedError

    # In which form

    def take(self, sources: Sequence[Source], *, asking: bool = False, form: str = "") -> None:
        """Copy something with where it is from; `asking` in which form."""
        if not sources:
            self.say("No article is chosen.")
        elif asking:
            self._wanted = sources
            self.ask_reader(Question("form", "Copy as: ", completions=matching_forms, is_live=True))
        else:
            self._take(sources, form or self.form)

    @on(PromptTyped)
    def _form_typed(self, event: PromptTyped) -> None:
        found = matching_forms(event.text)
        if event.name == "form" and event.text and len(found) == 1:
            self._leave_prompt("form")
            self._take(self._wanted, found[0])

    @on(PromptAnswered)
    def _form_answered(self, event: PromptAnswered) -> None:
        if event.name == "form":
            self.take_as(event.text, self._wanted)

    def take_as(self, name: str, sources: Sequence[Source] | None = None) -> None:
        """Copy in the form whose name begins so; without a name in the usual one."""
        found = matching_forms(name.strip()) if name.strip() else [self.form]
        if found:
            self.take(self._sources() if sources is None else sources, form=found[0])
        else:
            self.say(f"No form is called «{name.strip()}»; there are {', '.join(FORMS)}.", error=True)

    def _leave_prompt(self, name: str) -> None:
        """A live prompt has its answer without Enter."""
        self.post_message(PromptLeft(name))

    def _take(self, sources: Sequence[Source], form: str) -> None:
        from index.citing import Form, cite

        passage = sources[0].passage is not None
        named = {"plain": "Quotation" if passage else "Reference", "citation": "Citation" if passage else "Reference"}
        between = "\n\n" if form == "bibtex" or passage else "\n"
        self.copy(between.join(cite(source, Form(form)) for source in sources), named.get(form, form.capitalize()))
        self.reader.leave_selection()

    # Where to

    def copy(self, text: str, what: str) -> None:
        """Bring a text to the clipboard, and say truly what happened."""
        from tui.terminal import clipboard

        copying = partial(clipboard.copy, text, write=self.tell_terminal, folder=self.library.path)
        self.in_background(copying, lambda copied: self.say(f"{what} {copied.said}"))

    @on(SelectionChanged)
    def _selection_changed(self) -> None:
        self.describe_place()


def matching_forms(typed: str) -> list[str]:
    """The forms whose names begin so."""
    return [form for form in FORMS if form.startswith(typed.strip().lower())]


def source_of(article: Article, passage: tuple[int, int] | None) -> Source:
    """A passage of an article, or the article as such, to be cited."""
    from index.citing import Source

    return Source(article.metadata, article.document, passage)


def _silently(data: str) -> None:
    """Says nothing: there is no terminal."""
