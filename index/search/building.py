"""Builds finished segments from articles, without a posting pool: words become numbers, numpy sorts the numbers.

Each different chunk of a text is read once and has a code (`vocabulary`). A document is then a run of codes, and
everything after is arithmetic on whole arrays.
"""

from __future__ import annotations

import gc
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

import numpy as np

from index.search.chunks import as_bytes
from index.search.codec.arrays import Array
from index.search.codec.drafts import DraftSegment, finish_terms, start_terms, write_documents
from index.search.codec.merging import Elsewhere, Merge
from index.search.codec.runs import offsets, ragged
from index.search.codec.storage import MappedStorage
from index.search.engine import Entry
from index.search.inverting import FieldsWriter, Numbered, Texts
from index.search.names import COPIES, ID, LANGUAGE, TEXT, TEXT_WORDS, TITLE, TITLE_WORDS
from index.search.schema import language_number
from index.search.stemming import base_language
from index.search.tiers import due
from index.search.vocabulary import Runs, Stems, Vocabulary, as_array

INDEX_NAME = "MAIN"
TOKENS = 4_000_000
"""Raw tokens in a segment built in bulk: about a thousand long articles, 150 MB while it is built."""

BATCH = 1_000_000
"""Bytes of articles whose words are numbered at a time."""


BESIDE = (TEXT_WORDS,)
"""What another process merges, where there is one: about half of the work of a merge."""


class _Codes:
    """The codes of the texts of all documents, end to end, as they are indexed: `PARTS` parts a document."""

    def __init__(self) -> None:
        self._codes = [np.empty(0, np.uint32)]
        self._sizes = [np.empty(0, np.int64)]
        self.count = 0

    def add(self, codes: Array, ends: Array) -> None:
        """More documents: the codes of title and body in turns, and where those of each end."""
        sizes = np.diff(ends, prepend=0)
        number = np.arange(0, len(ends), 2)
        parts = np.column_stack([*[number] * COPIES, number + 1]).ravel()
        self._codes.append(codes.take(ragged((ends - sizes).take(parts), sizes.take(parts))))
        self._sizes.append(sizes.take(parts))
        self.count += len(codes)

    def texts(self, runs: Runs) -> Texts:
        """What the codes stand for."""
        numbers, starts = runs.expand(np.concatenate(self._codes))
        return Texts(numbers, starts.take(offsets(np.concatenate(self._sizes))))


class Beside(Protocol):
    """Whoever merges some fields beside us, in a process of its own."""

    def merge(self, segments: Sequence[DraftSegment], names: Sequence[str]) -> None:
        """Begin to merge these fields of drafts."""

    def merged(self) -> DraftSegment:
        """What was begun, once it is done: see `merging.merged_fields`."""


