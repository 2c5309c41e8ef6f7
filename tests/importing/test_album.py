"""Pictures in archives of crawlers: found by the address that an article shows, wherever in the archive they stand."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Library
from index.article import Outcome
from index.importing import import_all
from index.pictures import LARGEST
from index.sources.album import pictures_in
from tests.importing.test_pictures import OTHER, PNG, html
from tests.sources.material import record, warc_gz

PAGE = "https://example.org/article"
MAP = "https://example.org/map.png"
CHART = "https://example.org/chart.jpg?size=2"


def crawl(*records: bytes) -> list[bytes]:
    """The records of a page that shows a map and a chart, between those of other answers."""
    shown = html("/map.png", "chart.jpg?size=2", "missing.png").encode()
    return [record(MAP, b"nothing here", status="404 Not Found"), *records[:1], record(PAGE, shown), *records[1:]]


def plain(records: list[bytes]) -> bytes:
    return b"".join(records)


def packed(records: list[bytes]) -> bytes:
    return warc_gz(*records)


def zipped(method: int) -> Callable[[list[bytes]], bytes]:
    def made(records: list[bytes]) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", method) as archive:
            archive.writestr("datapackage.json", "{}")
            archive.writestr("archive/one.warc.gz", warc_gz(*records[:2]))
            archive.writestr("archive/two.warc.gz", warc_gz(*records[2:]))
            archive.writestr("pages/pages.jsonl", f'{{"url": "{PAGE}"}}')
        return target.getvalue()

    return made


FORMS = {
    "crawl.warc": plain,
    "crawl.warc.gz": packed,
    "stored.wacz": zipped(zipfile.ZIP_STORED),
    "deflated.wacz": zipped(zipfile.ZIP_DEFLATED),
}


def imported(folder: Path, name: str, data: bytes, *, pictures: bool = True) -> dict[str, bytes]:
    """The pictures of the article of an archive, by address."""
    path = folder / name
    path.write_bytes(data)
    with Library.open(folder / "library") as library:
        (fate,) = import_all(library, [str(path)], jobs=1, pictures=pictures)
        assert fate.outcome is Outcome.ADDED, fate
        found = {address: library.picture(fate.id, address) for address in library.pictures(fate.id)}
        return {address: asset.data for address, asset in found.items() if asset is not None}


@pytest.mark.parametrize("name", FORMS)
def test_pictures_before_and_behind_their_page_are_kept(tmp_path: Path, name: str) -> None:
    before = record(MAP, PNG, content_type="image/png")
    behind = record(CHART, OTHER, content_type="image/jpeg")
    assert imported(tmp_path, name, FORMS[name](crawl(before, behind))) == {MAP: PNG, CHART: OTHER}


def test_none_are_kept_where_none_are_wanted(tmp_path: Path) -> None:
    records = crawl(record(MAP, PNG, content_type="image/png"))
    assert imported(tmp_path, "crawl.warc.gz", packed(records), pictures=False) == {}


def looked_up(folder: Path, data: bytes) -> dict[str, bytes]:
    path = folder / "archive"
    path.write_bytes(data)
    return dict(pictures_in(str(path), [CHART, MAP, "https://example.org/missing.png"]))


def test_what_a_server_packed_and_cut_up_is_put_together(tmp_path: Path) -> None:
    body = gzip.compress(PNG)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    headers = "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"
    assert looked_up(tmp_path, record(MAP, chunked, content_type="image/png", headers=headers)) == {MAP: PNG}


def test_a_picture_may_be_a_resource_of_its_own(tmp_path: Path) -> None:
    head = f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: <{MAP}>\r\nContent-Type: image/png\r\n"
    data = head.encode() + b"Content-Length: %d\r\n\r\n" % len(PNG) + PNG + b"\r\n\r\n"
    assert looked_up(tmp_path, warc_gz(data)) == {MAP: PNG}


def test_of_several_captures_the_first_counts(tmp_path: Path) -> None:
    captures = [record(MAP, data, content_type="image/png") for data in (PNG, OTHER)]
    assert looked_up(tmp_path, plain(captures)) == {MAP: PNG}


def test_what_is_too_large_is_passed_over(tmp_path: Path) -> None:
    large = record(MAP, PNG + bytes(LARGEST), content_type="image/png")
    assert looked_up(tmp_path, packed([large, record(CHART, OTHER, content_type="image/jpeg")])) == {CHART: OTHER}


def test_a_damaged_archive_gives_the_pictures_before_the_damage(tmp_path: Path) -> None:
    first, second = record(MAP, PNG, content_type="image/png"), record(CHART, OTHER, content_type="image/jpeg")
    assert looked_up(tmp_path, first + b"garbage" + second) == {MAP: PNG}
    assert looked_up(tmp_path, packed([first, second])[:-40]) == {MAP: PNG}
    assert looked_up(tmp_path, packed([first]) + b"garbage" + packed([second])) == {MAP: PNG}


def test_an_archive_that_is_packed_in_one_piece_or_gone_gives_none(tmp_path: Path) -> None:
    records = [record(PAGE), record(MAP, PNG, content_type="image/png")]
    assert looked_up(tmp_path, gzip.compress(plain(records))) == {}
    assert list(pictures_in(str(tmp_path / "gone.warc"), [MAP])) == []
