"""Nothing that a terminal would obey, and nothing that deceives, reaches a line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.article import Metadata
from index.document import Block, BlockKind, Cell, Container, ContainerKind, Document, Span, SpanKind, Table
from index.safe_text import is_safe
from tests.render.reading import assert_fits
from tui.render.header import header_lines
from tui.render.layout import Layout, Options

HOSTILE = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from(
            [
                "\x1b]52;c;YQ==\x07",
                "\x9b31m",
                "\u202egnp.exe",
                "\x00",
                "\u200b",
                "ก",
                "\u0e34",
                "a\u0301" * 3,
                "\u0301" * 20,
            ]
        )
    ).map("".join),
)
BLOCKS = st.sampled_from([kind for kind in BlockKind if kind is not BlockKind.TABLE])


@given(HOSTILE, HOSTILE, BLOCKS, st.sampled_from(ContainerKind), st.integers(1, 60))
def test_no_hostile_text_reaches_a_line(
    text: str, other: str, kind: BlockKind, around: ContainerKind, width: int
) -> None:
    spans = (Span(SpanKind.RUBY, 0, len(text), other),) if text else ()
    containers = (Container(ContainerKind.ADMONITION, label=other), Container(around, 0, label=other))
    document = Document(text, (Block(kind, 0, len(text), 1, source=other, spans=spans),), containers)
    assert_harmless(document, width)


@given(HOSTILE, st.integers(1, 60))
def test_no_hostile_text_reaches_a_table(text: str, width: int) -> None:
    middle = len(text) // 2
    cells = (Cell(0, middle, 0, 0), Cell(middle, len(text), 0, 1), Cell(0, len(text), 1, 0, 1, 2))
    document = Document(text, (Block(BlockKind.TABLE, 0, len(text), table=Table(2, 2, cells)),))
    assert_harmless(document, width)


@given(HOSTILE, st.integers(1, 60))
def test_no_hostile_text_reaches_the_head(text: str, width: int) -> None:
    for line in header_lines(Metadata(title=text, byline=text, site=text, published=text), width):
        assert_fits(line, width)
        assert all(is_safe(piece.text) for piece in line.pieces)


def assert_harmless(document: Document, width: int) -> None:
    layout = Layout(document, width, Options(justified=True))
    for _, line in layout.rows(layout.first):
        assert_fits(line, width)
        for piece in line.pieces:
            assert is_safe(piece.text)
            assert "\n" not in piece.text
            assert "\t" not in piece.text
