"""What changing an index costs: one article added and found again, and what many small commits leave behind."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.contest.questions import Kind, Question
from bench.contest.rounds import Times, asked
from bench.corpus import Document
from bench.peers import PLAIN, Contestant
from bench.peers.facts import FILE, Facts

ADDED = 12
SMALL, SMALL_SIZE = 29, 20
"""Small segments beside the big one, and the articles of each."""

_WRITTEN_IN_PLACE = {".db", ".db-wal", ".db-shm"}


def added(contestant: Contestant, work: Path, count: int) -> float:
    """Milliseconds until an article is in the index, synced and found; the median of several."""
    with _scratch(contestant, work) as scratch:
        peer = contestant.open(scratch, Facts(scratch / FILE))
        spent = []
        for number in range(ADDED):
            word = f"zyx{'abcdefghijklmnop'[number]}qua"
            document = Document(
                count + 1 + number, f"About {word}", f"The {word} stands in one article.", "en", "2024-05-01"
            )
            question = Question(Kind.RARE, (word,))
            began = perf_counter()
            peer.add(document)
            found = peer.ask(question)
            spent.append((perf_counter() - began) * 1000)
            if len(found) != 1:
                raise AssertionError(f"{contestant.name} does not find the article that was added")
        peer.close()
    return median(spent)


def many_segments(work: Path, questions: Sequence[Question], saved: Sequence[Document]) -> tuple[Times, dict[str, int]]:
    """Times with one segment beside times with small ones added, asked in turns; and the segments of each."""
    from bench.peers.carrel import CarrelPeer

    with _scratch(PLAIN, work) as scratch:
        facts = Facts(work / FILE)
        many = PLAIN.open(scratch, facts)
        one = PLAIN.open(work, facts)
        assert isinstance(one, CarrelPeer)
        assert isinstance(many, CarrelPeer)
        for portion in _portions(saved[: SMALL * SMALL_SIZE]):
            many.replace(portion)
        peers = {"one": one, "many": many}
        return asked(peers, questions), {name: peer.segments for name, peer in peers.items()}


def _portions(documents: Sequence[Document]) -> Iterator[Sequence[Document]]:
    for start in range(0, len(documents), SMALL_SIZE):
        yield documents[start : start + SMALL_SIZE]


@contextmanager
def _scratch(contestant: Contestant, work: Path) -> Iterator[Path]:
    """A work folder of its own with a copy of an index: linked where files are never written twice."""
    with tempfile.TemporaryDirectory(dir=work) as name:
        scratch = Path(name)
        shutil.copytree(work / contestant.folder, scratch / contestant.folder, copy_function=_copy)
        shutil.copy(work / FILE, scratch / FILE)
        yield scratch


def _copy(source: str, target: str) -> None:
    if Path(source).suffix in _WRITTEN_IN_PLACE:
        shutil.copy2(source, target)
    else:
        os.link(source, target)
