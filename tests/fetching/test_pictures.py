"""The pictures of articles from the web: downloaded with them, within limits, and never at their expense."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index import Library
from index.article import Outcome, Page
from index.document import BlockKind, DocumentBuilder
from index.fetching import fetch_all
from index.importing import downloading, import_all
from index.importing.downloading import Downloads, for_pictures
from index.pictures import LARGEST
from index.sources import Limits
from tests.sources.clocks import QuickClock
from tests.sources.misbehaving import Manner, Server, Visit

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
JPEG = b"\xff\xd8\xff" + bytes(range(256)) * 8
PROSE = "".join(f"<p>Sentence {number} tells how the river meets the sea, and why the mud settles there.</p>"
                for number in range(12))  # fmt: skip
QUICK = Limits(pause=0.0)
PAGE = "http://a.example/delta"


def article(*images: str) -> Manner:
    shown = "".join(f'<figure><img src="{source}" alt="A map"></figure>' for source in images)
    page = f"<html><head><title>Delta</title></head><body><article><h1>Delta</h1>{PROSE}{shown}</article></body></html>"
    return lambda visit: visit.answer(page.encode())


def picture(data: bytes = PNG, kind: str = "image/png", status: str = "200 OK") -> Manner:
    return lambda visit: visit.answer(data, status, kind)


def kept(library: Library) -> dict[str, bytes]:
    """The pictures of the first article, by address."""
    found = {address: library.picture(1, address) for address in library.pictures(1)}
    return {address: asset.data for address, asset in found.items() if asset is not None}


def fetch(library: Library, *, pictures: bool = True) -> list[Outcome]:
    library.queue([PAGE])
    answers = fetch_all(library, jobs=1, limits=QUICK, clock=QuickClock(), pictures=pictures)
    return [each.outcome for each in answers]


def test_a_fetched_article_has_the_pictures_that_it_shows_and_no_others(library: Library, web: Server) -> None:
    web.manners |= {
        PAGE: article("/map.png", "http://b.example/sea.jpg"),
        "http://a.example/map.png": picture(),
        "http://b.example/sea.jpg": picture(JPEG, "image/jpeg"),
    }
    assert fetch(library) == [Outcome.ADDED]
    assert kept(library) == {"http://a.example/map.png": PNG, "http://b.example/sea.jpg": JPEG}


def test_an_added_address_has_its_pictures_too(library: Library, web: Server) -> None:
    web.manners |= {PAGE: article("/map.png"), "http://a.example/map.png": picture()}
    (fate,) = import_all(library, [PAGE], jobs=1, limits=QUICK)
    assert fate.outcome is Outcome.ADDED
    assert kept(library) == {"http://a.example/map.png": PNG}


def test_a_picture_that_is_shown_twice_is_asked_for_once(library: Library, web: Server) -> None:
    web.manners |= {PAGE: article("/map.png", "/map.png"), "http://a.example/map.png": picture()}
    fetch(library)
    assert web.visits["http://a.example/map.png"] == 1


@pytest.mark.parametrize(
    "broken",
    [
        picture(b"<html>gone</html>", "text/html", "404 Not Found"),
        picture(b"<html>a page</html>", "image/png"),
        picture(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        picture(PNG + bytes(LARGEST)),
        Visit.reset,
    ],
    ids=["missing", "no picture", "vector graphics", "too large", "broken line"],
)
def test_a_picture_that_cannot_be_had_costs_only_itself(library: Library, web: Server, broken: Manner) -> None:
    web.manners |= {
        PAGE: article("/map.png", "/broken.png"),
        "http://a.example/map.png": picture(),
        "http://a.example/broken.png": broken,
    }
    assert fetch(library) == [Outcome.ADDED]
    assert kept(library) == {"http://a.example/map.png": PNG}


@pytest.mark.parametrize("by_fetching", [True, False])
def test_where_no_pictures_are_wanted_none_are_asked_for(library: Library, web: Server, by_fetching: bool) -> None:
    web.manners |= {PAGE: article("/map.png"), "http://a.example/map.png": picture()}
    if by_fetching:
        fetch(library, pictures=False)
    else:
        list(import_all(library, [PAGE], jobs=1, limits=QUICK, pictures=False))
    assert list(web.visits) == [PAGE]


def test_a_page_from_a_file_asks_for_nothing(library: Library, web: Server, tmp_path: object) -> None:
    path = library.path / "page.html"
    shown = "<figure><img src='http://a.example/map.png' alt='A map'></figure>"
    path.write_text(f"<html><body><article><h1>Delta</h1>{PROSE}{shown}</article></body></html>")
    list(import_all(library, [str(path)], url=PAGE, jobs=1, limits=QUICK))
    assert not web.visits


def test_of_an_article_with_very_many_pictures_the_first_ones_come(web: Server) -> None:
    builder = DocumentBuilder()
    for number in range(downloading.MOST + 5):
        builder.block(BlockKind.IMAGE, "A map", source=f"http://a.example/{number}.png")
        web.manners[f"http://a.example/{number}.png"] = picture(PNG + bytes([number]))
    with Downloads(QUICK, QuickClock()) as downloads:
        page = downloads.dress(Page(PAGE, PAGE, b""), builder.build()).result()
    assert len(page.assets) == len(web.visits) == downloading.MOST


def test_pictures_that_take_too_long_are_left_out(web: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloading, "PATIENCE", 0.3)
    builder = DocumentBuilder()
    builder.block(BlockKind.IMAGE, "A map", source="http://a.example/map.png")
    builder.block(BlockKind.IMAGE, "A map", source="http://a.example/slow.png")
    web.manners |= {
        "http://a.example/map.png": picture(),
        "http://a.example/slow.png": lambda visit: visit.stopped.wait(20),
    }
    with Downloads(QUICK) as downloads:
        page = downloads.dress(Page(PAGE, PAGE, b""), builder.build()).result()
    assert [asset.address for asset in page.assets] == ["http://a.example/map.png"]


def test_pictures_keep_the_courtesy_of_pages_at_a_faster_pace() -> None:
    limits = Limits()
    wanted = for_pictures(limits)
    assert 0 < wanted.pause < limits.pause
    assert wanted.at_once_a_host == limits.at_once_a_host
    assert not wanted.allow_private
    assert for_pictures(replace(limits, allow_private=True)).allow_private
