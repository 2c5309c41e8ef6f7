"""Look-alikes of a word lift the articles that hold them, as long as the word itself is not found everywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from index.search.query import parse
from index.search.ranking.parameters import DEFAULT, Parameters
from index.search.ranking.searcher import Searcher
from tests.search.libraries import TODAY, built, entry

TEXTS = ["granit und granitsteine", "granit und kalksteine", "granit aus dem norden"]
"""One holds a compound; all have the same length but for it."""


def scores(folder: Path, parameters: Parameters) -> dict[int, float]:
    engine = built(folder, [entry(number, text, language="de") for number, text in enumerate(TEXTS, 1)])
    return dict(Searcher(engine.snapshot, parameters).search(parse("granit", TODAY), limit=None).hits)


def test_an_article_that_holds_a_compound_of_the_word_comes_first(tmp_path: Path) -> None:
    found = scores(tmp_path, DEFAULT)
    assert found[1] > found[2]


def test_a_word_that_enough_articles_hold_has_no_look_alikes(tmp_path: Path) -> None:
    found = scores(tmp_path, replace(DEFAULT, kin_below=len(TEXTS)))
    assert found[1] == found[2]
    found = scores(tmp_path / "again", replace(DEFAULT, kin_below=len(TEXTS) + 1))
    assert found[1] > found[2]
