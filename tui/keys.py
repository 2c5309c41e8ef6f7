"""The one table of what keys do: bindings, footer, help, settings and documentation are read from it.

An action has an id (`reader.next_hit`: where it holds, and what it does), its default keys, the method that does it,
and the sentence that explains it. Nothing here does anything, and textual is imported only when `bindings` is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from index.errors import UsageError

if TYPE_CHECKING:
    from textual.binding import BindingType


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
    CHOICE = "choice"

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
    Context.PICKER: "In the lists of highlights and marks",
    Context.HELP: "On the help screen",
    Context.CHOICE: "Choosing one of several",
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
    Context.CHOICE: (Context.APP,),
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


def _table() -> Iterator[Action]:
    yield from _APP
    yield from _ANYWHERE
    yield from _ARTICLE
    yield from _LIST
    yield from _READER
    yield from _SELECTION
    yield from _CONTENTS
    yield from _SEARCH
    yield from _PROMPT
    yield from _PICKER
    yield from _HELP
    yield from _CHOICE


_APP = (Action("app.quit", ("ctrl+c", "ctrl+q"), "leave", "Leave Carrel at once; your place is kept"),)

_ANYWHERE = (
    Action("anywhere.search", ("/",), "search", "Search the library", "search", takes="query"),
    Action(
        "anywhere.back", ("escape",), "back", "Go back one step: from the article to the list, from a search to all"
    ),
    Action("anywhere.leave", ("q",), "back(True)", "Go back; at the list, leave Carrel", "back"),
    Action("anywhere.next_pane", ("tab",), "pane(1)", "Go to the next pane"),
    Action("anywhere.previous_pane", ("shift+tab",), "pane(-1)", "Go to the pane before"),
    Action("anywhere.zoom", ("z",), "zoom", "Give the pane the whole screen, or give it back"),
    Action("anywhere.contents", ("t",), "contents", "Show or hide the contents of the article", "contents"),
    Action("anywhere.go_back", ("H", "ctrl+o", "alt+left"), "travel(-1)", "Back to the place before this one"),
    Action("anywhere.go_forward", ("L", "alt+right"), "travel(1)", "Forward again"),
    Action("anywhere.next_article", (")",), "next_article(1)", "Open the next article of the list"),
    Action("anywhere.previous_article", ("(",), "next_article(-1)", "Open the article before in the list"),
    Action("anywhere.sort", ("S",), "sort", "Choose the order of the list", takes="order"),
    Action(
        "anywhere.narrow", ("F",), "narrow", "Narrow what was found by site, tag, language, year or state", "narrow"
    ),
    Action("anywhere.saved", ("@",), "saved", "Ask a saved search"),
    Action("anywhere.save", (), "save", "Save this search under a name", takes="name"),
    Action("anywhere.exactly", ("ctrl+r",), "exactly", "Search exactly what was typed, or relax again"),
    Action("anywhere.suggestion", ("ctrl+y",), "suggestion", "Search what was suggested"),
    Action("anywhere.undo", ("u",), "undo", "Undo the last change"),
    Action("anywhere.theme", (), "theme", "Choose the colours", takes="theme"),
    Action("anywhere.command", (":",), "command", "Type the name of an action"),
    Action("anywhere.palette", ("ctrl+p",), "palette", "Find an action by name"),
    Action("anywhere.redraw", ("ctrl+l",), "app.redraw", "Draw the screen anew"),
    Action("anywhere.help", ("?", "f1"), "help", "Show what the keys do here", "help"),
)

_ARTICLE = (
    Action("article.star", ("s",), "star", "Star, or take the star away", "star"),
    Action("article.read", ("r",), "mark_read", "Mark as read, or as unread", "read"),
    Action("article.archive", ("a",), "archive", "Archive, or bring back from the archive", "archive"),
    Action("article.archive_next", ("e",), "archive_next", "Archive, and open the next article of the list"),
    Action("article.similar", ("M",), "similar", "Find more like this"),
    Action("article.explain", ("W",), "explain", "Say why this was found"),
    Action("article.tags", ("T",), "tags", "Edit the tags", takes="tags"),
    Action("article.remove", ("d", "delete"), "remove", "Remove from the library (in the reader, only Del does)"),
    Action("article.browser", ("o",), "browser", "Open in the web browser"),
    Action("article.copy", ("y",), "copy", "Copy where it says so: a hit's sentence, a link, else the reference"),
    Action("article.copy_as", ("c",), "copy_as", "Copy in a form of your choice", takes="form"),
    Action("article.highlights", ('"',), "highlights", "Choose from the highlights, of this article or of all"),
    Action("article.mark", ("m",), "mark", "Set a mark at this place: m and a letter", takes="letter"),
    Action("article.to_mark", ("'",), "to_mark", "Go to a mark: ' and its letter; '' goes back", takes="letter"),
    Action("article.marks", (), "marks", "Choose from the marks"),
)

_LIST = (
    Action("list.down", ("j", "down"), "move(1)", "Down one article", "move"),
    Action("list.up", ("k", "up"), "move(-1)", "Up one article", "move"),
    Action("list.page_down", ("space", "pagedown", "ctrl+f"), "page(1)", "Down one page"),
    Action("list.page_up", ("b", "pageup", "ctrl+b"), "page(-1)", "Up one page"),
    Action("list.half_down", ("ctrl+d",), "half(1)", "Down half a page"),
    Action("list.half_up", ("ctrl+u",), "half(-1)", "Up half a page"),
    Action("list.top", ("g", "home"), "top", "To the first article"),
    Action("list.bottom", ("G", "end"), "bottom", "To the last article"),
    Action("list.open", ("enter", "l", "right"), "open", "Read the article", "open"),
    Action("list.same", ("+",), "screen.same", "Show the others that tell the same story"),
    Action("list.select", ("x",), "select", "Select, for doing something to several"),
    Action("list.select_all", ("*",), "select_all", "Select everything that was loaded, or nothing"),
    Action("list.count", tuple("1234567890"), "digit({key})", "A number before a key repeats it; alone, a pane"),
)

_READER = (
    Action("reader.line_down", ("j", "down"), "lines(1)", "Down one line", "line"),
    Action("reader.line_up", ("k", "up"), "lines(-1)", "Up one line", "line"),
    Action("reader.page_down", ("space", "pagedown", "ctrl+f"), "pages(1)", "Down one page", "page"),
    Action("reader.page_up", ("b", "pageup", "ctrl+b"), "pages(-1)", "Up one page", "page"),
    Action("reader.half_down", ("ctrl+d",), "halves(1)", "Down half a page"),
    Action("reader.half_up", ("ctrl+u",), "halves(-1)", "Up half a page"),
    Action("reader.top", ("g", "home"), "top", "To the beginning, or with a number to that per cent"),
    Action("reader.bottom", ("G", "end"), "bottom", "To the end, or with a number to that per cent"),
    Action("reader.next_heading", ("]",), "heading(1)", "To the next heading"),
    Action("reader.previous_heading", ("[",), "heading(-1)", "To the heading before"),
    Action("reader.next_block", ("}",), "block(1)", "To the next paragraph"),
    Action("reader.previous_block", ("{",), "block(-1)", "To the paragraph before"),
    Action("reader.next_hit", ("n",), "hit(1)", "To the next hit, and on into the next article", "hit"),
    Action("reader.previous_hit", ("N",), "hit(-1)", "To the hit before, and back into the article before", "hit"),
    Action("reader.find", ("\\",), "find", "Find in this article", takes="words"),
    Action("reader.links", ("f",), "hints", "Show a letter on each link; typing it follows", "links"),
    Action("reader.next_link", ("tab",), "link(1)", "To the next link; after the last, the next pane"),
    Action("reader.previous_link", ("shift+tab",), "link(-1)", "To the link before; before the first, the pane before"),
    Action("reader.follow", ("enter",), "follow", "Open the link that was chosen"),
    Action("reader.peek", ("K",), "peek", "Show the footnote of this line, or where the link leads"),
    Action("reader.queue_link", ("d",), "queue_link", "Queue the chosen link, to be fetched later"),
    Action("reader.select_sentences", ("v",), "select('sentences')", "Select a passage, by sentences", "select"),
    Action("reader.select_paragraphs", ("V",), "select('paragraphs')", "Select a passage, by paragraphs"),
    Action("reader.select_words", ("ctrl+v",), "select('words')", "Select a passage, by words"),
    Action("reader.highlight", ("h",), "highlight", "Highlight this sentence; again: in another colour"),
    Action("reader.note", ("A",), "note('line')", "Write a note at the highlight, or at this sentence"),
    Action("reader.edit_note", ("ctrl+e",), "note('editor')", "Write the note in your editor"),
    Action("reader.next_highlight", (".",), "to_highlight(1)", "To the next highlight"),
    Action("reader.previous_highlight", (",",), "to_highlight(-1)", "To the highlight before"),
    Action("reader.remove_highlight", ("X",), "remove_highlight", "Take the chosen highlight away"),
    Action("reader.wider", ("+", "="), "measure(4)", "Longer lines"),
    Action("reader.narrower", ("-",), "measure(-4)", "Shorter lines"),
    Action("reader.pictures", ("i",), "pictures", "Show pictures, or only what is said of them"),
    Action("reader.code_right", (">", "right"), "sideways(8)", "Show what is cut off on the right of code"),
    Action("reader.code_left", ("<", "left"), "sideways(-8)", "Back to the left of code"),
    Action("reader.view", ("E",), "screen.view", "Show the article, what readability would keep, or the whole page"),
    Action("reader.keep_view", (), "screen.keep_view", "Keep what is shown as the article"),
    Action("reader.remove_block", ("D",), "screen.remove_block", "Remove a passage, on every page of its site"),
    Action("reader.count", tuple("1234567890"), "digit({key})", "A number before a key repeats it; alone, a pane"),
)

_SELECTION = (
    Action("selection.more", ("j", "down"), "extend(1)", "One step further, as large as was last chosen", "more/less"),
    Action("selection.less", ("k", "up"), "extend(-1)", "One step back", "more/less"),
    Action("selection.next_sentence", (")",), "extend(1, 'sentences')", "To the end of the next sentence"),
    Action("selection.previous_sentence", ("(",), "extend(-1, 'sentences')", "Back by a sentence"),
    Action("selection.next_paragraph", ("}",), "extend(1, 'paragraphs')", "To the end of the next paragraph"),
    Action("selection.previous_paragraph", ("{",), "extend(-1, 'paragraphs')", "Back by a paragraph"),
    Action("selection.next_word", ("w",), "extend(1, 'words')", "To the end of the next word", "word"),
    Action("selection.previous_word", ("b",), "extend(-1, 'words')", "Back by a word", "word"),
    Action("selection.right", ("l", "right"), "extend(1, 'characters')", "One character further"),
    Action("selection.left", ("left", "backspace"), "extend(-1, 'characters')", "Back by a character"),
    Action("selection.to_end", ("G", "end"), "extend_to_end(1)", "To the end of the article"),
    Action("selection.to_beginning", ("g", "home"), "extend_to_end(-1)", "Back to the beginning of the article"),
    Action("selection.other_end", ("o",), "swap_ends", "Move the other end from now on", "other end"),
    Action("selection.sentences", ("v",), "select('sentences')", "In whole sentences; again: leave"),
    Action("selection.paragraphs", ("V",), "select('paragraphs')", "In whole paragraphs; again: leave"),
    Action("selection.words", ("ctrl+v",), "select('words')", "In whole words; again: leave"),
    Action("selection.copy", ("y",), "screen.copy", "Copy, with where it is from", "copy"),
    Action("selection.copy_as", ("c",), "screen.copy_as", "Copy in a form of your choice"),
    Action("selection.highlight", ("h",), "highlight", "Highlight; h again chooses another colour", "highlight"),
    Action("selection.copy_and_highlight", ("Y",), "highlight(True)", "Copy and highlight"),
    Action("selection.note", ("A",), "note('line')", "Highlight, and write a note"),
    Action("selection.edit_note", ("ctrl+e",), "note('editor')", "Highlight, and write a note in your editor"),
    Action("selection.leave", ("escape", "q"), "leave_selection", "Select nothing", "leave"),
    Action("selection.count", tuple("1234567890"), "digit({key})", "A number before a key repeats it"),
)

_CONTENTS = (
    Action("contents.down", ("j", "down"), "move(1)", "Down one heading"),
    Action("contents.up", ("k", "up"), "move(-1)", "Up one heading"),
    Action("contents.page_down", ("space", "pagedown", "ctrl+f"), "page(1)", "Down one page"),
    Action("contents.page_up", ("b", "pageup", "ctrl+b"), "page(-1)", "Up one page"),
    Action("contents.top", ("g", "home"), "top", "To the first heading"),
    Action("contents.bottom", ("G", "end"), "bottom", "To the last heading"),
    Action("contents.open", ("enter", "l", "right"), "open", "Read from this heading"),
    Action("contents.count", tuple("1234567890"), "digit({key})", "A number before a key repeats it; alone, a pane"),
)

_SEARCH = (
    Action("search.next", ("down", "ctrl+n"), "move(1)", "Down one article, without leaving the box"),
    Action("search.previous", ("up", "ctrl+p"), "move(-1)", "Up one article, without leaving the box"),
    Action("search.page_down", ("pagedown",), "page(1)", "Down one page of articles"),
    Action("search.page_up", ("pageup",), "page(-1)", "Up one page of articles"),
    Action("search.open", ("enter",), "open", "Read the first article, or the one moved to", "open"),
    Action("search.leave", ("escape", "tab"), "leave", "Leave the box; what was found stays", "list"),
    Action("search.clear", ("ctrl+u",), "empty", "Empty the box", "clear"),
)

_PROMPT = (
    Action("prompt.accept", ("enter",), "accept", "Do it", "do it"),
    Action("prompt.leave", ("escape",), "leave", "Leave it", "leave"),
    Action("prompt.complete", ("tab",), "complete", "Complete the word", "complete"),
    Action("prompt.earlier", ("up", "ctrl+p"), "recall(-1)", "What was typed before"),
    Action("prompt.later", ("down", "ctrl+n"), "recall(1)", "What was typed after that"),
)

_PICKER = (
    Action("picker.open", ("enter",), "screen.open", "Go there", "go"),
    Action("picker.close", ("escape",), "screen.close", "Close the list", "close"),
    Action("picker.other", ("tab",), "screen.other", "This article's, or those of all articles", "this/all"),
    Action("picker.down", ("down", "ctrl+n"), "screen.move(1)", "Down one"),
    Action("picker.up", ("up", "ctrl+p"), "screen.move(-1)", "Up one"),
    Action("picker.page_down", ("pagedown", "ctrl+f"), "screen.page(1)", "Down one page"),
    Action("picker.page_up", ("pageup", "ctrl+b"), "screen.page(-1)", "Up one page"),
    Action("picker.remove", ("ctrl+x",), "screen.remove", "Take it away"),
)

_HELP = (
    Action("help.close", ("escape", "f1"), "close", "Close the help"),
    Action("help.down", ("down", "ctrl+n"), "move(1)", "Down one line"),
    Action("help.up", ("up", "ctrl+p"), "move(-1)", "Up one line"),
    Action("help.page_down", ("pagedown", "ctrl+f"), "page(1)", "Down one page"),
    Action("help.page_up", ("pageup", "ctrl+b"), "page(-1)", "Up one page"),
)

_CHOICE = (
    Action("choice.accept", ("enter",), "screen.accept", "Take this one"),
    Action("choice.close", ("escape",), "screen.close", "Take none"),
    Action("choice.down", ("down", "ctrl+n"), "screen.move(1)", "Down one line"),
    Action("choice.up", ("up", "ctrl+p"), "screen.move(-1)", "Up one line"),
    Action("choice.page_down", ("pagedown", "ctrl+f"), "screen.page(1)", "Down one page"),
    Action("choice.page_up", ("pageup", "ctrl+b"), "screen.page(-1)", "Up one page"),
)

ACTIONS: Mapping[str, Action] = {action.id: action for action in _table()}
"""Every action by its id."""

_COMMANDED = (Context.READER, Context.ARTICLE, Context.ANYWHERE, Context.APP)

FIXED = frozenset({"list.count", "reader.count", "selection.count", "contents.count"})
"""Actions whose keys are what they mean: they cannot be remapped."""

_NAMED_KEYS = frozenset(
    ("enter", "tab", "escape", "space", "backspace", "delete", "insert", "up", "down", "left", "right", "home", "end",
     "pageup", "pagedown")
) | {f"f{number}" for number in range(1, 25)}  # fmt: skip
_SHOWN = {
    "enter": "Enter", "tab": "Tab", "escape": "Esc", "space": "Space", "backspace": "Backspace", "delete": "Del",
    "insert": "Ins", "up": "↑", "down": "↓", "left": "←", "right": "→", "home": "Home", "end": "End",
    "pageup": "PgUp", "pagedown": "PgDn", "ctrl": "Ctrl", "shift": "Shift", "alt": "Alt",
}  # fmt: skip
_MODIFIED = re.compile(r"(?P<modifiers>(?:(?:ctrl|alt|shift)\+)*)(?P<key>.+)", re.DOTALL)

Keymap = Mapping[str, tuple[str, ...]]
"""The keys of each action that is not left at its defaults."""


def keys_of(action: Action, keymap: Keymap) -> tuple[str, ...]:
    """The keys that an action has now."""
    return keymap.get(action.id, action.keys)


def shown(key: str) -> str:
    """A key as it is printed: `Ctrl+d`, `↓`, `?`."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    return "+".join(_SHOWN.get(part, part.upper() if part in _NAMED_KEYS else part) for part in [*modifiers, last])


