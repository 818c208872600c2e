"""Cells that wrap around the line of their row come back into it."""

from __future__ import annotations

from kpicheck.evidence.wrapped import join_wrapped
from kpicheck.model import Cell, Line


def line(top: float, *cells: tuple[str, float, float]) -> Line:
    made = tuple(Cell(text, x0, x1) for text, x0, x1 in cells)
    return Line(int(top), 1, " ".join(cell.text for cell in made), cells=made, top=top, bottom=top + 8, size=8)


ROW = line(306, ("Water per revenue", 46, 120), ("5.30", 335, 352), ("5.40", 395, 412))


def test_a_unit_around_its_row_is_a_cell_of_it() -> None:
    upper, lower = line(300, ("m3 per HK$", 220, 260)), line(312, ("million", 220, 245))
    joined = join_wrapped([upper, ROW, lower])
    assert [[cell.text for cell in one.cells] for one in joined] == [
        ["Water per revenue", "m3 per HK$ million", "5.30", "5.40"]
    ]
    assert joined[0].number == ROW.number


def test_chinese_halves_are_glued() -> None:
    upper, lower = line(300, ("立方米／百万港元收", 220, 292)), line(312, ("益", 284, 292))
    assert join_wrapped([upper, ROW, lower])[0].cells[1].text == "立方米／百万港元收益"


def test_rows_at_their_usual_distance_stay() -> None:
    lines = [line(290, ("Environment", 46, 90)), ROW, line(322, ("Social", 46, 70))]
    assert join_wrapped(lines) == lines


def test_halves_that_do_not_align_or_stand_over_a_cell_stay() -> None:
    apart = [line(300, ("Harbour", 220, 292)), ROW, line(312, ("Garden", 230, 250))]
    assert join_wrapped(apart) == apart
    over = [line(300, ("2024", 335, 352)), ROW, line(312, ("2023", 335, 352))]
    assert join_wrapped(over) == over


def test_nothing_is_lost_at_the_end() -> None:
    assert join_wrapped([ROW]) == [ROW]
    assert join_wrapped([]) == []
