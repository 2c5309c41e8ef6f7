"""Suggestions from the library's own words, and the visible steps from nothing to something."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.search.query import parse, parse_as_typed
from index.search.similar import key_terms
from index.search.suggest import correction, relaxations
from index.search.tree import And, Ids, Query, Where, Word, replaced
from index.search.whoosh_engine import WhooshEngine
from tests.search.libraries import built, entry, found

TODAY = date(2024, 5, 15)
TEXTS = [
    "The government of the environment",
    "government and climate change",
    "climate policy",
    "wild horses, white horse",
]


@pytest.fixture
def library(tmp_path: Path) -> WhooshEngine:
    return built(tmp_path, [entry(number, text) for number, text in enumerate(TEXTS, 1)])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("goverment", "government"),
        ("climtae", "climate"),
        ("enviroment polcy", "environment policy"),
        ("climatechange", "climate change"),
        ("title:horess", "title:horses"),
        ("polcy tag:x", "policy tag:x"),
    ],
)
def test_a_mistyped_word_is_recognised(library: WhooshEngine, typed: str, meant: str) -> None:
    assert str(correction(parse(typed, TODAY), library)) == meant


@pytest.mark.parametrize(
    "typed", ["government", "climates", "xyzzyx", "x", "2024", '"goverment"', "-goverment", "tag:goverment"]
)
def test_what_is_known_hopeless_or_quoted_is_left_alone(library: WhooshEngine, typed: str) -> None:
    assert correction(parse(typed, TODAY), library) is None


def test_the_language_of_the_query_decides_between_near_words(tmp_path: Path) -> None:
    french = [entry(number, "le manger est servi dans la cuisine", language="fr") for number in range(1, 9)]
    english = [entry(number, "danger in the kitchen, ranger", language="en") for number in range(9, 12)]
    engine = built(tmp_path, [*french, *english])
    assert str(correction(parse("the wanger kitchen", TODAY), engine)) in ("the danger kitchen", "the ranger kitchen")
    assert str(correction(parse("cuisine wanger servi", TODAY), engine)) == "cuisine manger servi"


def steps(library: WhooshEngine, query: str, facts: dict[str, list[int]] | None = None) -> list[str]:
    """What is said on the way to the first answer."""

    def answered(leaf: Query) -> Query:
        return Ids((facts or {})[str(leaf)], str(leaf)) if isinstance(leaf, Where) else leaf

    said = []
    tree = replaced(parse(query, TODAY), answered)
    assert not found(library, tree)
    for relaxation, easier in relaxations(tree, library):
        said.append(relaxation.what)
        assert relaxation.query == str(easier)
        if found(library, easier):
            return said
    return [*said, "nothing"]


def test_spelling_comes_first(library: WhooshEngine) -> None:
    assert steps(library, "goverment climate") == ["spelling: «goverment» → «government»"]


def test_the_narrowest_filter_goes_next(library: WhooshEngine) -> None:
    facts = {"tag:a": [1, 2, 3], "tag:b": [4]}
    assert steps(library, "climate tag:a tag:b", facts) == ["without tag:b"]


def test_then_any_of_the_words_is_enough(library: WhooshEngine) -> None:
    assert steps(library, "horses government") == ["any of the words"]
    assert steps(library, '"policy climate"') == ["any of the words"]


def test_of_a_word_in_a_script_without_blanks_any_part_is_enough(tmp_path: Path) -> None:
    texts = ["北京の図書館", "大学の歴史", "ラーメンの店"]
    engine = built(tmp_path, [entry(n, text, language="ja") for n, text in enumerate(texts, 1)])
    assert steps(engine, "北京大学") == ["any of the words"]
    assert steps(engine, "ラーメンハウス") == ["any of the words"]
    assert steps(engine, "灯台") == ["nothing"]


def test_steps_add_up(library: WhooshEngine) -> None:
    facts = {"tag:a": []}
    assert steps(library, "goverment horses tag:a", facts) == [
        "spelling: «goverment» → «government»",
        "any of the words",
        "without tag:a",
    ]


def test_the_smallest_words_are_enough_in_the_end(library: WhooshEngine) -> None:
    assert steps(library, "of the xyzzyx") == ["any of the words", "any of the words, even the smallest"]


def test_spelling_keeps_to_the_articles_that_the_filters_allow(tmp_path: Path) -> None:
    texts = {1: "la lumière du phare", 2: "lumbre", 3: "lumbre y más lumbre", 4: "lumbre"}
    engine = built(tmp_path, [entry(n, text, language="fr" if n == 1 else "es") for n, text in texts.items()])
    assert steps(engine, "lumere") == ["spelling: «lumere» → «lumbre»"]
    assert steps(engine, "lumere lang:fr", {"lang:fr": [1]}) == ["spelling: «lumere» → «lumiere»"]


def test_a_word_that_is_still_being_typed_is_mended_with_its_beginning(library: WhooshEngine) -> None:
    (first, easier), *_ = relaxations(parse_as_typed("climate goverment", TODAY), library, as_typed=True)
    assert (first.what, first.query) == ("spelling: «goverment» → «government»", "climate government")
    assert found(library, easier) == {2}


def test_the_star_that_nobody_typed_is_not_told(library: WhooshEngine) -> None:
    tree = And((Word("climate"), Ids([], "tag:nope*")))
    (told, _), *_ = relaxations(tree, library, as_typed=True)
    assert told.what == "without tag:nope"


def test_what_cannot_be_found_ends(library: WhooshEngine) -> None:
    assert steps(library, "xyzzyx qqqqq")[-1] == "nothing"


def test_a_single_word_without_a_neighbour_has_no_steps(library: WhooshEngine) -> None:
    assert list(relaxations(Word("xyzzyx"), library)) == []


def test_the_query_of_a_step_keeps_facts_that_were_answered(library: WhooshEngine) -> None:
    tree = And((Word("goverment"), Ids([1], "tag:x")))
    (_, easier), *_ = relaxations(tree, library)
    assert found(library, easier) == {1}


def test_likeness_goes_by_pairs_of_characters_where_words_are_written_without_blanks(tmp_path: Path) -> None:
    articles = {
        1: ("大学図書館の開館", "東京大学の図書館は新しい建物で開館した。図書館の本は多い。", "ja"),
        2: ("図書館の本", "大学の図書館で本を借りることができる。", "ja"),
        3: ("台風", "台風は海の上を北へ進んでいる。", "ja"),
    }
    engine = built(tmp_path, [entry(n, text, title, language) for n, (title, text, language) in articles.items()])
    assert found(engine, key_terms(*articles[1], engine)) == {1, 2}


def test_a_word_one_letter_away_is_meant_before_a_frequent_one_two_letters_away(tmp_path: Path) -> None:
    texts = ["climate"] + [f"create {number}" for number in range(30)]
    engine = built(tmp_path, [entry(number, text) for number, text in enumerate(texts, 1)])
    assert str(correction(parse("clmate", TODAY), engine)) == "climate"


def test_a_word_is_taken_apart_only_where_its_parts_follow_one_another(tmp_path: Path) -> None:
    engine = built(
        tmp_path, [entry(1, "a reglement of old"), entry(2, "ation is an ending"), entry(3, "the data base")]
    )
    assert correction(parse("reglementation", TODAY), engine) is None
    assert str(correction(parse("database", TODAY), engine)) == "data base"