def actions_in(*contexts: Context) -> list[Action]:
    """The actions of some contexts, in the order of the table."""
    return [action for action in ACTIONS.values() if action.context in contexts]


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


def footer(context: Context, keymap: Keymap) -> list[str]:
    """What the footer shows in a context, the most needed first: `? help`, `j/k line`."""
    found: dict[str, list[str]] = {"help": []} if Context.ANYWHERE in context.around else {}
    own = {key for action in actions_in(context) for key in keys_of(action, keymap)}
    for place in (context, *context.around):
        for action in actions_in(place):
            keys = [key for key in keys_of(action, keymap) if place is context or key not in own]
            if action.label and keys and (place is context or not found.get(action.label)):
                found.setdefault(action.label, []).append(shown(keys[0]))
    return [f"{'/'.join(keys)} {label}" for label, keys in found.items() if keys]


# Settings


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
            if not _is_key(key):
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


def _is_key(key: str) -> bool:
    match = _MODIFIED.fullmatch(key)
    if not match:
        return False
    last = match["key"]
    return last in _NAMED_KEYS or (len(last) == 1 and last.isprintable() and last != " ")


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


# Documentation


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


def commands() -> dict[str, Action]:
    """What the command line and the palette offer, by name."""
    return {action.command: action for action in actions_in(*_COMMANDED)} | {
        ACTIONS[identity].command: ACTIONS[identity] for identity in ("list.select", "list.select_all", "list.same")
    }


_PREFACE = """\
# Keys

Made from `tui/keys.py` by `python -m tui.keys`; a test holds the two in step.

Keys of vi, the arrows and those of a pager hold at once. `?` shows the keys of the place you are in, `:` takes an
action by name, `Ctrl+p` finds one. To change keys, write into `carrel.toml`:

```toml
[keys]
"reader.next_hit" = ["n", "ctrl+n"]
"article.star" = "*"
```

A number typed first repeats what follows: `5j` goes down five lines. A number alone (`1`, `2`, `3`) goes to that pane.
"""


if __name__ == "__main__":
    from pathlib import Path

    (Path(__file__).parent.parent / "docs" / "keys.md").write_text(documentation(), encoding="utf-8")
