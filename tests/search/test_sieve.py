"""Hits are found by first letters: the same ones as by taking the whole text apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.analysis import fold, has_words
from index.search.characters import TOUCH_BEGINNINGS
from index.search.matching import Hit, Matcher, matcher
from index.search.sieve import SHORT_STEM, Sieve, keeps_beginnings
from index.search.stemming import STEMMERS, stem
from index.search.tree import Fuzzy, Or, Phrase, Prefix, Query, Word

WORDS = [
    "dying", "die", "École", "école", "e-mail", "l’École", "snake_case", "“Café”", "C++", "3.14", "Straße", "strasse",
    "объект", "Объекты", "Ёлка", "елка", "Ελλάδα", "ελλαδα", "קפה", "हिन्दी", "使用JavaScript的",
    "Ärzte", "Aerzten", "ärztlich", "universities", "University", "uni-versity", "ｆｕｌｌ", "ﬁne", "fine",
    "re\u00adport", "report", "don't", "the", "–", "(see", "e.g.", "node.js", "İstanbul", "istanbul", "1,000", "1000",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
QUERIES = st.one_of(
    st.sampled_from(WORDS).map(Word),
    st.tuples(st.sampled_from(WORDS).map(Word), st.sampled_from(WORDS).map(Word)).map(Or),
    st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map(" ".join).filter(has_words).map(Phrase),
    st.sampled_from(["e", "éc", "univ", "aerz", "об", "ελ", "is", "nod", "1", "קפ"]).map(Prefix),
    st.sampled_from(WORDS).map(Fuzzy),
)


def taken_apart(matcher: Matcher, text: str) -> list[Hit]:
    """The hits as they are found without a sieve."""
    plain = Matcher(matcher.leaves, matcher.language)
    plain._sieve = None
    return sorted(plain.hits(text))


@given(TEXTS, QUERIES, st.sampled_from(["en", "fr", "de", "ru", "el", "tr", "nl", "xx"]))
def test_no_hit_falls_through(text: str, query: Query, language: str) -> None:
    found = matcher(query, language)
    assert sorted(found.hits(text)) == taken_apart(found, text)


@pytest.mark.parametrize("language", sorted(set(STEMMERS) - TOUCH_BEGINNINGS))
def test_a_stem_begins_as_its_word_does(language: str) -> None:
    assert keeps_beginnings(language)
    for word in (*map(fold, WORDS), "universities", "reglementations", "hauser", "книгами", "kediler", "gegangen"):
        found = stem(word, language)
        assert found[:1] == word[:1]
        assert len(found) <= SHORT_STEM or found[1] == word[1] or (language == "de" and word[1] == "e")


def test_stretches_reach_from_blank_to_blank() -> None:
    text = "A letter, (Émile's) re-elected\u00a0elk; tree."
    assert list(Sieve(["e"]).stretches(text)) == [(10, "(Émile's)"), (20, "re-elected"), (31, "elk;")]
    assert [stretch for _, stretch in Sieve().stretches(text)] == text.split()
