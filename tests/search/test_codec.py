"""The codec: what is written is read back, by numpy and by Whoosh's own matchers, however it was written and merged."""

from __future__ import annotations

import io
import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query
from whoosh.index import FileIndex
from whoosh.reading import IndexReader

from index.search.analysis import exact_words, terms
from index.search.building import INDEX_NAME, SegmentBuilder
from index.search.codec.arrays import ArrayFile, ArrayFileWriter
from index.search.codec.codec import FlatCodec
from index.search.codec.dictionary import Dictionary
from index.search.codec.inverted import FieldPostings
from index.search.codec.lexicon import distances, near
from index.search.codec.merging import Merge
from index.search.codec.pieces import has_pieces, pieces_of
from index.search.codec.runs import offsets, ragged
from index.search.codec.storage import MappedStorage
from index.search.codec.writing import FieldWriter
from index.search.distance import edits
from index.search.engine import Entry
from index.search.names import COPIES, GAP, ID, LANGUAGE, TEXT, TEXT_WORDS, TITLE, TITLE_WORDS
from index.search.schema import language_code, language_number, schema

VOCABULARY = ["whale", "whales", "e-mail", "l’IA", "東京都", "c++", "3.14", "Straße", "a", "sea"]
TEXTS = st.lists(st.sampled_from(VOCABULARY), max_size=12).map(" ".join)
LIBRARIES = st.lists(st.tuples(TEXTS, TEXTS, st.sampled_from(["en", "fr", "zh", ""])), min_size=1, max_size=9)


class Folder:
    """A Whoosh index in a folder, filled by our builder or by Whoosh's own writer."""

    def __init__(self, path: Path) -> None:
        self.storage = MappedStorage(path, durable=False)
        self.storage.create()
        self.index = FileIndex.create(self.storage, schema(), INDEX_NAME)

    def build(self, entries: Iterable[Entry]) -> None:
        builder = SegmentBuilder(self.storage)
        for each in entries:
            builder.add(each)
        builder.flush()
        self.commit(lambda segments: [*segments, *(draft.published(self.storage) for draft in builder.drafts)])

    def write(self, entries: Iterable[Entry]) -> None:
        writer = self.index.writer(codec=FlatCodec())
        for each in entries:
            writer.add_document(
                **{ID: each.id, LANGUAGE: language_number(each.language)},
                **{TITLE: terms(each.title, each.language), TEXT: stems_of_all(each)},
                **{TITLE_WORDS: exact_words(each.title), TEXT_WORDS: words_of_all(each)},
            )
        writer.commit(merge=False)

    def commit(self, change: object) -> None:
        self.index.writer(codec=FlatCodec()).commit(mergetype=lambda _, segments: change(segments))  # type: ignore[operator]

    def delete(self, ids: Sequence[int]) -> None:
        def change(segments: list[object]) -> list[object]:
            for segment in segments:
                column = self.storage.segment_data(segment).column(ID)  # type: ignore[arg-type]
                for document in np.flatnonzero(np.isin(column, ids)).tolist():
                    segment.delete_document(document)  # type: ignore[attr-defined]
            return segments

        self.commit(change)

    def merge(self, *, chunk: int = 2_000_000) -> None:
        merge = Merge(self.storage, self.index._segments(), chunk=chunk)
        assert merge.catch_up(self.index._segments())
        self.commit(lambda _: [merge.draft.published(self.storage)])


def stems_of_all(each: Entry) -> list[str]:
    """The stems of an article's title, so many times, and of its body; gaps are empty."""
    title = terms(each.title, each.language)
    return [*[*title, *[""] * GAP] * COPIES, *terms(each.body, each.language)]


def words_of_all(each: Entry) -> list[str]:
    """The exact words of the same."""
    return [*exact_words(each.title) * COPIES, *exact_words(each.body)]


