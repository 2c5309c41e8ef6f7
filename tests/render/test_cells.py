from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.render import cells as module
from tui.render.cells import cells, crop, drawable, edge_before, edges, is_edge, is_narrow, most_cells

TEXTS = st.lists(
    st.sampled_from(
        [
            "a",
            "北",
            "e\u0301",
            "👩\u200d🚀",
            "☀\ufe0f",
            "🇫🇷",
            "👍🏽",
            "\u200d",
            "\ufe0f",
            "क्ष",
            "ี",
            " ",
            "1\ufe0f\u20e3",
            "한",
        ]
    )
).map("".join)


def test_every_character_that_is_called_narrow_takes_one_cell() -> None:
    narrow = [chr(code) for code in range(0x20, 0x11000) if is_narrow(chr(code))]
    assert len(narrow) > 2_000
    assert [each for each in narrow if cell_len(each) != 1] == []
    assert re.fullmatch(module._NARROW, "\xad") is None


@given(TEXTS)
def test_cells_are_counted_as_rich_counts_them(text: str) -> None:
    text = drawable(text, 80)
    assert cells(text) == cell_len(text)
    assert edges(text)[-1] == cell_len(text)


@given(TEXTS, st.integers(0, 12))
def test_a_cut_at_an_edge_changes_no_width(text: str, at: int) -> None:
    text = drawable(text, 80)
    place = edge_before(text, min(at, len(text)))
    assert is_edge(text, place)
    assert cell_len(text[:place]) + cell_len(text[place:]) == cell_len(text)


@given(TEXTS, st.integers(0, 12))
def test_a_cropped_text_is_the_longest_beginning_that_fits(text: str, width: int) -> None:
    text = drawable(text, 80)
    cropped = crop(text, width)
    assert text.startswith(cropped)
    assert cell_len(cropped) <= most_cells(cropped) <= width
    longer = [at for at in range(len(cropped) + 1, len(text) + 1) if is_edge(text, at)]
    assert not longer or most_cells(text[: longer[0]]) > width


@given(st.text())
def test_in_a_single_column_nothing_is_wider(text: str) -> None:
    shown = drawable(text, 1)
    assert len(shown) == len(text)
    assert all(cell_len(each) <= 1 for each in shown)
