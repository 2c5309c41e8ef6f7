from __future__ import annotations

from pathlib import Path

import pytest

from bench.contest.changes import added
from bench.contest.questions import Kind, Question
from bench.corpus import Document
from bench.peers import CONTESTANTS, Contestant, Peer
from bench.peers.facts import FILE, Facts, build

DOCUMENTS = [
    Document(1, "River deltas", "Sand settles where the stream is slow.", "en", "2020-01-01"),
    Document(2, "Tidal flats", "Birds wait for the sand at low tide; the stream turns.", "en", "2021-06-30"),
    Document(3, "Café tables", "A slow stream of guests.", "en", "2021-07-01"),
]

ANSWERS = {
    Question(Kind.RARE, ("tide",)): {2},
    Question(Kind.COMMON, ("stream",)): {1, 2, 3},
    Question(Kind.BOTH, ("sand", "slow")): {1},
    Question(Kind.ALL_THREE, ("sand", "stream", "birds")): {2},
    Question(Kind.ANY, ("tide", "guests")): {2, 3},
    Question(Kind.PHRASE, ("slow", "stream")): {3},
    Question(Kind.PREFIX, ("gue",)): {3},
    Question(Kind.WITHOUT, ("stream",), "birds"): {1, 3},
    Question(Kind.TITLE, ("cafe", "tables")): {3},
    Question(Kind.DATED, ("sand",), since="2021-01-01", until="2022-01-01"): {2},
}


@pytest.fixture(scope="module", params=CONTESTANTS, ids=lambda contestant: contestant.name)
def contestant(request: pytest.FixtureRequest) -> Contestant:
    chosen: Contestant = request.param
    if not chosen.is_installed:
        pytest.skip(f"{chosen.needs} is not installed")
    return chosen


@pytest.fixture(scope="module")
def work(contestant: Contestant, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("work")
    build(folder / FILE, DOCUMENTS)
    (folder / contestant.folder).mkdir()
    contestant.build(folder / contestant.folder, DOCUMENTS)
    return folder


@pytest.mark.parametrize("question", ANSWERS, ids=lambda question: question.kind.value)
def test_every_peer_reads_a_question_alike(contestant: Contestant, work: Path, question: Question) -> None:
    facts = Facts(work / FILE)
    peer: Peer = contestant.open(work, facts)
    try:
        assert set(peer.ask(question)) == ANSWERS[question]
    finally:
        peer.close()
        facts.close()


def test_what_is_added_to_a_copy_is_found_there_and_not_in_the_index(contestant: Contestant, work: Path) -> None:
    before = sorted(path.name for path in work.iterdir())
    assert added(contestant, work, len(DOCUMENTS)) > 0
    assert sorted(path.name for path in work.iterdir()) == before
