from __future__ import annotations

from collections import Counter

import pytest

from bench.contest.questions import TEN, Kind, Question, as_json, drawn, from_json, mistyped, words_of
from bench.corpus import Corpus, Document
from index.search.distance import edits

EACH = 4


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return Corpus.read(None).originals[:300]


@pytest.fixture(scope="module")
def questions(documents: list[Document]) -> list[Question]:
    return drawn(documents, EACH)


def test_there_are_as_many_questions_of_each_kind(questions: list[Question]) -> None:
    assert Counter(question.kind for question in questions) == dict.fromkeys(TEN, EACH)


def test_every_run_asks_the_same(documents: list[Document], questions: list[Question]) -> None:
    assert drawn(documents, EACH) == questions


def test_a_rare_word_stands_in_few_articles_and_a_common_one_in_many(
    documents: list[Document], questions: list[Question]
) -> None:
    held = Counter(word for document in documents for word in set(words_of(document.body)))
    for question in questions:
        if question.kind is Kind.RARE:
            assert 2 <= held[question.words[0]] <= 5
        if question.kind is Kind.COMMON:
            assert held[question.words[0]] >= 0.04 * len(documents)


def test_the_words_of_an_and_question_stand_in_one_article(
    documents: list[Document], questions: list[Question]
) -> None:
    texts = [set(words_of(document.body)) for document in documents]
    for question in questions:
        if question.kind in (Kind.BOTH, Kind.ALL_THREE):
            assert any(text.issuperset(question.words) for text in texts)


def test_a_phrase_stands_in_an_article_as_it_is_asked(documents: list[Document], questions: list[Question]) -> None:
    for question in questions:
        if question.kind is Kind.PHRASE:
            assert any(" ".join(question.words) in document.body.lower() for document in documents)


def test_mistyped_words_are_within_their_distance_of_a_word_of_the_corpus(documents: list[Document]) -> None:
    held = {word for document in documents for word in words_of(document.body)}
    for question in mistyped(documents, EACH):
        assert min(edits(word, question.words[0], 2) for word in held) <= question.distance


def test_no_word_is_one_that_a_peer_cuts_otherwise_or_reads_as_an_operator() -> None:
    assert words_of("To be or NOT to be: 川の流れ and ab deltas x1y") == ["deltas"]


def test_questions_survive_being_written_down(questions: list[Question]) -> None:
    assert from_json(as_json(questions)) == questions
