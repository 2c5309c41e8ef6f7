"""What belongs to an answer: its order, its parts in numbers, why it is so, and stories that are told twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Library
from index.article import Extraction, Metadata, Page, Progress, Sort
from index.document import BlockKind, DocumentBuilder
from index.errors import QueryError
from index.search.results import Explanation
from tests.store.test_stories import ELSEWHERE, STORY

ARTICLES = (
    ("Granite", "en", "2021", "The granite piers of the harbour stand in the mud of the delta.", 300),
    ("Granitarbeiten am Hafen", "de", "2023-05", "Granitsteine, viele Granitsteine und ein Kran.", 100),
    ("A quarry of granite", "en", "", "Granite is cut in the quarry. The quarries lie up the river delta.", 200),
    ("10 tides", "en", "2023-01-02", "Tides run twice a day past granite walls.", 200),
    ("9 tides", "en", "2023-01-02", "Tides run past walls of granite.", 200),
)
YEAR = 365 * 86_400.0


def add(library: Library, title: str, text: str, language: str = "en", host: str = "rivers", **facts: object) -> int:
    builder = DocumentBuilder()
    builder.block(BlockKind.PARAGRAPH, text)
    added = float(facts.pop("added", 1_600_000_000.0))  # type: ignore[arg-type]
    metadata = Metadata(title=title, language=language, **{"words": 12, "minutes": 1, **facts})  # type: ignore[arg-type]
    page = Page(title, f"https://{host}.example/{title.replace(' ', '-')}", f"<p>{title}</p>".encode(), "text/html")
    return library.add(page, Extraction(metadata, builder.build()), added=added).id


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        for number, (title, language, published, text, words) in enumerate(ARTICLES):
            added = 1_600_000_000.0 + number % 3 * YEAR
            add(opened, title, text, language, published=published, words=words, added=added)
        yield opened


def ids(library: Library, query: str, **wish: object) -> list[int]:
    return [hit.id for hit in library.search(query, **wish).hits]  # type: ignore[arg-type]


# Order


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.ADDED, [3, 5, 2, 4, 1]),
        (Sort.PUBLISHED, [2, 5, 4, 1, 3]),
        (Sort.TITLE, [5, 4, 3, 2, 1]),
        (Sort.LENGTH, [1, 3, 5, 4, 2]),
        (Sort.OPENED, [2, 4, 3, 5, 1]),
        (Sort.ADDED_REVERSED, [1, 4, 2, 5, 3]),
        (Sort.PUBLISHED_REVERSED, [1, 5, 4, 2, 3]),
        (Sort.TITLE_REVERSED, [1, 2, 3, 4, 5]),
        (Sort.LENGTH_REVERSED, [2, 3, 5, 4, 1]),
        (Sort.OPENED_REVERSED, [4, 2, 3, 5, 1]),
    ],
)
def test_an_answer_has_the_order_that_was_wished_and_the_newest_breaks_ties(
    library: Library, sort: Sort, expected: list[int]
) -> None:
    library.save_position(4, 1, 0.5)
    library.save_position(2, 1, 0.5)
    assert ids(library, "granit*", sort=sort) == expected
    assert ids(library, "is:unread OR is:reading", sort=sort) == expected
    assert ids(library, "", sort=sort) == expected
    assert ids(library, "granit*", sort=sort, limit=2) == expected[:2]


@pytest.mark.parametrize("sort", Sort)
def test_a_query_may_say_its_order_itself(library: Library, sort: Sort) -> None:
    library.save_position(4, 1, 0.5)
    assert ids(library, f"granit* sort:{sort}") == ids(library, "granit*", sort=sort)
    assert ids(library, f"sort:{sort}", fold=True) == ids(library, "", sort=sort)
    assert library.search(f"sort:{sort} tides").sort is sort


def test_the_order_of_a_query_outdoes_the_wished_one_and_is_kept_by_its_name(library: Library) -> None:
    library.save_search("stones", "granit* sort:length")
    assert ids(library, "@stones", sort=Sort.TITLE) == ids(library, "granit*", sort=Sort.LENGTH)
    assert ids(library, "@stones lang:en") == [each for each in ids(library, "@stones") if each != 2]
    assert library.facets("@stones").total == 5


def test_relevance_puts_the_newest_first_among_equals(library: Library) -> None:
    twins = [add(library, f"Lock {letter}", "A sluice of oak.") for letter in "abc"]
    assert ids(library, "sluice") == twins[::-1]


# In numbers


def test_an_answer_is_counted_by_its_facets(library: Library) -> None:
    library.tag([1, 4], add=["stone"])
    library.mark([1], progress=Progress.READ)
    facets = library.facets("granite -lang:de")
    assert facets.total == library.search("granite -lang:de").total == 4
    assert (facets.sites, facets.tags, facets.languages) == (
        (("rivers.example", 4),),
        (("stone", 2),),
        (("en", 4),),
    )
    assert facets.years == (("2023", 2), ("2021", 1))
    assert facets.states == (("unread", 3), ("read", 1))


@pytest.mark.parametrize("query", ["", "is:unread", "tides", "gran", '"walls of'])
def test_facets_count_what_a_search_finds(library: Library, query: str) -> None:
    found = library.search(query, limit=None, as_typed=True, relax=False)
    assert library.facets(query, as_typed=True).total == found.total > 0


@pytest.mark.parametrize("query", ["granite", "tides OR granit", "is:unread"])
def test_narrowing_by_a_facet_finds_as_many_as_it_says(library: Library, query: str) -> None:
    add(library, "Tides at home", "Tides and granite.", "en-gb", published="2022-05-01")
    library.tag([1, 4], add=["stone"])
    library.mark([1], progress=Progress.READ)
    facets = library.facets(query)
    named = {"site": facets.sites, "tag": facets.tags, "lang": facets.languages, "published": facets.years,
             "is": facets.states}  # fmt: skip
    assert all(named.values())
    for field, counts in named.items():
        for value, number in counts:
            assert library.search(f"({query}) {field}:{value}", relax=False).total == number, (field, value)


def test_facets_of_what_cannot_be_read_are_an_error(library: Library) -> None:
    with pytest.raises(QueryError):
        library.facets('"walls of')


# Saved searches


def test_a_name_of_a_saved_search_on_its_way_is_left_out(library: Library) -> None:
    library.save_search("stones", "granit*")
    assert library.search("tides @sto", as_typed=True).total == library.search("tides").total
    with pytest.raises(QueryError, match="no saved search has the name @sto"):
        library.search("tides @sto")
    with pytest.raises(QueryError, match="no saved search has the name @other"):
        library.search("tides @other", as_typed=True)


# Spelling of facts


@pytest.mark.parametrize(
    ("query", "said", "expected"),
    [
        ("tag:granit-wals", "spelling: «tag:granit-wals» → «tag:granite-walls»", [4]),
        ("site:rivrs.example tides", "spelling: «site:rivrs.example» → «site:rivers.example»", [5, 4]),
        ("tag:nothing-near-it tides", "without tag:nothing-near-it", [5, 4]),
    ],
)
def test_a_tag_or_site_that_is_not_there_becomes_the_nearest(
    library: Library, query: str, said: str, expected: list[int]
) -> None:
    library.tag([4], add=["granite-walls"])
    for is_typed in (False, True):
        found = library.search(query, as_typed=is_typed)
        assert [step.what for step in found.relaxed] == [said]
        assert [hit.id for hit in found.hits] == expected
        assert found.total == library.search(found.query, relax=False).total
    assert not library.search(query, relax=False).total


def test_what_is_nowhere_near_is_not_mended(library: Library) -> None:
    found = library.search("tag:nothing-near-it")
    assert (found.total, found.relaxed) == (0, ())


# Why


def explained(library: Library, query: str) -> Iterator[tuple[float, Explanation]]:
    for hit in library.search(query, limit=None, relax=False).hits:
        found = library.explain(query, hit.id)
        assert found is not None
        yield hit.score, found


@pytest.mark.parametrize(
    "query",
    [
        "granite",
        "the quarry granite",
        "granit*",
        "quary~ OR tides",
        '"granite piers" harbour',
        "title:granite quarry",
        "10 tides",
        "What runs twice a day past the granite walls of the harbour in the delta?",
        "lang:en tides -harbour",
    ],
)
def test_the_parts_of_a_score_add_up_to_it(library: Library, query: str) -> None:
    count = 0
    for score, found in explained(library, query):
        parts = [word.score for word in found.words]
        whole = sum(parts) + found.coverage + found.whole_title + found.neighbours + found.feedback
        assert whole == pytest.approx(score, rel=1e-5)
        assert found.score == score
        count += 1
    assert count


def test_every_part_of_the_formula_is_told(library: Library) -> None:
    _, whole = next(explained(library, "granite"))
    assert (whole.id, whole.whole_title > 0) == (1, True)
    question = "What runs twice a day past the granite walls of the harbour in the delta?"
    best = [found for _, found in explained(library, question)]
    assert any(found.neighbours > 0 for found in best)
    assert all(found.coverage <= 0 for found in best)


def test_what_the_best_answers_to_a_question_speak_of_is_told(library: Library) -> None:
    for lamp in ("oil", "gas", "paraffin", "carbide"):
        add(library, f"Lamps of {lamp}", f"Keepers trim wicks of lighthouse lamps before winter storms, with {lamp}.")
    best = list(explained(library, "How do keepers trim the wicks of lighthouse lamps before winter storms?"))
    assert len(best) == 4
    assert any(found.feedback > 0 for _, found in best)


def test_a_word_is_told_with_its_forms_and_places(library: Library) -> None:
    found = library.explain("quarry", 3)
    assert found is not None
    (word,) = found.words
    assert (word.word, word.in_title, word.in_body, word.forms) == ("quarry", 1, 2, (("quarry", 2), ("quarries", 1)))
    assert word.frequency == 5.0
    assert word.idf > 0


def test_look_alikes_are_told_apart_from_the_word(library: Library) -> None:
    found = library.explain("granit OR kran", 2)
    assert found is not None
    word = next(each for each in found.words if each.word == "granit")
    assert (word.in_title, word.in_body) == (0, 0)
    assert "granitsteine" in word.look_alikes


def test_what_is_not_found_is_not_explained(library: Library) -> None:
    assert library.explain("granite", 4711) is None
    assert library.explain("quarry", 1) is None
    assert library.explain("is:unread", 1) is None


# The same story


@pytest.fixture
def told_twice(library: Library) -> tuple[int, int]:
    first = add(library, "Old lock to close", STORY, host="tides", published="2024-01-01")
    return first, add(library, "Barge owners fear long closure", ELSEWHERE, host="coast", published="2024-02-01")


@pytest.mark.parametrize("wish", [{}, {"sort": Sort.PUBLISHED}, {"sort": Sort.ADDED, "limit": 1}])
@pytest.mark.parametrize("query", ["barge quarries", "published:2024", "closure OR lock"])
def test_the_same_story_is_one_hit_that_names_the_others(
    library: Library, told_twice: tuple[int, int], query: str, wish: dict[str, object]
) -> None:
    results = library.search(query, fold=True, **wish)  # type: ignore[arg-type]
    (hit,) = results.hits
    assert {hit.id, *hit.same} == set(told_twice)
    assert (results.total, results.folded) == (2, 1)


def test_nothing_is_folded_where_nobody_asked(library: Library, told_twice: tuple[int, int]) -> None:
    results = library.search("barge quarries")
    assert {hit.id for hit in results.hits} == set(told_twice)
    assert (results.total, results.folded, results.hits[0].same) == (2, 0, ())


def test_only_what_was_found_stands_under_a_row(library: Library, told_twice: tuple[int, int]) -> None:
    (hit,) = library.search("regrettable", fold=True).hits
    assert (hit.id, hit.same) == (told_twice[0], ())


def test_a_page_of_rows_is_full_where_stories_were_folded(library: Library, told_twice: tuple[int, int]) -> None:
    results = library.search("river OR barge OR tides", fold=True, limit=3)
    assert len(results.hits) == 3
    assert results.total - results.folded == len(library.search("river OR barge OR tides", fold=True, limit=None).hits)


# Likeness and passages


def test_similar_articles_come_the_likest_first(library: Library) -> None:
    found = library.search("similar:3")
    assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)
    assert found.hits[0].score > 0
    assert found.hits[0].id == 1
    assert ids(library, "similar:3", sort=Sort.ADDED) != ids(library, "similar:3")
    assert set(ids(library, "similar:3 lang:en")) == set(ids(library, "similar:3")) - {2}


def test_passages_are_cut_for_the_rows_that_are_seen(library: Library) -> None:
    all_of_them = library.search("granit*").hits
    seen = library.search("granit*", passages=range(1, 3)).hits
    assert [hit.id for hit in seen] == [hit.id for hit in all_of_them]
    assert [bool(hit.passage.marks) for hit in seen] == [False, True, True, False, False]
    assert seen[1:3] == all_of_them[1:3]
