"""Tables: which header a row belongs to, what its unit is, and what its figures tell."""

from __future__ import annotations

import pytest
from judging import full, judged, lacking

from kpicheck.evidence.headers import join_headers, name_scopes
from kpicheck.model import Cell, Claim, Line, Verdict
from small_reports import chapters, check, finding, index_page, kpis, tabbed


def test_shares_and_hours_in_one_table() -> None:
    table = (
        "Percentage of employees trained\tAverage training hours\n"
        "Male\t92%\t8.5\nFemale\t95%\t7.0\nSenior management\t100%\t6.0\nGeneral staff\t91%\t9.0"
    )
    assert full(table, "B3.1")
    assert full(table, "B3.2")


def test_shares_alone_are_no_hours() -> None:
    table = "Training hours and share of employees trained\nMale 92%\nFemale 95%\nThe average was 8 hours."
    assert "B3.2.gender" in lacking(judged(table, "B3.2"))


def test_counts_of_leavers_are_no_rate_although_one_is_told_above() -> None:
    text = "The overall turnover rate was 12.5%.\nNumber of leavers\nMale 61\nFemale 6"
    assert "B1.2.gender" in lacking(judged(text, "B1.2"))


def test_a_row_about_something_else_is_not_about_its_header() -> None:
    text = "Water and air\nNitrogen oxides\ttonnes\t9,846\nWater is paid for by the landlord."
    assert judged(text, "A2.2").verdict is not Verdict.DISCLOSED


def test_the_intensity_of_hazardous_waste_serves_no_other_waste() -> None:
    table = (
        "Hazardous waste\ttonnes\t3.7\nHazardous waste intensity\ttonnes/employee\t0.7\n"
        "Non-hazardous waste\ttonnes\t92.3"
    )
    assert full(table, "A1.3")
    assert lacking(judged(table, "A1.4")) == ["A1.4.intensity"]


def test_years_in_rows_of_their_own() -> None:
    assert full("Year Work-related fatalities\n2022 0\n2021 0\n2020 0", "B2.1")


def test_a_label_whose_unit_and_figures_stand_below_it() -> None:
    table = (
        "Scope 1\n(tonnes CO2\ne) 16.2 17.0\nScope 2\n(tonnes CO2e) 6.1 6.2\nGHG intensity\n(tCO2e/employee) 0.2 0.2"
    )
    assert full(table, "A1.2")


def test_column_headers_that_wrap_are_joined_cell_by_cell() -> None:
    def line(number: int, *cells: tuple[str, float]) -> Line:
        placed = tuple(Cell(text, x, x + 60) for text, x in cells)
        text = " ".join(cell.text for cell in placed)
        return Line(number, 1, text, placed, top=10.0 * number, bottom=10.0 * number + 9, size=9)

    header = line(1, ("Training", 50), ("Percentage of", 150), ("Average hours", 300))
    below = line(2, ("employees trained", 150), ("per employee", 300))
    row = line(3, ("Male", 50), ("98%", 150), ("31", 300))
    joined = join_headers([header, below, row])
    assert [piece.text for piece in joined] == [
        "Training Percentage of employees trained Average hours per employee",
        "Male 98% 31",
    ]


@pytest.mark.parametrize(
    ("provision", "text"),
    [
        ("B5.1", "本集團共有二十八名供應商，其中二十四名位於香港，三名位於中國內地，一名位於新加坡。"),
        ("B8.2", "本集團向一所中學捐出三萬五千港元。"),
        ("A2.2", "年內用水約四千一百二十立方米，用水密度為每名僱員一百二十立方米。"),
    ],
)
def test_figures_in_chinese_numerals(provision: str, text: str) -> None:
    assert full(text, provision)


@pytest.mark.parametrize(
    "text", ["There were 318 suppliers, most of which are in Hong Kong.", "供應商共318間，大部分位於香港。"]
)
def test_most_suppliers_are_no_number(text: str) -> None:
    assert lacking(judged(text, "B5.1")) == ["B5.1.region"]


def test_a_nil_in_the_cell_of_the_index_counts() -> None:
    rows = [(p, "Nil" if p == "B7.1" else "Honest Trade") for p in kpis()]
    found = finding(check(f"{chapters()}\f{index_page(tabbed(rows))}"), "B7.1")
    assert found.verdict is Verdict.DISCLOSED
    assert found.row is not None
    assert found.row.claim is Claim.DISCLOSED


def test_a_policy_is_not_read_into_the_title_of_a_cell() -> None:
    rows = [(p, "We prohibit it" if p == "B4.1" else "Honest Trade") for p in kpis()]
    assert finding(check(f"{chapters()}\f{index_page(tabbed(rows))}"), "B4.1").verdict is Verdict.MISSING


def test_rows_cell_by_cell_without_a_unit() -> None:
    cells = ["Percentage of", "employees trained", "Average training", "hours", "By gender", "Male", "58.8%", "3.1"]
    cells += [
        "Female",
        "63.9%",
        "3.4",
        "By employee category",
        "Managers",
        "83.3%",
        "8.0",
        "General staff",
        "58.9%",
        "2.8",
    ]
    table = "\n".join(cells)
    assert full(table, "B3.1")
    assert full(table, "B3.2")


def test_a_unit_that_wraps_between_its_label_and_its_figures() -> None:
    cells = ["Purchased electricity", "MWh", "405.17", "Total energy consumption", "MWh", "536.50"]
    table = "\n".join([*cells, "Intensity", "MWh/HK$ million", "revenue", "2.53"])
    assert full(table, "A2.1")


def test_numbers_in_a_column_of_scopes() -> None:
    def line(number: int, *texts: str) -> Line:
        return Line(
            number, 1, " ".join(texts), cells=tuple(Cell(t, 90.0 * n, 90.0 * n + 40) for n, t in enumerate(texts))
        )

    header = line(1, "Scope", "Sources of emissions", "2023")
    named = name_scopes([header, line(2, "1", "Petrol of the fleet", "58.51"), line(3, "Total", "58.51")])
    assert [piece.text for piece in named][1:] == ["Scope 1 Petrol of the fleet 58.51", "Total 58.51"]


def test_a_row_does_not_belong_to_the_heading_below_it() -> None:
    table = (
        "Total hazardous waste\ntonnes 224.48 257.35\nIntensity\ntonnes/RMB million of revenue 0.30 0.38\n"
        "Non-hazardous waste\nDomestic waste\ntonnes 412.50 405.80\nTotal non-hazardous waste\ntonnes 637.70 622.30"
    )
    assert full(table, "A1.3")
    assert lacking(judged(table, "A1.4")) == ["A1.4.intensity"]


def test_dashes_where_the_report_has_no_data_are_no_nil() -> None:
    table = (
        "Waste\nHazardous waste tonnes – – –\nGeneral refuse tonnes 412.6 389.0 372.1\n"
        "Non-hazardous waste intensity tonnes/HK$ million 0.28 0.28 0.33\n"
    )
    reason = (
        "\n\nAs the oil of our lorries is changed and recorded at outside garages, the Group does not have separate "
        "data on its share; the amount and intensity of hazardous waste are therefore not disclosed.\n"
    )
    assert full(table, "A1.3")
    assert judged(table + reason, "A1.3").verdict is Verdict.EXPLAINED


def test_a_sentence_that_ends_on_a_figure_is_no_row() -> None:
    text = (
        "包裝物料方面，本年度首飾盒、絨袋及紙袋共使用96.4噸（2024年：104.9噸），以售出約148.2\n"
        "萬件產品計算，每件約65.0克。\n"
    )
    assert full(text, "A2.5")
