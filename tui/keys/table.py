"""Every action: its id (`reader.next_hit`: where it holds, and what it does), its keys, its method, its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui.keys.model import Action, Context

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
    Action("anywhere.reverse", ("R",), "reverse", "Turn the order of the list round"),
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
    Action("anywhere.stop", ("ctrl+z",), "app.suspend_process", "Stop for now; the shell's `fg` goes on"),
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
    Action("reader.measure", (), "screen.measure", "Choose how many columns a line has", takes="columns"),
    Action("reader.justify", (), "screen.justify", "Fill the lines, or leave them ragged", takes="on/off"),
    Action("reader.hyphenate", (), "screen.hyphenate", "Part words at the ends of lines, or not", takes="on/off"),
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
    Action("contents.down", ("j", "down"), "move(1)", "Down one heading", "move"),
    Action("contents.up", ("k", "up"), "move(-1)", "Up one heading", "move"),
    Action("contents.page_down", ("space", "pagedown", "ctrl+f"), "page(1)", "Down one page"),
    Action("contents.page_up", ("b", "pageup", "ctrl+b"), "page(-1)", "Up one page"),
    Action("contents.top", ("g", "home"), "top", "To the first heading"),
    Action("contents.bottom", ("G", "end"), "bottom", "To the last heading"),
    Action("contents.open", ("enter", "l", "right"), "open", "Read from this heading", "read here"),
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
    Action("picker.open", ("enter",), "screen.open", "Take it, or go there", "take"),
    Action("picker.close", ("escape",), "screen.close", "Close the list, and take nothing", "close"),
    Action("picker.other", ("tab",), "screen.other", "Another list: those of this article, or of all", "this/all"),
    Action("picker.down", ("down", "ctrl+n"), "screen.move(1)", "Down one"),
    Action("picker.up", ("up", "ctrl+p"), "screen.move(-1)", "Up one"),
    Action("picker.page_down", ("pagedown", "ctrl+f"), "screen.page(1)", "Down one page"),
    Action("picker.page_up", ("pageup", "ctrl+b"), "screen.page(-1)", "Up one page"),
    Action("picker.remove", ("ctrl+x",), "screen.remove", "Take away a highlight or a mark", "take away"),
)

_HELP = (
    Action("help.close", ("escape", "f1"), "close", "Close the help"),
    Action("help.down", ("down", "ctrl+n"), "move(1)", "Down one line"),
    Action("help.up", ("up", "ctrl+p"), "move(-1)", "Up one line"),
    Action("help.page_down", ("pagedown", "ctrl+f"), "page(1)", "Down one page"),
    Action("help.page_up", ("pageup", "ctrl+b"), "page(-1)", "Up one page"),
)

_BY_CONTEXT: Mapping[Context, Sequence[Action]] = {
    actions[0].context: actions
    for actions in (_APP, _ANYWHERE, _ARTICLE, _LIST, _READER, _SELECTION, _CONTENTS, _SEARCH, _PROMPT, _PICKER, _HELP)
}  # fmt: skip

ACTIONS: Mapping[str, Action] = {action.id: action for actions in _BY_CONTEXT.values() for action in actions}
"""Every action by its id."""

FIXED = frozenset({"list.count", "reader.count", "selection.count", "contents.count"})
"""Actions whose keys are what they mean: they cannot be remapped."""

_COMMANDED = (Context.READER, Context.ARTICLE, Context.ANYWHERE, Context.APP)
"""Where actions hold that can be asked for by name."""


def actions_in(*contexts: Context) -> list[Action]:
    """The actions of some contexts, in the order of the table."""
    return [action for context, actions in _BY_CONTEXT.items() if context in contexts for action in actions]


def commands() -> dict[str, Action]:
    """What the command line and the palette offer, by name."""
    return {action.command: action for action in actions_in(*_COMMANDED)} | {
        ACTIONS[identity].command: ACTIONS[identity] for identity in ("list.select", "list.select_all", "list.same")
    }
