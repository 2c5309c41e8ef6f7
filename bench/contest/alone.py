"""What must be measured in a process of its own: the first time, opening, and memory.

    python -m bench.contest.alone MEASURE PEER WORK

It prints JSON; the questions are read from a file in the work folder, so that the corpus is not in memory.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.contest.questions import Question, from_json
from bench.contest.rounds import milliseconds
from bench.peers import Contestant, named
from bench.peers.facts import FILE, Facts

QUESTIONS = "questions.json"


def measured(measure: str, contestant: Contestant, work: Path) -> dict[str, Any]:
    """The figures of a measure, from a process that does nothing else."""
    command = [sys.executable, "-m", "bench.contest.alone", measure, contestant.name, str(work)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _imports() -> None:
    """What a reader's process has loaded before the first search."""
    import numpy as np
    import whoosh.fields
    import whoosh.index
    import whoosh.query
    import whoosh.writing

    assert np
    assert whoosh


def first_touch(contestant: Contestant, work: Path) -> dict[str, Any]:
    """Milliseconds of each question, asked once; then everything again, and the memory that it took."""
    _imports()
    questions = _questions(work, contestant)
    peer = contestant.open(work, Facts(work / FILE))
    first = [milliseconds(peer, question) for question in questions]
    for question in questions:
        peer.ask(question)
    return {"first": first, "memory": _memory()}


def opening(contestant: Contestant, work: Path) -> dict[str, Any]:
    """Milliseconds from nothing open to the first hits, after the imports; `modules` is what loading the peer took."""
    _imports()
    question = _questions(work, contestant)[0]
    facts = Facts(work / FILE)
    began = perf_counter()
    contestant.load()
    loaded = perf_counter()
    contestant.open(work, facts).ask(question)
    done = perf_counter()
    return {"modules": (loaded - began) * 1000, "open": (done - loaded) * 1000}


MEASURES: dict[str, Callable[[Contestant, Path], dict[str, Any]]] = {"first": first_touch, "opening": opening}


def _questions(work: Path, contestant: Contestant) -> list[Question]:
    given = json.loads((work / QUESTIONS).read_text(encoding="utf-8"))
    return from_json(given["ten"]) + (from_json(given["mistyped"]) if contestant.fuzzy else [])


def _memory() -> dict[str, int]:
    """Bytes of this process: written by it alone, and mapped from files, which the system may drop."""
    found: dict[str, int] = {}
    for line in Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
        name, _, rest = line.partition(":")
        found[name] = int(rest.split()[0]) * 1024
    mapped = found["Private_Clean"] + found["Shared_Clean"]
    return {"private": found["Private_Dirty"], "mapped": mapped}


if __name__ == "__main__":
    print(json.dumps(MEASURES[sys.argv[1]](named(sys.argv[2]), Path(sys.argv[3]))))
