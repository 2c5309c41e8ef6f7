from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Progress, Verdict
from index.document import BlockKind, DocumentBuilder
from index.errors import UsageError
from index.facts import POSSESSIONS, STATES, Between, FactField, Matches
from index.store import Store
from index.store.opening import FILE_NAME
from tests.store.articles import RIVERS, extraction, page


@pytest.fixture
def east_of_greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def keep(store: Store, name: str, *, host: str = "rivers.example", **facts: object) -> int:
    added = facts.pop("added", None)
    made = extraction(f"{name} {RIVERS}", **facts)  # type: ignore[arg-type]
    return store.keep(page(f"https://{host}/{name}"), made, added=added).id  # type: ignore[arg-type]


def found(store: Store, field: FactField, value: str) -> list[int]:
    return list(store.ids_where(Matches(field, value)))


@pytest.mark.parametrize(
    ("byline", "value", "holds"),
    [
        ("José Müller and Ann Li", "muller", True),
        ("José Müller and Ann Li", "JOSÉ müller", True),
        ("José Müller and Ann Li", "mül*", True),
        ("José Müller and Ann Li", "ann müller", False),
        ("José Müller and Ann Li", "mull", False),
        ("Anna Lindt", "ann", False),
        ("山田太郎", "山田", True),
        ("100% Ann", "1%", False),
        ("", "*", False),
        ("Ann", "*", True),
        ("Ann", "—", False),
    ],
)
def test_by_is_a_word_or_a_phrase_of_the_byline(store: Store, byline: str, value: str, holds: bool) -> None:
    article_id = keep(store, "a", byline=byline)
    assert found(store, FactField.BY, value) == ([article_id] if holds else [])


@pytest.mark.parametrize(
    ("value", "holds"),
    [
        ("news.bbc.example.co.uk", True),
        ("www.news.bbc.example.co.uk", True),
        ("example.co.uk", True),
        ("bbc", True),
        ("BBC News", True),
        ("news*", True),
        ("bb", False),
        ("bbc.uk", False),
        ("co.u", False),
        ("_bc", False),
        ("", False),
    ],
)
def test_site_is_the_host_parts_of_its_domain_or_words_of_its_name(store: Store, value: str, holds: bool) -> None:
    article_id = keep(store, "a", host="www.news.bbc.example.co.uk", site="BBC News World")
    assert found(store, FactField.SITE, value) == ([article_id] if holds else [])


@pytest.mark.parametrize(
    ("note", "value", "holds"),
    [
        ("The thesis, again: Été", "THESIS", True),
        ("The thesis, again: Été", "ete", True),
        ("The thesis, again: Été", "thesis again", True),
        ("The thesis, again: Été", "thes*", True),
        ("The thesis, again: Été", "the again", False),
        ("The thesis, again: Été", "hesis", False),
        ("重要な論点", "論点", True),
        ("100% sure", "1%", False),
        ("", "*", False),
    ],
)
def test_a_note_is_found_by_its_words(store: Store, note: str, value: str, holds: bool) -> None:
    one, _ = keep(store, "1"), keep(store, "2")
    store.add_highlight(one, 0, 4, note=note)
    assert found(store, FactField.NOTE, value) == ([one] if holds else [])


def test_a_highlight_is_found_by_its_words_and_not_by_its_note(store: Store) -> None:
    one, _ = keep(store, "Granite"), keep(store, "Granite too")
    store.add_highlight(one, 0, len("Granite"), note="Slate")
    assert found(store, FactField.HIGHLIGHT, "granite") == [one]
    assert found(store, FactField.HIGHLIGHT, "slate") == []


def test_a_tag_is_a_whole_one_but_for_wildcards(store: Store) -> None:
    one, two = keep(store, "1"), keep(store, "2")
    store.tag([one], add=["Été 2024"])
    store.tag([two], add=["100%"])
    assert found(store, FactField.TAG, "ete 2024") == [one]
    assert found(store, FactField.TAG, "ete") == []
    assert found(store, FactField.TAG, "été*") == [one]
    assert found(store, FactField.TAG, "100%") == [two]
    assert found(store, FactField.TAG, "%") == []
    assert found(store, FactField.TAG, "*") == [one, two]


def test_a_language_holds_its_regions_and_a_region_only_itself(store: Store) -> None:
    portugal, brazil = keep(store, "1", language="pt"), keep(store, "2", language="pt-br")
    keep(store, "3", language="ptx")
    assert found(store, FactField.LANGUAGE, "PT") == [portugal, brazil]
    assert found(store, FactField.LANGUAGE, "pt_BR") == [brazil]


def test_an_address_is_found_by_any_part_of_any_of_its_forms(store: Store) -> None:
    article_id = keep(store, "A_b")
    store.keep(page("https://mirror.example/x"), extraction(f"A_b {RIVERS}"))
    assert found(store, FactField.URL, "EXAMPLE/a_b") == [article_id]
    assert found(store, FactField.URL, "mirror.*/x") == [article_id]
    assert found(store, FactField.URL, "a.b") == []


