"""Laws that hold for every document at every width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.document import BlockKind, Document
from tests.nouns.documents import documents
from tests.render.reading import assert_fits, assert_pieces_are_the_document, due_offsets, shown_offsets
from tui.render.layout import Layout, Options

WIDTHS = st.integers(1, 200)
OPTIONS = st.builds(Options, justified=st.booleans(), numbered_links=st.booleans())


@given(documents(), WIDTHS, OPTIONS)
def test_no_line_is_wider_than_the_page(document: Document, width: int, options: Options) -> None:
    layout = Layout(document, width, options)
    for _, line in layout.rows(layout.first):
        assert_fits(line, width)


@given(documents(), WIDTHS, OPTIONS)
def test_every_piece_holds_the_characters_of_its_place(document: Document, width: int, options: Options) -> None:
    layout = Layout(document, width, options)
    for _, line in layout.rows(layout.first):
        assert_pieces_are_the_document(line, document)


@given(documents(), WIDTHS, OPTIONS)
def test_every_character_is_shown_exactly_once(document: Document, width: int, options: Options) -> None:
    shown = [at for at in shown_offsets(Layout(document, width, options)) if not document.text[at].isspace()]
    assert len(shown) == len(set(shown))
    assert set(due_offsets(document)) <= set(shown)


@given(documents(), WIDTHS)
def test_running_text_is_shown_in_order(document: Document, width: int) -> None:
    tables = [block for block in document.blocks if block.kind is BlockKind.TABLE]
    shown = [
        at for at in shown_offsets(Layout(document, width)) if not any(each.start <= at < each.end for each in tables)
    ]
    assert shown == sorted(shown)


@given(documents(), WIDTHS, st.data())
def test_walking_is_counting_lines(document: Document, width: int, data: st.DataObject) -> None:
    layout = Layout(document, width)
    anchors = [anchor for anchor, _ in layout.rows(layout.first)]
    start = data.draw(st.integers(0, len(anchors) - 1))
    steps = data.draw(st.integers(-len(anchors) - 3, len(anchors) + 3))
    assert layout.walk(anchors[start], steps) == anchors[min(max(0, start + steps), len(anchors) - 1)]
    height = data.draw(st.integers(1, len(anchors) + 3))
    assert layout.last_page(height) == anchors[max(0, len(anchors) - height)]
    assert anchors == sorted(anchors)


@given(documents(), WIDTHS, WIDTHS, st.data())
def test_a_place_is_found_again_at_another_width(
    document: Document, width: int, other: int, data: st.DataObject
) -> None:
    shown = [
        piece.start
        for _, line in Layout(document, width).rows(Layout(document, width).first)
        for piece in line.pieces
        if piece.start >= 0
    ]
    if not shown:
        return
    offset = data.draw(st.sampled_from(shown))
    layout = Layout(document, width).reshaped(other)
    block = document.blocks[document.block_at(offset)]
    line = dict(layout.rows(layout.first))[layout.anchor_at(offset)]
    assert line.start <= offset <= line.end
    if block.kind is not BlockKind.CODE:
        assert any(piece.start <= offset < piece.start + len(piece.text) for piece in line.pieces)
