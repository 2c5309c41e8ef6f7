"""A small Textual app with all that a terminal can stumble over, to be run in one: `python -m tests.terminal.panes`.

Three panes (a list, a long text with wide, joined and combining characters and links, an input), two themes, and a last
line that counts what was done and drawn: a test that sees its number knows that all before it is on the screen. With
`--sure`, nothing is in the text whose width terminals do not agree on; with `--plain`, the driver is Textual's own.
"""

from __future__ import annotations

import sys
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.events import Key
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input, OptionList, Static

from tui.terminal.choosing import driver_class

LINES = [
    "The river delta of the north covers 4,300 square kilometres and is fed by three streams.",
    "北京大学的河流三角洲面积四千三百平方公里，由三条支流汇成，一七四八年首次绘入地图。",
    "カタカナとひらがなと漢字が、ひとつの行に並ぶ。",
    "Emoji: 🌊🗺️ a family 👨‍👩‍👧 a flag 🇳🇱 a thumb 👍🏽 and newer 🫠 ones.",
    "Marks: cafe\u0301 n\u0303 a\u0302\u0323 — नमस्ते — สวัสดี — שלום עולם — السلام عليكم",
    "",
    "    def flow(stream):                                   return stream.width * 2      # code",
    "─" * 70,
    "A very long line that does not fit: " + "tide table " * 20,
]
if "--sure" in sys.argv:
    LINES = [line for line in LINES if not line.startswith(("Emoji", "Marks"))]
LOOKS = [
    Style(), Style(bold=True), Style(color="#d0a050"), Style(color="red", bgcolor="#202030"), Style(underline=True),
    Style(link="https://rivers.example/delta?a=1&b=2"), Style(reverse=True), Style(italic=True, dim=True),
]  # fmt: skip


class LongText(ScrollView, can_focus=True):
    """Ten thousand lines."""

    BINDINGS: ClassVar = [("j", "scroll_down"), ("k", "scroll_up"), ("space", "page_down"), ("b", "page_up")]

    def on_mount(self) -> None:
        self.virtual_size = Size(self.size.width, 10_000)

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y
        text = f"{number} {LINES[number % len(LINES)]}"
        half = len(text) // 2
        segments = [Segment(text[:half], LOOKS[number % 5]), Segment(text[half:], LOOKS[number // 3 % len(LOOKS)])]
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style).apply_style(self.rich_style)


class Panes(App[None]):
    """The panes."""

    CSS = """
    OptionList { width: 30; border: round $primary; }
    #long { border: round $secondary; }
    #side { width: 18; background: $panel; }
    #done { height: 1; background: $surface; }
    """
    BINDINGS: ClassVar = [
        ("ctrl+l", "redraw"), ("ctrl+z", "suspend_process"), ("ctrl+t", "other_theme"), ("escape", "to_text"),
        ("slash", "to_input"),
    ]  # fmt: skip

    done = 0

    def compose(self) -> ComposeResult:
        yield Input(placeholder="北京 search 🌊")
        with Horizontal():
            yield OptionList(*[f"{n} {LINES[n % len(LINES)][:40]}" for n in range(60)], markup=False)
            yield LongText(id="long")
            yield Static("Contents\n" + "\n".join(f"▸ {line[:20]}" for line in LINES), id="side", markup=False)
        yield Static("done 0.", id="done")

    def on_mount(self) -> None:
        self.animation_level = "none"
        self.query_one(Input).cursor_blink = False
        self.query_one("#long").focus()

    def count(self) -> None:
        """One more thing was done: say so when it has been drawn."""
        self.done += 1
        self.call_after_refresh(self.say)

    def say(self) -> None:
        self.query_one("#done", Static).update(f"done {self.done}.")

    def on_key(self, event: Key) -> None:
        if not event.key.startswith("ctrl+"):
            self.count()

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one("#side", Static).update("\n".join(f"{n}: {event.value[n:]}" for n in range(12)))

    def on_resize(self) -> None:
        self.call_after_refresh(self.say)

    def action_redraw(self) -> None:
        forget = getattr(self.driver_class, "forget_screen", None)
        if forget is not None:
            forget()
        self.refresh(layout=True)

    def action_other_theme(self) -> None:
        self.theme = "textual-light" if self.theme == "textual-dark" else "textual-dark"

    def action_to_text(self) -> None:
        self.query_one("#long").focus()

    def action_to_input(self) -> None:
        self.query_one(Input).focus()


if __name__ == "__main__":
    app = Panes(driver_class=driver_class(plain="--plain" in sys.argv))
    app.run(mouse=False)
    sys.exit(app.return_code or 0)
