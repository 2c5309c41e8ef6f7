"""Laws of repairing and extracting anew, on pages of every kind: what is undone was never done; twice is once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from index import Library, reextracting, repairing
from index.article import Article, Extraction, Page
from index.document import BlockKind
from index.errors import UsageError
from index.extract import extract
from index.extract.recipe import PLAIN, Recipe, page_of
from index.importing.extracting import Extracted
from index.reextracting import Change, replay
from index.sites import FILE, read_rules
from tests.extract.expected import NAMES, PAGES

PATIENT = settings(max_examples=25)


@pytest.fixture(autouse=True)
def _within_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process for each page would be most of the time; what it does has its own tests."""

    def extracted(page: Page, recipe: Recipe = PLAIN) -> Extraction:
        return extract(page, recipe)

    def all_extracted(pages: Iterator[Page], *, jobs: int | None = None, recipe: Recipe = PLAIN) -> Iterator[Extracted]:
        assert jobs == 1
        for page in pages:
            yield Extracted(page, extract(page, recipe))

    monkeypatch.setattr(repairing, "_extracted", extracted)
    monkeypatch.setattr(reextracting, "extract_all", all_extracted)


@contextmanager
def shelved(name: str) -> Iterator[tuple[Library, Article]]:
    """A library of one page of the collection."""
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library") as library:
        page = Page(f"{name}.html", f"https://pages.example/{name}", (PAGES / f"{name}.html").read_bytes())
        yield library, library.read(library.add(page, extract(page)).id)


def passages(article: Article) -> list[str]:
    document = article.document
    return [document.text_of(block) for block in document.blocks if block.kind is BlockKind.PARAGRAPH]


def quotes(article: Article) -> list[tuple[str, int, int]]:
    return [(mark.quote, mark.start, mark.end) for mark in article.highlights]


@PATIENT
@given(st.sampled_from(NAMES), st.randoms(use_true_random=False))
def test_a_removal_that_is_undone_was_never_done(name: str, chance: object) -> None:
    with shelved(name) as (library, article):
        text = _some_passage(article, chance)
        start = article.document.text.index(text)
        library.highlight(article.id, start, start + len(text))
        before = library.read(article.id)
        try:
            removal = repairing.removal_of(library, article.id, text)
            repair = repairing.remove(library, article.id, removal.selector, removal.site or removal.page)
        except UsageError:
            assert not (library.path / FILE).exists() or read_rules(library.path) == ()
            assert library.read(article.id) == before
            return
        assert text not in passages(library.read(article.id)) or passages(article).count(text) > 1
        assert [quote for quote, _, _ in quotes(library.read(article.id))] == [text]
        repair.undo()
        after = library.read(article.id)
        assert (after.document, after.metadata, after.verdict) == (before.document, before.metadata, before.verdict)
        assert quotes(after) == quotes(before)
        assert read_rules(library.path) == ()


@PATIENT
@given(st.sampled_from(NAMES), st.randoms(use_true_random=False))
def test_extracting_anew_twice_is_extracting_anew_once(name: str, chance: object) -> None:
    with shelved(name) as (library, article):
        text = _some_passage(article, chance)
        start = article.document.text.index(text)
        library.highlight(article.id, start, start + len(text))
        rule = page_of(article.metadata.url)
        (library.path / FILE).write_text(f'["{rule}"]\nremove = ["h2", "pre", "table"]\n', encoding="utf-8")
        (first,) = replay(library, [article.id], jobs=1)
        once = library.read(article.id)
        (second,) = replay(library, [article.id], jobs=1)
        assert first.change in (Change.CHANGED, Change.UNCHANGED, Change.WORSE)
        assert second.change is (Change.WORSE if first.change is Change.WORSE else Change.UNCHANGED)
        assert library.read(article.id) == once
        assert [quote for quote, _, _ in quotes(once)] == [text]
        for quote, begin, end in quotes(once):
            assert begin < 0 or once.document.text[begin:end] == quote


def _some_passage(article: Article, chance: object) -> str:
    found = [text for text in passages(article) if len(text) > 20 and article.document.text.count(text) == 1]
    assume(found)
    return str(chance.choice(found))  # type: ignore[attr-defined]
