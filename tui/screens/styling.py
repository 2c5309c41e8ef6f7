"""How articles are set, and in which colours: chosen by name or key, and kept in `carrel.toml` for the next time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from textual import on
from textual.timer import Timer

from index.errors import CarrelError
from index.settings import Settings
from tui.render.measure import MEASURE, NARROWEST, WIDEST, within_bounds
from tui.screens.desk import log
from tui.screens.repairing import Repairing
from tui.themes import NAMES, THEMES
from tui.typography import NO_PATTERNS, Typography, can_hyphenate
from tui.widgets.prompt import PromptAnswered, Question
from tui.widgets.reader import TypographyChanged

REST = 1.0
"""Seconds without a change after which what was chosen is written down."""

DEFAULTS: Mapping[str, str | int | bool] = {"measure": MEASURE, "justify": False, "hyphenate": False}
"""What holds where the settings say nothing: it is not written down."""

SWITCH = {"on": True, "off": False}


class Styling(Repairing):
    """The part of the screen that changes how things look."""

    _unkept: Mapping[str, str | int | bool] = {}
    _keeping: Timer | None = None

    # Text

    def action_justify(self) -> None:
        """Set text flush at both sides, or ragged again."""
        self.justify("")

    def justify(self, typed: str) -> None:
        """The same, `on` or `off`."""
        wanted = self._switched(typed, self.reader.typography.justified)
        if wanted is not None:
            self._set(replace(self.reader.typography, justified=wanted))
            self.say("Lines are filled, by wider blanks" if wanted else "Lines are ragged, blanks as they are")

    def action_hyphenate(self) -> None:
        """Part words at the ends of lines, or leave them whole."""
        self.hyphenate("")

    def hyphenate(self, typed: str) -> None:
        """The same, `on` or `off`."""
        wanted = self._switched(typed, self.reader.typography.hyphenated)
        if wanted and not can_hyphenate():
            self.say(NO_PATTERNS, error=True)
        elif wanted is not None:
            self._set(replace(self.reader.typography, hyphenated=wanted))
            self.say(self._about_hyphens() if wanted else "Words are left whole")

    def say_what_is_missing(self) -> None:
        """Tell that the settings ask for what is not installed."""
        if self.preferences.typography.hyphenated and not can_hyphenate():
            self.say(NO_PATTERNS, error=True)

    def _about_hyphens(self) -> str:
        from tui.render.hyphenation import divider

        article = self.article
        language = article.metadata.language if article else ""
        if article is not None and divider(language) is None:
            return f"Words are parted in languages with known patterns; {language or 'an unknown one'} is none of them"
        return "Words are parted at the ends of lines"

    def action_measure(self) -> None:
        """Ask for the length of a line."""
        self.ask_reader(Question("measure", "Columns of a line: ", str(self.reader.typography.measure)))

    def set_measure(self, typed: str) -> None:
        """Use lines of so many columns at most."""
        if not typed.isdecimal():
            self.say(f"A line has {NARROWEST} to {WIDEST} columns: «{typed}» is no number.", error=True)
            return
        self._set(replace(self.reader.typography, measure=within_bounds(int(typed))))
        self.say(f"Lines of {self.reader.typography.measure} columns at most")

    def _switched(self, typed: str, now: bool) -> bool | None:
        if typed and typed not in SWITCH:
            self.say(f"«{typed}» is neither on nor off.", error=True)
            return None
        return SWITCH.get(typed, not now)

    def _set(self, typography: Typography) -> None:
        self.reader.use_typography(typography)
        self._keep_typography(typography)

    @on(TypographyChanged)
    def _typography_changed(self, event: TypographyChanged) -> None:
        self._keep_typography(event.typography)

    def _keep_typography(self, typography: Typography) -> None:
        self.keep(measure=typography.measure, justify=typography.justified, hyphenate=typography.hyphenated)

    # Colours

    def action_theme(self) -> None:
        """Choose the colours."""
        self.ask_reader(Question("theme", "Colours: ", completions=matching_themes))

    def choose_theme(self, name: str) -> None:
        """Use the colours of this name."""
        found = matching_themes(name)
        if name and found:
            self.app.theme = found[0]
            self.app.ansi_color = THEMES[found[0]].ansi
            self.keep(theme=found[0])
        elif name:
            self.say(f"No colours are called «{name}»; there are {', '.join(NAMES)}.", error=True)

    @on(PromptAnswered)
    def _style_answered(self, event: PromptAnswered) -> None:
        typed = event.text.strip()
        if event.name == "theme":
            self.choose_theme(typed)
        elif event.name == "measure" and typed:
            self.set_measure(typed)

    # Keeping

    def keep(self, **choices: str | int | bool) -> None:
        """Write choices into the settings when no more come for a moment, or when the reader leaves."""
        self._unkept = {**self._unkept, **choices}
        if self._keeping is not None:
            self._keeping.stop()
        self._keeping = self.set_timer(REST, self._write_later)

    def _write_later(self) -> None:
        self.in_background(partial(_write, self.preferences.settings, self._taken()))

    def keep_choices(self) -> None:
        """Write what is not written yet, now: the reader leaves, and nobody would see a failure but in the log."""
        try:
            _write(self.preferences.settings, self._taken())
        except CarrelError as error:
            log.warning("the look is not kept: %s", error)

    def _taken(self) -> Mapping[str, str | int | bool]:
        taken, self._unkept = self._unkept, {}
        return taken


def _write(settings: Settings, choices: Mapping[str, str | int | bool]) -> None:
    settings.read_again()
    said = {**DEFAULTS, **settings.table("screen")}
    changed = {name: value for name, value in choices.items() if value != said.get(name)}
    if changed:
        settings.keep("screen", changed)


def matching_themes(typed: str) -> Sequence[str]:
    """The themes whose names begin so."""
    return [name for name in NAMES if name.startswith(typed)]