class SegmentBuilder:
    """Takes articles, and leaves drafts of segments in a storage. No lock is needed.

    The drafts of a `rough` one are there to be merged: `finish` makes one of them that can be searched.
    """

    def __init__(self, storage: MappedStorage, *, tokens: int = TOKENS, rough: bool = False) -> None:
        self._storage, self._most, self._rough = storage, tokens, rough
        self._passing = MappedStorage(storage.folder, durable=False)  # for what is merged before anybody relies on it
        self.drafts: list[DraftSegment] = []
        self._vocabulary = Vocabulary()
        self._start()

    def _start(self) -> None:
        if self._vocabulary.is_full:
            self._vocabulary = Vocabulary()
        self._codes = _Codes()
        self._waiting: list[bytes] = []
        self._size = 0
        self._ids = array("q")
        self._languages: list[str] = []

    def add(self, entry: Entry) -> None:
        """Take an article; its number must not be among those taken before."""
        self.take(entry.id, entry.language, as_bytes(entry.title), as_bytes(entry.body))

    def take(self, number: int, language: str, title: bytes, body: bytes) -> None:
        """Take an article whose texts are bytes already (`chunks.as_bytes`)."""
        self._waiting += (title, body)
        self._size += len(title) + len(body)
        self._ids.append(number)
        self._languages.append(base_language(language))
        if self._size >= min(BATCH, self._most):
            self._number()
        if self._codes.count >= self._most:
            self.flush()

    def _number(self) -> None:
        """Turn the articles that wait into codes."""
        with _uncollected():
            codes, ends = self._vocabulary.codes(self._waiting)
        self._codes.add(codes, ends)
        self._waiting.clear()
        self._size = 0

    def flush(self) -> None:
        """Write what was taken since the last time as a segment, if anything was."""
        self._flush(rough=self._rough)

    def _flush(self, *, rough: bool) -> None:
        if self._ids:
            self._number()
            with _uncollected():
                self.drafts.append(self._written(rough=rough))
            self._start()
        while members := due(self.drafts):
            self._merge(members, rough=self._rough)

    def finish(self, others: Sequence[DraftSegment] = (), beside: Beside | None = None) -> None:
        """One draft of everything that was taken, and of the drafts of another builder; none where that is nothing.

        Some of the last merge may be done `beside` it.
        """
        rough = bool(self.drafts or others)
        self._flush(rough=rough)
        self.drafts += others
        if rough:
            self._merge(self.drafts, rough=False, beside=beside)

    def _merge(self, members: Sequence[DraftSegment], *, rough: bool, beside: Beside | None = None) -> None:
        elsewhere = None
        if beside is not None:
            beside.merge(members, BESIDE)
            elsewhere = Elsewhere(BESIDE, beside.merged)
        storage = self._passing if rough else self._storage
        merged = Merge(storage, members, rough=rough, elsewhere=elsewhere).draft
        self.drafts = [merged, *(draft for draft in self.drafts if draft not in members)]
        for draft in members:
            draft.discard(self._storage)

    def empty(self) -> DraftSegment:
        """A segment without documents, for an index that has none: it carries the sequence number."""
        self._start()
        return self._written(rough=False)

    def discard(self) -> None:
        """Delete the drafts that were not published."""
        for draft in self.drafts:
            draft.discard(self._storage)

    def _written(self, *, rough: bool) -> DraftSegment:
        storage = self._passing if rough else self._storage
        segment = DraftSegment(INDEX_NAME)
        segment.set_doc_count(len(self._ids))
        try:
            with start_terms(storage, segment) as out:
                fields = FieldsWriter(out, rough=rough)
                self._write_fields(fields)
                finish_terms(out, list(fields.lengths))
            languages = np.fromiter(map(language_number, self._languages), np.int64, len(self._languages))
            columns = {ID: as_array(self._ids, np.int64), LANGUAGE: languages}
            write_documents(storage, segment, len(self._ids), columns, fields.lengths)
        except BaseException:
            segment.discard(storage)
            raise
        return segment

    def _write_fields(self, fields: FieldsWriter) -> None:
        stems = Stems(self._vocabulary.words)
        texts = self._stemmed(self._codes.texts(self._vocabulary.positioned), stems)
        terms = Numbered.of(stems.terms)
        titles = texts.titles
        fields.write(TITLE, titles, terms, np.arange(len(titles.numbers)) - titles.starts[:-1].repeat(titles.sizes))
        fields.write(TEXT, texts.whole, terms, texts.positions)
        del texts, titles
        texts = self._codes.texts(self._vocabulary.exact)
        fields.write(TITLE_WORDS, texts.titles, terms)
        fields.write(TEXT_WORDS, texts.whole, terms)

    def _stemmed(self, texts: Texts, stems: Stems) -> Texts:
        """The words of all documents as stems in the language of each."""
        documents: dict[str, list[int]] = {}
        for document, language in enumerate(self._languages):
            documents.setdefault(language, []).append(document)
        starts, sizes = texts.whole.starts, texts.whole.sizes
        for language, own in documents.items():
            places = ragged(starts.take(own), sizes.take(own))
            texts.numbers[places] = stems.of(texts.numbers.take(places), language)
        return texts


@contextmanager
def _uncollected() -> Iterator[None]:
    """Millions of objects are made and no cycles: to look for those again and again takes a twentieth of a build."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
