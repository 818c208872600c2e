"""Financial years as reports name them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpicheck.language.dates import Period, arabic, find_period, find_spans
from kpicheck.language.fold import close_up, fold


def period(text: str) -> Period | None:
    return find_period(fold(close_up(text)))


def year(first: str, last: str, sure: bool = True) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last), sure)


CALENDAR = year("2024-01-01", "2024-12-31")
APRIL = year("2023-04-01", "2024-03-31")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("covers 1 January 2024 to 31 December 2024", CALENDAR),
        ("from 1 January to 31 December 2024", CALENDAR),
        ("1st January 2024 - 31st December 2024", CALENDAR),
        ("from January 1, 2024 to December 31, 2024", CALENDAR),
        ("from January 1 to December 31, 2024", CALENDAR),
        ("1 Jan 2024 – 31 Dec 2024", CALENDAR),
        ("for the year ended 31 March 2024", APRIL),
        ("for the financial year ended on March 31, 2024", APRIL),
        ("twelve months ended 31 March 2024", APRIL),
        ("between 1 April 2023 and 31 March 2024", APRIL),
        ("2024年1月1日至2024年12月31日", CALENDAR),
        ("2024年1月1日至12月31日", CALENDAR),
        ("自二零二四年一月一日起至二零二四年十二月三十一日止", CALENDAR),
        ("二○二四年一月一日至二○二四年十二月三十一日", CALENDAR),
        ("截至二零二四年三月三十一日止年度", APRIL),
        ("截至2024年3月31日止財政年度", APRIL),
        ("2023 年 4 月 1 日（包括）至 2024 年 3 月 31 日", APRIL),
        ("截至二零二四年二月二十九日止年度", year("2023-03-01", "2024-02-29")),
        ("for the year ended 29 February 2024", year("2023-03-01", "2024-02-29")),
        ("year ended 30 June 2021", year("2020-07-01", "2021-06-30")),
    ],
)
def test_financial_years_are_read(text: str, wanted: Period) -> None:
    assert period(text) == wanted


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Sustainability Report 2024", 2024),
        pytest.param(
            "2024 Environmental, Social and Governance Report",
            2024,
        ),
        ("二零二四年環境、社會及管治報告", 2024),
        ("2021年度环境、社会及管治报告", 2021),
    ],
)
def test_a_title_with_a_year_is_a_guess(text: str, first: int) -> None:
    assert period(text) == Period(date(first, 1, 1), date(first, 12, 31), sure=False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "we planted 300 trees",
        "31 November 2024",
        "from 1 June 2024 to 31 August 2024",
        "2024年1月1日至3月31日",
        "截至13月40日止",
    ],
)
def test_no_year_is_invented(text: str) -> None:
    found = period(text)
    assert found is None or not found.sure


def test_the_year_named_most_often_wins() -> None:
    text = "last report: 1 January 2023 to 31 December 2023. This report: 1 January 2024 to 31 December 2024. "
    assert period(text + "Again, for the year ended 31 December 2024.") == CALENDAR


def test_the_year_of_a_target_is_not_the_year_of_the_report() -> None:
    text = "for the year ended 31 March 2024. We aim to cut it by 3% by the year ending 31 March 2026."
    assert period(text) == APRIL


@pytest.mark.parametrize(
    ("numerals", "digits"),
    [
        ("二零二四年十二月三十一日", "2024年12月31日"),
        ("二〇一九年十月二十日", "2019年10月20日"),
        ("一九九八年二月一日", "1998年2月1日"),
        ("三十位員工", "三十位員工"),
    ],
)
def test_chinese_numerals_of_dates(numerals: str, digits: str) -> None:
    assert arabic(fold(numerals)) == fold(digits)


@given(st.dates(date(2016, 1, 2), date(2030, 12, 31)), st.sampled_from(["en", "zh"]))
def test_any_year_end_is_read_back(end: date, lang: str) -> None:
    text = (
        f"for the year ended {end.day} {end:%B} {end.year}"
        if lang == "en"
        else f"截至{end.year}年{end.month}月{end.day}日止年度"
    )
    found = period(text)
    assert found is not None
    assert found.end == end
    assert 364 <= (found.end - found.start).days <= 366


def test_a_year_that_ends_on_28_february_of_a_leap_year() -> None:
    found = find_period(fold("for the year ended 28 February 2020"))
    assert found is not None
    assert (found.start, found.end) == (date(2019, 3, 1), date(2020, 2, 28))


def test_every_span_is_found_however_long() -> None:
    text = fold("from 1 January 2023 to 30 June 2024, and 2021年1月1日至2021年12月31日")
    assert [(span.start, span.end) for span, _, _ in find_spans(text)] == [
        (date(2023, 1, 1), date(2024, 6, 30)),
        (date(2021, 1, 1), date(2021, 12, 31)),
    ]
