from __future__ import annotations

import pytest

from index.document import SpanKind
from tests.render.building import paragraph
from tests.render.reading import page_text
from tui.render.layout import Layout, Options
from tui.render.model import Piece, Role


def pieces_of(layout: Layout) -> list[Piece]:
    return [piece for _, line in layout.rows(layout.first) for piece in line.pieces]


def test_nested_spans_combine_their_roles() -> None:
    document = paragraph("plain ", (SpanKind.STRONG, "strong"))
    pieces = pieces_of(Layout(document, 40))
    assert [(piece.text, piece.role) for piece in pieces] == [("plain ", Role.TEXT), ("strong", Role.STRONG)]


def test_a_link_carries_its_target_over_a_line_break() -> None:
    document = paragraph("see ", (SpanKind.LINK, "the upper stream", "https://rivers.example/"))
    links = [piece for piece in pieces_of(Layout(document, 10)) if Role.LINK in piece.role]
    assert [piece.text for piece in links] == ["the", "upper", "stream"]
    assert {piece.target for piece in links} == {"https://rivers.example/"}


def test_the_reference_to_a_note_stands_in_brackets_that_are_drawn() -> None:
    document = paragraph("charted", (SpanKind.NOTE, "7", "#note-7"))
    pieces = pieces_of(Layout(document, 40))
    assert [piece.text for piece in pieces] == ["charted", "[", "7", "]"]
    assert [piece.start for piece in pieces] == [0, -1, 7, -1]
    assert {piece.target for piece in pieces[1:]} == {"#note-7"}


def test_a_reference_that_has_brackets_gets_no_others() -> None:
    assert page_text(Layout(paragraph("charted", (SpanKind.NOTE, "[7]", "#n")), 40)) == "charted[7]"


def test_a_reference_to_a_note_never_starts_a_line_of_chinese() -> None:
    document = paragraph("首次绘入地图", (SpanKind.NOTE, "1", "#n"))
    assert page_text(Layout(document, 12)) == "首次绘入地\n图[1]"


def test_digits_are_raised_and_lowered_in_place() -> None:
    document = paragraph("km", (SpanKind.SUPERSCRIPT, "2"), " H", (SpanKind.SUBSCRIPT, "2"), "O")
    assert page_text(Layout(document, 40)) == "km² H₂O"
    assert "".join(piece.text for piece in pieces_of(Layout(document, 40)) if piece.start >= 0) == "km² H₂O"


def test_what_cannot_be_raised_gets_a_sign() -> None:
    document = paragraph("e", (SpanKind.SUPERSCRIPT, "x"), " e", (SpanKind.SUPERSCRIPT, "x+y"))
    assert page_text(Layout(document, 40)) == "e^x e^(x+y)"


def test_ordinals_read_as_they_stand() -> None:
    assert page_text(Layout(paragraph("the 4", (SpanKind.SUPERSCRIPT, "th")), 40)) == "the 4th"


def test_a_word_below_the_line_is_no_part_of_the_letter_before_it() -> None:
    assert page_text(Layout(paragraph("of a", (SpanKind.SUBSCRIPT, "max")), 40)) == "of a_max"


def test_a_ruby_reading_follows_in_brackets() -> None:
    document = paragraph((SpanKind.RUBY, "東京", "とうきょう"), "へ")
    assert page_text(Layout(document, 40)) == "東京（とうきょう）へ"


def test_soft_hyphens_are_hidden_and_shown_as_hyphens_at_the_end_of_a_line() -> None:
    document = paragraph("incom\xadprehen\xadsible")
    assert page_text(Layout(document, 40)) == "incomprehensible"
    assert page_text(Layout(document, 9)) == "incom-\nprehen-\nsible"
    line = Layout(document, 9).lines_of(0)[1]
    assert [(piece.text, piece.start) for piece in line.pieces] == [("prehen", 6), ("-", -1)]


def test_links_are_numbered_where_they_cannot_be_clicked() -> None:
    document = paragraph(
        (SpanKind.LINK, "one", "https://a.example/"), " ", (SpanKind.LINK, "two", "https://b.example/"), " ",
        (SpanKind.LINK, "again", "https://a.example/"), " ", (SpanKind.LINK, "below", "#note"),
    )  # fmt: skip
    layout = Layout(document, 60, Options(numbered_links=True))
    assert page_text(layout) == "one⟨1⟩ two⟨2⟩ again⟨1⟩ below"
    assert layout.link_numbers == {"https://a.example/": 1, "https://b.example/": 2}


def test_a_span_never_parts_what_is_joined() -> None:
    document = paragraph("👩", (SpanKind.STRONG, "\u200d🚀 flies"))
    assert [piece.text for piece in pieces_of(Layout(document, 40))] == ["👩\u200d🚀", " flies"]


def test_justified_lines_fill_the_width_with_drawn_blanks() -> None:
    document = paragraph("a river is never the same twice and neither is the one who steps into it")
    lines = Layout(document, 30, Options(justified=True)).lines_of(0)
    assert [line.cells for line in lines[:-1]] == [30] * (len(lines) - 1)
    assert lines[-1].cells < 30
    assert all(Role.DECORATION in piece.role for line in lines for piece in line.pieces if piece.start < 0)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Il dit : « Ici même ? » et s’en va.", 11, ["Il dit :", "« Ici", "même ? » et", "s’en va."]),
        ("C’est déjà fini ! Oui.", 15, ["C’est déjà", "fini ! Oui."]),
        ("Er sagte »Möwe« und ging.", 9, ["Er sagte", "»Möwe«", "und ging."]),
        ("La note, déjà. ↩", 14, ["La note,", "déjà. ↩"]),
    ],
)
def test_signs_that_stand_apart_stay_with_their_words(text: str, width: int, lines: list[str]) -> None:
    assert page_text(Layout(paragraph(text), width)).replace("\xa0", " ").split("\n") == lines
