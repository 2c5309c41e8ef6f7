"""Phrases of furniture are data, in many languages, and match whole words in any spelling of case and quotes."""

from __future__ import annotations

import pytest

from index.extract.phrases import Sort, is_alone, is_heading_of, languages, mentions, opens


def test_there_are_phrases_for_at_least_fifteen_languages() -> None:
    assert len(languages()) >= 15


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


def test_short_phrases_are_not_looked_for_inside_texts() -> None:
    assert not mentions(Sort.PAYWALL, "残りの七両が山の方へ去っていく")
    assert mentions(Sort.PAYWALL, "Now subscribe to continue reading this story.")
