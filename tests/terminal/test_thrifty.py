from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.terminal.emulator import Emulator
from tui.terminal.capabilities import Capabilities, capabilities
from tui.terminal.frames import Frame, keeps_cells, read_frame
from tui.terminal.memory import ScreenMemory
from tui.terminal.sgr import PLAIN, Style, slot, transition

WIDTH, HEIGHT = 40, 12
STYLES = [
    "",
    "1",
    "38;2;216;216;216;48;2;18;18;18",
    "1;38;5;214;48;2;18;18;18",
    "4;38;5;75",
    "7",
    "48;2;48;48;48",
    "31",
]
WORDS = ["delta", "river ", "    ", "        ", "北京大学", "the quick", "x", "カナ", "─────", "tide table 1748"]
NARROW = [word for word in WORDS if len(word) == cell_len(word)]
EDGE = 22
BLANK = "\n".join(f"\x1b[{y + 1};1H{' ' * WIDTH}" for y in range(HEIGHT)) + "\x1b[1;1H"


def sgr(parameters: str, text: str) -> str:
    return f"\x1b[{parameters}m{text}\x1b[0m" if parameters else text


def cropped(text: str, width: int) -> str:
    kept = ""
    for character in text:
        if cell_len(kept + character) > width:
            break
        kept += character
    return kept + " " * (width - cell_len(kept))


@st.composite
def lines(draw: st.DrawFn, width: int, words: list[str] = WORDS) -> str:
    """A line of styled text of exactly this width, as Textual writes one."""
    out, left = "", width
    while left:
        size = draw(st.integers(1, left))
        text = "".join(draw(st.lists(st.sampled_from(words), min_size=1, max_size=4)))
        out += sgr(draw(st.sampled_from(STYLES)), cropped(text, size))
        left -= size
    return out


@st.composite
def frames(draw: st.DrawFn) -> str:
    """A frame that repaints rows of one of two panes, or a part of the right one, which holds no wide characters.

    Textual crops its strips so that a wide character never crosses the edge of a region.
    """
    left, width, words = draw(st.sampled_from([(0, EDGE, WORDS), (EDGE, WIDTH - EDGE, NARROW), (EDGE + 3, 7, NARROW)]))
    top = draw(st.integers(0, HEIGHT - 1))
    height = draw(st.integers(1, HEIGHT - top))
    rows = [draw(lines(width, words)) for _ in range(height)]
    body = "\n".join(f"\x1b[{top + y + 1};{left + 1}H{row}" for y, row in enumerate(rows))
    return body + f"\x1b[{draw(st.integers(1, HEIGHT))};{draw(st.integers(1, WIDTH))}H"


VERSES = [
    sgr(style, cropped(words, 16)) + sgr(other, cropped(f"{number} {words}", WIDTH - 16))
    for number, words in enumerate(["the delta flows", "北京大学的河", "x", "", "a tide table", "─────────"] * 3)
    for style, other in [("", "38;2;216;216;216"), ("1;31", "48;2;48;48;48")]
]


@st.composite
def scrolls(draw: st.DrawFn) -> list[str]:
    """Frames that show a window moving over a long text, above a line that stays."""
    text = draw(st.lists(st.sampled_from(VERSES), min_size=HEIGHT * 2, max_size=HEIGHT * 2))
    places = draw(st.lists(st.integers(0, HEIGHT), min_size=2, max_size=6))
    return ["\n".join(f"\x1b[{y + 1};1H{text[place + y]}" for y in range(HEIGHT - 1)) + "\x1b[1;1H" for place in places]


@st.composite
def pane_scrolls(draw: st.DrawFn) -> list[str]:
    """Frames that show a window moving over a long text, between two panes that stay."""
    left, right = draw(st.integers(1, 12)), draw(st.integers(1, 6))
    width = WIDTH - left - right
    sides = [
        f"\x1b[{y + 1};1H{cropped(str(y) * 9, left)}" + f"\x1b[{y + 1};{WIDTH - right + 1}H{cropped('│ 目', right)}"
        for y in range(HEIGHT)
    ]
    words = draw(
        st.lists(st.sampled_from(["the delta flows", "北京大学的河", "a tide table"]), min_size=24, max_size=24)
    )
    styles = draw(st.lists(st.sampled_from(STYLES), min_size=24, max_size=24))
    text = [
        sgr(style, cropped(f"{word} {n}", width)) for n, (style, word) in enumerate(zip(styles, words, strict=True))
    ]
    places = draw(st.lists(st.integers(0, HEIGHT), min_size=2, max_size=6))
    windows = ["\n".join(f"\x1b[{y + 1};{left + 1}H{text[place + y]}" for y in range(HEIGHT)) for place in places]
    return ["\n".join(sides) + "\x1b[1;1H", *(f"{window}\x1b[1;1H" for window in windows)]


def shown(memory: ScreenMemory, frame: Frame) -> str:
    """The bytes for one frame that had all the time it needed."""
    memory.want(frame)
    return memory.catch_up()


