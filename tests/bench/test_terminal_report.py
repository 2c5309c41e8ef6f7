from __future__ import annotations

import pytest

from bench.terminal.report import TARGETS, Target, columns, targets


@pytest.mark.parametrize(
    ("value", "exclusive", "verdict"),
    [(9, True, "met"), (10, True, "missed by 1 ×"), (10, False, "met"), (25, False, "missed by 2.5 ×")],
)
def test_a_figure_is_met_or_missed_by_so_many_times(value: float, exclusive: bool, verdict: str) -> None:
    assert Target("", "", 10, exclusive=exclusive).verdict(value) == verdict


def test_every_budget_has_a_row_with_figure_and_limit() -> None:
    rows = targets({target.figure: target.limit for target in TARGETS}).splitlines()[2:]
    assert len(rows) == len(TARGETS)
    assert "| bytes of `j`, at most | 250 | ≤ 250 | met |" in rows


def test_the_spread_stands_behind_its_figure_and_what_a_program_has_not_is_left_open() -> None:
    table = columns({"one": {"line, ms": 4, "line, ms, p95": 9.5, "line, ms, most": 12}, "other": {}})
    assert table.splitlines()[2:] == ["| line, ms | 4 (p95 9.50) | – |"]
