"""What a page says about its article: where it is looked for, and what is not believed."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from index.article import Metadata, Page
from index.extract import extract
from index.extract.dates import iso_date

BODY = "<h1>The heading</h1>" + "<p>The tide took the bench in March, and in April it took the sign beside it.</p>" * 4
URL = "https://shore.example/notes/bench?utm_source=mail"


def metadata(head: str, body: str = BODY, url: str = URL, before: str = "") -> Metadata:
    return extract(
        Page("x.html", url, f"{before}<html><head>{head}</head><body>{body}</body></html>".encode())
    ).metadata


def test_linked_data_goes_before_meta_elements() -> None:
    head = (
        '<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle",'
        ' "headline": "From JSON-LD", "author": [{"name": "Ida Holm"}, {"name": "Ole Brandt"}],'
        ' "datePublished": "2024-05-01T10:00:00+0200", "publisher": {"name": "Shore"}, "image": "/a.jpg"}]}</script>'
        '<meta property="og:title" content="From OpenGraph"><meta name="author" content="Nobody">'
    )
    found = metadata(head)
    assert (found.title, found.byline, found.site) == ("From JSON-LD", "Ida Holm, Ole Brandt", "Shore")
    assert found.published == "2024-05-01T10:00:00+02:00"
    assert found.image == "https://shore.example/a.jpg"


@pytest.mark.parametrize("broken", ["{not json", '[1, "x"]', '{"@type": ["Article"], "author": 7}', "null"])
def test_broken_linked_data_is_passed_over(broken: str) -> None:
    assert metadata(f'<script type="application/ld+json">{broken}</script><title>A title of the page</title>').title


def test_the_site_is_taken_off_the_title_of_the_page() -> None:
    assert metadata("<title>The heading | Shore</title>").title == "The heading"
    assert metadata("<title>Some words about benches by the sea - Shore</title>", "<p>x").title == (
        "Some words about benches by the sea"
    )


def test_a_byline_is_found_where_readers_see_it() -> None:
    assert metadata("", f'<div class="byline">By Ida Holm</div>{BODY}').byline == "By Ida Holm"


def test_what_is_only_read_aloud_is_not_part_of_a_byline() -> None:
    line = '<p class="byline"><span class="screen-reader-text">Author </span> <a href="/ida">Ida Holm</a></p>'
    assert metadata("", line + BODY).byline == "Ida Holm"


def test_a_byline_is_the_name_alone_where_the_page_marks_it() -> None:
    line = '<p class="author">Post by <a class="username" href="/u">gant</a> » Sun Apr 04, 2021 3:32 pm</p>'
    assert metadata("", line + BODY).byline == "gant"


def test_the_authors_of_a_journal_are_named_each() -> None:
    head = '<meta name="citation_author" content="Marsh, Ada"><meta name="citation_author" content="Piet Aalders">'
    assert metadata(head).byline == "Ada Marsh, Piet Aalders"


def test_a_title_is_found_under_a_heading_that_names_the_site() -> None:
    body = BODY.replace("<h1>The heading</h1>", "<h1>The Board</h1><h2>Old marks</h2>")
    assert metadata("<title>Old marks - The Board</title>", body).title == "Old marks"


def test_a_canonical_address_on_the_same_site_is_believed() -> None:
    assert metadata('<link rel="canonical" href="/notes/bench">').url == "https://shore.example/notes/bench"
    assert (
        metadata('<meta property="og:url" content="https://www.shore.example/b">').url == "https://www.shore.example/b"
    )


@pytest.mark.parametrize("address", ["https://shore.example/", "https://other.example/notes/bench", "http://[bad", ""])
def test_a_canonical_address_elsewhere_or_of_the_front_page_is_not(address: str) -> None:
    assert metadata(f'<link rel="canonical" href="{address}">').url == URL


@pytest.mark.parametrize(
    "mark",
    [
        "<!-- saved from url=(0035)https://shore.example/notes/bench -->",
        "<!--\n Page saved with SingleFile \n url: https://shore.example/notes/bench \n saved date: today\n-->",
        "<!-- Saved from https://shore.example/notes/bench at 2024-01-01T00:00:00Z using monolith v2.8.1 -->",
    ],
)
def test_a_saved_page_knows_where_it_was(mark: str) -> None:
    found = metadata("", url="file:///home/me/bench.html", before=mark)
    assert found.url == "https://shore.example/notes/bench"


def test_addresses_count_from_the_base_element() -> None:
    body = BODY + '<p><a href="x.html">A link in a sentence that is long enough to be kept, I hope.</a> And a text.</p>'
    page = f'<html><head><base href="https://cdn.example/sub/"></head><body>{body}</body></html>'
    document = extract(Page("x.html", URL, page.encode())).document
    assert [span.target for block in document.blocks for span in block.spans] == ["https://cdn.example/sub/x.html"]


def test_a_page_that_names_no_picture_has_none() -> None:
    assert metadata("").image == ""
    assert metadata('<meta property="og:image" content="/a.jpg">').image == "https://shore.example/a.jpg"


def test_without_a_description_the_first_paragraph_is_the_excerpt() -> None:
    assert metadata("").excerpt.startswith("The tide took the bench")


def test_words_and_minutes_are_counted() -> None:
    found = metadata("")
    assert found.words > 40
    assert found.minutes == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-05-01", "2024-05-01"),
        ("2024-05-01T10:00:00.000Z", "2024-05-01T10:00:00Z"),
        ("2024-05-01 10:00", "2024-05-01T10:00"),
        ("2024/5/1", "2024-05-01"),
        ("20240501", "2024-05-01"),
        ("Wed, 01 May 2024 10:00:00 GMT", "2024-05-01T10:00:00+00:00"),
        ("May 1, 2024", "2024-05-01"),
        ("1er mai 2024", "2024-05-01"),
        ("1 de mayo de 2024", "2024-05-01"),
        ("2024年5月1日", "2024-05-01"),
        ("5 мая 2024 г.", "2024-05-05"),
        ("5. května 2024", "2024-05-05"),
        ("5. červenec 2024", "2024-07-05"),
        ("5. června 2024", "2024-06-05"),
        ("5 maja 2024", "2024-05-05"),
        ("5 лютого 2024", "2024-02-05"),
        ("5. marraskuuta 2024", "2024-11-05"),
        ("2024. május 5.", "2024-05-05"),
        ("5 Μαΐου 2024", "2024-05-05"),
        ("5 مايو 2024", "2024-05-05"),
        ("٥ مايو، ٢٠٢٤", "2024-05-05"),
        ("5 במאי 2024", "2024-05-05"),
        ("5 मई 2024", "2024-05-05"),
        ("5 พฤษภาคม 2567", "2024-05-05"),
        ("Chủ nhật, 5 tháng 5, 2024", "2024-05-05"),
        ("5 Mayıs 2024 Pazar", "2024-05-05"),
        ("5 de maig de 2024", "2024-05-05"),
        ("2024년 5월 5일", "2024-05-05"),
        ("1714557600", "2024-05-01T10:00:00+00:00"),
        ("01/02/2024", ""),
        ("2024-13-45", ""),
        ("soon", ""),
    ],
)
def test_dates_are_iso_8601_or_nothing(text: str, day: str) -> None:
    assert iso_date(text) == day


def test_months_are_known_in_many_languages_and_each_has_twelve() -> None:
    names = tomllib.loads(files("index.extract").joinpath("months.toml").read_text("utf-8"))
    assert len(names) >= 25
    assert {language: len(line.split()) for language, line in names.items()} == dict.fromkeys(names, 12)
