"""Passages and articles in the forms in which people cite."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Metadata
from index.citing import Form, Source, cite
from index.document import Document
from index.document.excerpt import excerpt
from tests.nouns.documents import documents
from tests.screen.shelves import rivers

RIVERS = Metadata(
    title="Rivers of the north", byline="Ida Falk", site="Rivers", published="2024-05-12T10:00:00Z",
    url="https://rivers.example/north", language="en",
)  # fmt: skip
ADDRESS = "https://rivers.example/north#:~:text=is%20never%20the%20same%20twice."


def passage(words: str, **facts: Any) -> Source:
    document = rivers()
    start = document.text.index(words)
    return Source(Metadata(**facts) if facts else RIVERS, document, (start, start + len(words)))


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        (
            Form.CITATION,
            f"“is never the same twice.” — Ida Falk, *Rivers of the north*, Rivers, 2024-05-12, {ADDRESS}",
        ),
        (Form.PLAIN, "is never the same twice."),
        (
            Form.MARKDOWN,
            f"> is never the same twice.\n>\n> — Ida Falk, [*Rivers of the north*](<{ADDRESS}>), Rivers, 2024-05-12",
        ),
        (
            Form.ORG,
            (
                "#+begin_quote\nis never the same twice.\n#+end_quote\n"
                f"— Ida Falk, [[{ADDRESS}][Rivers of the north]], Rivers, 2024-05-12"
            ),
        ),
        (
            Form.BIBTEX,
            (
                "@online{falk2024rivers,\n  author = {Ida Falk},\n  title = {Rivers of the north},\n"
                "  organization = {Rivers},\n  date = {2024-05-12},\n"
                f"  url = {{{ADDRESS}}},\n  langid = {{en}},\n  note = {{“is never the same twice.”}},\n}}"
            ),
        ),
    ],
)
def test_a_passage_in_each_form(form: Form, wanted: str) -> None:
    assert cite(passage("is never the same twice."), form) == wanted


def test_an_article_without_a_passage_is_a_reference() -> None:
    whole = Source(RIVERS, rivers())
    assert cite(whole, Form.CITATION) == (
        "Ida Falk, *Rivers of the north*, Rivers, 2024-05-12, https://rivers.example/north"
    )
    assert "note" not in cite(whole, Form.BIBTEX)


def test_what_is_not_known_leaves_no_gap() -> None:
    assert cite(passage("never", title="Rivers"), Form.CITATION) == "“never” — *Rivers*"
    assert cite(passage("never", url="file:///a.html"), Form.ORG).endswith("[[file:///a.html][file:///a.html]]")


def test_a_passage_over_blocks_keeps_them_in_markdown_and_is_one_line_in_a_citation() -> None:
    source = passage("Upper reach — granite, steep, cold\n\nLower reach — silt and reeds\n\nA river is")
    assert cite(source, Form.MARKDOWN).startswith(
        "> - Upper reach — granite, steep, cold\n> - Lower reach — silt and reeds\n>\n> > A river is\n>\n> — "
    )
    assert cite(source, Form.CITATION).startswith("“Upper reach — granite, steep, cold Lower reach — silt and reeds A")


def test_links_stay_in_markdown_and_notes_stay_behind() -> None:
    source = passage("charted in 17481 and is fed by three streams")
    assert cite(source, Form.PLAIN) == "charted in 1748 and is fed by three streams"
    assert "> charted in 1748 and is fed by [three streams](https://rivers.example/streams)" in cite(
        source, Form.MARKDOWN
    )


def test_words_in_quotation_marks_of_their_own_get_no_second_pair() -> None:
    document = Document("", ())
    assert cite(Source(Metadata(title="A"), document), Form.CITATION) == "*A*"
    quoted = _of("“Is it so?”")
    assert cite(quoted, Form.CITATION) == "“Is it so?” — *A*"


def _of(text: str) -> Source:
    from tests.screen.shelves import plain

    return Source(Metadata(title="A"), plain(text), (0, len(text)))


def test_nothing_that_commands_a_terminal_is_copied() -> None:
    source = Source(Metadata(title="A\x1b]52;c;AAAA\x07B", url="https://a.example/"), Document("", ()))
    assert "\x1b" not in cite(source, Form.CITATION)


def test_bibtex_guards_what_tex_would_take_as_its_own() -> None:
    source = Source(Metadata(title="50 % of {A} & B_c", byline="Jürgen Öz", published="2020"), Document("", ()))
    assert r"title = {50 \% of \{A\} \& B\_c}" in cite(source, Form.BIBTEX)
    assert cite(source, Form.BIBTEX).startswith("@online{oz2020,")


@given(documents(), st.data())
def test_any_part_of_any_document_is_a_document(document: Document, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(document.text)))
    end = data.draw(st.integers(start, len(document.text)))
    part = excerpt(document, start, end)
    part.check()
    for form in Form:
        cite(Source(RIVERS, document, (start, end)), form)
