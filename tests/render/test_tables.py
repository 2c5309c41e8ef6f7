from __future__ import annotations

from index.document import BlockKind, DocumentBuilder
from index.document.builder import TableCell
from tests.render.building import table
from tests.render.reading import page_text
from tui.render.layout import Layout
from tui.render.model import Role

RIVERS = table("River | Length | Known for", "Loire | 1,006 km | sand, castles and floods", "Rhône | 812 km | wind")


def test_a_table_that_fits_is_a_grid_with_numbers_at_the_right() -> None:
    assert page_text(Layout(RIVERS, 60)) == (
        "River │   Length │ Known for\n"
        "──────┼──────────┼─────────────────────────\n"
        "Loire │ 1,006 km │ sand, castles and floods\n"
        "Rhône │   812 km │ wind"
    )


def test_the_widest_column_is_narrowed_first_and_rows_are_parted() -> None:
    assert page_text(Layout(RIVERS, 34)) == (
        "River │   Length │ Known for\n"
        "──────┼──────────┼────────────────\n"
        "Loire │ 1,006 km │ sand, castles\n"
        "      │          │ and floods\n"
        "      │          │\n"
        "Rhône │   812 km │ wind"
    )


def test_a_table_too_wide_becomes_records() -> None:
    assert page_text(Layout(RIVERS, 24)) == (
        "River · Length · Known\n"
        "for\n"
        "\n"
        "River: Loire\n"
        "Length: 1,006 km\n"
        "Known for: sand,\n"
        "  castles and floods\n"
        "\n"
        "River: Rhône\n"
        "Length: 812 km\n"
        "Known for: wind"
    )


def test_headers_say_what_they_are() -> None:
    first = Layout(RIVERS, 60).lines_of(0)[0]
    assert all(Role.TABLE_HEADER in piece.role for piece in first.pieces if piece.start >= 0)


def test_wide_characters_are_measured() -> None:
    assert page_text(Layout(table("河流 | 米", "卢瓦尔河 | 一"), 40)) == "河流     │ 米\n─────────┼───\n卢瓦尔河 │ 一"


def test_cells_span_columns_and_rows() -> None:
    builder = DocumentBuilder()
    builder.table(
        [
            [TableCell("both", columns=2), TableCell("c")],
            [TableCell("a", rows=2), TableCell("bb"), TableCell("cc")],
            [TableCell("bbb"), TableCell("ccc")],
        ]
    )
    assert page_text(Layout(builder.build(), 40)) == "both    │ c\na │ bb  │ cc\n  │ bbb │ ccc"


def test_columns_of_a_table_from_the_right_are_drawn_from_the_right() -> None:
    assert page_text(Layout(table("نهر | 10", "دلتا | 9"), 14)) == "     10 │  نهر\n     ───┼─────\n      9 │ دلتا"


def test_a_table_of_thousands_of_rows_is_laid_out_by_parts() -> None:
    document = table("a | b", *(f"{row} | x" for row in range(3_000)))
    layout = Layout(document, 40)
    assert layout.parts_of(0) > 20
    place = document.text.index("\n2500\t") + 1
    (anchor, line), *_ = layout.page(layout.anchor_at(place), 1)
    assert anchor.part > 10
    assert line.start == place


def test_a_later_row_wider_than_those_measured_wraps() -> None:
    document = table("a | b", *(f"{row} | x" for row in range(300)), "301 | much wider than all before", header=False)
    layout = Layout(document, 40)
    lines = [line for _, line in layout.rows(layout.anchor_at(document.text.index("much")))]
    assert len(lines) > 3
    assert all(line.cells <= 40 for line in lines)


def test_a_table_that_holds_whole_articles_is_running_text() -> None:
    document = table("one | two", "word " * 20_000 + "| x", header=False)
    layout = Layout(document, 40)
    assert layout.parts_of(0) > 5
    assert document.blocks[0].kind is BlockKind.TABLE
    assert len(layout.lines_of(0, 0)) < 1_000
