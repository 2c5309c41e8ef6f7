from __future__ import annotations

from bench.corpus import Document
from bench.known_items import Manner, drawn, group_of, reciprocal_rank

WORDS = "streams settle slowly while travelling across wide river plains towards distant marshes"
DOCUMENTS = [
    Document(1, "Delta (geography)", f"The stream {WORDS}.", "en-us", "2020-01-01"),
    Document(2, "Delta (geography)", f"A plain {WORDS} anew.", "en", "2020-01-01"),
    Document(3, "三角洲", "河流带来的泥沙在河口沉积。", "zh-cn", "2020-01-01"),
]


def test_an_article_is_asked_for_in_three_manners() -> None:
    items = drawn(DOCUMENTS, 10)
    for document in DOCUMENTS:
        assert {item.manner for item in items if document.id in item.right} == set(Manner)


def test_articles_of_one_title_are_all_right_answers_to_it() -> None:
    titles = [item for item in drawn(DOCUMENTS, 10) if item.manner is Manner.TITLE]
    assert {item.query: item.right for item in titles}["Delta geography"] == {1, 2}


def test_neighbouring_words_are_neighbours() -> None:
    for item in drawn(DOCUMENTS, 10):
        if item.manner is Manner.NEIGHBOURS:
            (number,) = item.right
            assert item.query in DOCUMENTS[number - 1].body


def test_a_language_belongs_to_a_group_whatever_its_region() -> None:
    assert [group_of(code) for code in ("en-us", "pt-br", "zh-tw", "fi")] == [
        "English",
        "Romance",
        "Chinese, Japanese, Korean",
        "others",
    ]


def test_only_the_first_ten_count() -> None:
    assert reciprocal_rank([4, 5, 6], frozenset({6, 5})) == 0.5
    assert reciprocal_rank(list(range(20)), frozenset({10})) == 0.0
