"""Snippets and hits: the passage where the words meet, and every place that a query matches."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QueryError
from index.search.query import parse
from index.search.snippets import matches, snippet
from index.search.tokens import _Remembered

TODAY = date(2024, 5, 15)
FILLER = "Nothing of interest is said in this sentence, which is only here to be long. " * 8


def marked(text: str, query: str, language: str = "en", *, in_title: bool = False) -> list[str]:
    return [text[start:end] for start, end in matches(text, parse(query, TODAY), language, in_title=in_title)]


def passage(text: str, query: str, language: str = "en") -> tuple[str, list[str]]:
    found = snippet(text, parse(query, TODAY), language)
    return found.text, [found.text[start:end] for start, end in found.marks]


@pytest.mark.parametrize(
    ("text", "query", "language", "expected"),
    [
        ("Programmers program programs.", "programming", "en", ["program", "programs"]),
        ("Les réglementations de l’IA", "reglementation ia", "fr", ["réglementations", "IA"]),
        ("Die Straße, die Strassen", "strasse", "de", ["Straße", "Strassen"]),
        ("an e-mail, emails, email", "email", "en", ["e-mail", "emails", "email"]),
        ("an e-mail, emails, email", "e-mail", "en", ["e-mail", "email"]),
        ("white cats, black cats", '"black cats"', "en", ["black cats"]),
        ("to be or not to be, be", '"to be"', "en", ["to be", "to be"]),
        ("climate climates climbing", "clim*", "en", ["climate", "climates", "climbing"]),
        ("colour color colors", "colour~1", "en", ["colour", "color"]),
        ("the cat and the dog", "the cat", "en", ["cat"]),
        ("the cat and the dog", "the", "en", ["the", "the"]),
        ("cats not dogs", "cats -dogs", "en", ["cats"]),
        ("cats dogs", "title:cats dogs tag:x", "en", ["dogs"]),
        ("北京大学图书馆在北京", "北京", "zh", ["北京", "北京"]),
        ("北京大学图书馆在北京", "图书馆", "zh", ["图书馆"]),
        ("黑猫和白猫", "猫", "zh", ["猫", "猫"]),
        ("ﾃﾞｰﾀとデータ", "データ", "ja", ["ﾃﾞｰﾀ", "データ"]),
        ("ジョン・スミスの店", "スミス", "ja", ["スミス"]),
        ("ジョン・スミスの店", "ジョンスミス", "ja", ["ジョン・スミス"]),
        ("らーめんとラーメン", "ラーメン", "ja", ["らーめん", "ラーメン"]),
        ("Meine E-Mail-Adresse", "email", "de", ["E-Mail"]),
        ("Meine E-Mail-Adresse", "mailadresse", "de", ["Mail-Adresse"]),
        ("C++ and C", "c++", "en", ["C++"]),
        ("nothing here", "zebra", "en", []),
        ("anything", "", "en", []),
    ],
)
def test_what_a_query_matches_is_marked(text: str, query: str, language: str, expected: list[str]) -> None:
    assert marked(text, query, language) == expected


def test_words_of_the_title_are_marked_in_titles_alone() -> None:
    assert marked("cats dogs", "title:cats dogs", in_title=True) == ["cats", "dogs"]


def test_the_passage_is_where_the_words_meet() -> None:
    text = FILLER + "Whales are large. " + FILLER + "Some whales eat squid at night. " + FILLER + "Squid are fast."
    shown, marks = passage(text, "whales squid")
    assert "Some whales eat squid at night." in shown
    assert marks == ["whales", "squid"]


def test_a_passage_points_at_its_first_hit() -> None:
    text = FILLER + "Here are whales."
    found = snippet(text, parse("whale", TODAY), "en")
    assert text[found.offset :].startswith("whales")


def test_a_passage_begins_and_ends_with_a_sentence_where_that_is_near() -> None:
    text = FILLER + "Whales sing. They sing at night. " + FILLER
    shown, _ = passage(text, "whales")
    assert shown.startswith(("Nothing of interest", "Whales sing."))
    assert not shown.startswith("…")


def test_a_passage_of_a_long_sentence_is_cut_at_words() -> None:
    text = "word " * 100 + "whale " + "word " * 100
    shown, marks = passage(text, "whale")
    assert shown.startswith("…word ")
    assert shown.endswith(" word…")
    assert marks == ["whale"]


def test_a_passage_is_one_line() -> None:
    shown, marks = passage("Heading\n\nSome   text\tabout\nwhales\n", "whales")
    assert shown.strip() == "Heading Some text about whales"
    assert marks == ["whales"]


def test_an_article_that_no_word_stands_in_shows_its_beginning() -> None:
    shown, marks = passage("First sentence. " + FILLER, "tag:x")
    assert shown.startswith("First sentence.")
    assert not marks


def test_a_passage_of_an_unspaced_script_is_half_as_long() -> None:
    text = "这是一个很长的句子没有任何意思，" * 30 + "图书馆在北京。" + "这是另一个句子。" * 30
    shown, marks = passage(text, "图书馆", "zh")
    assert marks == ["图书馆"]
    assert len(shown) <= 110


def test_a_passage_of_chinese_begins_and_ends_with_a_sentence_and_no_blank() -> None:
    before, after = "前面的一句话没有意思。\n\n" * 20, "后面的一句话也没有意思。" * 20
    shown, marks = passage(before + "那一声“咕”，是坛子在呼吸。" + after, "坛子", "zh")
    assert marks == ["坛子"]
    assert shown == shown.strip()
    assert shown[0] in "前那"
    assert shown.endswith("。")


def test_a_passage_does_not_begin_behind_an_abbreviation() -> None:
    text = "word " * 60 + "as Dr. Smith of the U.S. Navy told us about whales, " + "word " * 60
    shown, _ = passage(text, "whales")
    assert shown.startswith("…word")


PIECES = st.lists(
    st.sampled_from(
        ["whale ", "whales. ", "l’IA ", "e-mail", "北京大学", "。", "\n\n", "word ", "ﾃﾞｰﾀ", "x" * 70, "! ", "\u00ad"]
    ),
    max_size=60,
).map("".join)


@given(PIECES, st.sampled_from(["whale", "ia email", "北京", '"whale whales"', "wha*", "データ x*", ""]))
def test_marks_are_always_places_of_what_was_asked(text: str, query: str) -> None:
    tree = parse(query, TODAY)
    found = snippet(text, tree, "en")
    assert "\n" not in found.text
    assert 0 <= found.offset <= max(0, len(text) - 1)
    assert list(found.marks) == sorted(found.marks)
    assert all(0 <= start < end <= len(found.text) for start, end in found.marks)
    ranges = matches(text, tree, "en")
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert all(before[1] <= after[0] for before, after in pairwise(ranges))
    assert bool(found.marks) <= bool(ranges)


@given(st.text(max_size=60), st.text(max_size=40))
def test_no_text_and_no_query_breaks_it(text: str, query: str) -> None:
    try:
        tree = parse(query, TODAY)
    except QueryError:
        return
    snippet(text, tree, "xx")
    matches(text, tree, "xx")


def test_a_passage_far_down_in_a_long_text_is_found_where_the_words_meet() -> None:
    text = "The lighthouse stands alone.\n" + FILLER * 40 + "\nThe keeper of the lighthouse wound the clock.\n" + FILLER
    found, marks = passage(text, "lighthouse clock")
    assert marks == ["lighthouse", "clock"]
    assert found.startswith("The keeper")


def test_a_text_is_cut_into_portions_without_losing_a_word() -> None:
    text = " ".join(f"word{number}" for number in range(5000))
    for number in range(0, 5000, 97):
        assert passage(text, f"word{number}")[1] == [f"word{number}"]


def test_texts_that_were_taken_apart_are_forgotten_when_there_is_no_room() -> None:
    tokens = _Remembered(100)
    kept = tokens("a river " * 5, "en")
    assert tokens("a river " * 5, "en") is kept
    assert tokens("a river " * 5, "fr") is not kept
    tokens("the delta " * 8, "en")
    assert tokens("a river " * 5, "en") is not kept
