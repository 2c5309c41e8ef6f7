"""tantivy: English stems, accents off, title and body as fields of their own, the day as a number; no text kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import tantivy

from bench.contest.questions import Kind, Question
from bench.corpus import Document
from bench.peers import LIMIT, TITLE_WEIGHT
from bench.peers.facts import Facts

HEAP = 500_000_000
ONE = 15_000_000
"""Bytes for a writer: of everything, of one article (the least that it takes)."""

_FIELDS = ["title", "body"]
_ANALYZER = "folded_english"


def build(folder: Path, documents: Iterable[Document]) -> None:
    """Make the index with one thread."""
    index = tantivy.Index(_schema(), path=str(folder))
    _register(index)
    writer = index.writer(HEAP, 1)
    for document in documents:
        writer.add_document(_given(document))
    writer.commit()
    writer.wait_merging_threads()


def open_index(folder: Path, facts: Facts) -> TantivyPeer:
    """The index."""
    return TantivyPeer(folder, facts)


class TantivyPeer:
    """An open index and its searcher."""

    def __init__(self, folder: Path, facts: Facts) -> None:
        self._facts = facts
        self._index = tantivy.Index.open(str(folder))
        _register(self._index)
        self._searcher = self._index.searcher()
        self._writer: tantivy.IndexWriter | None = None

    def ask(self, question: Question) -> list[int]:
        """See `peers.Peer`."""
        found = self._searcher.search(self._query(question), LIMIT)
        values = self._searcher.fast_field_values("id", [address for _, address in found.hits])
        ids = [value for value in values if isinstance(value, int)]
        self._facts.rows(ids)
        return ids

    def add(self, document: Document) -> None:
        """See `peers.Peer`."""
        if self._writer is None:
            self._writer = self._index.writer(ONE, 1)
        self._writer.add_document(_given(document))
        self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def close(self) -> None:
        """See `peers.Peer`."""
        if self._writer is not None:
            self._writer.wait_merging_threads()

    def _query(self, question: Question) -> tantivy.Query:
        match question.kind:
            case Kind.PREFIX:
                return self._either(lambda name: _begun(self._index.schema, name, question.words[0]))
            case Kind.MISTYPED | Kind.MANGLED:
                return self._either(lambda name: _near(self._index.schema, name, question))
        query = self._index.parse_query(_typed(question), _FIELDS, {"title": TITLE_WEIGHT})
        if not question.since:
            return query
        first, last = (date.fromisoformat(day).toordinal() for day in (question.since, question.until))
        days = tantivy.Query.range_query(
            self._index.schema, "day", tantivy.FieldType.Integer, first, last, include_upper=False
        )
        must = tantivy.Occur.Must
        return tantivy.Query.boolean_query([(must, query), (must, tantivy.Query.const_score_query(days, 0.0))])

    def _either(self, of_field: Callable[[str], tantivy.Query]) -> tantivy.Query:
        should = tantivy.Occur.Should
        return tantivy.Query.boolean_query([(should, of_field(name)) for name in _FIELDS])


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in _FIELDS:
        builder.add_text_field(name, stored=False, tokenizer_name=_ANALYZER, index_option="position")
    builder.add_integer_field("id", fast=True)
    builder.add_integer_field("day", indexed=True, fast=True)
    return builder.build()


def _register(index: tantivy.Index) -> None:
    filters = tantivy.Filter
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for each in (filters.remove_long(64), filters.lowercase(), filters.ascii_fold(), filters.stemmer("english")):
        builder = builder.filter(each)
    index.register_tokenizer(_ANALYZER, builder.build())


def _given(document: Document) -> tantivy.Document:
    day = date.fromisoformat(document.published).toordinal()
    return tantivy.Document(id=document.id, day=day, title=document.title, body=document.body)


def _begun(schema: tantivy.Schema, name: str, beginning: str) -> tantivy.Query:
    return tantivy.Query.regex_query(schema, name, f"{beginning}.*")


def _near(schema: tantivy.Schema, name: str, question: Question) -> tantivy.Query:
    return tantivy.Query.fuzzy_term_query(schema, name, question.words[0], question.distance)


def _typed(question: Question) -> str:
    match question.kind:
        case Kind.ANY:
            return " OR ".join(question.words)
        case Kind.PHRASE:
            return f'"{" ".join(question.words)}"'
        case Kind.WITHOUT:
            return f"+{question.words[0]} -{question.excluded}"
        case Kind.TITLE:
            return " ".join(f"+title:{word}" for word in question.words)
    return " ".join(f"+{word}" for word in question.words)
