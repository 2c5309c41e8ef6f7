"""Building in bulk: with a second process, and merging as it goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.errors import DiskError
from index.search import bulk
from index.search.building import SegmentBuilder
from index.search.codec.storage import MappedStorage
from index.search.engine import Entry
from index.search.query import parse
from index.search.tiers import MOST
from index.search.whoosh_engine import WhooshEngine

COUNT = 700
WORDS = ("harbour", "lanterns", "Brücken", "川の水", "l’été", "e-mail")


def entries() -> Iterator[Entry]:
    for number in range(COUNT):
        word = WORDS[number % len(WORDS)]
        yield Entry(number + 1, f"About {word}", f"{word} number{number} stands here.", ("en", "de", "ja")[number % 3])


@pytest.fixture
def alone(tmp_path: Path) -> WhooshEngine:
    return WhooshEngine.build(tmp_path / "one", "library", entries(), 1)


def test_two_processes_build_what_one_builds(
    alone: WhooshEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "ALONE", 10)
    monkeypatch.setattr(bulk, "_processors", lambda: 2)
    together = WhooshEngine.build(tmp_path / "two", "library", entries(), 1)
    assert together.segments == alone.segments == 1
    assert not together.check()
    for text in (*WORDS, "number17", "numb*", '"stands here"'):
        query = parse(text, date(2026, 1, 1))
        expected = dict(alone.search(query, limit=None).hits)
        found = dict(together.search(query, limit=None).hits)
        assert expected
        assert found == pytest.approx(expected)


def test_a_second_process_that_cannot_build_ends_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "ALONE", 10)
    monkeypatch.setattr(bulk, "_processors", lambda: 2)
    monkeypatch.setattr(bulk, "SERVE", "raise SystemExit(3)")
    with pytest.raises(DiskError, match="ended early"):
        WhooshEngine.build(tmp_path, "library", entries(), 1)
    assert not list(tmp_path.rglob("*.terms"))


def test_drafts_are_merged_before_they_are_too_many(tmp_path: Path) -> None:
    builder = SegmentBuilder(MappedStorage(tmp_path, durable=False), tokens=1)
    for entry in entries():
        builder.add(entry)
        assert len(builder.drafts) <= MOST
    assert sum(draft.doc_count() for draft in builder.drafts) == COUNT
    assert len(list(tmp_path.glob("*.terms"))) == len(builder.drafts)
