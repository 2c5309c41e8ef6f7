from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.document import Document
from tests.nouns.documents import documents
from tests.render.building import paragraph
from tests.render.reading import assert_fits, text_of
from tui.render.layout import Layout
from tui.render.model import Mark, Role

TEXT = "The river delta of the north is fed by the river of the south"


def marked_text(layout: Layout, role: Role) -> list[str]:
    return [piece.text for _, line in layout.rows(layout.first) for piece in line.pieces if role in piece.role]


def hits(text: str, word: str) -> list[Mark]:
    return [
        Mark(at, at + len(word), Role.HIT) for at in range(len(text)) if text.startswith(word, at)
    ]  # fmt: skip


def test_marks_are_drawn_over_the_text() -> None:
    layout = Layout(paragraph(TEXT), 80)
    layout.mark("hits", hits(TEXT, "river"))
    assert marked_text(layout, Role.HIT) == ["river", "river"]


def test_a_mark_goes_on_over_a_line_break() -> None:
    layout = Layout(paragraph(TEXT), 12)
    layout.mark("hits", hits(TEXT, "river delta"))
    assert marked_text(layout, Role.HIT) == ["river", "delta"]


def test_layers_combine_and_are_replaced_one_by_one() -> None:
    layout = Layout(paragraph(TEXT), 80)
    layout.mark("hits", hits(TEXT, "river"))
    layout.mark("here", [Mark(4, 9, Role.HIT_HERE)])
    assert marked_text(layout, Role.HIT | Role.HIT_HERE) == ["river"]
    layout.mark("here", [Mark(43, 48, Role.HIT_HERE)])
    assert marked_text(layout, Role.HIT) == ["river", "river"]
    layout.mark("hits", ())
    assert marked_text(layout, Role.HIT) == []
    assert marked_text(layout, Role.HIT_HERE) == ["river"]


def test_overlapping_marks_of_a_layer_all_count() -> None:
    layout = Layout(paragraph(TEXT), 80)
    layout.mark("highlights", [Mark(0, 30, Role.HIGHLIGHT), Mark(4, 9, Role.SELECTED), Mark(20, 40, Role.HIGHLIGHT)])
    assert "".join(marked_text(layout, Role.HIGHLIGHT)) == TEXT[:40]
    assert marked_text(layout, Role.HIGHLIGHT | Role.SELECTED) == ["river"]


def test_lines_that_no_mark_touches_stay_the_same_objects() -> None:
    layout = Layout(paragraph(TEXT), 12)
    before = layout.lines_of(0)
    layout.mark("hits", [Mark(4, 9, Role.HIT)])
    after = layout.lines_of(0)
    assert [old is new for old, new in zip(before, after, strict=True)] == [False] + [True] * (len(before) - 1)
    layout.mark("hits", ())
    assert layout.lines_of(0) is before


def test_marks_outlive_a_resize() -> None:
    layout = Layout(paragraph(TEXT), 12)
    layout.mark("hits", hits(TEXT, "south"))
    assert marked_text(layout.reshaped(40), Role.HIT) == ["south"]


def test_a_mark_never_parts_what_is_joined() -> None:
    layout = Layout(paragraph("a👩\u200d🚀b"), 40)
    layout.mark("hits", [Mark(2, 4, Role.HIT)])
    assert [piece.text for piece in layout.lines_of(0)[0].pieces] == ["a👩\u200d🚀", "b"]


@given(documents(), st.integers(1, 80), st.data())
def test_marks_change_roles_alone(document: Document, width: int, data: st.DataObject) -> None:
    places = st.integers(0, len(document.text))
    ranges = data.draw(st.lists(st.tuples(places, places), max_size=8))
    marks = [Mark(min(pair), max(pair), Role.HIT) for pair in ranges]
    plain, layout = Layout(document, width), Layout(document, width)
    layout.mark("hits", marks)
    for (_, before), (_, after) in zip(plain.rows(plain.first), layout.rows(layout.first), strict=True):
        assert text_of(after) == text_of(before)
        assert_fits(after, width)
    shown = {
        at: piece.role
        for _, line in layout.rows(layout.first)
        for piece in line.pieces
        if piece.start >= 0
        for at in range(piece.start, piece.start + len(piece.text))
    }
    for at, role in shown.items():
        if any(mark.start <= at < mark.end for mark in marks):
            assert Role.HIT in role or not document.text[at].isalpha() or ord(document.text[at]) > 0x300
