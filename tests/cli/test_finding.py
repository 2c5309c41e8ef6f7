"""`save`, `searches`, `similar`, and what `search` says of an answer: counts, scores, what tells the same story."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index import Library
from tests.cli.running import article, carrel

STORY = "The ferry to the island broke down at noon, and two hundred passengers waited on the pier. "
"""How a report begins that two papers print."""


def add(library: Path, *articles: tuple[str, str, str]) -> None:
    with Library.open(library) as opened:
        for title, text, url in articles:
            opened.add(*article(title, text, url=url))


# Saved searches


def test_a_saved_search_stands_for_its_query(library: Path) -> None:
    saved = carrel(library, "save", "waves", "tide OR tides")
    assert (saved.status, saved.err) == (0, "@waves is tide OR tides; it finds 2 articles\n")
    assert carrel(library, "search", "@waves harbour", "--format", "ids").lines == ["1"]


def test_saving_under_a_name_that_is_taken_says_what_it_was(library: Path) -> None:
    carrel(library, "save", "waves", "tide")
    assert "in the place of tide" in carrel(library, "save", "@waves", "wall").err
    assert carrel(library, "searches", "--format", "tsv").lines == ["waves\twall"]


def test_saved_searches_are_listed_the_oldest_first(library: Path) -> None:
    assert carrel(library, "searches").status == 1
    carrel(library, "save", "waves", "tide")
    carrel(library, "save", "free", "-is:broken")
    assert carrel(library, "searches").lines == ["@waves  tide", "@free   -is:broken"]
    assert json.loads(carrel(library, "searches", "--format", "json").out)[0] == {"name": "waves", "query": "tide"}


def test_a_saved_search_can_be_forgotten(library: Path) -> None:
    carrel(library, "save", "waves", "tide")
    assert carrel(library, "searches", "--forget", "waves").err == "@waves is forgotten; it was tide\n"
    assert carrel(library, "searches", "--forget", "waves").status == 66
    assert carrel(library, "search", "@waves").status == 2


def test_what_cannot_be_a_query_or_a_name_is_not_saved(library: Path) -> None:
    assert carrel(library, "save", "waves", '"open').status == 2
    assert carrel(library, "save", "two words", "tide").status == 2
    assert carrel(library, "searches").lines == []


# Like one


def test_similar_articles_share_the_key_words_of_one(library: Path) -> None:
    add(
        library,
        ("Neap tides", "The tide at the harbour wall is low when the table says neap.", "https://tides.example/n"),
    )
    assert carrel(library, "similar", "1", "--format", "ids").lines[0] == "5"
    assert carrel(library, "similar", "https://tides.example/table", "--format", "ids").lines[0] == "5"


def test_an_article_that_is_not_there_is_like_nothing(library: Path) -> None:
    result = carrel(library, "similar", "99")
    assert (result.status, result.err) == (66, "carrel: no article 99\n")


# Counts


def test_the_counts_of_an_answer_stand_under_its_table(library: Path) -> None:
    lines = carrel(library, "search", "tide", "--facets").lines
    assert lines[lines.index("") + 1 :] == [
        "site:      tides.example 1   wall.example 1",
        "tag:       sea 1",
        "lang:      en 2",
        "published: 2024 1",
        "is:        unread 2   broken 1",
    ]


def test_json_with_counts_is_one_object(library: Path) -> None:
    found = json.loads(carrel(library, "list", "--facets", "--format", "json", "--limit", "1").out)
    assert (found["total"], len(found["hits"])) == (4, 1)
    assert found["facets"]["languages"] == {"en": 2, "fr": 1, "ja": 1}
    assert found["facets"]["tags"] == {"sea": 1}


# Scores


def test_the_parts_of_a_score_add_up_to_it(library: Path) -> None:
    (first, *_) = carrel(library, "search", "tide table", "--explain", "--format", "jsonl").objects
    parts = first["explanation"]
    words = sum(word["score"] for word in parts["words"])
    others = sum(parts[name] for name in ("coverage", "whole_title", "neighbours", "feedback"))
    assert {word["word"] for word in parts["words"]} == {"tide", "table"}
    assert words + others == pytest.approx(parts["score"], abs=1e-4)
    assert first["score"] == pytest.approx(parts["score"], abs=1e-4)


def test_a_score_is_explained_in_words(library: Path) -> None:
    lines = carrel(library, "search", "tide table", "--explain").lines
    assert lines[0] == "1  How a tide table is made"
    assert lines[1].split()[1] == "score"
    assert any("tide: 1 in the title, 1 in the text" in line for line in lines)


def test_a_query_of_facts_has_no_score_to_explain(library: Path) -> None:
    assert carrel(library, "search", "tag:sea", "--explain").lines[1] == "  no score: nothing was ranked"


@pytest.mark.parametrize("arguments", [["--explain", "-f", "ids"], ["--explain", "--facets"], ["--facets", "-f", "tsv"],
                                       ["--explain", "--sort", "added"]])  # fmt: skip
def test_options_that_do_not_fit_are_refused(library: Path, arguments: list[str]) -> None:
    assert carrel(library, "search", "tide", *arguments).status == 2


# The same story


def test_what_tells_the_same_story_is_one_row_of_a_table(library: Path) -> None:
    text = STORY + " ".join(f"sentence number {number} of the long report, with much to say." for number in range(40))
    add(
        library,
        ("Ferry breaks down", text, "https://one.example/ferry"),
        ("Two hundred passengers on the pier", text + " Our correspondent.", "https://two.example/ferry"),
    )
    assert len(carrel(library, "search", "ferry").lines) == 2
    assert len(carrel(library, "search", "ferry", "--all").lines) == 3
    assert len(carrel(library, "search", "ferry", "--format", "jsonl").objects) == 2
    (folded,) = carrel(library, "search", "ferry", "--fold", "--format", "jsonl", "--fields", "id,same").objects
    assert {folded["id"], *folded["same"]} == {5, 6}
