"""Searching while typing: what the key before found is used for the next one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Library
from index.article import Extraction, Metadata, Page
from index.document import BlockKind, DocumentBuilder
from index.search.ranking.leaves import Leaves
from index.search.ranking.plan import Leaf
from index.search.ranking.postings import Postings
from index.store import Store


def add(library: Library, title: str) -> int:
    builder = DocumentBuilder()
    builder.block(BlockKind.PARAGRAPH, f"{title}: walls of granite.")
    url = f"https://rivers.example/{title}"
    return library.add(
        Page(url, url, title.encode(), "text/html"), Extraction(Metadata(title=title), builder.build())
    ).id


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        opened.tag([add(opened, title) for title in ("Quarry", "Quay", "Wharf")], add=["stone"])
        yield opened


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words that were looked up in the index, in order."""
    words: list[str] = []
    usual = Leaves._looked_up

    def told(self: Leaves, leaf: Leaf) -> Postings:
        words.append(str(getattr(leaf, "word", getattr(leaf, "text", ""))))
        return usual(self, leaf)

    monkeypatch.setattr(Leaves, "_looked_up", told)
    return words


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The facts that the store was asked, in order."""
    facts: list[str] = []
    usual = Store.ids_where

    def told(self: Store, fact: object) -> object:
        facts.append(str(getattr(fact, "value", fact)))
        return usual(self, fact)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "ids_where", told)
    return facts


def typed(library: Library, text: str) -> int:
    return library.search(text, as_typed=True, relax=False).total


def test_a_key_looks_up_the_word_that_it_changes_and_no_other(library: Library, looked_up: list[str]) -> None:
    assert typed(library, "granite wal") == 3
    before = len(looked_up)
    assert "granite" in looked_up
    assert typed(library, "granite wall") == 3
    assert set(looked_up[before:]) == {"wall"}


def test_a_key_taken_back_looks_up_nothing(library: Library, looked_up: list[str]) -> None:
    typed(library, "granite wal")
    typed(library, "granite wall")
    before = len(looked_up)
    assert typed(library, "granite wal") == 3
    assert looked_up[before:] == []


def test_a_fact_is_asked_of_the_store_once_however_many_keys_follow(library: Library, asked: list[str]) -> None:
    for length in range(len("tag:stone "), len("tag:stone granite") + 1):
        assert typed(library, "tag:stone granite"[:length]) == 3
    assert asked == ["stone"]


def test_a_fact_is_asked_again_when_the_library_has_changed(library: Library, asked: list[str]) -> None:
    assert typed(library, "tag:stone granite") == 3
    library.tag([1], remove=["stone"])
    assert typed(library, "tag:stone granite") == 2
    assert asked == ["stone", "stone"]
