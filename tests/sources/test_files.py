"""Files, folders and the standard input."""

from __future__ import annotations

import gzip
import io
import os
import threading
import time
from pathlib import Path

import pytest

from index.article import Page
from index.errors import UsageError
from index.sources import Limits, Skipped, Unreadable, count, pages
from tests.sources.material import HTML, PNG, epub, found, mhtml, only_page, record, warc_gz


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_a_file_becomes_a_page_that_knows_where_it_came_from(tmp_path: Path) -> None:
    path = write(tmp_path / "tide table.html", HTML)
    os.utime(path, (1000, 1000))
    assert only_page(path) == Page(
        source=str(path), url=path.as_uri(), data=HTML, media_type="text/html", charset="", fetched=1000.0
    )


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.html", "text/html"),
        ("a.HTM", "text/html"),
        ("a.xhtml", "application/xhtml+xml"),
        ("a.txt", "text/plain"),
        ("a.md", "text/markdown"),
        ("a.markdown", "text/markdown"),
    ],
)
def test_the_name_of_a_file_tells_its_media_type(tmp_path: Path, name: str, media_type: str) -> None:
    assert only_page(write(tmp_path / name, b"Words.")).media_type == media_type


@pytest.mark.parametrize("name", ["a.html.gz", "a.md.gz", "a.txt.gz", "a.mhtml.gz", "a.epub.gz", "a.html"])
def test_what_is_packed_with_gzip_is_unpacked_whatever_its_name(tmp_path: Path, name: str) -> None:
    data = {"mhtml": mhtml(), "epub": epub()}.get(name.split(".")[1], HTML)
    assert only_page(write(tmp_path / name, gzip.compress(data))).data == only_page(
        write(tmp_path / "plain" / name.removesuffix(".gz"), data)
    ).data.replace(b"plain/", b"").replace(b"a.epub#", b"a.epub.gz#")


def test_a_source_stays_written_as_it_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "folder" / "page.html", HTML)
    monkeypatch.chdir(tmp_path)
    assert only_page("./folder/../folder/page.html").source == "./folder/../folder/page.html"
    assert only_page("folder").source == "folder/page.html"


def test_a_file_address_names_a_file(tmp_path: Path) -> None:
    path = write(tmp_path / "tide table.html", HTML)
    assert only_page(path.as_uri()).data == HTML


def test_the_url_given_is_that_of_the_page(tmp_path: Path) -> None:
    assert only_page(write(tmp_path / "a.html", HTML), url="https://example.org/a").url == "https://example.org/a"


@pytest.mark.parametrize("sources", [["a.html", "b.html"], ["folder"], []])
def test_a_url_given_for_anything_but_one_page_is_refused(tmp_path: Path, sources: list[str]) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError):
        pages([str(tmp_path / source) for source in sources], url="https://example.org/a")


def test_a_url_given_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not a web address"):
        pages([str(tmp_path / "a.html")], url="example.org")


def test_a_folder_is_walked_in_natural_order(tmp_path: Path) -> None:
    for name in ("page10.html", "page9.html", "Part 2/b.html", "part 1/a.html", "zebra.txt"):
        write(tmp_path / name, HTML)
    order = [str(Path(page.source).relative_to(tmp_path)) for page in found(tmp_path)]
    assert order == ["page9.html", "page10.html", "part 1/a.html", "Part 2/b.html", "zebra.txt"]


def test_everything_in_a_folder_that_is_no_page_is_accounted_for(tmp_path: Path) -> None:
    write(tmp_path / "a.html", HTML)
    write(tmp_path / "empty.html", b"")
    write(tmp_path / "notes.unknown", b"words without a name")
    write(tmp_path / "photo.png", PNG)
    write(tmp_path / "style.css", b"p {}")
    (tmp_path / "link.html").symlink_to(tmp_path / "a.html")
    causes = {Path(item.source).name: item.cause for item in found(tmp_path) if isinstance(item, Skipped)}
    assert causes == {
        "empty.html": "empty",
        "notes.unknown": "of an unknown kind",
        "photo.png": "an image, not a page",
        "style.css": "a style sheet, not a page",
        "link.html": "a link",
    }


def test_a_page_without_a_suffix_is_found_in_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "index", HTML)
    write(tmp_path / "article?id=7", b"\xff\xfe" + HTML.decode().encode("utf-16-le"))
    assert [type(item) for item in found(tmp_path)] == [Page, Page]


def test_hidden_entries_and_what_browsers_save_beside_a_page_are_passed_over(tmp_path: Path) -> None:
    for name in (".git/a.html", ".hidden.html", "Tides_files/frame.html", "Tides.html"):
        write(tmp_path / name, HTML)
    assert only_page(tmp_path).source == str(tmp_path / "Tides.html")


def test_links_in_a_folder_are_not_followed_and_cannot_loop(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "loop").symlink_to(tmp_path)
    assert found(tmp_path) == [Skipped(str(tmp_path / "inside" / "loop"), "a link")]


