"""`reextract`: what it says, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from index.sites import FILE
from tests.cli.running import carrel, opened
from tests.cli.terminals import with_a_keyboard

BOX = "Become a friend of the coast, and get our letter."
PAGE = (
    "<!doctype html><title>Ferry</title><article><h1>Ferry</h1>"
    + "<p>The ferry crosses at noon, and those who wait for it wait long, with bread and a book.</p>" * 6
    + f'<div class="join-us-box"><p>{BOX}</p></div></article>'
)


def kept(empty: Path, tmp_path: Path) -> None:
    (tmp_path / "ferry.html").write_text(PAGE)
    carrel(empty, "add", str(tmp_path / "ferry.html"), "--url", "https://coast.example/ferry")
    (empty / FILE).write_text('["coast.example"]\nremove = ["div.join-us-box"]\n')


def test_a_dry_run_tells_what_would_be_lost_and_writes_nothing(empty: Path, tmp_path: Path) -> None:
    kept(empty, tmp_path)
    for _ in range(2):
        result = carrel(empty, "reextract", "--dry-run")
        assert result.status == 0
        assert result.lines == ["     1  −10 +0 words  Ferry", f"        − {BOX}"]
        assert result.err == "1 article: 1 changed; nothing was written\n"


def test_articles_are_changed_once(empty: Path, tmp_path: Path) -> None:
    kept(empty, tmp_path)
    assert carrel(empty, "reextract", "site:coast.example").err == "1 article: 1 changed\n"
    assert carrel(empty, "reextract").err == "1 article: 1 unchanged\n"
    assert BOX not in carrel(empty, "show", "1").out


def test_json_tells_one_object_an_article(empty: Path, tmp_path: Path) -> None:
    kept(empty, tmp_path)
    (found,) = carrel(empty, "reextract", "--json", "--dry-run").objects
    assert (found["id"], found["change"], found["lost"], found["words_lost"]) == (1, "changed", [BOX], 10)


def test_ctrl_c_leaves_no_article_half_done(empty: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(80):
        page = PAGE.replace("Ferry", f"Ferry {number}").replace("noon", f"noon of day {number}")
        address = f'<link rel="canonical" href="https://coast.example/{number}">'
        (folder / f"{number}.html").write_text(page.replace("<article>", f"{address}<article>"))
    carrel(empty, "add", str(folder))
    (empty / FILE).write_text('["coast.example"]\nremove = ["div.join-us-box"]\n')
    status, _ = with_a_keyboard(empty, "reextract", "--jobs", "1", awaited="−10 +0 words", typed="\x03")
    assert status == 130
    with opened(empty) as library:
        articles = [library.read(number) for number in range(1, 81)]
        boxes = [BOX in article.document.text for article in articles]
        assert all(article.document.text.count("The ferry crosses") == 6 for article in articles)
        words = {article.metadata.words for article, box in zip(articles, boxes, strict=True) if box}
        fewer = {article.metadata.words for article, box in zip(articles, boxes, strict=True) if not box}
        assert fewer == {count - len(BOX.split()) for count in words}
        assert 0 < sum(boxes) < 80
        found = {hit.id for hit in library.search('"friend of the coast"', limit=None).hits}
        assert found == {article.id for article, box in zip(articles, boxes, strict=True) if box}
    assert carrel(empty, "doctor").status == 0
    assert carrel(empty, "reextract").err.startswith(f"80 articles: {sum(boxes)} changed, {80 - sum(boxes)} unchanged")


def test_a_query_that_finds_nothing_is_status_1(library: Path) -> None:
    assert carrel(library, "reextract", "tag:none").status == 1


def test_rules_that_cannot_be_understood_stop_everything_with_one_line(library: Path) -> None:
    (library / FILE).write_text('["coast.example"]\nremove = ["p["]\n')
    for arguments in (["reextract"], ["add", "/dev/null"]):
        result = carrel(library, *arguments)
        assert result.status == 2
        assert result.err.count("\n") == 1
        assert '["coast.example"] remove' in result.err
