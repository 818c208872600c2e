"""What counts as a disclosure: figures with units, breakdowns, nils, targets, years."""

from __future__ import annotations

import pytest
from judging import full, judged, lacking

from kpicheck.model import Verdict


@pytest.mark.parametrize(
    ("provision", "text"),
    [
        ("A2.2", "Water consumption\t4,120\tm3\nWater intensity\t1.2\tm3 per guest night"),
        ("A2.2", "We used 4,120 cubic metres of water, an intensity of 1.2 cubic metres per employee."),
        ("A2.2", "總耗水量為４，１２０立方米，耗水密度為每名僱員1.2立方米。"),
        ("A2.2", "耗水总量（立方米）\t4,120\n耗水密度（立方米/人）\t1.2"),
        ("A2.2", "总耗水量（立方米）\t4,120\n耗水密度（立方米/人）\t1.2"),
        ("A1.3", "Hazardous waste (tonnes)\t0.31\nHazardous waste intensity (kg per guest)\t0.02"),
        ("A1.4", "無害廢棄物總量（噸）\t88.4\n無害廢棄物密度（噸／每間客房）\t0.2"),
    ],
)
def test_a_figure_with_its_unit_is_a_disclosure(provision: str, text: str) -> None:
    assert full(text, provision)


@pytest.mark.parametrize(
    ("provision", "text"),
    [
        ("A2.2", "Water is saved in every house, and guests are asked to keep their towels."),
        ("A2.2", "酒店珍惜用水，並於房間張貼告示。"),
        ("A1.3", "Hazardous waste is handed to a licensed collector."),
        ("B6.2", "We value the complaints of our guests."),
    ],
)
def test_words_without_a_figure_are_not(provision: str, text: str) -> None:
    assert not full(text, provision)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Water consumption\t4,120\tm3", ["A2.2.intensity"]),
        ("總耗水量\t4,120\t立方米", ["A2.2.intensity"]),
    ],
)
def test_a_total_without_its_intensity_is_partial(text: str, missing: list[str]) -> None:
    found = judged(text, "A2.2")
    assert found.verdict is Verdict.PARTIAL
    assert lacking(found) == missing


NILS = [
    ("B6.1", "No products were recalled for safety and health reasons during the year."),
    ("B6.1", "年內並無產品因安全與健康理由而須召回。"),
    ("B6.1", "报告期内，未发生产品召回事件。"),
    ("B6.1", "Products recalled for safety and health reasons\t0\t0"),
    ("B7.1", "There were no concluded legal cases regarding corruption in the year."),
    ("B7.1", "年內概無針對本集團或其僱員的貪污訴訟案件。"),
    ("B7.1", "本年度未发生贪污诉讼案件。"),
    ("B2.1", "There were no work-related fatalities in each of the past three years."),
    ("B2.1", "過去三年，本集團並無因工死亡個案。"),
    ("B2.1", "近三年因工死亡人数为零。"),
    ("B2.1", "Work-related fatalities\t0\t0\t0"),
]


@pytest.mark.parametrize(("provision", "text"), NILS)
def test_a_nil_answers_number_and_rate(provision: str, text: str) -> None:
    assert full(text, provision), lacking(judged(text, provision))


@pytest.mark.parametrize(
    ("provision", "text"),
    [
        ("B6.1", "No data on recalled products are available."),
        ("B7.1", "暫無貪污訴訟案件的統計數據。"),
        ("B2.1", "未统计因工死亡人数。"),
    ],
)
def test_no_data_is_no_nil(provision: str, text: str) -> None:
    assert not full(text, provision)


@pytest.mark.parametrize(
    "text",
    [
        "Work-related fatalities in 2024: 0",
        "2024年因工死亡人數為0",
        "There was no work-related fatality during the year.",
    ],
)
def test_fatalities_of_one_year_are_not_three(text: str) -> None:
    found = judged(text, "B2.1")
    assert found.verdict is Verdict.PARTIAL
    assert lacking(found)