def assert_same(updates: list[str], can: Capabilities) -> None:
    stock, thrifty = Emulator(WIDTH, HEIGHT), Emulator(WIDTH, HEIGHT)
    memory = ScreenMemory(WIDTH, HEIGHT, can)
    for data in [BLANK, *updates]:
        stock.feed(data.replace("\n", ""))
        frame = read_frame(data)
        assert frame is not None
        assert memory.fits(frame)
        thrifty.feed(shown(memory, frame))
        assert thrifty.cells() == stock.cells()
        assert thrifty.cursor == stock.cursor


@given(st.lists(frames(), min_size=1, max_size=8))
def test_the_screen_is_what_the_stock_driver_would_show(updates: list[str]) -> None:
    assert_same(updates, Capabilities())


@given(scrolls())
def test_a_scrolled_screen_is_what_the_stock_driver_would_show(updates: list[str]) -> None:
    assert_same(updates, Capabilities())


@given(pane_scrolls())
def test_a_pane_scrolled_between_margins_is_what_the_stock_driver_would_show(updates: list[str]) -> None:
    assert_same(updates, Capabilities(scrolls_columns=True))


@given(st.lists(frames(), min_size=1, max_size=8))
def test_screens_that_were_skipped_leave_no_trace(updates: list[str]) -> None:
    stock, thrifty = Emulator(WIDTH, HEIGHT), Emulator(WIDTH, HEIGHT)
    memory = ScreenMemory(WIDTH, HEIGHT, Capabilities(scrolls_columns=True))
    for data in [BLANK, *updates]:
        stock.feed(data.replace("\n", ""))
        frame = read_frame(data)
        assert frame is not None
        memory.want(frame)
    thrifty.feed(memory.catch_up())
    assert thrifty.cells() == stock.cells()


def test_text_that_is_cut_before_it_was_shown_is_shown_first() -> None:
    family = "a family 👨\u200d👩\u200d👧"
    updates = [f"\x1b[2;1H{family}\x1b[1;1H", "\x1b[2;11H│\x1b[1;1H"]
    stock, thrifty = Emulator(WIDTH, HEIGHT), Emulator(WIDTH, HEIGHT)
    memory = ScreenMemory(WIDTH, HEIGHT, Capabilities())
    for data in [BLANK, *updates]:
        stock.feed(data.replace("\n", ""))
        frame = read_frame(data)
        assert frame is not None
        memory.want(frame)
    thrifty.feed(memory.catch_up())
    assert thrifty.cells() == stock.cells()


def test_a_region_of_which_something_is_unknown_is_not_scrolled() -> None:
    page = frame_of([cropped(f"{y} flows on and on 👨\u200d👩\u200d👧", WIDTH) for y in range(HEIGHT)])
    cut = "\x1b[1;21H│\x1b[1;1H"
    moved = "\n".join(f"\x1b[{y + 1};1H{y + 1} flows on and on" for y in range(HEIGHT)) + "\x1b[1;1H"
    assert_same([page, cut, moved], Capabilities())


@given(st.lists(frames(), min_size=1, max_size=8))
def test_terminals_that_erase_without_colour_show_the_same(updates: list[str]) -> None:
    assert_same(updates, Capabilities(erases_in_colour=False))


def frame_of(text: list[str]) -> str:
    return "\n".join(f"\x1b[{y + 1};1H{line}" for y, line in enumerate(text)) + "\x1b[1;1H"


def bytes_for(*updates: str, can: Capabilities | None = None) -> list[int]:
    memory = ScreenMemory(WIDTH, HEIGHT, can or Capabilities())
    counts = []
    for data in updates:
        frame = read_frame(data)
        assert frame is not None
        counts.append(len(shown(memory, frame).encode()))
    return counts


def test_what_shows_already_costs_nothing() -> None:
    page = frame_of([sgr("1", cropped(f"line {y}", WIDTH)) for y in range(HEIGHT)])
    assert bytes_for(page, page)[1] == 0


def test_one_changed_letter_costs_a_move_and_the_letter() -> None:
    page = [cropped(f"the line {y} of a page of text", WIDTH) for y in range(HEIGHT)]
    changed = [*page[:5], page[5].replace("page", "pane"), *page[6:]]
    assert bytes_for(frame_of(page), frame_of(changed))[1] <= len("\x1b[6;18Hn\x1b[H")


def test_a_line_further_costs_a_scroll_and_one_line() -> None:
    text = [sgr("38;2;216;216;216", cropped(f"verse {y} flows on and on", WIDTH)) for y in range(HEIGHT + 1)]
    assert bytes_for(frame_of(text[:-1]), frame_of(text[1:]))[1] < 90


