from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index import Library
from index.article import Extraction, Metadata, Outcome, Page, Progress, Sort
from index.document import BlockKind, DocumentBuilder
from index.errors import NoInputError, QueryError
from index.search.lock import writer_lock

TEXTS = {
    "Rivers of the north": ("en", "The delta silts up slowly. Barges carry granite down to the sea every spring."),
    "Estuary": ("en", "Tides in a river delta run twice a day. The granite piers stand in the mud."),
    "Réformes des retraites": ("fr", "Les réformes des retraites et la réglementation de l’IA occupent l’Assemblée."),
    "Die Straße": ("de", "Die Straßen der Stadt führen zum Hafen, wo die Barken liegen."),
    "大学": ("zh", "北京大学的图书馆有很多安静的座位。"),
}


def extraction(title: str, text: str, language: str, **facts: str) -> Extraction:
    builder = DocumentBuilder()
    builder.block(BlockKind.PARAGRAPH, text)
    return Extraction(
        Metadata(title=title, language=language, excerpt=text[:40], words=12, minutes=1, **facts), builder.build()
    )


def page(title: str) -> Page:
    return Page(title, f"https://rivers.example/{title.replace(' ', '-')}", f"<p>{title}</p>".encode(), "text/html")


def fill(library: Library) -> dict[str, int]:
    return {
        title: library.add(page(title), extraction(title, text, language)).id
        for title, (language, text) in TEXTS.items()
    }


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def titles(library: Library, query: str, **wish: object) -> list[str]:
    return [hit.title for hit in library.search(query, **wish).hits]  # type: ignore[arg-type]


def test_what_was_added_is_found_in_its_own_language(library: Library) -> None:
    fill(library)
    assert titles(library, "reglementation") == ["Réformes des retraites"]
    assert titles(library, "IA") == ["Réformes des retraites"]
    assert titles(library, "strasse hafen") == ["Die Straße"]
    assert titles(library, "图书馆") == ["大学"]
    assert set(titles(library, "river delta")) == {"Rivers of the north", "Estuary"}


def test_the_passage_shows_why_and_where(library: Library) -> None:
    fill(library)
    hit = library.search("reglementation").hits[0]
    marked = [hit.snippet[start:end] for start, end in hit.passage.marks]
    assert marked == ["réglementation"]
    text = library.read(hit.id).document.text
    assert text[hit.passage.offset :].startswith("réglementation")


def test_words_and_facts_join_anywhere_in_a_query(library: Library) -> None:
    ids = fill(library)
    library.tag([ids["Estuary"]], add=["tides"])
    library.mark([ids["Rivers of the north"]], starred=True)
    assert titles(library, "delta tag:tides") == ["Estuary"]
    assert titles(library, "delta -tag:tides") == ["Rivers of the north"]
    assert set(titles(library, "(tag:tides OR is:starred) granite")) == {"Rivers of the north", "Estuary"}
    assert set(titles(library, "lang:fr OR lang:de")) == {"Réformes des retraites", "Die Straße"}
    assert library.search("granite -is:starred").total == 1


def test_an_empty_query_is_answered_by_all_newest_first(library: Library) -> None:
    ids = fill(library)
    results = library.search("", limit=2)
    assert results.total == len(TEXTS)
    assert [hit.id for hit in results.hits] == sorted(ids.values(), reverse=True)[:2]


def test_a_change_is_found_by_the_next_search(library: Library) -> None:
    ids = fill(library)
    assert titles(library, "granite", sort=Sort.TITLE) == ["Estuary", "Rivers of the north"]
    library.remove([ids["Estuary"]])
    assert titles(library, "granite") == ["Rivers of the north"]
    library.restore([ids["Estuary"]])
    assert len(titles(library, "granite")) == 2


def test_what_another_process_is_indexing_is_left_to_it(library: Library) -> None:
    fill(library)
    index = library.path / "index"
    index.mkdir(exist_ok=True)
    with writer_lock(index) as mine:
        assert mine
        library.catch_up()
        assert not (index / "CURRENT").exists()
    library.catch_up()
    assert len(titles(library, "granite")) == 2