def content(reader: IndexReader) -> dict[tuple[str, bytes], dict[int, tuple[int, list[int]]]]:
    """Everything in an index, through Whoosh's eyes: term → {article: (frequency, positions)}."""
    ids = reader.column_reader(ID) if reader.doc_count_all() else []
    found: dict[tuple[str, bytes], dict[int, tuple[int, list[int]]]] = {}
    for name, term in reader.all_terms():
        matcher = reader.postings(name, term)
        while matcher.is_active():
            positions = matcher.value_as("positions") if name in (TITLE, TEXT) else []
            found.setdefault((name, term), {})[ids[matcher.id()]] = (int(matcher.weight()), positions)
            matcher.next()
    return found


def expected(entries: Iterable[Entry]) -> dict[tuple[str, bytes], dict[int, tuple[int, list[int]]]]:
    """What should be in it, by counting."""
    found: dict[tuple[str, bytes], dict[int, tuple[int, list[int]]]] = {}
    for each in entries:
        for name, stems in ((TITLE, terms(each.title, each.language)), (TEXT, stems_of_all(each))):
            for term in set(stems) - {""}:
                places = [at for at, other in enumerate(stems) if other == term]
                found.setdefault((name, term.encode()), {})[each.id] = (len(places), places)
        for name, words in ((TITLE_WORDS, exact_words(each.title)), (TEXT_WORDS, words_of_all(each))):
            for word, count in Counter(words).items():
                found.setdefault((name, word.encode()), {})[each.id] = (count, [])
    return found


def entries_of(library: Sequence[tuple[str, str, str]]) -> list[Entry]:
    return [Entry(number, title, body, language) for number, (title, body, language) in enumerate(library, 1)]


@given(LIBRARIES, st.integers(0, 9))
def test_the_index_holds_what_was_counted(
    tmp_path_factory: pytest.TempPathFactory, library: list[tuple[str, str, str]], cut: int
) -> None:
    entries = entries_of(library)
    folder = Folder(tmp_path_factory.mktemp("build"))
    folder.build(entries[:cut])
    folder.build(entries[cut:])
    assert content(folder.index.reader()) == expected(entries)


@settings(max_examples=25)
@given(LIBRARIES, st.integers(0, 9))
def test_whooshs_own_writer_writes_the_same(
    tmp_path_factory: pytest.TempPathFactory, library: list[tuple[str, str, str]], cut: int
) -> None:
    entries = entries_of(library)
    folder = Folder(tmp_path_factory.mktemp("write"))
    folder.write(entries[:cut])
    folder.write(entries[cut:])
    assert content(folder.index.reader()) == expected(entries)


@settings(max_examples=25)
@given(
    LIBRARIES, st.lists(st.integers(0, 9), max_size=2), st.lists(st.integers(1, 9), max_size=4), st.sampled_from([1, 9])
)
def test_merging_leaves_out_what_was_deleted_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory,
    library: list[tuple[str, str, str]],
    cuts: list[int],
    gone: list[int],
    chunk: int,
) -> None:
    entries = entries_of(library)
    ours, whooshs = (Folder(tmp_path_factory.mktemp(name)) for name in ("ours", "whooshs"))
    for folder in (ours, whooshs):
        for first, last in itertools.pairwise([0, *sorted(cuts), len(entries)]):
            folder.build(entries[first:last])
        folder.delete(gone)
    ours.merge(chunk=chunk)
    whooshs.index.writer(codec=FlatCodec()).commit(optimize=True)
    kept = expected(each for each in entries if each.id not in gone)
    assert content(ours.index.reader()) == content(whooshs.index.reader()) == kept
    assert len(ours.index._segments()) == 1
    lengths = [ours.index.reader().doc_field_length(number, TEXT) for number in range(ours.index.doc_count())]
    assert lengths == [len([*filter(None, stems_of_all(each))]) for each in entries if each.id not in gone]


