"""Repairing the article that is read: views of its page, and blocks that are removed by a learned rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Library
from index.article import Article, Page
from index.errors import UsageError
from index.extract.recipe import Recipe, SiteRule, View
from index.importing import import_all
from index.reextracting import Change, replay
from index.repairing import keep_view, kept_view, place_in, removal_of, remove, view_of
from index.sites import FILE, read_rules

BOX = "Become a friend of the coast, and get our letter."
PARAGRAPHS = "".join(
    f"<p>Paragraph {number} tells of the ferry, which crosses at noon, and of those who wait for it.</p>"
    for number in range(12)
)
PAGE = f"""<!doctype html><title>The ferry</title><nav><a href="/">Home of the coast</a></nav>
<article><h1>The ferry</h1>{PARAGRAPHS}<div class="join-us-box"><p>{BOX}</p></div></article>""".encode()
URL = "https://www.coast.example/ferry"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "library")


@pytest.fixture
def article(library: Library, tmp_path: Path) -> Article:
    path = tmp_path / "ferry.html"
    path.write_bytes(PAGE)
    (kept,) = import_all(library, [str(path)], url=URL, jobs=1)
    return library.read(kept.id)


def box_of(library: Library, article: Article) -> tuple[str, str]:
    removal = removal_of(library, article.id, BOX)
    assert removal.named == (BOX,)
    return removal.selector, removal.site


def test_a_block_is_removed_for_its_site_and_comes_back_by_undo(library: Library, article: Article) -> None:
    selector, site = box_of(library, article)
    assert (selector, site) == ("div.join-us-box", "coast.example")
    repair = remove(library, article.id, selector, site)
    assert BOX not in library.read(article.id).document.text
    assert read_rules(library.path) == (SiteRule("coast.example", remove=("div.join-us-box",)),)
    assert library.raw(article.id).data == PAGE
    repair.undo()
    assert library.read(article.id).document == article.document
    assert library.recipe() == Recipe()


def test_what_was_removed_stays_removed_when_everything_is_made_anew(library: Library, article: Article) -> None:
    remove(library, article.id, *box_of(library, article))
    (found,) = replay(library, [article.id], jobs=1)
    assert found.change is Change.UNCHANGED


def test_a_highlight_in_a_removed_block_is_told_of_and_comes_back_by_undo(library: Library, article: Article) -> None:
    start = article.document.text.index(BOX)
    library.highlight(article.id, start, start + len(BOX))
    repair = remove(library, article.id, *box_of(library, article))
    assert repair.unanchored == 1
    assert library.read(article.id).highlights[0].quote == BOX
    repair.undo()
    (highlight,) = library.read(article.id).highlights
    assert (highlight.start, highlight.end) == (start, start + len(BOX))


def test_a_rule_that_changes_nothing_or_too_much_is_not_written(library: Library, article: Article) -> None:
    for selector, said in ((".gone", "changes nothing"), ("article", "would leave only")):
        with pytest.raises(UsageError, match=said):
            remove(library, article.id, selector, "coast.example")
    assert library.recipe() == Recipe()
    assert library.read(article.id) == article


def test_a_rule_that_was_there_before_outlives_a_removal_that_fails(library: Library, article: Article) -> None:
    text = '["coast.example"]\nremove = [".gone"]\n'
    (library.path / FILE).write_text(text)
    with pytest.raises(UsageError):
        remove(library, article.id, ".gone", "coast.example")
    assert (library.path / FILE).read_text() == text


def test_a_view_that_is_kept_stays_the_article_until_it_is_undone(library: Library, article: Article) -> None:
    whole = view_of(library, article.id, View.WHOLE)
    assert "Home of the coast" in whole.document.text
    repair = keep_view(library, article.id, View.WHOLE, whole)
    assert library.read(article.id).document == whole.document
    (found,) = replay(library, [article.id], jobs=1)
    assert found.change is Change.UNCHANGED
    assert kept_view(library, library.read(article.id)) is View.WHOLE
    assert view_of(library, article.id, View.ARTICLE).document == article.document
    repair.undo()
    assert library.read(article.id).document == article.document
    assert library.recipe() == Recipe()


def test_the_article_can_be_kept_again_even_where_a_rule_of_the_site_says_otherwise(
    library: Library, article: Article
) -> None:
    (library.path / FILE).write_text('["coast.example"]\nview = "whole page"\n')
    list(replay(library, [article.id], jobs=1, force=True))
    assert "Home of the coast" in library.read(article.id).document.text
    keep_view(library, article.id, View.ARTICLE, view_of(library, article.id, View.ARTICLE))
    (found,) = replay(library, [article.id], jobs=1)
    assert found.change is Change.UNCHANGED
    assert library.read(article.id).document == article.document


def test_blocks_of_a_page_that_is_kept_whole_can_be_removed(library: Library, article: Article) -> None:
    keep_view(library, article.id, View.WHOLE, view_of(library, article.id, View.WHOLE))
    remove(library, article.id, "nav", "coast.example")
    text = library.read(article.id).document.text
    assert "Home of the coast" not in text
    assert BOX in text


def test_a_page_without_an_address_keeps_a_view_without_a_rule(library: Library) -> None:
    whole = view_of(library, add(library, ""), View.WHOLE)
    article_id = add(library, "")
    keep_view(library, article_id, View.WHOLE, whole).undo()
    assert not (library.path / FILE).exists()


def test_a_view_with_nothing_in_it_is_not_kept(library: Library, article: Article) -> None:
    empty = view_of(library, article.id, View.WHOLE)
    empty = type(empty)(empty.metadata, type(empty.document)("", ()))
    with pytest.raises(UsageError, match="nothing in this view"):
        keep_view(library, article.id, View.WHOLE, empty)


def test_a_place_is_found_again_in_another_view(library: Library, article: Article) -> None:
    whole = view_of(library, article.id, View.WHOLE).document.text
    here = article.document.text.index("Paragraph 9")
    assert whole[place_in(article.document.text, whole, here) :].startswith("Paragraph 9")


def add(library: Library, url: str) -> int:
    from index.extract import extract

    page = Page("-", url, PAGE)
    return library.add(page, extract(page)).id
