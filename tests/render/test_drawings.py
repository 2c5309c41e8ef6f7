"""Pictures among lines: they add rows, move no offset, and go where they do not fit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.document import BlockKind, Document, DocumentBuilder
from tui.render.drawings import Drawing, Room
from tui.render.layout import Layout
from tui.render.model import Anchor, Piece

IMAGE = 1


def document(words: str = "a map") -> Document:
    builder = DocumentBuilder()
    builder.block(BlockKind.PARAGRAPH, "Before. " * 20)
    builder.block(BlockKind.IMAGE, words, source="https://example.org/a.png")
    builder.block(BlockKind.PARAGRAPH, "After. " * 20)
    return builder.build()


def drawing(columns: int = 10, rows: int = 4) -> Drawing:
    return Drawing(Room(40, 10), [(Piece("▀" * columns, colours=((1, 2, 3), (4, 5, 6))),)] * rows, columns)


def test_the_rows_of_a_picture_stand_below_its_words() -> None:
    layout = Layout(document(), 40)
    before = [line.pieces for line in layout.lines_of(IMAGE)]
    layout.draw(IMAGE, drawing())
    after = [line.pieces for line in layout.lines_of(IMAGE)]
    assert after == [before[0], *drawing().rows, *before[1:]]
    layout.undraw()
    assert [line.pieces for line in layout.lines_of(IMAGE)] == before


def test_a_picture_that_is_too_wide_by_now_leaves_its_words() -> None:
    layout = Layout(document(), 40)
    layout.draw(IMAGE, drawing(columns=30))
    narrow = layout.reshaped(20)
    assert all("▀" not in piece.text for line in narrow.lines_of(IMAGE) for piece in line.pieces)


def test_a_picture_is_to_be_drawn_once_for_each_room() -> None:
    layout = Layout(document(), 40)
    assert list(layout.undrawn(0, 9, Room(40, 10))) == [IMAGE]
    layout.draw(IMAGE, drawing())
    assert list(layout.undrawn(0, 9, Room(40, 10))) == []
    assert list(layout.undrawn(0, 9, Room(30, 10))) == [IMAGE]


WORDS = st.sampled_from(["", "a map", "a map of the delta " * 9])


@given(words=WORDS, rows=st.integers(0, 9), width=st.integers(1, 50))
def test_offsets_stay_in_order_and_lead_back_to_the_block_of_a_picture(words: str, rows: int, width: int) -> None:
    layout = Layout(document(words), width)
    layout.draw(IMAGE, drawing(min(10, width), rows))
    lines = list(layout.rows(Anchor(0)))
    starts = [line.start for _, line in lines]
    assert starts == sorted(starts)
    assert all(layout.anchor_at(layout.offset_of(anchor)).block == anchor.block for anchor, _ in lines)