def test_deletions_made_during_a_merge_survive_it(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for each in entries_of([("", "whale", "en"), ("", "whale sea", "en"), ("", "sea", "en")]):
        folder.build([each])
    folder.delete([1])
    merge = Merge(folder.storage, folder.index._segments())
    folder.delete([3])
    assert merge.catch_up(folder.index._segments())
    folder.commit(lambda _: [merge.draft.published(folder.storage)])
    assert folder.index.doc_count() == 1
    assert [folder.index.reader().column_reader(ID)[number] for number in range(2)] == [2, 3]
    assert folder.index.reader().is_deleted(1)


def test_a_merge_of_segments_that_are_gone_is_given_up(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for each in entries_of([("", "whale", "en"), ("", "sea", "en")]):
        folder.build([each])
    merge = Merge(folder.storage, folder.index._segments())
    folder.merge()
    assert not merge.catch_up(folder.index._segments())


def test_whooshs_own_queries_find_the_same(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.build(entries_of([("sea", "whale sea whale", "en"), ("", "sea", "en"), ("", "e-mail whale", "en")]))
    folder.delete([2])
    with folder.index.searcher() as searcher:
        ids = folder.index.reader().column_reader(ID)

        def answer(asked: query.Query) -> set[int]:
            return {ids[number] for number in searcher.docs_for_query(asked)}

        assert answer(query.Term(TEXT, "whale")) == {1, 3}
        assert answer(query.Term(TEXT, "sea")) == {1}
        assert answer(query.Phrase(TEXT, ["sea", "whale"])) == {1}
        assert answer(query.Prefix(TEXT_WORDS, "wha")) == {1, 3}
        assert answer(query.Term(TEXT_WORDS, "email")) == {3}
        assert answer(query.And([query.Term(TEXT, "whale"), query.Not(query.Term(TEXT, "sea"))])) == {3}


@pytest.mark.parametrize("count", [254, 255, 256, 70_000])
def test_frequencies_and_positions_may_be_large(tmp_path: Path, count: int) -> None:
    folder = Folder(tmp_path)
    folder.build([Entry(1, "", "sea " * count + "whale", "en"), Entry(2, "", "whale", "en")])
    folder.build([Entry(3, "", "sea", "en")])
    folder.merge()
    found = content(folder.index.reader())
    body = COPIES * GAP
    assert found[TEXT, b"sea"][1] == (count, list(range(body, body + count)))
    assert found[TEXT, b"whale"] == {1: (1, [body + count]), 2: (1, [body])}
    assert found[TEXT_WORDS, b"sea"] == {1: (count, []), 3: (1, [])}


# Files of arrays


@given(
    st.dictionaries(st.text(max_size=5), st.lists(st.integers(0, 2**32 - 1), max_size=40), max_size=5),
    st.randoms(use_true_random=False),
)
def test_arrays_are_read_back_as_they_were(arrays: dict[str, list[int]], random: Random) -> None:
    memory = io.BytesIO()
    memory.close, close = lambda: None, memory.close  # type: ignore[method-assign]
    writer = ArrayFileWriter(memory)
    regions = {name: writer.reserve(name, np.uint32, len(values)) for name, values in arrays.items()}
    left = {name: np.array(values, np.uint32) for name, values in arrays.items()}
    while left:  # whichever comes first, and as much of it as there is
        name = random.choice(sorted(left))
        portion, left[name] = np.split(left[name], [random.randrange(20)])
        regions[name].append(portion)
        if not len(left[name]):
            del left[name]
    writer.close({"about": "test"})
    data = memory.getvalue()
    close()
    file = ArrayFile(data)
    assert file.meta == {"about": "test"}
    assert {name: file.array(name).tolist() for name in file.names()} == arrays
    assert not file.damaged()
    for end in range(0, len(data), 7):
        with pytest.raises(ValueError, match="the "):
            ArrayFile(data[:end])


# Postings


@given(st.lists(st.sets(st.integers(0, 300_000), min_size=1, max_size=9), min_size=1, max_size=12), st.data())
def test_postings_say_which_document_however_many_there_are(holders: list[set[int]], data: st.DataObject) -> None:
    field, documents = written(holders)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(documents))] * 2)))
    assert field.documents(start, end).tolist() == documents[start:end]
    chosen = data.draw(st.lists(st.integers(0, len(holders) - 1), unique=True))
    slices = [field.slice_of(number, number + 1) for number in chosen]
    starts, ends = (np.array(edges, np.int64) for edges in (zip(*slices, strict=True) if slices else ([], [])))
    places = ragged(starts, ends - starts)
    assert field.documents_at(places, starts, ends - starts).tolist() == [
        document for number in chosen for document in sorted(holders[number])
    ]