WORKFORCE = {
    "en": "Total workforce\t120\nBy gender\nMale\t50\nFemale\t70\nBy employment type\nFull-time\t100\nPart-time\t20\n"
    "By age group\nBelow 30\t40\n30 to 50\t60\nAbove 50\t20\nBy region\nHong Kong\t90\nMainland China\t30",
    "zh-Hant": "員工總數\t120\n按性別劃分\n男性\t50\n女性\t70\n按僱傭類型劃分\n全職\t100\n兼職\t20\n"
    "按年齡劃分\n30歲以下\t40\n30-50歲\t60\n50歲以上\t20\n按地區劃分\n香港\t90\n中國內地\t30",
    "zh-Hans": "员工总数\t120\n按性别划分\n男性\t50\n女性\t70\n按雇佣类型划分\n全职\t100\n兼职\t20\n"
    "按年龄划分\n30岁以下\t40\n30-50岁\t60\n50岁以上\t20\n按地区划分\n香港\t90\n中国内地\t30",
}


@pytest.mark.parametrize("lang", WORKFORCE)
def test_every_breakdown_of_the_workforce(lang: str) -> None:
    assert full(WORKFORCE[lang], "B1.1"), lacking(judged(WORKFORCE[lang], "B1.1"))


@pytest.mark.parametrize("lang", WORKFORCE)
@pytest.mark.parametrize(
    ("lines", "word"), [((1, 4), "gender"), ((4, 7), "type"), ((7, 11), "age"), ((11, 14), "region")]
)
def test_a_breakdown_that_is_left_out_is_named(lang: str, lines: tuple[int, int], word: str) -> None:
    rows = WORKFORCE[lang].split("\n")
    found = judged("\n".join(rows[: lines[0]] + rows[lines[1] :]), "B1.1")
    assert found.verdict is Verdict.PARTIAL
    assert [element for element in lacking(found) if word in element] == lacking(found)
    assert len(lacking(found)) == 1


@pytest.mark.parametrize("text", ["The group has 120 staff.", "員工總數為120人。"])
def test_a_total_alone_is_no_breakdown(text: str) -> None:
    assert judged(text, "B1.1").verdict is not Verdict.DISCLOSED


def test_percentages_serve_a_breakdown_as_well() -> None:
    text = (
        "Share of employees trained by gender\nMale\t80%\nFemale\t92%\n"
        "Share of employees trained by category\nSenior management\t70%\nGeneral staff\t90%"
    )
    assert full(text, "B3.1")


@pytest.mark.parametrize(
    ("text", "edition", "wanted"),
    [
        ("We aim to reduce our emissions by 10% by 2030; steps taken: every lamp was replaced.", "e2022", True),
        ("我們的目標是逐步減少溫室氣體排放，並為此更換了燈具。", "e2022", True),
        ("We replaced every lamp to reduce emissions, which fell by 8%.", "e2022", False),
        ("We replaced every lamp to reduce emissions, and as a result they fell by 8%.", "e2017", True),
    ],
)
def test_targets_from_2020_measures_before(text: str, edition: str, wanted: bool) -> None:
    assert full(text, "A1.5", edition) is wanted


def test_handling_of_complaints_without_a_number_is_partial() -> None:
    found = judged("Complaints of guests are recorded, investigated and answered within two days.", "B6.2")
    assert found.verdict is Verdict.PARTIAL
    assert lacking(found) == ["B6.2.number"]


@pytest.mark.parametrize(
    "text",
    [
        "We received 7 complaints about our services; each was investigated and answered by the manager.",
        "年內共接獲7宗有關服務的投訴，均由經理跟進及處理。",
        "年内共收到7宗客户投诉，均由经理调查并处理完毕。",
        "We received no complaints about our services; a hotline records and handles them.",
    ],
)
def test_complaints_with_number_and_handling(text: str) -> None:
    assert full(text, "B6.2"), lacking(judged(text, "B6.2"))


def test_quotes_are_the_reports_own_words_with_marks_inside() -> None:
    text = "We used 4,120 cubic metres of water.\n" + "The water of the garden is rain. " * 30
    for element in judged(text, "A2.2").elements:
        for evidence in element.evidence:
            assert evidence.quote in text
            assert len(evidence.quote) <= 300
            assert 0 <= evidence.score <= 1
            assert all(0 <= start < end <= len(evidence.quote) for start, end in evidence.marks)
            assert list(evidence.marks) == sorted(evidence.marks)
