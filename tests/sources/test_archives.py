"""Files that hold pages in a package: MHTML, EPUB, WARC, WACZ. Whole ones, damaged ones, hostile ones."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Page
from index.sources import Found, Limits, Unreadable, pages
from tests.sources.material import CHAPTER, HTML, epub, found, mhtml, only_page, record, wacz, warc_gz, zipped

ADDRESS = "https://example.org/tides"
MARCH = 1709294400.0


def file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def cause(folder: Path, name: str, data: bytes, limits: Limits | None = None) -> str:
    (item,) = found(file(folder, name, data), limits=limits)
    assert isinstance(item, Unreadable)
    assert item.status == 65
    return item.cause


# MHTML


def test_a_page_saved_by_a_browser_comes_with_its_address_and_day(tmp_path: Path) -> None:
    page = only_page(file(tmp_path, "a.mhtml", mhtml()))
    assert (page.url, page.media_type, page.charset, page.fetched) == (ADDRESS, "text/html", "utf-8", MARCH)


def test_references_to_parts_become_their_addresses(tmp_path: Path) -> None:
    page = only_page(file(tmp_path, "a.mht", mhtml()))
    assert b"<img src='https://example.org/a.png?x=1&amp;y=2'>" in page.data


def test_references_that_no_part_answers_to_stay(tmp_path: Path) -> None:
    assert b"cid:other@x" in only_page(file(tmp_path, "a.mht", mhtml("<img src='cid:other@x'>"))).data


@pytest.mark.parametrize(
    ("encoding", "body", "text"),
    [
        ("quoted-printable", "<p>Mar=C3=A9e=\r\n basse</p>", "<p>Marée basse</p>"),
        ("base64", "PHA+TWFyw6llPC9wPg==", "<p>Marée</p>"),
        ("8bit", "<p>Marée</p>", "<p>Marée</p>"),
        ("binary", "<p>Marée</p>", "<p>Marée</p>"),
    ],
)
def test_transfer_encodings_are_undone(tmp_path: Path, encoding: str, body: str, text: str) -> None:
    page = only_page(file(tmp_path, "a.mht", mhtml(body, encoding=encoding)))
    assert page.data.decode(page.charset).strip() == text


def test_the_root_is_the_part_that_the_header_names(tmp_path: Path) -> None:
    data = mhtml().replace(b'type="text/html";', b'type="text/html"; start="<second>";')
    second = b"------Boundary\r\nContent-Type: text/html\r\nContent-ID: <second>\r\n\r\n<p>Second</p>\r\n"
    data = data.replace(b"------Boundary--", second + b"------Boundary--")
    assert only_page(file(tmp_path, "a.mht", data)).data.strip() == b"<p>Second</p>"


def test_a_page_without_an_address_has_that_of_its_file(tmp_path: Path) -> None:
    path = file(tmp_path, "a.mht", mhtml(address="cid:frame@mhtml.blink"))
    assert only_page(path).url == path.as_uri()


def test_a_web_archive_without_a_page_says_so(tmp_path: Path) -> None:
    data = mhtml().replace(b"Content-Type: text/html", b"Content-Type: text/css")
    assert cause(tmp_path, "a.mht", data) == "a web archive (MHTML) without a page"


# EPUB


def test_a_book_is_one_page_of_its_spine(tmp_path: Path) -> None:
    text = only_page(file(tmp_path, "tide.epub", epub())).data.decode()
    assert text.index("The sea\xa0rises.") < text.index("The sea falls.")
    assert "Contents" not in text
    assert "An answer key." not in text


def test_a_book_tells_title_authors_and_language(tmp_path: Path) -> None:
    path = file(tmp_path, "tide.epub", epub())
    page = only_page(path)
    text = page.data.decode()
    assert page.url == path.as_uri()
    assert "<title>The Tide &amp; the Moon</title>" in text
    assert '<meta name="author" content="Ada Marsh, Ben Reed">' in text
    assert '<html lang="en">' in text


def test_links_between_chapters_lead_to_places_in_the_page(tmp_path: Path) -> None:
    text = only_page(file(tmp_path, "tide.epub", epub())).data.decode()
    assert '<a href="#chapter-2-deep">On</a>' in text
    assert '<p id="chapter-2-deep">' in text
    assert '<a href="https://example.org/">Out</a>' in text


def test_footnotes_of_a_book_stand_behind_their_chapter(tmp_path: Path) -> None:
    chapter = CHAPTER.format(
        '<section xmlns:epub="http://www.idpf.org/2007/ops"><p>Tide<a epub:type="noteref" href="#n">1</a>.</p>'
        '<aside epub:type="footnote" id="n"><p>Or flood.</p></aside><p>More.</p></section>'
    )
    text = only_page(file(tmp_path, "a.epub", epub(one=chapter))).data.decode()
    assert (
        '<p>Tide<a href="#chapter-1-n">1</a>.</p><p>More.</p>'
        '<ol><li id="chapter-1-n" class="footnote" role="doc-footnote"><p>Or flood.</p></li></ol>'
    ) in text


def test_the_boxes_of_a_chapter_are_dissolved_and_stay_places_to_link_to(tmp_path: Path) -> None:
    chapter = CHAPTER.format('<div id="box"><div>Bare words.</div><p>A paragraph.</p></div>')
    text = only_page(file(tmp_path, "a.epub", epub(one=chapter))).data.decode()
    assert '<a id="chapter-1-box"></a><p>Bare words.</p><p>A paragraph.</p>' in text


def test_pictures_of_a_book_keep_an_address_in_it(tmp_path: Path) -> None:
    path = file(tmp_path, "tide.epub", epub())
    assert f'src="{path.as_uri()}#OEBPS/images/moon.png"' in only_page(path).data.decode()


def test_a_chapter_that_is_no_xml_is_read_as_html(tmp_path: Path) -> None:
    book = epub(one=b"<html><body><p>Open<br>ended & <b>bold</p></body></html>")
    assert "<p>Open<br>ended &amp; <b>bold</b></p>" in only_page(file(tmp_path, "a.epub", book)).data.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"container": "<container/>"}, "names no package"),
        ({"container": "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}, "declares entities"),
        ({"book": "<package/>"}, "names no chapters"),
        ({"book": "not xml"}, "cannot be read"),
        ({"one": CHAPTER.format(""), "two": CHAPTER.format("")}, "a book without text"),
        (
            {"META-INF/encryption.xml": '<e><d><CipherReference URI="OEBPS/text/one.xhtml"/></d></e>'},
            "a locked book (DRM)",
        ),
    ],
)
def test_a_book_that_cannot_be_read_says_why(tmp_path: Path, changes: dict[str, str], said: str) -> None:
    assert said in cause(tmp_path, "a.epub", epub(**changes))


def test_scrambled_fonts_do_not_lock_a_book(tmp_path: Path) -> None:
    book = epub(**{"META-INF/encryption.xml": '<e><d><CipherReference URI="OEBPS/fonts/a.otf"/></d></e>'})
    assert b"rises" in only_page(file(tmp_path, "a.epub", book)).data


def test_no_file_of_this_machine_is_read_through_a_book(tmp_path: Path) -> None:
    secret = file(tmp_path, "secret.txt", b"TOP SECRET")
    hostile = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>&x;.</p></body></html>'
    assert b"SECRET" not in only_page(file(tmp_path, "a.epub", epub(one=hostile))).data


def test_a_book_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    large = CHAPTER.format("<p>" + "sea " * 1_000_000 + "</p>")
    assert "zip bomb" in cause(tmp_path, "a.epub", epub(one=large))
    assert "larger than" in cause(tmp_path, "b.epub", epub(one=large), Limits(decoded=1_000_000, ratio=10_000))
    assert "members" in cause(tmp_path, "c.epub", epub(), Limits(members=3))


def test_a_zip_that_is_no_book_says_so(tmp_path: Path) -> None:
    assert "missing" in cause(tmp_path, "a.epub", zipped({"a.txt": "words"}))
    assert "damaged archive (zip)" in cause(tmp_path, "b.epub", b"no zip at all")
    assert "damaged" in cause(tmp_path, "c.epub", epub()[:-200])


# WARC and WACZ


@pytest.mark.parametrize("packed", [False, True])
def test_the_pages_of_a_crawl_are_read(tmp_path: Path, packed: bool) -> None:
    records = [record(f"https://example.org/{number}") for number in range(3)]
    path = file(tmp_path, "a.warc", warc_gz(*records) if packed else b"".join(records))
    read = [page for page in found(path) if isinstance(page, Page)]
    assert [page.url for page in read] == [f"https://example.org/{number}" for number in range(3)]
    first = Page(f"{path}#https://example.org/0", "https://example.org/0", HTML, "text/html", "utf-8", MARCH)
    assert read[0] == replace(first, archive=str(path))


def test_of_a_crawl_only_whole_pages_are_taken_each_once(tmp_path: Path) -> None:
    data = b"".join([
        record(ADDRESS, kind="request"),
        record(f"{ADDRESS}/lost", status="404 Not Found"),
        record(f"{ADDRESS}.png", b"\x89PNG", content_type="image/png"),
        record(ADDRESS),
        record(ADDRESS, b"<p>again</p>"),
        record(f"{ADDRESS}#part", b"<p>again</p>"),
    ])  # fmt: skip
    assert only_page(file(tmp_path, "a.warc", data)).data == HTML


@pytest.mark.parametrize(
    ("payload", "headers"),
    [
        (gzip.compress(HTML), "Content-Encoding: gzip\r\n"),
        (zlib.compress(HTML), "Content-Encoding: deflate\r\n"),
        (zlib.compress(HTML)[2:-4], "Content-Encoding: deflate\r\n"),
        (HTML, "Content-Encoding: gzip\r\n"),
        (b"5\r\n" + HTML[:5] + b"\r\n%x;x=y\r\n" % (len(HTML) - 5) + HTML[5:] + b"\r\n0\r\n\r\n",
         "Transfer-Encoding: chunked\r\n"),
        (HTML, "Transfer-Encoding: chunked\r\n"),
    ],
)  # fmt: skip
def test_stored_answers_are_unpacked_as_the_server_sent_them(tmp_path: Path, payload: bytes, headers: str) -> None:
    assert only_page(file(tmp_path, "a.warc", record(ADDRESS, payload, headers=headers))).data == HTML


def test_a_page_of_a_crawl_that_cannot_be_read_does_not_end_it(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(3_000_000))
    data = record(f"{ADDRESS}/1", bomb, headers="Content-Encoding: gzip\r\n") + record(f"{ADDRESS}/2")
    first, second = found(file(tmp_path, "a.warc", data), limits=Limits(decoded=1_000_000))
    assert isinstance(first, Unreadable)
    assert first.cause == "larger than 1 MB"
    assert isinstance(second, Page)


def test_a_crawl_that_is_cut_off_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    data = record(f"{ADDRESS}/1") + record(f"{ADDRESS}/2", HTML * 100, content_type="image/png")
    for cut, name in ((data[:-3000], "a.warc"), (gzip.compress(data)[:-20], "b.warc.gz")):
        first, last = found(file(tmp_path, name, cut))
        assert isinstance(first, Page)
        assert isinstance(last, Unreadable)
        assert "damaged" in last.cause


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (record(ADDRESS, kind="request"), "without a page"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "without a length"),
        (record(ADDRESS, kind="request") + b"nonsense\r\n", "does not begin where it should"),
    ],
)
def test_a_broken_crawl_says_what_is_wrong(tmp_path: Path, data: bytes, said: str) -> None:
    assert said in cause(tmp_path, "a.warc", data)


def test_of_an_archive_with_a_list_the_listed_pages_are_taken(tmp_path: Path) -> None:
    records = {name: record(f"https://example.org/{name}") for name in ("article", "frame", "other")}
    listed = ["https://example.org/other", "https://example.org/article#part", "https://example.org/lost"]
    path = file(tmp_path, "a.wacz", wacz(records, listed))
    assert [(type(item), item.source.partition("#")[2]) for item in found(path)] == [
        (Page, "https://example.org/article"),
        (Page, "https://example.org/other"),
        (Unreadable, "https://example.org/lost"),
    ]


def test_of_an_archive_without_a_list_all_pages_are_taken(tmp_path: Path) -> None:
    records = {name: record(f"https://example.org/{name}") for name in ("a", "b")}
    assert len(found(file(tmp_path, "a.wacz", wacz(records, [])))) == 2


def test_an_archive_with_a_broken_list_says_so(tmp_path: Path) -> None:
    data = zipped({"pages/pages.jsonl": "{", "archive/a.warc": record(ADDRESS)})
    assert "list of pages" in cause(tmp_path, "a.wacz", data)


# Whatever comes


SAMPLES = {"a.mhtml": mhtml(), "a.epub": epub(), "a.warc": record(ADDRESS) * 2, "a.warc.gz": warc_gz(record(ADDRESS)),
           "a.wacz": wacz({"a": record(ADDRESS)}, [ADDRESS]), "a.html.gz": gzip.compress(HTML)}  # fmt: skip


@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_damage_of_any_kind_is_told_and_never_raises(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    sample = bytearray(SAMPLES[name])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(sample) - 1))
        sample[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(sample)))
    path = tmp_path_factory.getbasetemp() / f"damaged-{name}"
    path.write_bytes(bytes(sample[:cut] if data.draw(st.booleans()) else sample))
    items: list[Found] = list(pages([str(path)]))
    assert items
    assert all(isinstance(item, Page | Unreadable) for item in items)
