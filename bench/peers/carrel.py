"""Carrel through its engine: by BM25F alone, and by the whole formula. The facts come from the shared table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from whoosh.index import TOC

from bench.contest.questions import Kind, Question
from bench.corpus import Document
from bench.peers import LIMIT
from bench.peers.facts import Facts
from index.facts import Between
from index.search import folders
from index.search.building import INDEX_NAME
from index.search.codec.storage import MappedStorage
from index.search.engine import Entry
from index.search.query import parse, parse_as_typed
from index.search.ranking.parameters import DEFAULT, Parameters
from index.search.ranking.searcher import Searcher
from index.search.ranking.snapshot import Snapshot
from index.search.schema import schema
from index.search.tree import Ids, Query, Where, replaced
from index.search.whoosh_engine import WhooshEngine

LIBRARY = "bench"
BM25F = Parameters(stop=1.0, exact=0.0, coverage=0.0, together=0.0, whole_title=0.0, kin=0.0, feedback=0.0)
"""The formula with everything switched off that BM25F does not have."""

_TODAY = date(2026, 1, 1)


def entry(document: Document) -> Entry:
    """An article as the engine takes it."""
    return Entry(document.id, document.title, document.body, document.language)


def build(folder: Path, documents: Iterable[Document], *, processes: int | None = None) -> None:
    """Make the index, merged as far as it wants to be; in as many processes as it likes, where none are said."""
    engine = WhooshEngine.build(folder, LIBRARY, map(entry, documents), 1, processes=processes)
    while engine.tidy():
        pass
    engine.close()


def open_plain(folder: Path, facts: Facts) -> CarrelPeer:
    """The index, ranked by BM25F."""
    return CarrelPeer(folder, facts, BM25F)


def open_whole(folder: Path, facts: Facts) -> CarrelPeer:
    """The index, ranked as Carrel does."""
    return CarrelPeer(folder, facts, DEFAULT)


def searcher(folder: Path, parameters: Parameters) -> Searcher:
    """What answers in an engine, with parameters of one's own."""
    storage = MappedStorage(folders.current(folder))
    contents = TOC.read(storage, INDEX_NAME, schema=schema())
    return Searcher(Snapshot(storage, contents.segments), parameters)


def typed(question: Question) -> str:
    """A question as a person types it."""
    words = " ".join(question.words)
    match question.kind:
        case Kind.ANY:
            return " OR ".join(question.words)
        case Kind.PHRASE:
            return f'"{words}"'
        case Kind.WITHOUT:
            return f"{words} -{question.excluded}"
        case Kind.TITLE:
            return " ".join(f"title:{word}" for word in question.words)
        case Kind.DATED:
            return f"{words} published:{question.since[:4]}"
        case Kind.MISTYPED | Kind.MANGLED:
            return f"{words}~{question.distance}"
    return words


class CarrelPeer:
    """A searcher over the newest commit, and the engine that makes commits."""

    def __init__(self, folder: Path, facts: Facts, parameters: Parameters) -> None:
        self._folder, self._facts, self._parameters = folder, facts, parameters
        self._between = cache(facts.between)  # as the library does, until it changes
        self._engine: WhooshEngine | None = None
        self._sequence = 1
        self._searcher = self._latest()

    @property
    def segments(self) -> int:
        """The number of segments."""
        return len(self._searcher.snapshot.parts)

    def ask(self, question: Question) -> list[int]:
        """See `peers.Peer`."""
        ranking = self._searcher.search(self._tree(question), limit=LIMIT)
        ids = [each for each, _ in ranking.hits]
        self._facts.rows(ids)
        return ids

    def add(self, document: Document) -> None:
        """See `peers.Peer`."""
        if self._engine is None:
            self._engine = WhooshEngine.open(self._folder, LIBRARY)
        self._sequence += 1
        self._engine.apply([entry(document)], [], self._sequence)
        self._searcher = Searcher(self._engine.snapshot, self._parameters)

    def replace(self, documents: Iterable[Document]) -> None:
        """Save articles anew in one commit, which makes a small segment."""
        engine = WhooshEngine.open(self._folder, LIBRARY)
        engine.apply(map(entry, documents), [], engine.sequence + 1)
        engine.close()
        self._searcher = self._latest()

    def close(self) -> None:
        """See `peers.Peer`."""
        if self._engine is not None:
            self._engine.close()

    def _latest(self) -> Searcher:
        return searcher(self._folder, self._parameters)

    def _tree(self, question: Question) -> Query:
        read = parse_as_typed if question.kind is Kind.PREFIX else parse
        return replaced(read(typed(question), _TODAY), self._answered)

    def _answered(self, leaf: Query) -> Query:
        match leaf:
            case Where(Between(low=str(since), high=str(until))):
                return Ids(self._between(since, until))
        return leaf
