"""Which pictures come with a page: embedded ones, parts of the same archive, files of its folder; no others."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from index import Library
from index.article import Outcome, Page
from index.document import BlockKind, DocumentBuilder
from index.importing import import_all
from index.importing.pictures import with_pictures
from index.pictures import LARGEST, address_of, media_type_of, within_limits
from tests.sources.material import epub, mhtml

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
OTHER = b"\xff\xd8\xff" + bytes(range(256)) * 8
PROSE = "".join(f"<p>Sentence {number} tells how the river meets the sea, and why the mud settles there.</p>"
                for number in range(12))  # fmt: skip


def html(*images: str) -> str:
    """An article that shows pictures."""
    shown = "".join(f'<figure><img src="{source}" alt="A map"></figure>' for source in images)
    return f"<html><head><title>Delta</title></head><body><article><h1>Delta</h1>{PROSE}{shown}</article></body></html>"


def data_address(data: bytes, kind: str = "image/png") -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "library")


def imported(library: Library, path: Path, *, pictures: bool = True) -> dict[str, bytes]:
    """The pictures of the article of a file, by address."""
    (fate,) = import_all(library, [str(path)], jobs=1, pictures=pictures)
    assert fate.outcome is Outcome.ADDED, fate
    found = {address: library.picture(fate.id, address) for address in library.pictures(fate.id)}
    return {address: asset.data for address, asset in found.items() if asset is not None}


def test_an_embedded_picture_is_kept_under_its_content(library: Library, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(html(data_address(PNG)))
    assert imported(library, page) == {address_of(PNG): PNG}
    (row,) = library.rows([1])
    sources = [block.source for block in library.read(row.id).document.blocks if block.source]
    assert sources == [address_of(PNG)]


def test_a_picture_in_the_folder_of_a_saved_page_is_kept(library: Library, tmp_path: Path) -> None:
    page, folder = tmp_path / "page.html", tmp_path / "page_files"
    folder.mkdir()
    (folder / "a map.png").write_bytes(PNG)
    page.write_text(html("page_files/a%20map.png", "page_files/missing.png"))
    assert list(imported(library, page).values()) == [PNG]


def test_what_is_no_picture_is_not_kept_whatever_it_is_called(library: Library, tmp_path: Path) -> None:
    page, folder = tmp_path / "page.html", tmp_path / "page_files"
    folder.mkdir()
    (folder / "map.png").write_bytes(b"root:x:0:0:")
    page.write_text(html("page_files/map.png", data_address(b"<svg>" + PNG[8:], "image/svg+xml")))
    assert imported(library, page) == {}


def test_a_page_reaches_no_file_beyond_its_folder(library: Library, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    (tmp_path / "other_files").mkdir()
    inner.mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    (tmp_path / "other_files" / "secret.png").write_bytes(PNG)
    (inner / "page_files").symlink_to(tmp_path / "other_files")
    (inner / "real_files").mkdir()
    (inner / "real_files" / "link.png").symlink_to(tmp_path / "secret.png")
    page = inner / "page.html"
    names = ("../secret.png", "page_files/secret.png", "real_files/link.png", "real_files/..%2F..%2Fsecret.png",
             f"file://{tmp_path}/secret.png", f"file://{tmp_path}/other_files/secret.png")  # fmt: skip
    page.write_text(html(*names))
    assert imported(library, page) == {}


def test_only_a_page_that_is_a_file_has_a_folder_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "a.png").write_bytes(PNG)
    monkeypatch.chdir(tmp_path)
    builder = DocumentBuilder()
    builder.block(BlockKind.IMAGE, "a map", source="https://example.org/page_files/a.png")
    for source in ("-", "https://example.org/page.html", "page.html"):
        page = Page(source, "https://example.org/page.html", b"<p>")
        assert with_pictures(page, builder.build()).assets == ()


def test_the_pictures_of_a_web_archive_are_its_parts(library: Library, tmp_path: Path) -> None:
    page = tmp_path / "page.mhtml"
    archive = mhtml(html("https://example.org/a.png?x=1&amp;y=2"), address="https://example.org/article")
    page.write_bytes(archive.replace(b"iVBORw0KGgo=", base64.b64encode(PNG)))
    assert imported(library, page) == {"https://example.org/a.png?x=1&y=2": PNG}


def test_no_pictures_are_kept_where_none_are_wanted(library: Library, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(html(data_address(PNG), data_address(OTHER)))
    assert imported(library, page, pictures=False) == {}


@pytest.mark.parametrize(
    ("head", "kind"),
    [(PNG, "image/png"), (OTHER, "image/jpeg"), (b"RIFF....WEBPVP8 ", "image/webp"), (b"<svg", ""), (b"", "")],
)
def test_a_picture_is_known_by_its_first_bytes(head: bytes, kind: str) -> None:
    assert media_type_of(head) == kind


def test_what_is_too_large_is_left_out_and_the_rest_is_kept() -> None:
    large = PNG + bytes(LARGEST)
    assert [asset.address for asset in within_limits([("a", large), ("b", PNG)])] == ["b"]


def test_a_picture_that_a_saved_page_shows_by_a_variable_is_kept(library: Library, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    style = f'<style>:root{{--sf-img-3: url("{data_address(PNG)}")}}</style>'
    empty = "data:image/svg+xml,&lt;svg xmlns=%22http://www.w3.org/2000/svg%22&gt;&lt;/svg&gt;"
    shown = f'{empty}" style="object-fit:cover;background-image: var(--sf-img-3) !important'
    page.write_text(html(shown).replace("<head>", f"<head>{style}"))
    assert imported(library, page) == {address_of(PNG): PNG}


def test_the_pictures_that_a_book_shows_are_kept(library: Library, tmp_path: Path) -> None:
    chapter = f'<html><body><h1>One</h1>{PROSE}<p><img src="../images/moon.png" alt="Moon"/></p></body></html>'
    book = tmp_path / "book.epub"
    book.write_bytes(epub(one=chapter, moon=PNG, **{"OEBPS/images/unused.png": OTHER}))
    assert list(imported(library, book).values()) == [PNG]