def written(holders: Sequence[set[int]]) -> tuple[FieldPostings, list[int]]:
    """A field in which each term stands in such documents; and the documents of all postings in order."""
    memory = io.BytesIO()
    close, memory.close = memory.close, lambda: None  # type: ignore[method-assign]
    out = ArrayFileWriter(memory)
    terms = [f"{number:03}".encode() for number in range(len(holders))]
    documents = [document for each in holders for document in sorted(each)]
    writer = FieldWriter(out, "field", Dictionary.of(terms), offsets(np.array([len(each) for each in holders])))
    for portion in np.array_split(np.array(documents), 3):
        writer.append(portion, np.ones(len(portion), np.int64), None)
    writer.close()
    out.close({})
    data = memory.getvalue()
    close()
    return FieldPostings(ArrayFile(data), "field"), documents


# The dictionary


@given(st.text("abcd", max_size=8), st.text("abcd", max_size=8), st.integers(1, 3))
def test_the_distance_of_words_is_damerau_s(one: str, other: str, limit: int) -> None:
    assert edits(one, other, limit) == min(naive_distance(one, other), limit + 1)


@given(st.lists(st.text("abcé", max_size=9), max_size=6), st.text("abcé", min_size=1, max_size=8), st.integers(1, 2))
def test_the_distances_of_many_words_are_those_of_each(others: list[str], word: str, limit: int) -> None:
    assert distances(others, word, limit) == [edits(other, word, limit) for other in others]


def naive_distance(one: str, other: str) -> int:
    rows = [[i + j for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i, j in itertools.product(range(1, len(one) + 1), range(1, len(other) + 1)):
        rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (one[i - 1] != other[j - 1]))
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@settings(max_examples=20)
@given(
    st.sets(st.text("abcde", min_size=1, max_size=6), min_size=1, max_size=30), st.text("abcde", min_size=1, max_size=6)
)
def test_near_words_are_those_an_edit_away_or_two_behind_the_first_letter(
    tmp_path_factory: pytest.TempPathFactory, words: set[str], word: str
) -> None:
    folder = Folder(tmp_path_factory.mktemp("near"))
    folder.build([Entry(1, "", " ".join(words), "xx")])
    field = folder.storage.segment_data(folder.index._segments()[0]).field(TEXT_WORDS)
    assert field is not None
    for distance in (1, 2):
        found = {field.term(number).decode(): count for number, count in near(field, word, distance)}
        counts = {each: edits(each, word, distance) for each in words}
        assert found == {
            each: count for each, count in counts.items() if count <= (distance if each[0] == word[0] else 1)
        }


def test_the_table_of_pieces_names_the_words_that_hold_each(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    texts = "versicherung krankenversicherung sicher sich 東京都 abc x2y3z4"
    folder.build([Entry(1, "", texts, "de")])
    field = folder.storage.segment_data(folder.index._segments()[0]).field(TEXT_WORDS)
    assert field is not None
    words = [term.decode() for term in field.dictionary().terms()]
    for word in words:
        number = words.index(word)
        held = {
            int(piece)
            for at, piece in enumerate(field.piece)
            if number in field.piece_term[field.piece_at[at] : field.piece_at[at + 1]]
        }
        assert held == (set(pieces_of(word).tolist()) if has_pieces(word) else set())


@pytest.mark.parametrize("code", ["", "en", "pt", "fil", "zh"])
def test_a_language_is_kept_as_a_number(code: str) -> None:
    assert language_code(language_number(code)) == code
