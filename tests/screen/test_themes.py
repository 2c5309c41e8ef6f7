"""Colours: chosen to fit the terminal, readable with as many as it has, and never the only sign of anything."""

from __future__ import annotations

import itertools

import pytest
from rich.color import Color, ColorSystem
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from index import Library
from index.errors import UsageError
from tests.screen.driving import Reader, reading
from tui.themes import NAMES, THEMES, choose

COLOURED = [name for name in NAMES if not THEMES[name].ansi]
QUIET = ("quiet", "link", "accent", "alarm", "code", "keyword", "string", "comment", "number", "title")
MARKS = ("mark", "mark-green", "mark-blue", "mark-pink")


@pytest.mark.parametrize(
    ("environment", "theme"),
    [
        ({"TERM": "xterm-256color"}, "dark"),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, "light"),
        ({"TERM": "xterm-256color", "COLORFGBG": "15;0"}, "dark"),
        ({"TERM": "linux"}, "terminal"),
        ({"TERM": "xterm-16color"}, "terminal"),
        ({"TERM": "linux", "COLORTERM": "truecolor"}, "dark"),
        ({"TERM": "vt100"}, "mono"),
        ({"TERM": "screen.xterm-mono"}, "mono"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "mono"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "dark"),
    ],
)
def test_the_colours_fit_the_terminal_where_none_are_named(environment: dict[str, str], theme: str) -> None:
    assert choose({}, environment) == theme


def test_named_colours_are_used_and_unknown_ones_refused() -> None:
    assert choose({"theme": "sepia"}, {}) == "sepia"
    with pytest.raises(UsageError, match="«mauve» is none of auto, dark"):
        choose({"theme": "mauve"}, {})


@pytest.mark.parametrize(
    ("system", "text", "rest"),
    [(ColorSystem.TRUECOLOR, 7, 4.5), (ColorSystem.EIGHT_BIT, 7, 4.5), (ColorSystem.STANDARD, 7, 3)],
    ids=["true colour", "256 colours", "16 colours"],
)
@pytest.mark.parametrize("name", COLOURED)
def test_everything_can_be_read_on_its_ground(name: str, system: ColorSystem, text: float, rest: float) -> None:
    """WCAG 2.1: 7:1 for the text, 4.5:1 for what is quiet, linked or marked; the nearest colours of fewer that are."""
    colours = {
        role.removeprefix("c-"): Color.parse(value).downgrade(system).get_truecolor(DEFAULT_TERMINAL_THEME)
        for role, value in THEMES[name].variables.items()
        if role.startswith("c-")
    }
    for ground in ("ground", "raised"):
        assert contrast(colours["text"], colours[ground]) >= text
        for role in QUIET:
            assert contrast(colours[role], colours[ground]) >= rest, (role, ground)
    assert contrast(colours["hit"], colours["hit-ground"]) >= rest
    for mark in MARKS:
        assert contrast(colours["mark-text"], colours[mark]) >= rest, mark


@pytest.mark.parametrize("name", [name for name in NAMES if THEMES[name].ansi])
def test_the_terminals_own_colours_are_those_that_can_be_read_on_black_and_on_white(name: str) -> None:
    used = {value for role, value in THEMES[name].variables.items() if role.startswith("c-") and "mark" not in role}
    assert used <= {"ansi_default", "ansi_red", "ansi_magenta"}


def test_without_colours_none_is_named() -> None:
    assert {value for role, value in THEMES["mono"].variables.items() if role.startswith("c-")} == {"ansi_default"}


@pytest.mark.parametrize("name", NAMES)
async def test_what_is_found_marked_chosen_and_linked_differs_in_more_than_colour(library: Library, name: str) -> None:
    async with reading(library, config=f'[screen]\ntheme = "{name}"\n') as reader:
        await reader.press("/")
        await reader.type("by:Falk delta")
        await reader.until(lambda: "hit" in reader.rows()[0])
        await reader.press("enter", "g")
        await reader.until(lambda: "READ" in reader.last_row)
        looks = {
            "text": look_of(reader, "covers"),
            "here": look_of(reader, "delta", 2),
            "link": look_of(reader, "streams"),
            "heading": look_of(reader, "Course"),
        }
        assert looks["here"].reverse
        assert looks["link"].underline
        assert looks["heading"].bold
        await reader.press("v")
        assert look_of(reader, "covers").reverse
        await reader.press("h", "escape")
        looks["highlight"] = look_of(reader, "covers")
        bare = {role: attributes(style) for role, style in looks.items()}
        assert all(bare[one] != bare[other] for one, other in itertools.combinations(bare, 2) if "text" in (one, other))


def look_of(reader: Reader, word: str, number: int = 1) -> Style:
    """The style of a word that is on the screen, in its nth occurrence."""
    for strip in reader.app.screen._compositor.render_strips():
        for segment in strip:
            if word in segment.text:
                number -= 1
                if not number:
                    return segment.style or Style()
    raise AssertionError(f"{word} is not on the screen:\n{reader.screen()}")


def attributes(style: Style) -> tuple[bool, ...]:
    return tuple(map(bool, (style.bold, style.italic, style.underline, style.reverse)))


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: tuple[int, int, int]) -> float:
    red, green, blue = ((value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4)
                        for value in (part / 255 for part in colour))  # fmt: skip
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
