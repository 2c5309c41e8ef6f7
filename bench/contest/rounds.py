"""Asks peers the same questions in turns, so that whatever else the machine does meets all of them alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median, quantiles
from time import perf_counter

from bench.contest.questions import Kind, Question
from bench.peers import Peer

PASSES = 3
"""Times that a question is asked after the warm-up; the median counts."""

SLOW = 1_000.0
"""Milliseconds: what took longer in the warm-up is asked once more only."""

HOPELESS = 10_000.0
"""Milliseconds: after an answer that took longer, the rest of its kind is not asked."""

Times = dict[str, list[float | None]]
"""Milliseconds by peer, one a question; None for what was not asked."""


def asked(peers: Mapping[str, Peer], questions: Sequence[Question], passes: int = PASSES) -> Times:
    """The median time of each question to each peer, warm; nothing where there are no peers."""
    warm: Times = {name: [None] * len(questions) for name in peers}
    hopeless: set[tuple[str, Kind]] = set()
    for at, question in enumerate(questions):
        for name in _in_turn(peers, at):
            if (name, question.kind) in hopeless:
                continue
            spent = milliseconds(peers[name], question)
            warm[name][at] = spent
            if spent > HOPELESS:
                hopeless.add((name, question.kind))
    rounds: dict[str, list[list[float]]] = {name: [[] for _ in questions] for name in peers}
    for turn in range(passes):
        for at, question in enumerate(questions):
            for name in _in_turn(peers, at + turn):
                first = warm[name][at]
                if first is not None and (first <= SLOW or turn == 0):
                    rounds[name][at].append(milliseconds(peers[name], question))
    return {
        name: [median(several) if several else warm[name][at] for at, several in enumerate(rounds[name])]
        for name in peers
    }


def milliseconds(peer: Peer, question: Question) -> float:
    """The time of one answer."""
    began = perf_counter()
    peer.ask(question)
    return (perf_counter() - began) * 1000


def percentile(times: Sequence[float | None], percent: int) -> float | None:
    """A percentile of the times that were measured; None where there are none."""
    known = [each for each in times if each is not None]
    if len(known) < 2:
        return known[0] if known else None
    return quantiles(known, n=100, method="inclusive")[percent - 1]


def of_kind(times: Sequence[float | None], questions: Sequence[Question], kind: Kind) -> list[float | None]:
    """The times of the questions of one kind."""
    return [each for each, question in zip(times, questions, strict=True) if question.kind is kind]


def _in_turn(peers: Mapping[str, Peer], turn: int) -> list[str]:
    """The names, another one first each time."""
    names = list(peers)
    start = turn % max(1, len(names))
    return names[start:] + names[:start]