def test_another_open_library_finds_what_this_one_added(library: Library, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as other:
        assert titles(other, "granite") == []
        fill(library)
        assert len(titles(other, "granite")) == 2
        assert other.has_changed()
        assert not other.has_changed()


def test_nothing_found_is_relaxed_in_steps_that_are_named(library: Library) -> None:
    fill(library)
    results = library.search("granit deltta")
    assert results.total > 0
    assert results.relaxed
    assert library.search("granit deltta", relax=False).total == 0


def test_a_malformed_query_points_at_its_place(library: Library) -> None:
    with pytest.raises(QueryError) as caught:
        library.search('river "delta')
    assert caught.value.position == 6


def test_a_half_typed_query_is_no_error(library: Library) -> None:
    fill(library)
    assert titles(library, '"river del', as_typed=True) == ["Estuary"]
    assert set(titles(library, "gran", as_typed=True)) == {"Rivers of the north", "Estuary"}


def test_the_index_can_be_thrown_away_at_any_time(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        fill(library)
        assert library.search("granite").total == 2
    shutil.rmtree(tmp_path / "library" / "index")
    with Library.open(tmp_path / "library") as library:
        assert library.search("granite").total == 2
        assert list(library.check()) == []


def test_a_damaged_index_is_mended_from_the_store(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        fill(library)
        library.search("granite")
    for file in (tmp_path / "library" / "index").rglob("*"):
        if file.is_file() and file.stat().st_size:
            file.write_bytes(file.read_bytes()[:-7] + b"garbage")
    with Library.open(tmp_path / "library") as library:
        assert library.search("granite").total == 2


def test_an_index_of_another_library_is_never_used(tmp_path: Path) -> None:
    for name in ("one", "two"):
        with Library.open(tmp_path / name) as library:
            library.add(page(name), extraction(name, f"The word of {name} is {name}word.", "en"))
            library.search("word")
    shutil.rmtree(tmp_path / "two" / "index")
    shutil.copytree(tmp_path / "one" / "index", tmp_path / "two" / "index")
    with Library.open(tmp_path / "two") as library:
        assert titles(library, "twoword") == ["two"]
        assert titles(library, "oneword", relax=False) == []


def test_saved_searches_are_used_by_name(library: Library) -> None:
    fill(library)
    library.save_search("stone", "granite")
    assert titles(library, "@stone estuary") == ["Estuary"]
    with pytest.raises(QueryError, match="@stone"):
        library.search("@ston")


def test_saved_searches_that_lead_back_to_themselves_are_named(library: Library) -> None:
    library.save_search("one", "granite")
    library.save_search("two", "@one")
    library.save_search("one", "@two")
    with pytest.raises(QueryError, match="leads back"):
        library.search("@one")


def test_similar_articles_share_their_key_terms(library: Library) -> None:
    ids = fill(library)
    assert titles(library, f"similar:{ids['Estuary']}") == ["Rivers of the north"]


def test_the_same_page_is_kept_once(library: Library) -> None:
    first = library.add(page("Estuary"), extraction("Estuary", TEXTS["Estuary"][1], "en"))
    second = library.add(page("Estuary"), extraction("Estuary", TEXTS["Estuary"][1], "en"))
    assert (first.outcome, second.outcome, second.id) == (Outcome.ADDED, Outcome.DUPLICATE, first.id)


def test_reading_is_continued_where_it_was_left(library: Library) -> None:
    ids = fill(library)
    library.save_position(ids["Estuary"], 17, 0.4)
    assert [row.id for row in library.continue_reading()] == [ids["Estuary"]]
    assert library.read(ids["Estuary"]).state.position == 17
    library.mark([ids["Estuary"]], progress=Progress.READ)
    assert library.continue_reading() == ()


def test_matches_are_ranges_of_the_text(library: Library) -> None:
    ids = fill(library)
    text = library.read(ids["Rivers of the north"]).document.text
    assert [text[start:end] for start, end in library.matches(ids["Rivers of the north"], "barge granite")] == [
        "Barges",
        "granite",
    ]


def test_facts_alone_never_load_the_index(library: Library) -> None:
    fill(library)
    assert library.search("is:unread added:>2020 -lang:fr").total == len(TEXTS) - 1
    assert not (library.path / "index").exists()


def test_a_day_is_the_readers_own(library: Library) -> None:
    library.add(
        page("Estuary"), extraction("Estuary", "mud", "en"), added=datetime(2024, 3, 5, 12, tzinfo=UTC).timestamp()
    )
    assert library.search("added:2024-03").total == 1
    assert library.search("added:2024-04").total == 0


def test_an_unknown_article_is_said_to_be_missing(library: Library) -> None:
    with pytest.raises(NoInputError):
        library.read(4711)


def test_a_library_that_cannot_be_written_is_still_searched(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        fill(library)
    with Library.open(tmp_path / "library", read_only=True) as library:
        results = library.search("granite")
        assert results.total == 2
        assert results.warnings
