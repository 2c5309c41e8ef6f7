from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Block, BlockKind, ContainerKind, Document, DocumentBuilder, Span, SpanKind, serialise
from index.document.builder import Inline, TableCell
from index.document.html import write_html
from index.document.markdown import write_markdown
from index.document.measure import length_of
from index.document.plain import write_plain
from index.document.serialise import read_structure, write_structure
from index.document.walk import Close, Leaf, Open, inline, tree
from index.errors import BadDataError
from tests.nouns.documents import documents


@given(documents())
def test_what_the_builder_makes_keeps_every_law(document: Document) -> None:
    document.check()


@given(documents())
def test_a_stored_document_is_read_back_as_it_was(document: Document) -> None:
    read = read_structure(document.text, write_structure(document))
    assert (read.text, list(read.blocks), tuple(read.containers), dict(read.anchors)) == (
        document.text, list(document.blocks), tuple(document.containers), dict(document.anchors))  # fmt: skip
    assert read.starts == document.starts


@given(documents())
def test_the_tree_opens_and_closes_every_container_around_its_blocks(document: Document) -> None:
    path: list[int] = []
    seen = 0
    for step in tree(document):
        match step:
            case Open(number):
                assert document.containers[number].parent == (path[-1] if path else -1)
                path.append(number)
            case Close(number):
                assert path.pop() == number
            case Leaf(number, block):
                assert number == seen
                assert tuple(path) == document.path(block.container)
                seen += 1
    assert not path
    assert seen == len(document.blocks)


@given(documents())
def test_the_inline_walk_yields_every_character_once(document: Document) -> None:
    for block in document.blocks:
        steps = inline(document, block.start, block.end, block.spans)
        assert "".join(step for step in steps if isinstance(step, str)) == document.text_of(block)


@given(documents())
def test_every_written_form_is_made_without_complaint(document: Document) -> None:
    for form in (write_html(document), write_markdown(document), write_plain(document)):
        assert isinstance(form, str)


@given(st.binary(max_size=200))
def test_damaged_structure_is_refused_as_bad_data(data: bytes) -> None:
    with pytest.raises(BadDataError):
        read_structure("text", data)


def test_blank_runs_become_one_blank_and_no_break_spaces_stay() -> None:
    line = Inline()
    line.add("  a \n\t b")
    line.add("  ")
    line.add(" c\u00a0d ")
    assert line.finish()[0] == "a b c\u00a0d"


def test_spans_lose_the_blanks_at_their_ends() -> None:
    line = Inline()
    line.add("see ")
    with line.span(SpanKind.STRONG):
        line.add(" this ")
    line.add("now")
    text, spans, _ = line.finish()
    assert text == "see this now"
    assert spans == (Span(SpanKind.STRONG, 4, 8),)


def test_a_container_without_blocks_is_left_out() -> None:
    builder = DocumentBuilder()
    with builder.container(ContainerKind.QUOTE):
        builder.block(BlockKind.PARAGRAPH, "   ")
    builder.block(BlockKind.PARAGRAPH, "kept")
    document = builder.build()
    assert document.containers == ()
    assert [document.text_of(block) for block in document.blocks] == ["kept"]


def test_spanning_cells_take_their_places_in_the_grid() -> None:
    builder = DocumentBuilder()
    builder.table([
        [TableCell("tall", rows=2), TableCell("wide", columns=2)],
        [TableCell("left"), TableCell("right")],
    ])  # fmt: skip
    table = builder.build().blocks[0].table
    assert table is not None
    assert (table.rows, table.columns) == (2, 3)
    assert [(cell.row, cell.column) for cell in table.cells] == [(0, 0), (0, 1), (1, 1), (1, 2)]


def test_the_body_text_leaves_out_pictures_and_captions() -> None:
    builder = DocumentBuilder()
    builder.block(BlockKind.PARAGRAPH, "before")
    with builder.container(ContainerKind.FIGURE):
        builder.block(BlockKind.IMAGE, "a map", source="map.png")
        builder.block(BlockKind.CAPTION, "The delta in 1748")
    builder.block(BlockKind.PARAGRAPH, "after")
    assert builder.build().body_text() == "before\n\nafter"


def test_html_never_links_to_a_scheme_that_runs_code() -> None:
    line = Inline()
    with line.span(SpanKind.LINK, "javascript:alert(1)"):
        line.add("press")
    builder = DocumentBuilder()
    builder.block(BlockKind.PARAGRAPH, line)
    assert write_html(builder.build()) == "<p><a>press</a></p>\n"


def test_markdown_guards_what_would_read_as_markup() -> None:
    builder = DocumentBuilder()
    builder.block(BlockKind.PARAGRAPH, "# no heading, *no* emphasis")
    builder.block(BlockKind.PARAGRAPH, "1. no list")
    assert write_markdown(builder.build()) == "\\# no heading, \\*no\\* emphasis\n\n1\\. no list\n"


def test_markdown_indents_the_continuation_of_an_item() -> None:
    builder = DocumentBuilder()
    with builder.container(ContainerKind.LIST, ordered=True, number=9):
        with builder.container(ContainerKind.ITEM, number=9):
            builder.block(BlockKind.PARAGRAPH, "nine")
            builder.block(BlockKind.CODE, "x = 1\ny = 2", language="python")
        with builder.container(ContainerKind.ITEM, number=10):
            builder.block(BlockKind.PARAGRAPH, "ten")
    assert write_markdown(builder.build()) == "9. nine\n\n   ```python\n   x = 1\n   y = 2\n   ```\n10. ten\n"


def test_plain_text_shows_lists_quotes_and_rules() -> None:
    builder = DocumentBuilder()
    with builder.container(ContainerKind.QUOTE), builder.container(ContainerKind.LIST):
        for word in ("one", "two"):
            with builder.container(ContainerKind.ITEM):
                builder.block(BlockKind.PARAGRAPH, word)
    builder.block(BlockKind.RULE)
    assert write_plain(builder.build()) == "> - one\n> - two\n\n* * *\n"


def test_a_malformed_document_is_named() -> None:
    with pytest.raises(ValueError, match="block 0"):
        Document("ab", (Block(BlockKind.PARAGRAPH, 0, 3),)).check()


@pytest.mark.parametrize(
    ("text", "words", "minutes"),
    [("", 0, 0), ("one two", 2, 1), ("don't stop", 2, 1), ("北京大学", 4, 1), ("word " * 2380, 2380, 10),
     ("字" * 5000, 5000, 10)],
)  # fmt: skip
def test_length_counts_words_or_characters_by_script(text: str, words: int, minutes: int) -> None:
    length = length_of(text)
    assert (length.words, length.minutes) == (words, minutes)


def test_the_headings_of_a_stored_document_are_found_without_making_its_other_blocks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    builder = DocumentBuilder()
    for number in range(20):
        builder.block(BlockKind.HEADING, f"Chapter {number}", level=2)
        builder.block(BlockKind.PARAGRAPH, "Words. " * 9)
    document = builder.build()
    read = read_structure(document.text, write_structure(document))
    made: list[int] = []
    make = serialise._block
    monkeypatch.setattr(serialise, "_block", lambda start, row: (made.append(start), make(start, row))[1])
    assert list(read.headings()) == list(document.headings())
    assert len(made) == 20
