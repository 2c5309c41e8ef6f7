"""Pictures in the store: each once, gone with the last article that shows it."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from index.article import Asset, Extraction, Page
from index.document import BlockKind, DocumentBuilder
from index.store import Store
from tests.store.articles import GLACIERS, RIVERS, extraction, page

MAP = Asset("https://rivers.example/map.png", "image/png", b"\x89PNG a map of the delta")
SHIP = Asset("https://rivers.example/ship.jpg", "image/jpeg", b"\xff\xd8\xff a ship")


def showing(words: str, *assets: Asset, url: str = "https://rivers.example/delta") -> tuple[Page, Extraction]:
    """A page whose article shows pictures that came along."""
    builder = DocumentBuilder()
    builder.block(BlockKind.PARAGRAPH, words)
    for asset in assets:
        builder.block(BlockKind.IMAGE, "", source=asset.address)
    made = extraction(words)
    return replace(page(url), assets=assets), Extraction(made.metadata, builder.build())


def kept(store: Store) -> int:
    return store.statistics().pictures


def test_a_picture_is_found_under_the_address_that_the_article_has_for_it(store: Store) -> None:
    article_id = store.keep(*showing(RIVERS, MAP)).id
    assert store.picture(article_id, MAP.address) == MAP
    assert store.picture(article_id, SHIP.address) is None
    assert store.pictures(article_id) == {MAP.address}


def test_a_picture_of_two_articles_is_kept_once_and_goes_with_the_last(store: Store) -> None:
    one = store.keep(*showing(RIVERS, MAP)).id
    other = store.keep(*showing(GLACIERS, MAP, url="https://rivers.example/ice")).id
    assert kept(store) == 1
    store.purge([one])
    assert store.picture(other, MAP.address) == MAP
    store.purge([other])
    assert kept(store) == 0


def test_an_article_in_the_trash_keeps_its_pictures(store: Store) -> None:
    article_id = store.keep(*showing(RIVERS, MAP)).id
    store.remove([article_id])
    assert kept(store) == 1


def test_a_new_text_lets_go_of_the_pictures_that_it_does_not_show(store: Store) -> None:
    article_id = store.keep(*showing(RIVERS, MAP, SHIP)).id
    store.keep(*showing(GLACIERS, SHIP))
    assert store.pictures(article_id) == {SHIP.address}
    assert kept(store) == 1


def test_another_picture_at_the_same_address_takes_the_place_of_the_old_one(store: Store) -> None:
    article_id = store.keep(*showing(RIVERS, MAP)).id
    newer = replace(MAP, data=b"\x89PNG a newer map")
    store.keep(*showing(RIVERS, newer))
    assert store.picture(article_id, MAP.address) == newer
    assert kept(store) == 1


def test_a_page_added_again_brings_the_pictures_that_were_missing(store: Store) -> None:
    without, made = showing(RIVERS, MAP)
    article_id = store.keep(replace(without, assets=()), made).id
    store.keep(without, made)
    assert store.picture(article_id, MAP.address) == MAP


def test_the_doctor_finds_a_picture_that_changed(store: Store) -> None:
    store.keep(*showing(RIVERS, MAP))
    assert list(store.check()) == []
    with store._database.writing() as connection:
        connection.execute("UPDATE assets SET data = x'00'")
    assert [finding.what for finding in store.check()] == ["a picture of article 1 is damaged"]


def test_the_doctor_counts_pictures_of_no_article_and_purging_deletes_them(store: Store) -> None:
    store.keep(*showing(RIVERS, MAP))
    with store._database.writing() as connection:
        row = sha256(SHIP.data).digest(), SHIP.media_type, SHIP.data
        connection.execute("INSERT INTO assets (hash, media_type, data) VALUES (?, ?, ?)", row)
    assert [finding.what for finding in store.check()] == ["one picture belongs to no article"]
    store.purge([])
    assert list(store.check()) == []
    assert kept(store) == 1
