"""Inputs that break extractors, each with the right outcome."""

from __future__ import annotations

import pickle

import pytest

from index.article import Extraction, Page, Verdict
from index.document import BlockKind
from index.errors import BadDataError
from index.extract import extract
from index.extract.sniff import LARGEST

SENTENCE = "The river rose a little in the night, and by the morning nobody could say where the path had been. "


def extracted(markup: str, name: str = "page.html") -> Extraction:
    result = extract(Page(name, f"file:///{name}", markup.encode()))
    result.document.check()
    return result


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "a PNG picture"),
        (b"\xff\xd8\xff\xe0" + bytes(64), "a JPEG picture"),
        (b"GIF89a" + bytes(64), "a GIF picture"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(64), "a WebP picture"),
        (b"\x00\x00\x00\x1cftypavif" + bytes(64), "an AVIF picture"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(64), "an MP4 video"),
        (b"ID3\x04\x00" + bytes(64), "an MP3 recording"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(20), "a 7-Zip archive"),
        (b"\xfd7zXZ\x00" + bytes(20), "xz-compressed data"),
        (b"{\\rtf1\\ansi", "an RTF document"),
        (b"\x7fELF\x02\x01" + bytes(64), "a program"),
        (b"SQLite format 3\x00" + bytes(84), "an SQLite database"),
        (b"wOF2" + bytes(64), "a font"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo", "a web archive"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><title>A quay</title></svg>', "an SVG picture"),
        (b"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Mine</TITLE><DL><p><DT><A HREF=x>x</A>", "a list of bookmarks"),
        (b"<opml version='2.0'><head><title>Mine</title></head><body></body></opml>", "an OPML list"),
        (b"<!-- made --><feed><title>News</title><link href='/'/><p>words</p></feed>", "a feed"),
        (b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'></urlset>", "a site map"),
        (b"%PDF-1.7\n...", "a PDF document"),
        (b"\x1f\x8b\x08\x00" + bytes(20), "gzip-compressed data"),
        (b"PK\x03\x04" + bytes(20), "a ZIP archive"),
        (b'{"title": "no page", "text": [1, 2]}', "JSON data"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "a feed"),
        (bytes(range(256)) * 8, "binary data"),
    ],
)
def test_what_is_no_page_is_refused_by_its_name(data: bytes, said: str) -> None:
    with pytest.raises(BadDataError, match=rf"x\.html: {said}, not a page"):
        extract(Page("x.html", "file:///x.html", data))


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\x00" * 50])
def test_an_empty_file_is_said_to_be_empty(data: bytes) -> None:
    with pytest.raises(BadDataError, match=r"x\.html: empty"):
        extract(Page("x.html", "file:///x.html", data))


def test_a_page_that_opens_with_a_drawing_is_a_page() -> None:
    assert "The river rose" in extracted(f"<svg><title>Signs</title></svg><p>{SENTENCE * 3}</p>").document.text


def test_a_page_beyond_any_size_is_refused() -> None:
    with pytest.raises(BadDataError, match="too large for a page"):
        extract(Page("x.html", "file:///x.html", b"a" * (LARGEST + 1)))


def test_five_thousand_levels_lose_no_text() -> None:
    inside = "<div>" * 5000 + f"<p>{SENTENCE * 4}</p>" + "</div>" * 5000
    result = extracted(f"<html><body>{inside}<p>{SENTENCE * 3} The end.</p></body></html>")
    assert result.document.text.count("The river rose") == 7
    assert result.document.text.endswith("The end.")


def test_a_thousand_unclosed_spans_lose_no_text() -> None:
    spans = "".join(f"<span>{SENTENCE}" for _ in range(1000))
    assert extracted(f"<body><article>{spans}</article></body>").document.text.count("The river rose") == 1000


def test_unclosed_bold_runs_through_the_paragraphs_without_loss() -> None:
    paragraphs = "".join(f"<p><b>{SENTENCE}" for _ in range(300))
    assert extracted(f"<body><article>{paragraphs}</article></body>").document.text.count("The river rose") == 300


def test_nested_quotations_and_lists_of_any_depth_are_read() -> None:
    assert extracted("<body>" + "<blockquote>" * 600 + SENTENCE * 4).document.text.count("The river rose") == 4
    assert extracted("<body>" + "<ul><li>a " * 600 + SENTENCE * 4).document.text.count("The river rose") == 4


def test_thousands_of_posts_without_names_are_one_text() -> None:
    posts = "".join(f"<div><div><p>{number} {SENTENCE}</p></div></div>" for number in range(400))
    assert extracted(f"<html><body>{posts}</body></html>").document.text.count("The river rose") == 400


def test_cells_that_claim_millions_of_columns_are_held_to_reason() -> None:
    cells = "<tr><td colspan=99999999 rowspan=99999999>a</td><td>b</td></tr><tr><td>c</td></tr>"
    markup = f"<p>{SENTENCE * 3}</p><table>{cells}</table>"
    table = next(block.table for block in extracted(f"<body>{markup}</body>").document.blocks if block.table)
    assert table.columns < 1000


def test_a_page_of_only_links_is_a_list() -> None:
    links = "".join(f'<p><a href="/{number}">Headline of the story number {number}</a></p>' for number in range(60))
    assert extracted(f"<html><body>{links}</body></html>").verdict is Verdict.LIST


def test_control_and_direction_characters_do_not_get_through() -> None:
    result = extracted(f"<title>a&#27;[31mb</title><p>{SENTENCE}&#x202e;evil&#x202c; &#27;]0;x&#7; {SENTENCE}</p>")
    for text in (result.document.text, result.metadata.title):
        assert not any(character < " " and character != "\n" for character in text)
        assert "\u202e" not in text


def test_addresses_that_cannot_be_parsed_do_no_harm() -> None:
    markup = f'<p>{SENTENCE}<a href="http://[bad">one</a> <a href="javascript:alert(1)">two</a> {SENTENCE}</p>'
    result = extracted(f"<body>{markup}</body>")
    assert not any(span.target.startswith("javascript") for block in result.document.blocks for span in block.spans)


def test_the_answer_can_be_sent_to_another_process() -> None:
    result = extracted(f"<body><h1>A title</h1><p>{SENTENCE * 4}</p></body>")
    assert pickle.loads(pickle.dumps(result)) == result


@pytest.mark.parametrize(
    ("media", "kind"),
    [
        ('<img class="gallery-photo" src="/a.jpg" alt="A quay">', BlockKind.IMAGE),
        ('<picture class="carousel"><img class="slider" src="/a.jpg" alt="A quay"></picture>', BlockKind.IMAGE),
        ('<video class="slideshow" src="/a.mp4"></video>', BlockKind.EMBED),
        ('<iframe class="slider" src="https://player.example/embed/7"><p>unclosed</iframe>', BlockKind.EMBED),
    ],
)
def test_media_that_is_named_as_a_gallery_is_shown_as_what_it_is(media: str, kind: BlockKind) -> None:
    result = extracted(f"<article><p>{SENTENCE * 3}</p>{media}<p>{SENTENCE * 3}</p></article>")
    assert [block.kind for block in result.document.blocks] == [BlockKind.PARAGRAPH, kind, BlockKind.PARAGRAPH]
