from __future__ import annotations

import pytest

from kpicheck.batch.outcome import Outcome, Status
from kpicheck.batch.summary import COLUMNS, harmless, write_summary


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start):
    assert harmless(f"{start}SUM(A1)") == f"'{start}SUM(A1)"


def test_other_cells_stay():
    assert [harmless(cell) for cell in ("A-1", "", 0, -3, True)] == ["A-1", "", 0, -3, True]


def test_every_row_fills_every_column(tmp_path):
    rows = (Outcome("a", "a", Status.CHECKED), Outcome("b", "b", Status.BUG, "why", "what to do"))
    write_summary(rows, tmp_path / "summary.csv")
    lines = (tmp_path / "summary.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.count(",") for line in lines] == [len(COLUMNS) - 1] * 3


def test_an_outcome_survives_json():
    outcome = Outcome("a", "a", Status.CHECKED, verdicts={"missing": 3}, gaps={"error": 1})
    assert Outcome.from_json(outcome.as_json()) == outcome