def test_a_link_that_a_person_names_is_followed(tmp_path: Path) -> None:
    path = write(tmp_path / "a.html", HTML)
    (tmp_path / "latest.html").symlink_to(path)
    page = only_page(tmp_path / "latest.html")
    assert (page.data, page.url) == (HTML, path.as_uri())


def test_a_pipe_in_a_folder_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    assert found(tmp_path) == [Skipped(str(tmp_path / "pipe.html"), "not a regular file")]


def test_a_pipe_that_a_person_names_is_read(tmp_path: Path) -> None:
    reading, writing = os.pipe()

    def give() -> None:
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(HTML)

    giver = threading.Thread(target=give)
    giver.start()
    page = only_page(f"/dev/fd/{reading}", url="https://example.org/a")
    giver.join()
    os.close(reading)
    assert (page.data, page.url) == (HTML, "https://example.org/a")


def test_a_named_pipe_without_a_writer_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert found(tmp_path / "pipe") == [Unreadable(str(tmp_path / "pipe"), "empty", 65)]


def test_a_device_is_not_read() -> None:
    assert found("/dev/zero") == [Unreadable("/dev/zero", "not a regular file", 65)]


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("no-such.html", "no such file"),
        ("example.org/article", "no such file; for the web write https://example.org/article"),
        ("gopher://example.org/1", "no such file, and gopher: addresses are not read (http: and https: are)"),
    ],
)
def test_what_is_not_there_says_so(name: str, cause: str) -> None:
    assert found(name) == [Unreadable(name, cause, 66)]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = write(tmp_path / "a.html", HTML)
    path.chmod(0)
    assert found(path) == [Unreadable(str(path), "permission denied", 66)]


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [
        ("a.html", b"", "empty"),
        ("a.html", b" \r\n\t", "empty"),
        ("a.gz", gzip.compress(b""), "empty"),
        ("a.png", PNG, "an image, not a page"),
        ("a.zip", b"PK\x03\x04" + bytes(40), "an archive (zip), not a page"),
        ("a.html.gz", gzip.compress(HTML * 50)[:60], "damaged: it ends before its end (gzip)"),
        ("a.html.gz", gzip.compress(HTML)[:20] + bytes(30), "damaged (gzip)"),
    ],
)
def test_what_was_named_and_is_no_page_is_unreadable(tmp_path: Path, name: str, data: bytes, cause: str) -> None:
    path = write(tmp_path / name, data)
    assert found(path) == [Unreadable(str(path), cause, 65)]


def test_a_text_that_a_person_names_needs_no_suffix(tmp_path: Path) -> None:
    page = only_page(write(tmp_path / "README", b"Plain words."))
    assert (page.data, page.media_type) == (b"Plain words.", "")


def test_what_is_larger_than_the_limit_is_not_read(tmp_path: Path) -> None:
    write(tmp_path / "large.html", HTML * 100)
    limits = Limits(raw=1000)
    assert found(tmp_path, limits=limits) == [Skipped(str(tmp_path / "large.html"), "larger than 0.001 MB")]
    assert found(tmp_path / "large.html", limits=limits) == [
        Unreadable(str(tmp_path / "large.html"), "larger than 0.001 MB", 65)
    ]


def test_a_gzip_bomb_is_stopped_at_the_limit(tmp_path: Path) -> None:
    path = write(tmp_path / "bomb.html.gz", gzip.compress(bytes(30_000_000)))
    assert found(path, limits=Limits(decoded=1_000_000)) == [Unreadable(str(path), "larger than 1 MB", 65)]


def test_pages_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    for number in range(3):
        write(tmp_path / f"{number}.html", HTML)
    stream = pages([str(tmp_path)])
    next(stream)
    (tmp_path / "1.html").unlink()
    assert next(stream) == Unreadable(str(tmp_path / "1.html"), "no such file", 66)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [(HTML, "text/html"), (b"Plain words.", ""), (gzip.compress(HTML), "text/html"), (mhtml(), "text/html")],
)
def test_the_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, data: bytes, media_type: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    before = time.time()
    page = only_page("-", url="https://example.org/tides")
    assert (page.source, page.url, page.media_type) == ("-", "https://example.org/tides", media_type)
    assert page.fetched >= min(before, 1709294400)


def test_an_empty_standard_input_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert found("-") == [Unreadable("-", "empty", 65)]


def test_the_items_of_sources_are_counted_without_reading_them(tmp_path: Path) -> None:
    for name in ("a.html", "b/c.epub", "b/d.png", "b/.hidden", "e_files/f.html", "g.unknown"):
        write(tmp_path / name, HTML)
    sources = [str(tmp_path), str(tmp_path / "a.html"), "-", "https://example.org/"]
    assert count(sources) == 4 + 3
    assert count([str(tmp_path)]) == len(found(tmp_path))


def test_an_archive_keeps_its_number_to_itself(tmp_path: Path) -> None:
    write(tmp_path / "crawl.warc.gz", warc_gz(record("https://example.org/")))
    assert count([str(tmp_path)]) is None
    assert count([str(tmp_path / "crawl.warc.gz")]) is None