def test_states_are_those_of_the_reader_and_of_the_extraction(store: Store) -> None:
    ids = {state: keep(store, state) for state in STATES if state != "broken"}
    ids["broken"] = keep(store, "broken", verdict=Verdict.PAYWALL)
    store.mark([ids["reading"]], progress=Progress.READING)
    store.mark([ids["read"]], progress=Progress.READ)
    store.mark([ids["starred"]], starred=True)
    store.mark([ids["archived"]], archived=True)
    assert found(store, FactField.IS, "unread") == [ids[each] for each in ("unread", "starred", "archived", "broken")]
    for state in ("reading", "read", "starred", "archived", "broken"):
        assert found(store, FactField.IS, state.upper()) == [ids[state]]


def test_possessions_are_marks_of_the_reader_and_blocks_of_the_document(store: Store) -> None:
    builder = DocumentBuilder()
    builder.block(BlockKind.IMAGE, "a map", source="https://rivers.example/map.png")
    builder.block(BlockKind.CODE, "flow = 1")
    made = extraction()
    illustrated = store.keep(page("https://a.example/1"), type(made)(made.metadata, builder.build())).id
    marked, noted = keep(store, "2"), keep(store, "3")
    store.add_highlight(marked, 0, 5)
    store.add_highlight(noted, 0, 5, note="see the map")
    store.tag([noted], add=["rivers"])
    expected = {
        "image": [illustrated],
        "code": [illustrated],
        "highlight": [marked, noted],
        "note": [noted],
        "tag": [noted],
    }
    assert {name: found(store, FactField.HAS, name) for name in POSSESSIONS} == expected


@pytest.mark.usefixtures("east_of_greenwich")
def test_added_is_compared_by_the_reader_s_own_days(store: Store) -> None:
    tokyo_midnight = datetime.fromisoformat("2024-03-01T00:00+09:00").timestamp()
    keep(store, "before", added=tokyo_midnight - 1)
    first = keep(store, "first", added=tokyo_midnight)
    last = keep(store, "last", added=tokyo_midnight + 86_399)
    keep(store, "after", added=tokyo_midnight + 86_400)
    assert list(store.ids_where(Between(FactField.ADDED, "2024-03-01", "2024-03-02"))) == [first, last]
    assert len(store.ids_where(Between(FactField.ADDED, None, "9999-12-31"))) == 4
    assert len(store.ids_where(Between(FactField.ADDED, "0001-01-01", None))) == 4


def test_published_is_compared_by_the_day_that_the_page_names(store: Store) -> None:
    ids = [
        keep(store, str(number), published=published)
        for number, published in enumerate(("2024-02-29T23:59:59-08:00", "2024-03-01", "2024-03-31T01:00Z", "2024", ""))
    ]
    assert list(store.ids_where(Between(FactField.PUBLISHED, "2024-03-01", "2024-04-01"))) == ids[1:3]
    assert list(store.ids_where(Between(FactField.PUBLISHED, "2024-01-01", "2025-01-01"))) == ids[:4]
    assert list(store.ids_where(Between(FactField.PUBLISHED, None, "2024-03-01"))) == [ids[0], ids[3]]


def test_a_range_of_days_looks_at_no_other_days(store: Store, folder: Path) -> None:
    condition = "published_day <> '' AND published_day >= '2024-01-01' AND published_day < '2025-01-01'"
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        ((*_, plan),) = connection.execute(f"EXPLAIN QUERY PLAN SELECT id FROM live WHERE {condition}")
    assert "articles_by_day (published_day>? AND published_day<?)" in plan


def test_numbers_are_compared_from_low_to_below_high(store: Store) -> None:
    ids = [keep(store, str(words), words=words, minutes=words // 100) for words in (100, 200, 300)]
    assert list(store.ids_where(Between(FactField.WORDS, 100, 300))) == ids[:2]
    assert list(store.ids_where(Between(FactField.MINUTES, 2, None))) == ids[1:]
    assert list(store.ids_where(Between(FactField.ID, ids[1], ids[1] + 1))) == [ids[1]]
    assert list(store.ids_where(Between(FactField.WORDS, -(10**30), 10**30))) == ids


def test_facts_are_never_true_of_what_is_in_the_trash(store: Store) -> None:
    article_id = keep(store, "a", byline="Ann")
    store.remove([article_id])
    assert found(store, FactField.BY, "ann") == []
    assert list(store.ids_where(Between(FactField.ID, None, None))) == []


@pytest.mark.parametrize(
    "fact",
    [
        Matches(FactField.IS, "lost"),
        Matches(FactField.HAS, "video"),
        Matches(FactField.WORDS, "many"),
        Between(FactField.TAG, "a", "b"),
        Between(FactField.WORDS, "many", None),
        Between(FactField.ADDED, "2024-13-01", None),
    ],
    ids=str,
)
def test_a_value_that_means_nothing_to_its_field_is_refused(store: Store, fact: Matches | Between) -> None:
    with pytest.raises(UsageError, match=f"^{fact.field.value}:"):
        store.ids_where(fact)


TEXT_FIELDS = [each for each in FactField if each.value in ("by", "site", "tag", "lang", "url")]


def test_no_value_breaks_the_question(store: Store) -> None:
    keep(store, "a", byline="Ann")

    @given(st.sampled_from(TEXT_FIELDS), st.text(st.characters()))
    def ask(field: FactField, value: str) -> None:
        store.ids_where(Matches(field, value))

    ask()
