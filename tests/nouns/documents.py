"""Random documents for property tests: every kind of block, nested as pages nest them."""

from __future__ import annotations

from hypothesis import strategies as st

from index.document import BlockKind, ContainerKind, Document, DocumentBuilder, SpanKind
from index.document.builder import Inline, TableCell
from index.safe_text import one_line

WORDS = st.sampled_from(
    [
        *("delta", "river", "naïve", "Straße", "über", "l’IA", "e\u0301te\u0301", "don't", "1,234", "c++"),
        *("北京", "大学", "カタカナ", "مكتبة", "שלום", "👩\u200d🚀"),
        *("ខ្មែរ\u200bភាសា", "ภาษาไทย", "हिन्दी", "Donau\xaddampf\xadschiff", "12\xa0km", "🇫🇷", "（注）", "「窓」。"),
        *("*star*", "<tag>", "a_b_c", "[x]", "# not", "1. nor"),
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
SIMPLE_SPANS = st.sampled_from([kind for kind in SpanKind if kind not in (SpanKind.NOTE, SpanKind.RUBY)])


@st.composite
def inlines(draw: st.DrawFn) -> Inline:
    """A run of text with nested spans and a few line breaks."""
    inline = Inline()
    for _ in range(draw(st.integers(1, 4))):
        inline.add(draw(TEXTS) + " ")
        if draw(st.booleans()):
            with inline.span(draw(SIMPLE_SPANS), "https://rivers.example/delta"):
                inline.add(draw(TEXTS))
                if draw(st.booleans()):
                    with inline.span(SpanKind.STRONG):
                        inline.add(" " + draw(TEXTS))
        if draw(st.integers(0, 5)) == 0:
            inline.line_break()
    return inline


def _blocks(draw: st.DrawFn, builder: DocumentBuilder, depth: int) -> None:
    for _ in range(draw(st.integers(1, 3))):
        _block(draw, builder, draw(st.integers(0, 11)), depth)


def _block(draw: st.DrawFn, builder: DocumentBuilder, choice: int, depth: int) -> None:
    match choice:
        case 0:
            builder.anchor(draw(st.sampled_from(["course", "delta", "notes"])))
            builder.block(BlockKind.HEADING, draw(inlines()), level=draw(st.integers(1, 6)))
        case 1:
            builder.block(BlockKind.CODE, "def f(x):\n\treturn  x\n\n# end", language="python")
        case 2:
            rows = draw(st.integers(1, 4))
            builder.table([[TableCell(draw(inlines()), header=row == 0) for _ in range(3)] for row in range(rows)])
        case 3:
            with builder.container(ContainerKind.FIGURE):
                builder.block(BlockKind.IMAGE, one_line(draw(TEXTS)), source="https://rivers.example/map.png")
                builder.block(BlockKind.CAPTION, draw(inlines()))
        case 4:
            builder.block(BlockKind.RULE)
        case 5:
            builder.block(BlockKind.EMBED, "A film", source="https://video.example/embed/1")
        case 6:
            builder.block(BlockKind.MATH, "x² + y²", source="x^2 + y^2")
        case 7 | 8 if depth < 4:
            ordered = choice == 7
            style = draw(st.sampled_from(["", "a", "I"])) if ordered else ""
            with builder.container(ContainerKind.LIST, ordered=ordered, number=3 if ordered else 1, label=style):
                for number in range(draw(st.integers(1, 3))):
                    with builder.container(ContainerKind.ITEM, number=3 + number if ordered else 1):
                        builder.block(BlockKind.PARAGRAPH, draw(inlines()))
                        if draw(st.booleans()):
                            _blocks(draw, builder, depth + 1)
        case 9 if depth < 4:
            with builder.container(ContainerKind.QUOTE):
                _blocks(draw, builder, depth + 1)
        case _:
            builder.block(BlockKind.PARAGRAPH, draw(inlines()))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A whole document."""
    builder = DocumentBuilder()
    _blocks(draw, builder, 0)
    return builder.build()
