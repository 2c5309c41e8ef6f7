"""Phrases of furniture are data, in many languages, and match whole words in any spelling of case and quotes."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from index.extract.labels import judge
from index.extract.phrases import Sort, is_alone, is_heading_of, languages, mentions, opens, says_only


def lists_of(code: str) -> dict[str, list[str]]:
    return tomllib.loads(files("index.extract.phrases").joinpath(f"{code}.toml").read_text("utf-8"))


def test_there_are_phrases_for_at_least_fifteen_languages() -> None:
    assert len(languages()) >= 25


@pytest.mark.parametrize("sort", Sort)
def test_every_sort_of_phrases_is_there_in_every_language(sort: Sort) -> None:
    assert [code for code in sorted(languages()) if not any(map(str.strip, lists_of(code).get(sort, [])))] == []


def test_no_language_has_a_list_that_is_never_asked_about() -> None:
    assert {name for code in languages() for name in lists_of(code)} == set(Sort)


def test_names_of_elements_are_judged_in_at_least_fifteen_languages() -> None:
    words = tomllib.loads(files("index.extract").joinpath("labels.toml").read_text("utf-8"))["languages"]
    assert len(words) >= 15
    for code, lists in words.items():
        assert set(lists["strong"].split()) <= set(lists["furniture"].split()), code
        assert all(judge(name).furniture for name in lists["furniture"].split())
        assert all(judge(name).strong for name in lists["strong"].split())
        assert all(judge(name).caption for name in lists["caption"].split())
        assert all(judge(name).standfirst for name in lists["standfirst"].split())


def test_headers_of_plain_text_are_known_in_at_least_fifteen_languages() -> None:
    languages = tomllib.loads(files("index.extract").joinpath("headers.toml").read_text("utf-8"))
    assert len(languages) >= 15
    fields = {"title", "byline", "published", "url", "language", "excerpt"}
    assert all(set(meanings) == fields for meanings in languages.values())


@pytest.mark.parametrize(
    "line",
    [
        "Partagez cet article !", "» Lire plus d’articles", "ARTIKEL TEILEN", "Leave a comment:", "Поделиться",
        "Comparte este artículo", "この記事をシェア", "相关阅读", "شارك هذا المقال", "Lascia un commento", "Bagikan",
    ],
)  # fmt: skip
def test_a_line_that_says_only_a_phrase_is_furniture(line: str) -> None:
    assert is_alone(line)


@pytest.mark.parametrize(
    "line", ["Share and share alike", "Commentaires sur la guerre des Gaules", "Teilen heißt lieben"]
)
def test_a_line_that_says_more_is_not(line: str) -> None:
    assert not is_alone(line)


def test_a_phrase_opens_a_line_as_whole_words_only() -> None:
    assert opens(Sort.ONWARD, "À lire aussi : le port")
    assert opens(Sort.ONWARD, "Read more about it")
    assert not opens(Sort.BYLINE, "Bygones")


def test_a_heading_may_carry_numbers_and_be_of_two_sorts_at_once() -> None:
    assert is_heading_of(Sort.COMMENTS, "12 commentaires")
    assert is_heading_of(Sort.SOURCES, "Sources & Links")
    assert not is_heading_of(Sort.COMMENTS, "Comments on style")


def test_two_headings_are_joined_by_the_word_of_any_language() -> None:
    assert is_heading_of(Sort.SOURCES, "Źródła i bibliografia")
    assert is_heading_of(Sort.SOURCES, "Lähteet ja viitteet")
    assert not is_heading_of(Sort.SOURCES, "Sources of the Nile and the Congo")


def test_a_link_that_leads_back_or_to_its_own_heading_is_known_whole_only() -> None:
    assert says_only(Sort.BACK, "↑ Retour au texte")
    assert says_only(Sort.PERMALINK, "Permalink to this headline ¶")
    assert not says_only(Sort.BACK, "Back to the river")


def test_short_phrases_are_not_looked_for_inside_texts() -> None:
    assert not mentions(Sort.PAYWALL, "残りの七両が山の方へ去っていく")
    assert mentions(Sort.PAYWALL, "Now subscribe to continue reading this story.")
