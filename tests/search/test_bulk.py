"""Building in bulk: with a second process, and merging as it goes."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.errors import DiskError
from index.search import bulk, partner
from index.search.building import SegmentBuilder
from index.search.codec.arrays import ArrayFileWriter
from index.search.codec.storage import MappedStorage
from index.search.engine import Entry
from index.search.names import ID
from index.search.query import parse
from index.search.tiers import MOST
from index.search.whoosh_engine import WhooshEngine

COUNT = 700
SEVERAL = 300
"""Articles that make segments of one size, and of the next, and of the next but one."""

WORDS = ("harbour", "lanterns", "Brücken", "川の水", "l’été", "e-mail")


def entries() -> Iterator[Entry]:
    for number in range(COUNT):
        word = WORDS[number % len(WORDS)]
        yield Entry(number + 1, f"About {word}", f"{word} number{number} stands here.", ("en", "de", "ja")[number % 3])


@pytest.fixture
def alone(tmp_path: Path) -> WhooshEngine:
    return WhooshEngine.build(tmp_path / "one", "library", entries(), 1)


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes build, even of few articles."""
    monkeypatch.setattr(bulk, "ALONE", 10)
    monkeypatch.setattr(bulk, "PORTION", 500)
    monkeypatch.setattr(bulk, "_processors", lambda: 2)


@pytest.mark.usefixtures("two")
def test_two_processes_build_what_one_builds(alone: WhooshEngine, tmp_path: Path) -> None:
    together = WhooshEngine.build(tmp_path / "two", "library", entries(), 1)
    assert together.segments == alone.segments == 1
    assert not together.check()
    assert held(together) == held(alone)
    for text in (*WORDS, "number17", "numb*", '"stands here"'):
        query = parse(text, date(2026, 1, 1))
        expected = dict(alone.search(query, limit=None).hits)
        found = dict(together.search(query, limit=None).hits)
        assert expected
        assert found == pytest.approx(expected)


def held(engine: WhooshEngine) -> dict[tuple[str, bytes, int], tuple[int, list[int]]]:
    """What an index holds: (field, term, article) → (how often, at which positions)."""
    found = {}
    for part in engine.snapshot.parts:
        ids = part.data.column(ID)
        for name in part.data.field_names:
            field = part.data.field(name)
            assert field is not None
            for number in range(len(field)):
                first, last = field.slice_of(number, number + 1)
                at = field.positions_from(number) if field.position is not None else 0
                counts = field.frequencies(first, last).tolist()
                for document, count in zip(ids[field.documents(first, last)].tolist(), counts, strict=True):
                    places = [] if field.position is None else field.positions[at : at + count].tolist()
                    found[name, field.term(number), document] = (count, places)
                    at += count
    return found


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    "program",
    [
        "raise SystemExit(3)",
        "import os; from index.search import partner; partner._written = lambda *_: os._exit(3); partner.serve()",
        "import os; from index.search import partner; partner._merged = lambda *_: os._exit(3); partner.serve()",
    ],
    ids=["at once", "before it writes", "before it merges"],
)
def test_a_second_process_that_ends_early_ends_the_build(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partner, "SERVE", program)
    with pytest.raises(DiskError, match="ended early"):
        WhooshEngine.build(tmp_path, "library", entries(), 1)
    assert is_as_before(tmp_path)


@pytest.mark.usefixtures("two")
def test_a_build_that_is_interrupted_leaves_nothing_behind(tmp_path: Path) -> None:
    def interrupted() -> Iterator[Entry]:
        yield from entries()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        WhooshEngine.build(tmp_path, "library", interrupted(), 1)
    assert is_as_before(tmp_path)


@pytest.mark.parametrize("file", ["terms", "documents"])
def test_a_segment_that_cannot_be_written_leaves_nothing_behind(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong in the midst of a file, here once its last array is there."""

    def interrupted(writer: ArrayFileWriter, meta: Mapping[str, Any]) -> None:
        if ("fields" in meta) == (file == "terms"):
            raise KeyboardInterrupt
        close(writer, meta)

    close = ArrayFileWriter.close
    monkeypatch.setattr(ArrayFileWriter, "close", interrupted)
    with pytest.raises(KeyboardInterrupt):
        WhooshEngine.build(tmp_path, "library", entries(), 1)
    assert is_as_before(tmp_path)


def is_as_before(folder: Path) -> bool:
    """Whether neither files nor threads of a build are left."""
    names = {thread.name for thread in threading.enumerate()}
    return not any(path.is_file() for path in folder.rglob("*")) and "carrel-index-feeder" not in names


def test_drafts_are_merged_before_they_are_too_many(tmp_path: Path) -> None:
    builder = SegmentBuilder(MappedStorage(tmp_path, durable=False), tokens=1)
    for entry in itertools.islice(entries(), SEVERAL):
        builder.add(entry)
        assert len(builder.drafts) <= MOST
    assert sum(draft.doc_count() for draft in builder.drafts) == SEVERAL
    assert len(list(tmp_path.glob("*.terms"))) == len(builder.drafts)
