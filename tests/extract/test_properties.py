"""Laws that hold for every page, however broken: tested on mutations of the pages of this folder."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Extraction, Page
from index.document import Document
from index.document.html import write_html
from index.document.serialise import read_structure, write_structure
from index.errors import BadDataError
from index.extract import extract
from index.safe_text import is_safe
from tests.extract.expected import NAMES, PAGES, page_of
from tests.nouns.documents import documents

SCRAPS = st.sampled_from((
    "<", ">", "</", "<!--", "-->", "<![CDATA[", "&#0;", "&#x202e;", "&amp", "\x00", "\x1b[31m", "\ufeff", '"', "'",
    "<p>", "</p>", "<div>", "</div>", "</body>", "<body>", "</html>", "<table>", "<td>", "</table>", "<li>", "</ul>",
    "<script>", "</script>", "<pre>", "<blockquote>", "<a href='#fn1'>", "<b>", "<form>", "<noscript>", "<svg>",
    "<br><br>", "<img src=x>", "<math>", "<ruby>", "<select>", "<h1>", "<details>", "<template>", "<dl><dd>", "<hr>",
))  # fmt: skip
TAGS = (
    "img", "video", "iframe", "picture", "figure", "figcaption", "p", "div", "li", "ul", "table", "td", "pre", "code",
    "blockquote", "aside", "section", "article", "a", "span", "h2", "dl", "dd", "math", "details", "summary", "footer",
)  # fmt: skip
TELLING_NAMES = (
    "gallery", "caption", "credit", "share", "related", "comments", "sidebar", "footnote", "footnotes", "note",
    "admonition warning", "admonition-title", "highlight", "gutter", "math", "katex", "apart", "embed", "twitter-tweet",
    "mw-editsection", "infobox", "byline", "hidden", "language-python", "emoji", "references", "post", "toc",
)  # fmt: skip


NAMED_ELEMENTS = st.builds(
    '<{} class="{}" src="/x.mp4" href="#x">{}'.format,
    st.sampled_from(TAGS),
    st.sampled_from(TELLING_NAMES),
    SCRAPS,
)


@st.composite
def mutated_pages(draw: st.DrawFn) -> bytes:
    """A page with pieces cut out, put in, said twice and moved."""
    source = (PAGES / f"{draw(st.sampled_from(NAMES))}.html").read_text("utf-8")
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(source)))
        end = min(len(source), start + draw(st.integers(0, 400)))
        piece = source[start:end]
        source = draw(
            st.sampled_from(
                [
                    source[:start] + source[end:],
                    source[:start] + draw(SCRAPS) + source[start:],
                    source[:start] + draw(NAMED_ELEMENTS) + source[start:],
                    source[:end] + piece + source[end:],
                    piece + source[:start] + source[end:],
                    source[:end],
                ]
            )
        )
    return source.encode("utf-8", "replace")


def extracted(data: bytes) -> Extraction | None:
    try:
        return extract(Page("page.html", "https://page.example/a", data))
    except BadDataError:
        return None


@given(mutated_pages())
def test_no_page_breaks_extraction_or_the_laws_of_a_document(data: bytes) -> None:
    result = extracted(data)
    if result is not None:
        result.document.check()
        assert is_safe(result.document.text)
        metadata = result.metadata
        assert all(is_safe(text) for text in (metadata.title, metadata.byline, metadata.site, metadata.excerpt))
        assert all(is_safe(span.target) for block in result.document.blocks for span in block.spans)
        assert 0 <= result.quality <= 1
        stored = read_structure(result.document.text, write_structure(result.document))
        assert list(stored.blocks) == list(result.document.blocks)


@pytest.mark.parametrize("tag", TAGS)
def test_no_element_breaks_extraction_whatever_it_is_named(tag: str) -> None:
    text = "<p>The river rose a little in the night, and nobody could say where the path had been, or when.</p>" * 3
    for name in TELLING_NAMES:
        element = f'<{tag} class="{name}" src="/x.mp4" href="#x"><img src="/y.jpg" class="{name}">Words.</{tag}>'
        result = extracted(f"<article>{text}{element}{text}</article>".encode())
        assert result is not None
        result.document.check()
        assert result.document.text.count("The river rose") == 6, element


@given(st.binary(max_size=400))
def test_no_bytes_break_extraction(data: bytes) -> None:
    result = extracted(data)
    if result is not None:
        result.document.check()


def reread(document: Document) -> Document:
    return extract(Page("clean.html", "https://page.example/a", write_html(document).encode())).document


@given(documents().filter(lambda document: document.text.strip()))
def test_the_clean_html_of_a_document_gives_its_text_again(document: Document) -> None:
    assert reread(document).text == document.text


@pytest.mark.parametrize("name", NAMES)
def test_extracting_the_clean_html_of_a_page_gives_the_same_text(name: str) -> None:
    document = extract(page_of(name)).document
    if document.text:
        assert reread(document).text == document.text


@given(mutated_pages())
def test_extracting_the_clean_html_of_a_broken_page_gives_the_same_text(data: bytes) -> None:
    result = extracted(data)
    if result is not None and re.search(r"\w", result.document.text):
        assert reread(result.document).text == result.document.text
