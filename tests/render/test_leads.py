from __future__ import annotations

import pytest

from index.document import BlockKind, ContainerKind, Document, DocumentBuilder
from tests.render.reading import page_text, text_of
from tui.render.layout import Layout
from tui.render.model import Role


def nested(kind: ContainerKind, depth: int, text: str = "the deepest of all waters") -> Document:
    builder = DocumentBuilder()

    def enter(left: int) -> None:
        if not left:
            builder.block(BlockKind.PARAGRAPH, text)
            return
        with builder.container(kind):
            enter(left - 1)

    enter(depth)
    return builder.build()


def listed(*items: str, ordered: bool = False, number: int = 1) -> Document:
    builder = DocumentBuilder()
    with builder.container(ContainerKind.LIST, ordered=ordered, number=number):
        for place, item in enumerate(items, number):
            with builder.container(ContainerKind.ITEM, number=place):
                builder.block(BlockKind.PARAGRAPH, item)
    return builder.build()


def test_bullets_hang_beside_their_text() -> None:
    assert page_text(Layout(listed("steep, wet and cold", "wide"), 14)) == "• steep, wet\n  and cold\n• wide"


def test_numbers_stand_right_aligned_in_their_list() -> None:
    assert page_text(Layout(listed("nine", "ten", ordered=True, number=9), 20)) == " 9. nine\n10. ten"


def test_the_first_item_knows_how_wide_the_last_number_is() -> None:
    document = listed(*("x" for _ in range(100)), ordered=True)
    assert text_of(Layout(document, 20).lines_of(0)[0]) == "  1. x"


def test_quotes_have_a_bar_for_each_level() -> None:
    assert page_text(Layout(nested(ContainerKind.QUOTE, 3), 24)) == "│ │ │ the deepest of all\n│ │ │ waters"


def test_the_bar_of_a_quote_goes_on_between_its_paragraphs() -> None:
    builder = DocumentBuilder()
    with builder.container(ContainerKind.QUOTE):
        builder.block(BlockKind.PARAGRAPH, "one")
        builder.block(BlockKind.PARAGRAPH, "two")
    builder.block(BlockKind.PARAGRAPH, "after")
    assert page_text(Layout(builder.build(), 20)) == "│ one\n│\n│ two\n\nafter"


def test_leads_are_decoration_and_text_in_a_quote_is_quoted() -> None:
    lead, text = Layout(nested(ContainerKind.QUOTE, 1, "short"), 20).lines_of(0)[0].pieces
    assert Role.DECORATION in lead.role
    assert lead.start == -1
    assert text.role == Role.QUOTE


@pytest.mark.parametrize("depth", [1, 5, 40])
@pytest.mark.parametrize("width", [11, 20, 30, 80])
def test_however_deep_some_columns_remain_for_the_text(depth: int, width: int) -> None:
    lines = Layout(nested(ContainerKind.QUOTE, depth, "river " * 40), width).lines_of(0)
    texts = ["".join(piece.text for piece in line.pieces if piece.start >= 0) for line in lines]
    assert max(map(len, texts)) >= min(width, 10) - len("river")


def test_an_item_that_begins_with_a_list_shows_both_bullets() -> None:
    builder = DocumentBuilder()
    with builder.container(ContainerKind.LIST), builder.container(ContainerKind.ITEM):
        with builder.container(ContainerKind.LIST), builder.container(ContainerKind.ITEM):
            builder.block(BlockKind.PARAGRAPH, "inner")
        builder.block(BlockKind.PARAGRAPH, "outer")
    assert page_text(Layout(builder.build(), 20)) == "• ◦ inner\n  outer"


def test_the_label_of_a_note_hangs() -> None:
    builder = DocumentBuilder()
    with builder.container(ContainerKind.NOTE, label="[3]"):
        builder.block(BlockKind.PARAGRAPH, "Charts of the North")
    assert page_text(Layout(builder.build(), 14)) == "[3] Charts of\n    the North"


def test_a_long_label_is_cropped_and_made_safe() -> None:
    builder = DocumentBuilder()
    with builder.container(ContainerKind.NOTE, label="\x1b[31m" + "label" * 10):
        builder.block(BlockKind.PARAGRAPH, "text")
    line = text_of(Layout(builder.build(), 60).lines_of(0)[0])
    assert "\x1b" not in line
    assert len(line) < 30


@pytest.mark.parametrize(
    ("label", "title", "drawn"),
    [
        ("warning", "", "┃ Warning\n┃ thin ice"),
        ("warning", "Mind the ice", "┃ Warning: Mind the ice\n┃ thin ice"),
        ("warning", "Warning: ice", "┃ Warning: ice\n┃ thin ice"),
        ("", "", "┃ thin ice"),
    ],
)
def test_an_admonition_names_itself_once(label: str, title: str, drawn: str) -> None:
    builder = DocumentBuilder()
    with builder.container(ContainerKind.ADMONITION, label=label):
        if title:
            builder.block(BlockKind.SUMMARY, title)
        builder.block(BlockKind.PARAGRAPH, "thin ice")
    assert page_text(Layout(builder.build(), 30)) == drawn


def test_an_admonition_in_an_item_keeps_the_bullet_to_its_first_line() -> None:
    builder = DocumentBuilder()
    item = builder.container(ContainerKind.LIST), builder.container(ContainerKind.ITEM)
    with item[0], item[1], builder.container(ContainerKind.ADMONITION, label="note"):
        builder.block(BlockKind.PARAGRAPH, "thin ice")
    assert page_text(Layout(builder.build(), 30)) == "• ┃ Note\n  ┃ thin ice"


def test_text_from_the_right_has_its_bullet_at_the_right() -> None:
    assert page_text(Layout(listed("مكتبة"), 12)) == "     مكتبة •"
    assert page_text(Layout(listed("مكتبة", ordered=True, number=12), 20)) == "           مكتبة .12"


def test_text_from_the_right_that_begins_with_digits_is_known_by_its_first_letter() -> None:
    builder = DocumentBuilder()
    builder.block(BlockKind.PARAGRAPH, "1748: مكتبة")
    builder.block(BlockKind.PARAGRAPH, "see مكتبة")
    assert page_text(Layout(builder.build(), 16)) == "     1748: مكتبة\n\nsee مكتبة"
