from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Extraction, Metadata, Page, Verdict
from index.document import Document
from index.errors import BadDataError
from index.extract.recipe import PLAIN, Recipe, SiteRule, View
from index.importing.wire import (
    WorkerError,
    extraction_of,
    extraction_parts,
    failure_parts,
    frame,
    read_frame,
    task_of,
    task_parts,
)
from tests.nouns.documents import documents


@given(st.binary(), st.binary(), st.binary())
def test_a_frame_is_read_back_as_it_was(first: bytes, second: bytes, third: bytes) -> None:
    stream = io.BytesIO(frame((first, second, third)))
    assert read_frame(stream.read) == (first, second, third)


@given(st.text(), st.binary(), st.floats(0, 1e10))
def test_a_page_arrives_as_it_was_sent(source: str, data: bytes, fetched: float) -> None:
    page = Page(source, "https://rivers.example/delta", data, "text/html", "utf-8", fetched)
    assert task_of(task_parts(page)) == (page, PLAIN)


def test_the_rules_of_sites_and_the_view_that_is_wanted_go_with_a_page() -> None:
    page = Page("-", "https://rivers.example/delta", b"<p>")
    recipe = Recipe(
        (SiteRule("rivers.example", ("article",), (".ad", "//p[1]"), title="h1", view=View.READABILITY),), View.WHOLE
    )
    assert task_of(task_parts(page, recipe)) == (page, recipe)


@given(documents())
def test_an_extraction_arrives_as_it_was_sent(document: Document) -> None:
    sent = Extraction(Metadata(title="Delta", words=3, minutes=1), document, Verdict.SHORT, 0.5, ("few words",))
    got = extraction_of(extraction_parts(sent))
    assert (got.metadata, got.verdict, got.quality, got.reasons) == (sent.metadata, sent.verdict, 0.5, sent.reasons)
    assert (got.document.text, list(got.document.blocks)) == (document.text, list(document.blocks))


def test_bad_data_keeps_its_sentence() -> None:
    with pytest.raises(BadDataError, match=r"x\.html: a PNG picture"):
        extraction_of(failure_parts(BadDataError("x.html: a PNG picture, not a page")))


def test_any_other_failure_is_named_by_its_kind_alone() -> None:
    with pytest.raises(WorkerError, match=r"^extraction failed: RecursionError$"):
        extraction_of(failure_parts(RecursionError("deep secrets")))
