"""The main screen: puts the panes together, and says where the keys go.

What can be done on it stands in the classes below it: `searching`, `reading`, `changing`, `commanding`, each on top of
the one before; `desk` is what they share. How it looks at which size is the style sheet's alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.events import DescendantFocus, Resize
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from index import Library
from index.article import Article
from tui import collecting
from tui.keys import Context, bindings, footer
from tui.preferences import Preferences
from tui.screens.commanding import Commanding
from tui.screens.panes import PANES, classes_at
from tui.screens.reading import Opening, fetch
from tui.screens.searching import counted
from tui.screens.shelf import Answer
from tui.screens.watching import Watcher
from tui.widgets.box import Box
from tui.widgets.counting import PaneWanted
from tui.widgets.drawing import shown
from tui.widgets.listing import Listing
from tui.widgets.one_line import OneLine
from tui.widgets.pane import Panes
from tui.widgets.prompt import PromptAnswered, PromptLeft, Question
from tui.widgets.reader import LinksEnded
from tui.widgets.results import facts

if TYPE_CHECKING:
    from index.extract.recipe import View
    from tui.widgets.reader import Reader


class MainScreen(Commanding):
    """Search bar, list, reader, contents, status line."""

    AUTO_FOCUS = ""
    BINDINGS = bindings(Context.ARTICLE, Context.ANYWHERE)
    HORIZONTAL_BREAKPOINTS = [(0, "-speck"), (20, "-tiny"), (60, "-narrow"), (100, "-wide")]  # noqa: RUF012  textual's
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (5, "-low"), (12, "-high")]  # noqa: RUF012  textual's

    def __init__(
        self,
        library: Library,
        answer: Answer,
        size: Size,
        *,
        preferences: Preferences,
        query: str = "",
        article: int | None = None,
    ) -> None:
        super().__init__(library, answer, preferences, f"-at-list {self.layout_classes(size)}")
        self._footers: dict[Context, list[str]] = {}
        self._first_query = query
        self._first_article = article
        self._watcher = Watcher(library.has_changed, self._changed_elsewhere)
        self._said = False
        self._pane = "list"

    @classmethod
    def layout_classes(cls, size: Size) -> str:
        """What textual will say of a size after the first frame: said before, the first frame is right."""
        limits = ((size.width, cls.HORIZONTAL_BREAKPOINTS), (size.height, cls.VERTICAL_BREAKPOINTS))
        return " ".join([name for least, name in names if cells >= least][-1] for cells, names in limits)

    def on_resize(self, event: Resize) -> None:
        """Lay out for a new size in its classes at once, and not again when textual tells the screen of that layout."""
        names = self.layout_classes(event.size).split()
        limits = self.HORIZONTAL_BREAKPOINTS + self.VERTICAL_BREAKPOINTS
        self.update_classes({name: name in names for _, name in limits}, animate=False)
        if self.focused is None and not self.has_class("-speck") and not self.has_class("-flat"):
            self.call_after_refresh(self._take_keys_again)
        if event.size == self.outer_size:
            event.prevent_default()

    def _take_keys_again(self) -> None:
        """A screen too small for anything hid what had the keys, and textual took them from it."""
        if self.focused is None and self.is_current:
            self.go_to_pane(self._pane)

    def compose(self) -> ComposeResult:
        """The panes; the style sheet shows those for which there is room."""
        yield self.search_bar
        yield self.notice
        with Panes(id="panes"):
            with self.list_pane:
                yield self.nothing
                yield self.results
            with self.reader_pane:
                yield Static(Content(NO_ARTICLE), id="no-article")
            yield self.contents
        yield self.status
        yield OneLine(id="too-small")

    def on_mount(self) -> None:
        """Show the first rows, then listen for what others add."""
        self.list_pane.entitle("Articles")
        self.contents.border_title = "Contents"
        self.query_one("#too-small", OneLine).say(TOO_SMALL)
        self.show_answer(self.answer)
        if self._first_query:
            with self.prevent(Box.Changed):
                self.search_bar.set_text(self._first_query)
        if self._first_article is None:
            self.go_to_pane("list")
        else:
            opening = Opening(self._first_article)
            self.show_article(opening, fetch(self.library, opening))
        self.call_after_refresh(self._finish)

    def _finish(self) -> None:
        """What the first frame does not show; nothing, where the reader has already left.

        Nobody waits for the mounting: a screen that waits cannot be closed by a key that comes meanwhile.
        """
        pane = self.reader_pane
        if pane.is_attached and self.is_running:
            pane.mount(self.peek, after=self.reader)
            self.mount(self.prompt)
            self._watcher.start()
            self.say_what_is_missing()
        collecting.resume()

    def on_unmount(self) -> None:
        """Keep the place however the program ends."""
        self._watcher.stop()
        self.keep_place(at_once=True)
        self.keep_choices()

    def _changed_elsewhere(self) -> None:
        self.app.call_from_thread(self.ask_again)

    # Panes

    def go_to_pane(self, name: str) -> None:
        """Bring a pane into view and give it the keys."""
        if name == "contents" and (self.has_class("-no-headings") or self.article is None):
            self.say("This article has no contents." if self.article else "No article is open.")
            return
        if name == "contents":
            self.remove_class("-without-contents")
        self._pane = name
        self.set_focus(self._pane_of(name))
        self._show_pane(name)

    def _pane_of(self, name: str) -> Widget:
        return self.reader if name == "reader" else self.contents if name == "contents" else self.results

    def _show_pane(self, name: str) -> None:
        self.update_classes(classes_at(name))

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Follow the focus wherever it came from: a key, the mouse, a widget that went away."""
        focused = event.widget
        if focused is not self.focused:
            return  # the focus has gone on since
        if focused.id in PANES:
            self._pane = focused.id
            self._show_pane(focused.id)
        elif focused is self.search_bar.box:
            self.add_class("-searching")
            if self.has_class("-narrow") or self.has_class("-tiny"):
                self._show_pane("list")
                self.add_class("-searching")
        self.describe_place()

    @on(PaneWanted)
    def _pane_wanted(self, event: PaneWanted) -> None:
        if 1 <= event.number <= len(PANES):
            self.go_to_pane(PANES[event.number - 1])

    def action_pane(self, step: int) -> None:
        """To the next pane, or the one before."""
        open_panes = ["list"]
        if self.article is not None:
            open_panes += ["reader"] if self._contents_hidden else ["reader", "contents"]
        here = open_panes.index(self._pane) if self._pane in open_panes else 0
        self.go_to_pane(open_panes[(here + step) % len(open_panes)])

    @property
    def _contents_hidden(self) -> bool:
        return self.has_class("-no-headings") or self.has_class("-without-contents") or not self.has_class("-wide")

    @on(LinksEnded)
    def _links_ended(self, event: LinksEnded) -> None:
        self.action_pane(event.step)

    def action_zoom(self) -> None:
        """Give the pane the whole screen, or give it back."""
        self.toggle_class("-zoomed")

    def action_contents(self) -> None:
        """Show or hide the contents."""
        if not self.has_class("-wide") or self.has_class("-zoomed"):
            self.go_to_pane("reader" if self._pane == "contents" else "contents")
        elif self.has_class("-without-contents"):
            self.remove_class("-without-contents")
        else:
            self.add_class("-without-contents")
            if self._pane == "contents":
                self.go_to_pane("reader")

    def close_article(self) -> None:
        """Show no article."""
        self.reader.close()
        self.contents.show_headings(())
        self.remove_class("-has-article")
        self.go_to_pane("list")

    # Going back and leaving

    def action_back(self, leaving: bool = False) -> None:
        """One step back; at the list, leave where the key says so."""
        if self.peek.display:
            self.peek.show("")
            self.reader.drop_highlight()
        elif self.focused is self.reader and (
            self.reader.leave_selection()
            or self.reader.drop_link()
            or self.reader.drop_highlight()
            or self.stop_finding()
        ):
            self.describe_place()
        elif self.has_class("-zoomed"):
            self.remove_class("-zoomed")
        elif self._pane == "contents":
            self.go_to_pane("reader")
        elif self._pane == "reader":
            self.keep_place()
            self.go_to_pane("list")
        elif self.results.selected:
            self.results.clear_selection()
        elif self.search_bar.text:
            self.search_bar.set_text(self.query_before())
        elif leaving:
            self.app.exit()

    # The last line

    def say(self, words: str, *, error: bool = False) -> None:
        """Say something on the last line, until the next key."""
        self._said = True
        self.status.say(words, error=error)

    def on_key(self) -> None:
        """The next key: what was said has been read."""
        if self._said:
            self._said = False
            self.describe_place()

    def describe_place(self) -> None:
        """Say where the keys go and where the reader stands."""
        self._name_panes()
        if not self._said:
            context = Context.SEARCH if self.focused is self.search_bar.box else self._key_context
            self.status.say(self._place(), *self._footer(context))

    def _footer(self, context: Context) -> list[str]:
        """What the footer shows in a context: worked out once, not with every key."""
        if context not in self._footers:
            self._footers[context] = footer(context, self.keymap)
        return self._footers[context]

    @property
    def _key_context(self) -> Context:
        if self._pane == "reader" and self.reader.selection is not None:
            return Context.SELECTION
        return {"list": Context.LIST, "reader": Context.READER, "contents": Context.CONTENTS}[self._pane]

    def _place(self) -> str:
        article = self.article
        if self._pane != "list" and article is not None:
            return reading_place(self.reader, article, self.view, self.link_state)
        if self.results.selected:
            return f"{len(self.results.selected)} selected"
        current = self.results.current
        if current is None or self.has_class("-wide"):
            return ""
        return current.row.metadata.excerpt if self.answer.is_home else facts(current.row)

    def _name_panes(self) -> None:
        place, total = self.results.place
        counted = f"Results {place:,}/{total:,}" if total else "Results"
        self.list_pane.entitle("Articles" if self.answer.is_home else counted)
        article = self.article
        if article is not None:
            self.reader_pane.entitle("" if self.reader.shows_head else shown(article.metadata.title))

    @on(Listing.Moved)
    def _cursor_moved(self) -> None:
        self.describe_place()

    # Questions on the last line

    def ask_reader(self, question: Question) -> None:
        """Ask something on the last line."""
        if self.prompt.is_mounted:
            self.add_class("-asking")
            self.prompt.ask(question)

    @on(PromptAnswered)
    @on(PromptLeft)
    def _asked(self) -> None:
        self.remove_class("-asking")
        self.go_to_pane(self._pane)

    # Help, palette, screen

    def action_help(self) -> None:
        """Show what the keys do here."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self._key_context, self.keymap))

    def action_palette(self) -> None:
        """Find an action by name."""
        self.app.action_command_palette()


def reading_place(reader: Reader, article: Article, view: View | None, link_state: str) -> str:
    """`READ 12% · 4 min left · hit 2/9`; of another view its name, of a passage that is chosen its length."""
    if reader.selection is not None:
        length = reader.selection.end - reader.selection.start
        told = [f"SELECT by {reader.selection.unit}", counted(length, "character")]
        if length <= MOST_COUNTED:
            told.insert(1, counted(len(reader.selection.text.split()), "word"))
        return " · ".join(told)
    fraction = reader.fraction
    if view is not None:
        return f"{view.value.upper()} {fraction:.0%} · E the next view · :keep-view"
    left = round(article.metadata.minutes * (1 - fraction))
    told = ["READ" if reader.is_whole else f"READ {fraction:.0%}"]
    if fraction < 1 and article.metadata.minutes:
        told.append(f"{left} min left" if left else "less than a minute left")
    here, hits = reader.hit_place
    if hits:
        told.append(f"hit {here}/{hits}" if here else f"{hits} hits" if hits > 1 else "1 hit")
    if reader.highlight is not None:
        number, marks = reader.highlight_place
        told.append(f"highlight {number}/{marks} {reader.highlight.colour}")
    if reader.link is not None:
        told.insert(0, f"{link_state[:2]}→ {reader.link.target}")
    return " · ".join(told)


MOST_COUNTED = 20_000
"""Characters of a passage whose words are counted at every key."""

TOO_SMALL = "min 20×5"
NO_ARTICLE = "Enter opens an article here."
