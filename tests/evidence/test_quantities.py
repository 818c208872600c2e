"""Figures and their units: beside them, in the row, in the header above."""

from __future__ import annotations

import pytest

from kpicheck.evidence.body import Body, read_body
from small_reports import book, read


def body(text: str) -> Body:
    return read_body(read(text), book())


def carries(text: str, kind: str) -> bool:
    """Whether the last sentence or row of `text` carries a figure in a unit of `kind`."""
    found = body(text)
    return found.quantities.carries(len(found.sentences) - 1, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Electricity came to 1,204 MWh in the year, and that was less than before.", "energy"),
        ("Electricity came to 1,204 kWh'000 in the year, and that was less than before.", "energy"),
        ("全年用電量為１，２０４兆瓦時，較去年為少。", "energy"),
        ("全年用電量約120萬千瓦時，較去年為少。", "energy"),
        ("Scope 1 emissions were 95.2 tonnes of CO2 equivalent, mostly from the boilers.", "ghg"),
        ("範圍一排放為95.2噸二氧化碳當量，主要來自鍋爐。", "ghg"),
        ("We handed over 310 kg of lamps to a collector during the spring clean.", "mass"),
        ("酒店捐款港幣12,000元予社區中心，並派出義工。", "currency"),
        ("Women are 56% of the staff, and that share is growing from year to year.", "percent"),
        ("Electricity (MWh)\t1,204\t1,310", "energy"),
        ("Electricity\tMWh\t1,204\t1,310", "energy"),
        ("Energy use\nMWh\nElectricity\t1,204\t1,310", "energy"),
        ("耗電量（千瓦時）\t1,204\t1,310", "energy"),
    ],
)
def test_the_unit_of_a_figure(text: str, kind: str) -> None:
    assert carries(text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("In 2024 we count our energy in MWh, as our neighbours at the harbour do.", "energy"),
        ("The 12 houses are cleaned, and the MWh are counted by somebody else.", "energy"),
        ("我們的12間酒店均已安裝電錶，以兆瓦時計算用電。", "energy"),
        ("Electricity\t1,204\t1,310", "energy"),
        ("The garden is 800 paces long, and the pond is deep enough for the ducks.", "mass"),
    ],
)
def test_a_figure_without_the_unit(text: str, kind: str) -> None:
    assert not carries(text, kind)


def test_a_footnote_mark_between_label_and_figures_does_not_hide_them() -> None:
    found = body("Paper used (kg)\t736\t9\t4,870")
    assert 4870 in [figure.value for figure in found.quantities.figures(0)]


@pytest.mark.parametrize(
    ("text", "zero"), [("Recalls\t0\t0", True), ("Recalls\t0\t1", False), ("召回0宗", True), ("No recalls", False)]
)
def test_rows_of_noughts(text: str, zero: bool) -> None:
    assert body(text).quantities.all_zero(0) is zero


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Deaths at work in 2022, 2023 and 2024 were 0, 0 and 0 in our houses.", 3),
        ("Deaths\t0\t0\t0", 3),
        ("Year\t2023\t2024\nDeaths\t0\t0", 2),
        ("Deaths\t0", 1),
    ],
)
def test_how_many_years_are_told(text: str, told: int) -> None:
    found = body(text)
    assert found.quantities.years_told(len(found.sentences) - 1) == told
