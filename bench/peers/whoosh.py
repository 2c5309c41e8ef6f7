"""Whoosh as it comes: its own codec, English stems with accents off, its query parser, the day as a number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from whoosh import fields, index
from whoosh.analysis import CharsetFilter, StemmingAnalyzer
from whoosh.qparser import MultifieldParser
from whoosh.query import NumericRange
from whoosh.support.charset import accent_map

from bench.contest.questions import Kind, Question
from bench.corpus import Document
from bench.peers import LIMIT, TITLE_WEIGHT
from bench.peers.facts import Facts

_FIELDS = ["title", "body"]


def _schema() -> fields.Schema:
    analyzer = StemmingAnalyzer() | CharsetFilter(accent_map)
    return fields.Schema(
        id=fields.NUMERIC(stored=True, bits=64), day=fields.NUMERIC(bits=32),
        title=fields.TEXT(analyzer), body=fields.TEXT(analyzer),
    )  # fmt: skip


def build(folder: Path, documents: Iterable[Document]) -> None:
    """Make the index with one writer."""
    writer = index.create_in(folder, _schema()).writer(limitmb=256)
    for document in documents:
        writer.add_document(**_given(document))
    writer.commit(optimize=True)


def open_index(folder: Path, facts: Facts) -> WhooshPeer:
    """The index."""
    return WhooshPeer(folder, facts)


class WhooshPeer:
    """An open index and its searcher."""

    def __init__(self, folder: Path, facts: Facts) -> None:
        self._facts = facts
        self._index = index.open_dir(folder)
        self._searcher = self._index.searcher()
        self._parser = MultifieldParser(_FIELDS, self._index.schema, {"title": TITLE_WEIGHT, "body": 1.0})

    def ask(self, question: Question) -> list[int]:
        """See `peers.Peer`."""
        first, last = (date.fromisoformat(day).toordinal() if day else 0 for day in (question.since, question.until))
        days = NumericRange("day", first, last, endexcl=True) if last else None
        found = self._searcher.search(self._parser.parse(_typed(question)), limit=LIMIT, filter=days)
        ids = [hit["id"] for hit in found]
        self._facts.rows(ids)
        return ids

    def add(self, document: Document) -> None:
        """See `peers.Peer`. Whoosh does not sync: a power cut may lose the article after all."""
        writer = self._index.writer()
        writer.add_document(**_given(document))
        writer.commit(merge=False)
        self._searcher = self._index.searcher()

    def close(self) -> None:
        """See `peers.Peer`."""
        self._searcher.close()
        self._index.close()


def _given(document: Document) -> dict[str, object]:
    day = date.fromisoformat(document.published).toordinal()
    return {"id": document.id, "day": day, "title": document.title, "body": document.body}


def _typed(question: Question) -> str:
    words = question.words
    match question.kind:
        case Kind.ANY:
            return " OR ".join(words)
        case Kind.PHRASE:
            return f'"{" ".join(words)}"'
        case Kind.PREFIX:
            return f"{words[0]}*"
        case Kind.WITHOUT:
            return f"{words[0]} NOT {question.excluded}"
        case Kind.TITLE:
            return " ".join(f"title:{word}" for word in words)
    return " ".join(words)