def test_a_line_further_in_a_pane_costs_a_scroll_between_margins() -> None:
    words = [
        *("river", "delta", "estuary", "tide", "harbour", "granite", "lighthouse"),
        *("current", "salt", "marsh", "ferry", "lock", "weir", "spring"),
    ]
    pane = [sgr("38;5;7", cropped(word * 3, 16)) for word in words]

    def page(first: int) -> str:
        return "\n".join(f"\x1b[{y + 1};25H{pane[first + y]}" for y in range(HEIGHT)) + "\x1b[1;1H"

    sides = frame_of([cropped(f"{y:2} {words[y] * 3}", 23) + "│" for y in range(HEIGHT)])
    alone = bytes_for(sides, page(0), page(1))[2]
    assert bytes_for(sides, page(0), page(1), can=Capabilities(scrolls_columns=True))[2] < 100 < 2 * 100 < alone


def test_blanks_at_the_end_are_erased_not_sent() -> None:
    assert bytes_for(frame_of([" " * WIDTH]))[0] < 20


@pytest.mark.parametrize(
    "data",
    [
        *("plain text", "\x1b[2J", "\x1b[?1049h", "\x1b[1;1H\x1bP+q\x1b\\"),
        *("\x1b[1;1Ha\tb", "\x1b[1;1Ha\x1b[5Cb", "\x1b[1;1Hab\ncd"),
    ],
)
def test_what_is_not_exactly_a_frame_is_left_alone(data: str) -> None:
    assert read_frame(data) is None


@pytest.mark.parametrize(
    "data", ["\x1b[?2004h", "\x1b[?25l", "\x1b]0;title\x07", "\x1b[>1u", "\x07", "\x1b[?2026$p", ""]
)
def test_modes_and_titles_keep_the_cells(data: str) -> None:
    assert keeps_cells(data)


@pytest.mark.parametrize("data", ["\x1b[?1049h", "\x1b[?1049l", "\x1b[2J", "text", "\x1b[?3h", "\x1bc"])
def test_clearing_and_switching_screens_do_not_keep_the_cells(data: str) -> None:
    assert not keeps_cells(data)


def test_a_style_that_only_grows_is_not_reset() -> None:
    assert transition(Style("38;5;7"), Style("1;38;5;7")) == "\x1b[1m"


def test_a_style_that_loses_a_part_takes_it_back() -> None:
    assert transition(Style("1;38;2;9;9;9"), Style("38;2;9;9;9")) == "\x1b[22m"
    assert transition(Style("1;38;5;7"), Style("4;38;5;8")) in {"\x1b[22;38;5;8;4m", "\x1b[0;4;38;5;8m"}
    assert transition(Style("1;2"), Style("2")) in {"\x1b[22;2m", "\x1b[0;2m"}
    assert transition(Style("1"), PLAIN) == "\x1b[m"


PARTS = ["1", "2", "3", "4", "7", "9", "31", "38;2;1;2;3", "38;5;7", "44", "48;2;9;9;9", "48;5;7"]


def styled(parameters: list[str]) -> Style:
    return Style(";".join(parameters))


@given(*[st.lists(st.sampled_from(PARTS), max_size=4, unique_by=slot).map(styled)] * 2)
def test_a_transition_leads_to_the_style_it_should(before: Style, after: Style) -> None:
    step, whole = Emulator(4, 1), Emulator(4, 1)
    step.feed(f"\x1b[0;{before.parameters}m" + transition(before, after) + "x")
    whole.feed(f"\x1b[0;{after.parameters}mx")
    assert step.cells() == whole.cells()


def test_blanks_are_written_in_any_colour_of_letters() -> None:
    row = sgr("38;5;1;48;5;7", "red") + sgr("38;5;2;48;5;7", "  ") + sgr("38;5;3;48;5;7", "blue")
    frame = read_frame(f"\x1b[1;1H{row}\x1b[1;1H")
    assert frame is not None
    assert "38;5;2" not in shown(ScreenMemory(WIDTH, HEIGHT, Capabilities()), frame)


def test_a_link_is_opened_and_closed_around_its_text() -> None:
    frame = read_frame("\x1b[1;1H\x1b]8;id=1;https://a.example\x1b\\\x1b[4mword\x1b[0m\x1b]8;;\x1b\\ on\x1b[1;1H")
    assert frame is not None
    sent = shown(ScreenMemory(WIDTH, HEIGHT, Capabilities()), frame)
    assert sent.index("\x1b]8;id=1;https://a.example\x1b\\") < sent.index("word") < sent.index("\x1b]8;;\x1b\\")


def test_a_dumb_terminal_is_left_alone() -> None:
    assert not capabilities({"TERM": "dumb"}).addressable
    assert not capabilities({}).addressable
    assert not capabilities({"TERM": "screen-256color"}).erases_in_colour
    assert capabilities({"TERM": "tmux-256color"}).erases_in_colour


def test_gnu_screen_is_known_under_another_name() -> None:
    assert not capabilities({"TERM": "xterm-256color", "STY": "1.pts-0.host"}).erases_in_colour
    assert capabilities({"TERM": "tmux-256color", "STY": "1.pts-0.host", "TMUX": "/tmp/tmux,1,0"}).erases_in_colour
