from __future__ import annotations

from index.document import BlockKind, ContainerKind, Document, DocumentBuilder
from tui.render.layout import Layout


def empty_after(document: Document, block: int = 0) -> int:
    layout = Layout(document, 40)
    return sum(not line.cells for line in layout.lines_of(block))


def two(first: BlockKind, second: BlockKind, level: int = 0, level_after: int = 0) -> Document:
    builder = DocumentBuilder()
    builder.block(first, "one", level=level)
    builder.block(second, "two", level=level_after)
    return builder.build()


def test_an_empty_line_parts_paragraphs() -> None:
    assert empty_after(two(BlockKind.PARAGRAPH, BlockKind.PARAGRAPH)) == 1


def test_nothing_follows_the_last_block() -> None:
    assert empty_after(two(BlockKind.PARAGRAPH, BlockKind.PARAGRAPH), 1) == 0


def test_a_chapter_begins_after_two_empty_lines() -> None:
    assert empty_after(two(BlockKind.PARAGRAPH, BlockKind.HEADING, level_after=2)) == 2
    assert empty_after(two(BlockKind.PARAGRAPH, BlockKind.HEADING, level_after=3)) == 1


def test_a_minor_heading_stands_right_above_its_text() -> None:
    assert empty_after(two(BlockKind.HEADING, BlockKind.PARAGRAPH, level=2)) == 1
    assert empty_after(two(BlockKind.HEADING, BlockKind.PARAGRAPH, level=4)) == 0


def test_headings_in_a_row_stand_close() -> None:
    assert empty_after(two(BlockKind.HEADING, BlockKind.HEADING, level=1, level_after=2)) == 1


def test_items_stand_close_but_after_one_of_several_paragraphs() -> None:
    builder = DocumentBuilder()
    with builder.container(ContainerKind.LIST):
        with builder.container(ContainerKind.ITEM):
            builder.block(BlockKind.PARAGRAPH, "first of one")
            builder.block(BlockKind.PARAGRAPH, "second of one")
        with builder.container(ContainerKind.ITEM):
            builder.block(BlockKind.PARAGRAPH, "two")
        with builder.container(ContainerKind.ITEM):
            builder.block(BlockKind.PARAGRAPH, "three")
    builder.block(BlockKind.PARAGRAPH, "after")
    assert [empty_after(builder.build(), block) for block in range(5)] == [1, 1, 0, 1, 0]


def test_a_caption_keeps_close_to_its_picture() -> None:
    builder = DocumentBuilder()
    with builder.container(ContainerKind.FIGURE):
        builder.block(BlockKind.IMAGE, "map")
        builder.block(BlockKind.CAPTION, "The delta")
    builder.block(BlockKind.CAPTION, "of nothing")
    assert [empty_after(builder.build(), block) for block in range(2)] == [0, 1]


def test_a_term_keeps_close_to_what_it_means() -> None:
    builder = DocumentBuilder()
    with builder.container(ContainerKind.DEFINITIONS):
        for _ in range(2):
            builder.block(BlockKind.TERM, "Delta")
            with builder.container(ContainerKind.DESCRIPTION):
                builder.block(BlockKind.PARAGRAPH, "Land")
    assert [empty_after(builder.build(), block) for block in range(3)] == [0, 1, 0]
