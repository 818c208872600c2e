"""Who reports, for which year, on which board; and which edition binds the year."""

from __future__ import annotations

from datetime import date

import pytest

from kpicheck.errors import UsageError
from kpicheck.model import Profile
from kpicheck.profile import ProfileOptions, read_profile
from small_reports import book, read


def profile(text: str, **options: object) -> Profile:
    return read_profile(read(text), ProfileOptions(**options))


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Harbour Lights Hotels Limited\nSustainability Report 2024", "Harbour Lights Hotels Limited"),
        ("The Harbour Lights Hotels Limited presents its report.", "Harbour Lights Hotels Limited"),
        pytest.param(
            "Harbour & Sons (Holdings) Company Limited reports.",
            "Harbour & Sons (Holdings) Company Limited",
        ),
        ("Harbour Lights Technology Co., Ltd. reports.", "Harbour Lights Technology Co., Ltd."),
        ("Harbour Lights plc reports on its year.", "Harbour Lights plc"),
        ("海港燈飾酒店集團有限公司\n環境、社會及管治報告", "海港燈飾酒店集團有限公司"),
        ("海港灯饰酒店股份有限公司\n环境、社会及管治报告", "海港灯饰酒店股份有限公司"),
        ("由海港燈飾酒店有限公司刊發的報告", "海港燈飾酒店有限公司"),
    ],
)
def test_the_issuer_names_itself(text: str, issuer: str) -> None:
    assert profile(text).issuer == issuer


def test_the_exchange_is_not_the_issuer() -> None:
    text = "The Stock Exchange of Hong Kong Limited takes no responsibility.\n" * 3 + "Harbour Lights Hotels Limited"
    assert profile(text).issuer == "Harbour Lights Hotels Limited"


def test_the_exchange_is_not_the_issuer_in_chinese() -> None:
    text = "香港交易及結算所有限公司對本文件不負責任。\n" * 3 + "海港燈飾酒店有限公司的報告。"
    assert profile(text).issuer == "海港燈飾酒店有限公司"


def test_a_heading_before_the_name_is_no_part_of_it() -> None:
    assert (
        profile("About This Report Harbour Lights Hotels Limited runs three hotels.").issuer
        == "Harbour Lights Hotels Limited"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Stock Code: 1234", "1234"),
        ("Stock code：01234", "1234"),
        ("(Stock Code: HKEX: 88)", "88"),
        ("STOCK CODES: 9988", "9988"),
        ("股份代號：1234", "1234"),
        ("股票代码：01234.HK", "1234"),
        ("（香港聯交所：2345）", "2345"),
        ("our shares (2345.HK) are traded", "2345"),
        ("Telephone 2345 6789, 1,234 rooms", ""),
    ],
)
def test_the_stock_code(text: str, code: str) -> None:
    assert profile(f"Harbour Lights Hotels Limited\n{text}").stock_code == code


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("prepared under the ESG Reporting Code", "ESG Reporting Code"),
        ("按照《環境、社會及管治報告守則》編製", "ESG Reporting Code"),
        ("set out in Appendix C2 to the Listing Rules", "ESG Reporting Guide (Appendix C2)"),
        ("按照上市規則附錄C2編製", "ESG Reporting Guide (Appendix C2)"),
        ("as required by Appendix 27", "ESG Reporting Guide (Appendix 27)"),
        ("根據附錄二十七編製", "ESG Reporting Guide (Appendix 27)"),
        ("根據GEM上市規則附錄二十編製", "ESG Reporting Guide (GEM Appendix 20)"),
        ("按照《环境、社会及管治报告指引》编制", "ESG Reporting Guide"),
        ("our own standards", ""),
    ],
)
def test_what_the_report_cites(text: str, cited: str) -> None:
    assert profile(text).cited == cited


@pytest.mark.parametrize(
    ("text", "board", "guessed"),
    [
        ("Appendix 20 of the GEM Listing Rules", "gem", False),
        ("GEM上市規則附錄二十", "gem", False),
        ("Appendix 27 to the Main Board Listing Rules", "main", False),
        ("主板上市規則附錄二十七", "main", False),
        ("our three hotels", "main", True),
    ],
)
def test_the_board(text: str, board: str, guessed: bool) -> None:
    found = profile(text)
    assert found.board == board
    assert ("board" in found.guessed) is guessed


def test_what_the_user_says_goes_first() -> None:
    found = profile(
        "GEM Listing Rules. Year ended 31 December 2024.", fy_start=date(2022, 4, 1), board="main", large_cap=True
    )
    assert (found.start, found.end, found.board, found.large_cap) == (date(2022, 4, 1), date(2023, 3, 31), "main", True)
    assert found.guessed == ()


def test_a_year_that_starts_on_a_leap_day() -> None:
    found = profile("hotels", fy_start=date(2024, 2, 29))
    assert (found.start, found.end) == (date(2024, 2, 29), date(2025, 2, 28))


def test_what_was_not_read_is_said_to_be_guessed() -> None:
    assert profile("our three hotels").guessed == ("period", "board", "large_cap")
    assert "period" in profile("Sustainability Report 2024").guessed
    assert "period" not in profile("year ended 31 March 2024").guessed


@pytest.mark.parametrize(
    ("first_day", "edition"),
    [
        ("2016-01-01", "e2016"),
        ("2016-12-31", "e2016"),
        ("2017-01-01", "e2017"),
        ("2020-06-30", "e2017"),
        ("2020-07-01", "e2020"),
        ("2021-12-31", "e2020"),
        ("2022-01-01", "e2022"),
        ("2024-12-31", "e2022"),
        ("2025-01-01", "e2025"),
        ("2031-04-01", "e2025"),
    ],
)
def test_the_first_day_chooses_the_edition(first_day: str, edition: str) -> None:
    assert book().edition_for(date.fromisoformat(first_day)).id == edition


def test_no_edition_before_the_first() -> None:
    with pytest.raises(UsageError):
        book().edition_for(date(2015, 12, 31))


def test_editions_follow_one_another_without_gap_or_overlap() -> None:
    editions = list(book().editions.values())
    assert [e.before for e in editions[:-1]] == [e.first for e in editions[1:]]
    assert editions[-1].before is None
