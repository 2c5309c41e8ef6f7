"""Chunks are a quicker way to the same tokens; the table of hashes is a dictionary."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.search.analysis import raw_tokens, terms_of
from index.search.chunks import as_bytes, chunks_of
from index.search.hash_table import HashTable
from index.search.vocabulary import Vocabulary

LETTERS = st.sampled_from("aZé9_ \n.,'\"-&+#;(\u2019\u3000\u00a0\u0301\u00ad漢字ｶﾞคำ한글שׁאاؤ½ﷺİ\ud800\x00")
TEXTS = st.lists(st.text(LETTERS, max_size=40) | st.text(max_size=20) | st.just(".net c++ x.NET"), max_size=5)
HASHES = st.lists(st.integers(1, 40) | st.integers(1, 2**64 - 1), unique=True, max_size=300)


def words_of(vocabulary: Vocabulary, texts: list[str]) -> list[tuple[list[str], list[str]]]:
    """(words with positions, exact words) of each text."""
    codes, ends = vocabulary.codes([as_bytes(text) for text in texts])
    words = list(vocabulary.words)
    streams = []
    for runs in (vocabulary.positioned, vocabulary.exact):
        numbers, starts = runs.expand(codes)
        edges = [0, *starts.take(ends).tolist()]
        streams.append([[words[at] for at in numbers[a:b]] for a, b in itertools.pairwise(edges)])
    return list(zip(*streams, strict=True))


@given(TEXTS, TEXTS)
def test_the_words_of_chunks_are_those_of_the_whole_text(before: list[str], texts: list[str]) -> None:
    vocabulary = Vocabulary()
    vocabulary.codes([as_bytes(text) for text in before])
    expected = []
    for text in texts:
        read = [terms_of(raw) for raw in raw_tokens(text)]
        expected.append(([each for own, _ in read for each in own], [each for _, own in read for each in own]))
    assert words_of(vocabulary, texts) == expected


@given(TEXTS)
def test_chunks_have_the_same_hash_only_where_they_are_the_same(texts: list[str]) -> None:
    chunks = chunks_of([as_bytes(text) for text in (*texts, *texts, "x" * 100, "x" * 101)])
    written = list(chunks.texts(np.arange(len(chunks.starts))))
    pairs = set(zip(written, chunks.hashes.tolist(), strict=True))
    assert len(pairs) == len(set(written)) == len(set(chunks.hashes.tolist()))
    assert chunks.ends[-1] == len(written)


def test_punctuation_is_no_part_of_a_chunk() -> None:
    chunks = chunks_of([b"He said: \"the end.\" (It's node.js, isn't it?) .net"])
    assert list(chunks.texts(np.arange(len(chunks.starts)))) == [
        "He", "said", "the", "end", "It's", "node.js", "isn't", "it", ".net",
    ]  # fmt: skip


@given(HASHES, HASHES)
def test_a_table_finds_what_was_added_and_nothing_else(some: list[int], more: list[int]) -> None:
    table, known = HashTable(), {}
    for portion in (some, [each for each in more if each not in some]):
        numbers = range(len(known), len(known) + len(portion))
        known.update(zip(portion, numbers, strict=True))
        table.add(np.array(portion, np.uint64), np.array(numbers, np.uint32))
        asked = [*some, *more, *range(1, 60)]
        found, missing = table.find(np.array(asked, np.uint64))
        absent = set(missing.tolist())
        assert {asked[at] for at in absent} == {each for each in asked if each not in known}
        assert all(known[each] == found[at] for at, each in enumerate(asked) if at not in absent)
