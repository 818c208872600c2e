"""Figures in text and tables, apart from years, ages, ordinals and section numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpicheck.language.fold import fold
from kpicheck.language.numbers import figures, years


def values(text: str) -> list[float]:
    return [figure.value for figure in figures(fold(text))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Electricity 1,204,367.5 kWh", [1204367.5]),
        ("耗電 １，２０４ 千瓦時", [1204]),
        ("共 3，500 噸", [3500]),
        ("in 2024 we used 412 tonnes", [412]),
        ("於2024年用水 412 立方米", [412]),
        ("2023 2024 用水", []),
        ("2,024 tonnes", [2024]),
        ("a share of 12.5% of 800 staff", [12.5, 800]),
        ("男性 56 %", [56]),
        ("RMB 3.2 million and HK$ 40", [3.2, 40]),
        ("捐款人民幣120萬元", [120]),
        ("0 宗", [0]),
        ("(12)", [12]),
        ("密度 噸╱百萬港元收益 0.059 0.070", [0.059, 0.07]),
        ("二十八名僱員及5間分店", [28, 5]),
        ("ISO14001, PM10, CO2", []),
        ("30歲以下 25 人", [25]),
        ("aged 30-50: 61", [61]),
        ("31 to 50 years old 61", [61]),
        ("A1.2 直接排放 95 噸", [95]),
        ("7.2.3 廢物處理", []),
        ("第3頁", []),
        ("12月31日", []),
        ("2024/25 年度 88 人", [88]),
        ("－", []),
    ],
)
def test_figures_are_told_from_other_numbers(text: str, wanted: list[float]) -> None:
    assert values(text) == wanted


@pytest.mark.parametrize(
    ("text", "percents"), [("12% 34", [True, False]), ("５％", [True]), ("8 ‰", [True]), ("9", [False])]
)
def test_percent_signs_belong_to_their_figure(text: str, percents: list[bool]) -> None:
    assert [figure.percent for figure in figures(fold(text))] == percents


def test_a_footnote_in_brackets_is_no_figure() -> None:
    assert values("Total energy 107,636.81(2) MWh") == [107636.81]


def test_chinese_myriads_stay_as_printed() -> None:
    assert values("總用電量 3.5 萬千瓦時及 1 億升") == [3.5, 1]


@given(st.integers(0, 10**9), st.sampled_from(["Total {} tonnes", "總量 {} 噸", "{} kWh", "waste\t{}\t"]))
def test_thousands_separators_are_read_back(number: int, frame: str) -> None:
    assert values(frame.format(f"{number:,}"))[:1] == [number] or 1900 <= number < 2100


@given(st.text(alphabet="0123456789.,%()-/ 年月日歲噸kWhA "))
def test_figures_stand_where_they_say(text: str) -> None:
    folded = fold(text)
    for figure in figures(folded):
        digits = folded[figure.start : figure.end].rstrip("%‰ ").replace(",", "").replace(" ", "")
        assert float(digits) == figure.value


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024年度 2023年度", [2024, 2023]),
        ("FY2024", [2024]),
        ("12024", []),
        ("2,024", []),
        ("1999 and 2101", [1999]),
        ("二零二四", [2024]),
    ],
)
def test_years(text: str, wanted: list[int]) -> None:
    assert years(fold(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("耗電量約為七萬八千四百二十千瓦時", [78420]),
        ("共二十八名供應商", [28]),
        ("佔百分之九十五點五", [95.5]),
        ("二零二一年十二月三十一日", []),
        ("附錄二十七", []),
        ("第十二條", []),
    ],
)
def test_figures_written_out_in_chinese(text: str, wanted: list[float]) -> None:
    assert values(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"), [("4 重要議題", []), ("12 Community", []), ("12 employees", [12]), ("3 suppliers", [3])]
)
def test_a_number_in_front_of_a_heading_is_no_figure(text: str, wanted: list[float]) -> None:
    assert values(text) == wanted
