"""Blocks that are laid out in parts: their seams are not seen, and no part costs much."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.document import Block, BlockKind, Document, DocumentBuilder, SpanKind
from index.document.builder import Inline
from index.document.model import SurveyedBlocks
from tests.render.building import block, paragraph
from tests.render.reading import due_offsets, page_text, shown_offsets
from tui.render.layout import Layout
from tui.render.model import Role

SENTENCE = "The river delta of the north covers 4,300 square kilometres and is fed by three streams. "


class Counted(SurveyedBlocks):
    """Blocks that note which of them were asked for."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks, self.asked, self.starts = blocks, set[int](), [each.start for each in blocks]

    def __len__(self) -> int:
        return len(self.blocks)

    def __getitem__(self, number):  # type: ignore[no-untyped-def]
        self.asked.add(number)
        return self.blocks[number]

    def of_kind(self, kind: BlockKind) -> list[int]:
        return [number for number, block in enumerate(self.blocks) if block.kind is kind]


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE * 400,
        "北方的三角洲面积四千三百平方公里。" * 800,
        "x" * 30_000,
        "e\u0301" * 10_000,
        "👩\u200d🚀" * 4_000,
    ],
)
def test_every_character_of_an_endless_paragraph_is_shown_once(text: str) -> None:
    document = block(BlockKind.PARAGRAPH, text)
    layout = Layout(document, 60)
    assert layout.parts_of(0) > 2
    shown = shown_offsets(layout)
    assert set(due_offsets(document)) <= set(shown)
    assert len(shown) == len(set(shown))


def test_parts_end_with_sentences() -> None:
    layout = Layout(block(BlockKind.PARAGRAPH, SENTENCE * 400), 60)
    for part in range(layout.parts_of(0) - 1):
        assert layout.lines_of(0, part)[-1].pieces[-1].text.endswith("streams.")


def test_walking_crosses_parts_in_both_directions() -> None:
    layout = Layout(block(BlockKind.PARAGRAPH, SENTENCE * 400), 60)
    first = len(layout.lines_of(0, 0))
    over = layout.walk(layout.first, first)
    assert over == (0, 1, 0)
    assert layout.walk(over, -1) == (0, 0, first - 1)


def test_a_place_in_the_middle_is_found_in_its_part() -> None:
    text = "".join(f"Sentence {number} of many. " for number in range(5_000))
    layout = Layout(block(BlockKind.PARAGRAPH, text), 60)
    place = text.index("Sentence 3210 ")
    anchor = layout.anchor_at(place)
    assert anchor.part > 3
    line = layout.lines_of(anchor.block, anchor.part)[anchor.line]
    assert line.start <= place < line.end


def test_spans_reach_over_parts() -> None:
    inline = Inline()
    with inline.span(SpanKind.STRONG):
        inline.add(SENTENCE * 400)
    layout = Layout(block(BlockKind.PARAGRAPH, inline), 60)
    for part in range(layout.parts_of(0)):
        assert all(Role.STRONG in piece.role for line in layout.lines_of(0, part) for piece in line.pieces)


def test_parts_of_code_end_with_lines() -> None:
    code = "\n".join(f"line_{number} = {number}" for number in range(3_000))
    layout = Layout(block(BlockKind.CODE, code), 60)
    assert layout.parts_of(0) > 3
    lines = [line for _, line in layout.rows(layout.first)]
    assert len(lines) == 3_000
    assert [code[line.start : line.end] for line in lines] == code.split("\n")


def test_opening_in_the_middle_asks_for_the_blocks_of_a_page_alone() -> None:
    builder = DocumentBuilder()
    for number in range(2_000):
        builder.block(BlockKind.PARAGRAPH, f"Paragraph {number}.")
    whole = builder.build()
    blocks = Counted(whole.blocks)
    layout = Layout(Document(whole.text, blocks, whole.containers, whole.anchors), 60)
    layout.page(layout.anchor_at(whole.text.index("Paragraph 1000.")), 30)
    assert blocks.asked <= set(range(998, 1_020))


def test_the_bullet_of_a_long_item_is_drawn_once() -> None:
    from index.document import ContainerKind

    builder = DocumentBuilder()
    with builder.container(ContainerKind.LIST), builder.container(ContainerKind.ITEM):
        builder.block(BlockKind.PARAGRAPH, SENTENCE * 400)
    layout = Layout(builder.build(), 60)
    assert sum("•" in piece.text for _, line in layout.rows(layout.first) for piece in line.pieces) == 1


def test_lines_that_were_laid_out_long_ago_are_forgotten() -> None:
    from tui.render.layout import MOST_LINES

    layout = Layout(block(BlockKind.PARAGRAPH, SENTENCE * 8_000), 30)
    first = layout.lines_of(0, 0)
    assert layout.lines_of(0, 0) is first
    assert sum(1 for _ in layout.rows(layout.first)) > MOST_LINES
    assert layout.lines_of(0, 0) is not first
    assert layout.lines_of(0, 0) == first


def test_words_that_no_blank_parts_are_shown_whole_where_a_long_block_is_cut() -> None:
    words = "កំពង់\u200bផែ\u200bសៀវភៅ\u200b" * 600
    shown = page_text(Layout(paragraph(words + "ទឹក"), 40))
    assert shown.replace("\n", "") == words.replace("\u200b", "") + "ទឹក"
