"""Carrel as its users have it: `Library.search`, from the text typed to rows and passages with the words marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.contest.questions import Kind, Question
from bench.corpus import GAP, Document
from bench.peers import LIMIT
from bench.peers.carrel import typed
from bench.peers.facts import Facts, address
from index import Library
from index.article import Extraction, Metadata, Page
from index.document import BlockKind, DocumentBuilder

PORTION = 500
"""Articles that are kept in one transaction."""


def build(folder: Path, documents: Iterable[Document]) -> None:
    """Keep the articles in a library, and let it catch up."""
    with Library.open(folder) as library:
        for portion in _portions(documents):
            library.add_many(portion)
        library.catch_up()


def open_index(folder: Path, _facts: Facts) -> LibraryPeer:
    """The library."""
    return LibraryPeer(folder)


class LibraryPeer:
    """An open library."""

    def __init__(self, folder: Path) -> None:
        self._library = Library.open(folder)

    def ask(self, question: Question) -> list[int]:
        """See `peers.Peer`."""
        is_typing = question.kind is Kind.PREFIX
        found = self._library.search(typed(question), limit=LIMIT, as_typed=is_typing, relax=False)
        return [hit.id for hit in found.hits]

    def add(self, document: Document) -> None:
        """See `peers.Peer`. The index follows with the next question."""
        self._library.add(*_kept(document))

    def close(self) -> None:
        """See `peers.Peer`."""
        self._library.close()


def _portions(documents: Iterable[Document]) -> Iterator[list[tuple[Page, Extraction]]]:
    portion: list[tuple[Page, Extraction]] = []
    for document in documents:
        portion.append(_kept(document))
        if len(portion) == PORTION:
            yield portion
            portion = []
    if portion:
        yield portion


def _kept(document: Document) -> tuple[Page, Extraction]:
    builder = DocumentBuilder()
    for paragraph in document.body.split(GAP):
        builder.block(BlockKind.PARAGRAPH, paragraph)
    metadata = Metadata(
        title=document.title, url=address(document), published=document.published, language=document.language,
        words=document.body.count(" "), minutes=1,
    )  # fmt: skip
    return Page(address(document), address(document), b""), Extraction(metadata, builder.build())
