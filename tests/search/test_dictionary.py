"""A dictionary of arrays is a list of terms."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.search.codec.dictionary import Dictionary

LETTERS = st.sampled_from("abé漢字𝄞я") | st.characters(exclude_characters="\n\0", exclude_categories=["Cs"])
ALIKE = st.builds("{}{}".format, st.sampled_from(["", "equal", "equally", "equalise", "equal" * 5]), st.text(LETTERS))
WORDS = st.lists(ALIKE.filter(bool), max_size=30)


@given(WORDS)
def test_terms_are_sorted_as_bytes_are(words: list[str]) -> None:
    order, is_new = Dictionary.of_words(words).ordered()
    ordered = sorted(word.encode() for word in words)
    assert [words[number].encode() for number in order] == ordered
    assert is_new.tolist() == [at == 0 or ordered[at - 1] != ordered[at] for at in range(len(ordered))]


@given(WORDS, WORDS)
def test_dictionaries_are_joined_end_to_end(some: list[str], more: list[str]) -> None:
    encoded = [word.encode() for word in (*some, *more)]
    joined = Dictionary.joined([Dictionary.of_words(some), Dictionary.of([word.encode() for word in more])])
    assert joined.terms() == encoded
    assert joined.sizes.tolist() == [len(term) for term in encoded]
    assert joined.take(np.arange(len(joined))[::-1]).terms() == encoded[::-1]


@given(WORDS)
def test_letters_are_code_points(words: list[str]) -> None:
    points, at = Dictionary.of_words(words).points
    assert "".join(map(chr, points.tolist())) == "".join(words)
    assert np.diff(at).tolist() == [len(word) for word in words]
