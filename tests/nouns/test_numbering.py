from __future__ import annotations

import pytest

from index.document import BlockKind, ContainerKind, DocumentBuilder
from index.document.html import write_html
from index.document.numbering import numeral
from index.document.plain import write_plain


@pytest.mark.parametrize(
    ("number", "style", "written"),
    [
        (4, "", "4"),
        (1, "a", "a"),
        (26, "A", "Z"),
        (27, "a", "aa"),
        (52, "a", "az"),
        (703, "A", "AAA"),
        (4, "i", "iv"),
        (1994, "I", "MCMXCIV"),
        (4000, "i", "4000"),
        (0, "a", "0"),
        (-3, "I", "-3"),
        (7, "circle", "7"),
    ],
)
def test_items_are_numbered_in_figures_letters_or_roman_numerals(number: int, style: str, written: str) -> None:
    assert numeral(number, style) == written


def test_a_list_keeps_its_numbering_in_text_and_in_html() -> None:
    builder = DocumentBuilder()
    with builder.container(ContainerKind.LIST, ordered=True, number=3, label="i"):
        for number in (3, 4):
            with builder.container(ContainerKind.ITEM, number=number):
                builder.block(BlockKind.PARAGRAPH, "delta")
    document = builder.build()
    assert write_plain(document) == "iii. delta\niv. delta\n"
    assert write_html(document).startswith('<ol start="3" type="i"><li>delta</li>')
