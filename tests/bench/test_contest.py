from __future__ import annotations

import pytest

from bench.contest import rounds
from bench.contest.figures import Figures
from bench.contest.questions import Kind, Question
from bench.contest.report import TARGETS, Target, number, table, written
from bench.peers import FTS5, WHOLE

WORD = Question(Kind.COMMON, ("delta",))
OTHER = Question(Kind.RARE, ("silt",))


class Recorder:
    """A peer that notes what it was asked, in a book that peers share."""

    def __init__(self, name: str, book: list[tuple[str, Question]]) -> None:
        self._name, self._book = name, book

    def ask(self, question: Question) -> list[int]:
        self._book.append((self._name, question))
        return []

    def add(self, document: object) -> None:
        raise NotImplementedError

    def close(self) -> None:
        """Nothing is open."""


def test_peers_are_asked_in_turns_and_as_often() -> None:
    book: list[tuple[str, Question]] = []
    times = rounds.asked({name: Recorder(name, book) for name in "ab"}, [WORD, OTHER], passes=3)
    assert sorted(book, key=str) == sorted([(name, each) for name in "ab" for each in (WORD, OTHER)] * 4, key=str)
    assert [question for _, question in book] == [WORD, WORD, OTHER, OTHER] * 4
    assert {name: len(spent) for name, spent in times.items()} == {"a": 2, "b": 2}


def test_what_is_slow_is_asked_once_more_and_the_rest_of_a_hopeless_kind_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book: list[tuple[str, Question]] = []
    monkeypatch.setattr(rounds, "HOPELESS", 0.0)
    monkeypatch.setattr(rounds, "SLOW", 0.0)
    times = rounds.asked({"a": Recorder("a", book)}, [WORD, WORD, OTHER])
    assert [question for _, question in book] == [WORD, OTHER, WORD, OTHER]
    assert [spent is None for spent in times["a"]] == [False, True, False]


def test_a_percentile_leaves_out_what_was_not_measured() -> None:
    assert rounds.percentile([1.0, None, 3.0], 50) == 2.0
    assert rounds.percentile([None], 50) is None


def test_a_target_says_whether_it_is_met_and_by_how_much_it_is_missed() -> None:
    figures = Figures(10, 100, {})
    assert Target("speed", lambda _: 0.5, 1, " ms").row(figures) == ["speed", "0.50 ms", "≤ 1 ms", "met"]
    assert Target("speed", lambda _: 3.0, 1, " ms").row(figures)[-1] == "missed by 3 ×"
    assert Target("rate", lambda _: 3.5, 7, at_least=True).row(figures)[-1] == "missed by 2 ×"
    assert Target("speed", lambda _: None, 1).row(figures)[1:] == ["–", "≤ 1", "not measured"]


def test_figures_keep_three_digits() -> None:
    assert [number(each) for each in (None, 0.0123, 0.5, 12.34, 1234.5)] == ["–", "0.012", "0.50", "12.3", "1,234"]


def test_a_table_is_markdown() -> None:
    assert table(["", "ms"], [["FTS5", "1"]]) == "|  | ms |\n|---|---:|\n| FTS5 | 1 |"


def test_the_report_sets_carrel_beside_its_peers(tmp_path_factory: pytest.TempPathFactory) -> None:
    figures = Figures(10, 100, {"cores": "2"}, kinds=[Kind.RARE, Kind.COMMON])
    figures.warm = {WHOLE.name: [1.0, 1.0], FTS5.name: [4.0, 4.0]}
    folder = tmp_path_factory.mktemp("figures")
    figures.write(folder)
    read = Figures.read(folder)
    assert read == figures
    text = written(figures, [Figures(100, 1000, {}, kinds=figures.kinds, warm=figures.warm)])
    assert "| warm p50 ÷ FTS5's, whole formula | 0.25 | ≤ 0.35 | met |" in text
    assert "Growth" in text
    assert len(TARGETS) <= text.count("\n")
