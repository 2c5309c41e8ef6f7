"""Extracting anew from the raw pages that are kept: what changes, what stays, what is not taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Library
from index.article import Extraction, Metadata, Page, Progress, Verdict
from index.document import BlockKind, DocumentBuilder
from index.errors import UsageError
from index.extract.recipe import View
from index.importing import import_all
from index.reextracting import Change, Replayed, replay
from index.sites import FILE, add_removal, drop_removal, read_rules, set_view
from tests.extract.expected import PAGES

BOX = "Become a friend of the coast, and get our letter every week."
PARAGRAPHS = "".join(
    f"<p>Paragraph {number} tells of the ferry, which crosses at noon, and of those who wait for it.</p>"
    for number in range(12)
)
PAGE = f"""<!doctype html><title>The ferry</title><article><h1>The ferry</h1>{PARAGRAPHS}
<div class="join-us-box"><p>{BOX}</p></div></article>""".encode()
URL = "https://coast.example/ferry"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "library")


def fill(library: Library, folder: Path) -> int:
    path = folder / "ferry.html"
    path.write_bytes(PAGE)
    (kept,) = import_all(library, [str(path)], url=URL, jobs=1)
    return kept.id


def rule(library: Library, text: str) -> None:
    (library.path / FILE).write_text(text, encoding="utf-8")


def only(library: Library, article_id: int, **options: bool) -> Replayed:
    (found,) = replay(library, [article_id], jobs=1, **options)
    return found


def test_replaying_without_a_change_of_rules_changes_nothing(library: Library) -> None:
    list(import_all(library, [str(PAGES)], jobs=2))
    ids = [hit.id for hit in library.search(limit=None).hits]
    found = list(replay(library, ids, jobs=2))
    assert [each.id for each in found] == ids
    assert {each.change for each in found} == {Change.UNCHANGED}


def test_a_new_rule_is_told_by_the_words_and_passages_that_it_takes(library: Library, tmp_path: Path) -> None:
    article_id = fill(library, tmp_path)
    rule(library, '["coast.example"]\nremove = [".join-us-box"]\n')
    found = only(library, article_id, apply=False)
    assert (found.change, found.lost, found.gained) == (Change.CHANGED, (BOX,), ())
    assert (found.words_lost, found.words_gained) == (len(BOX.split()), 0)
    assert BOX in library.read(article_id).document.text


def test_what_is_replayed_can_be_searched_by_its_new_text(library: Library, tmp_path: Path) -> None:
    article_id = fill(library, tmp_path)
    assert library.search("friend letter").total == 1
    rule(library, '["coast.example"]\nremove = [".join-us-box"]\n')
    only(library, article_id)
    assert library.search("friend letter", relax=False).total == 0
    assert library.search("ferry crosses").total == 1


def test_tags_states_highlights_and_the_raw_page_stay(library: Library, tmp_path: Path) -> None:
    article_id = fill(library, tmp_path)
    text = library.read(article_id).document.text
    start = text.index("Paragraph 9")
    library.tag([article_id], add=["sea"])
    library.mark([article_id], starred=True, progress=Progress.READING)
    library.save_position(article_id, start, start / len(text))
    library.highlight(article_id, start, start + len("Paragraph 9"), note="nine")
    rule(library, '["coast.example"]\nremove = ["//p[contains(., \'Paragraph 2 \')]"]\n')
    assert only(library, article_id).change is Change.CHANGED
    article = library.read(article_id)
    (highlight,) = article.highlights
    assert article.document.text[highlight.start : highlight.end] == "Paragraph 9"
    assert article.document.text[article.state.position :].startswith("Paragraph 9")
    assert (article.tags, article.state.starred, highlight.note) == (("sea",), True, "nine")
    assert library.raw(article_id).data == PAGE


def test_a_highlight_whose_words_are_gone_is_kept_and_comes_back_with_them(library: Library, tmp_path: Path) -> None:
    article_id = fill(library, tmp_path)
    start = library.read(article_id).document.text.index(BOX)
    library.highlight(article_id, start, start + len(BOX))
    rule(library, '["coast.example"]\nremove = [".join-us-box"]\n')
    assert only(library, article_id).unanchored == 1
    assert library.read(article_id).highlights[0].quote == BOX
    (library.path / FILE).unlink()
    assert only(library, article_id).unanchored == 0
    article = library.read(article_id)
    assert article.document.text[article.highlights[0].start : article.highlights[0].end] == BOX


def test_a_worse_answer_is_not_taken_unless_it_is_asked_for(library: Library) -> None:
    builder = DocumentBuilder()
    for number in range(40):
        builder.block(BlockKind.PARAGRAPH, f"What another program kept of the page, sentence {number}.")
    kept = Extraction(Metadata("Kept", "https://wall.example/a", words=320, minutes=2), builder.build())
    page = Page("-", "https://wall.example/a", b"<!doctype html><title>Wall</title><body><p>Please subscribe.</p>")
    article_id = library.add(page, kept).id
    assert only(library, article_id).change is Change.WORSE
    assert library.read(article_id).metadata.title == "Kept"
    assert only(library, article_id, force=True).change is Change.CHANGED
    assert library.read(article_id).metadata.title == "Wall"


def test_a_broken_article_takes_any_answer(library: Library) -> None:
    builder = DocumentBuilder()
    builder.block(BlockKind.PARAGRAPH, "Loading, please wait.")
    page = Page("-", URL, PAGE)
    article_id = library.add(page, Extraction(Metadata("-", URL, words=3), builder.build(), Verdict.SHELL)).id
    assert only(library, article_id).change is Change.CHANGED


def test_a_page_that_can_no_longer_be_read_fails_alone(library: Library, tmp_path: Path) -> None:
    article_id = fill(library, tmp_path)
    picture = Page("-", "https://coast.example/p", b"\x89PNG\r\n\x1a\n" + bytes(64))
    other = library.add(picture, Extraction(Metadata("P", picture.url), DocumentBuilder().build())).id
    found = list(replay(library, [other, article_id], jobs=1))
    assert [each.change for each in found] == [Change.FAILED, Change.UNCHANGED]


# The file of rules


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[coast", "not valid TOML"),
        ('["coast.example"]\nselect = 3', "expected a selector in quotes"),
        ('["coast.example"]\nremove = ["p["]', "is no selector"),
        ('["coast.example"]\nremoves = ["p"]', "no key 'removes'"),
        ('["https://coast.example"]\nremove = ["p"]', "a site is a host"),
        ('"coast.example" = 1', "must be a table"),
        ('["coast.example"]\nview = "all"', "expected one of 'article', 'readability', 'whole page'"),
    ],
)
def test_a_rule_that_cannot_be_understood_is_named(library: Library, text: str, said: str) -> None:
    rule(library, text)
    with pytest.raises(UsageError, match=said) as caught:
        library.recipe()
    assert FILE in str(caught.value)


def test_a_rule_is_added_and_taken_back_without_touching_what_a_person_wrote(tmp_path: Path) -> None:
    written = '# the coast\n["coast.example"]\ntitle = "h1"  # the large one\n'
    (tmp_path / FILE).write_text(written)
    assert add_removal(tmp_path, "coast.example", ".box")
    assert add_removal(tmp_path, "coast.example", '//p[.="x"]')
    assert not add_removal(tmp_path, "coast.example", ".box")
    add_removal(tmp_path, "other.example", "#ad")
    text = (tmp_path / FILE).read_text()
    assert text.startswith(written.strip())
    first, second = read_rules(tmp_path)
    assert (first.title, first.remove) == ("h1", (".box", '//p[.="x"]'))
    assert (second.site, second.remove) == ("other.example", ("#ad",))
    drop_removal(tmp_path, "other.example", "#ad")
    drop_removal(tmp_path, "coast.example", '//p[.="x"]')
    drop_removal(tmp_path, "coast.example", ".box")
    assert (tmp_path / FILE).read_text().strip() == written.strip()


def test_one_selector_that_a_person_wrote_without_a_list_becomes_the_first_of_it(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('["coast.example"]\nremove = ".ad"\n')
    add_removal(tmp_path, "coast.example", ".box")
    assert read_rules(tmp_path)[0].remove == (".ad", ".box")


def test_the_view_to_keep_is_set_and_taken_back(tmp_path: Path) -> None:
    set_view(tmp_path, "coast.example/ferry$", View.WHOLE)
    assert [(rule.site, rule.view) for rule in read_rules(tmp_path)] == [("coast.example/ferry$", View.WHOLE)]
    set_view(tmp_path, "coast.example/ferry$", None)
    assert read_rules(tmp_path) == ()


def test_a_library_without_rules_has_none(tmp_path: Path) -> None:
    assert read_rules(tmp_path) == ()
