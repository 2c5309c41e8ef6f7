from __future__ import annotations

from itertools import pairwise

from index.document import BlockKind
from tests.render.building import block
from tests.render.reading import assert_fits, page_text, text_of
from tui.render.layout import Layout, Options
from tui.render.model import Role
from tui.render.syntax import LONGEST, Syntax, syntax_of

CODE = "def depth(line):\n\treturn line.knots * 0.3\n"


def test_lines_of_code_are_cropped_with_a_mark() -> None:
    layout = Layout(block(BlockKind.CODE, "short\n" + "x" * 30), 20)
    assert [text_of(line) for line in layout.lines_of(0)] == [" short              ", " " + "x" * 18 + "›"]


def test_every_cell_of_a_block_of_code_has_its_ground() -> None:
    layout = Layout(block(BlockKind.CODE, CODE), 40)
    for line in layout.lines_of(0):
        assert line.cells == 40
        assert all(Role.CODE_BLOCK in piece.role for piece in line.pieces)


def test_tabs_reach_to_the_next_stop_and_keep_their_offsets() -> None:
    document = block(BlockKind.CODE, "a\tb\n\t\tc")
    layout = Layout(document, 40)
    first, second = layout.lines_of(0)
    assert text_of(first).rstrip() == " a   b"
    assert text_of(second).rstrip() == "         c"
    shown = {piece.start: piece.text for line in (first, second) for piece in line.pieces if piece.start >= 0}
    assert shown == {0: "a", 1: " ", 2: "b", 4: "  ", 6: "c"}


def test_code_is_moved_sideways_and_back() -> None:
    layout = Layout(block(BlockKind.CODE, "0123456789" * 4), 20)
    assert layout.shift(0, 8)
    assert text_of(layout.lines_of(0)[0]) == "‹890123456789012345›"
    assert layout.shift(0, -20)
    assert text_of(layout.lines_of(0)[0]).startswith(" 0123")
    assert not layout.shift(0, -1)


def test_code_is_not_moved_out_of_sight() -> None:
    layout = Layout(block(BlockKind.CODE, "0123456789" * 4), 20)
    layout.shift(0, 1_000)
    assert text_of(layout.lines_of(0)[0]).strip("‹ ")
    assert not layout.shift(0, 1_000)


def test_half_a_wide_character_at_an_edge_is_a_blank() -> None:
    layout = Layout(block(BlockKind.CODE, "北京大学" * 10), 20)
    layout.shift(0, 3)
    line = layout.lines_of(0)[0]
    assert_fits(line, 20)
    assert text_of(line).startswith("‹ 大学")


def test_code_is_whole_for_paper() -> None:
    document = block(BlockKind.CODE, "x" * 300)
    assert page_text(Layout(document, 20, Options(whole_code=True))) == " " + "x" * 300


def test_a_line_of_a_million_characters_is_seen_at_once() -> None:
    layout = Layout(block(BlockKind.CODE, "x" * 1_000_000), 40)
    line = layout.lines_of(0)[0]
    assert line.cells == 40
    assert line.end == 1_000_000


def test_code_is_plain_until_its_syntax_is_known() -> None:
    layout = Layout(block(BlockKind.CODE, CODE, language="python"), 40)
    plain = [text_of(line) for line in layout.lines_of(0)]
    assert layout.unhighlighted(0, 0) == [0]
    layout.highlight(0, layout.syntax_of(0))
    assert layout.unhighlighted(0, 0) == []
    assert [text_of(line) for line in layout.lines_of(0)] == plain
    roles = {piece.text: piece.role for line in layout.lines_of(0) for piece in line.pieces}
    assert Role.SYNTAX_KEYWORD in roles["def"]
    assert Role.SYNTAX_NAME in roles["depth"]
    assert Role.SYNTAX_NUMBER in roles["0.3"]


def test_syntax_outlives_a_resize() -> None:
    layout = Layout(block(BlockKind.CODE, CODE, language="python"), 40)
    layout.highlight(0, layout.syntax_of(0))
    roles = {piece.text: piece.role for line in layout.reshaped(30).lines_of(0) for piece in line.pieces}
    assert Role.SYNTAX_KEYWORD in roles["return"]


def test_code_of_no_known_language_stays_plain() -> None:
    assert syntax_of("perhaps code", "no-such-language", 0) == Syntax()
    assert Layout(block(BlockKind.CODE, "x = 1"), 40).unhighlighted(0, 0) == []


def test_only_the_beginning_of_endless_code_is_looked_at() -> None:
    syntax = syntax_of("x = 1\n" * LONGEST, "python", 0)
    assert syntax.tokens[-1].end <= LONGEST


def test_tokens_are_ascending_and_disjoint() -> None:
    tokens = syntax_of("<p class='a'>x<script>let y = `z`;</script></p>", "html", 100).tokens
    assert tokens[0].start >= 100
    assert all(before.end <= after.start for before, after in pairwise(tokens))
