"""What must stand beside the provisions: found where it is missing, and no alarm where it is there."""

from __future__ import annotations

from datetime import date

import pytest

from kpicheck.check import Options
from kpicheck.model import Issue, Severity
from small_reports import CHAPTERS, PROSE, check, index_page, kpis, tabbed

STATED = {
    "en": "In the year the Group complied with the comply or explain provisions of the ESG Reporting Guide.",
    "zh-Hant": "本集團於年內已遵守《環境、社會及管治報告指引》的「不遵守就解釋」條文。",
    "zh-Hans": "本集团于年内已遵守《环境、社会及管治报告指引》的“不遵守就解释”条文。",
}
PERIOD = {
    "en": "The reporting period is from 1 January 2023 to 31 December 2023.",
    "zh-Hant": "報告期為2023年1月1日至2023年12月31日。",
    "zh-Hans": "报告期为2023年1月1日至2023年12月31日。",
}


def paper(*sentences: str, lang: str = "en", index: str | None = None) -> str:
    """A report whose front says `sentences`, with chapters and a content index."""
    front = "\n\n".join(["Harbour Hotels Limited", *sentences])
    body = [f"{title}\n{PROSE[lang]}" for title in CHAPTERS[lang]]
    rows = index or index_page(tabbed([(p, CHAPTERS[lang][0]) for p in kpis()], lang), lang)
    return "\f".join([front, *body, rows])


def issues(text: str, code: str, options: Options | None = None) -> list[Issue]:
    return [issue for issue in check(text, options).issues if issue.code == code]


# ---------------------------------------------------------------- the statement


@pytest.mark.parametrize("lang", STATED)
def test_a_statement_that_the_provisions_were_met(lang: str) -> None:
    assert issues(paper(PERIOD[lang], STATED[lang], lang=lang), "no-compliance-statement") == []


@pytest.mark.parametrize("lang", PERIOD)
def test_no_word_on_the_provisions(lang: str) -> None:
    (found,) = issues(paper(PERIOD[lang], lang=lang), "no-compliance-statement")
    assert (found.severity, found.message.key) == (Severity.NOTE, "issue.no-compliance-statement")


@pytest.mark.parametrize(
    "said",
    [
        "This report was prepared with reference to the ESG Reporting Guide in Appendix 27.",
        "本報告參照聯交所《環境、社會及管治報告指引》編製。",
        "本报告参照联交所《环境、社会及管治报告指引》编制。",
    ],
)
def test_going_by_the_guide_is_not_the_statement(said: str) -> None:
    (found,) = issues(paper(PERIOD["en"], said), "no-compliance-statement")
    assert found.message.key == "issue.no-compliance-statement.follows"
    assert found.page == 1
    assert dict(found.message.values)["quote"] == said


@pytest.mark.parametrize(
    "said",
    [
        "This report has been prepared in accordance with the “comply or explain” provisions of the Guide.",
        "The report complies with all requirements of the ESG Reporting Code.",
        "本報告根據《環境、社會及管治報告指引》中「不遵守就解釋」條文撰寫。",
        "本報告符合《環境、社會及管治報告守則》的規定。",
    ],
)
def test_other_ways_to_say_it(said: str) -> None:
    assert issues(paper(PERIOD["en"], said), "no-compliance-statement") == []


def test_a_heading_of_the_index_is_no_statement() -> None:
    rows = index_page(["Comply or explain provisions, in compliance with", *tabbed([(p, "P2") for p in kpis()])])
    assert issues(paper(PERIOD["en"], index=rows), "no-compliance-statement")


# ---------------------------------------------------------------- assurance


@pytest.mark.parametrize(
    "claim",
    [
        "The greenhouse gas data in this report were verified by an independent body, Blue Heron LLP.",
        "Selected indicators have been independently assured by Blue Heron LLP.",
        "本報告的溫室氣體排放數據已經獨立第三方核證。",
        "本报告所载关键绩效数据经独立第三方鉴证。",
    ],
)
def test_assurance_without_level_or_standard(claim: str) -> None:
    (found,) = issues(paper(PERIOD["en"], claim), "assurance-undescribed")
    assert dict(found.message.values)["quote"] == claim


@pytest.mark.parametrize(
    "described",
    [
        "It is a limited assurance engagement under ISAE 3000.",
        "驗證按ISAE 3000進行，屬有限保證。",
        "核查依据ISO 14064-3进行。",
    ],
)
def test_assurance_that_is_described(described: str) -> None:
    claim = "The greenhouse gas data in this report were verified by an independent body."
    assert issues(paper(PERIOD["en"], claim, described), "assurance-undescribed") == []


@pytest.mark.parametrize(
    "said",
    [
        "This report has not been independently assured by a third party.",
        "We plan to obtain independent assurance of the data in this report.",
        "The auditor's report gives reasonable assurance that the financial statements are free of misstatement.",
        "Internal control gives reasonable, not absolute assurance, as an independent review in the report says.",
        "Quality assurance: independent laboratories test each product, and key performance is reported.",
        "本報告未經獨立第三方驗證。",
        "我们连续五年通过独立第三方机构对控制体系的鉴证，报告结果良好。",
        "供应商数据由独立第三方核查，指标达标。",
    ],
)
def test_what_is_no_claim_of_assurance(said: str) -> None:
    assert issues(paper(PERIOD["en"], said), "assurance-undescribed") == []


def test_assurance_is_no_subject_before_the_2020_guide() -> None:
    claim = "Selected indicators in this report have been independently assured by Blue Heron LLP."
    year = "The reporting period is from 1 January 2019 to 31 December 2019."
    assert issues(paper(year, claim), "assurance-undescribed") == []


# ---------------------------------------------------------------- the period


@pytest.mark.parametrize("lang", PERIOD)
def test_one_plain_year(lang: str) -> None:
    assert issues(paper(PERIOD[lang], lang=lang), "period") == []


@pytest.mark.parametrize(
    "said",
    [
        "The reporting period is from 1 January 2023 to 30 June 2024.",
        "報告期為2023年1月1日至2024年6月30日。",
        "报告期为二零二三年一月一日至二零二四年六月三十日。",
    ],
)
def test_a_period_that_is_no_year(said: str) -> None:
    (found,) = issues(paper(said), "period")
    assert found.message.key == "issue.period.length"
    assert dict(found.message.values) == {"first": "2023-01-01", "last": "2024-06-30"}


def test_a_period_that_is_not_the_year_that_the_user_gives() -> None:
    (found,) = issues(paper(PERIOD["en"]), "period", Options(fy_start=date(2023, 7, 1)))
    assert found.message.key == "issue.period.differs"
    assert dict(found.message.values)["other_first"] == "2023-07-01"


def test_no_day_at_all() -> None:
    (found,) = issues(paper("ESG Report 2023"), "period")
    assert (found.severity, found.message.key) == (Severity.NOTE, "issue.period")


def test_a_contract_that_runs_longer_is_no_period() -> None:
    said = "In the reporting period we signed a lease that runs from 1 March 2023 to 28 February 2029."
    assert issues(paper(PERIOD["en"], said), "period") == []
    assert issues(paper("For the year ended 31 December 2023.", said), "period") == []


# ---------------------------------------------------------------- the edition

OLD = {
    "A1.5": "Description of measures to mitigate emissions and results achieved",
    "A1.6": "How waste is handled, reduction initiatives and results achieved",
    "A2.3": "Energy use efficiency initiatives and results achieved",
    "A2.4": "Sourcing of water, efficiency initiatives and results achieved",
}
NEW = dict.fromkeys(OLD, "Description of targets set and steps taken to achieve them")


def template(wording: dict[str, str]) -> str:
    lines = tabbed([(p, CHAPTERS["en"][0]) for p in kpis()])
    return index_page([_worded(line, wording) for line in lines])


def _worded(line: str, wording: dict[str, str]) -> str:
    code, *rest = line.split("\t")
    return "\t".join([code, wording[code], *rest[1:]]) if code in wording else line


def test_an_index_of_an_older_template() -> None:
    (found,) = issues(paper(PERIOD["en"], index=template(OLD)), "edition-mismatch")
    assert found.message.key == "issue.edition-mismatch.template"
    assert dict(found.message.values)["provisions"] == "A1.5, A1.6, A2.3, A2.4"


def test_an_index_of_the_right_template() -> None:
    assert issues(paper(PERIOD["en"], index=template(NEW)), "edition-mismatch") == []


def test_the_older_template_in_its_own_year() -> None:
    year = "The reporting period is from 1 January 2019 to 31 December 2019."
    assert issues(paper(year, index=template(OLD)), "edition-mismatch") == []


@pytest.mark.parametrize("number", ["Appendix 27", "Appendix C2"])
@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024])
def test_the_number_of_the_appendix_follows_the_calendar(number: str, year: int) -> None:
    period = f"The reporting period is from 1 January {year} to 31 December {year}."
    said = f"This report is prepared under the ESG Reporting Guide in {number} to the Listing Rules."
    assert issues(paper(period, said, index=template(NEW)), "edition-mismatch") == []


def test_the_guide_cited_in_a_year_of_the_code() -> None:
    period = "The reporting period is from 1 January 2025 to 31 December 2025."
    said = "This report is prepared under the ESG Reporting Guide in Appendix 27 to the Listing Rules."
    rows = template(NEW).replace("Reporting Guide", "Provisions")
    (found,) = issues(paper(period, said, index=rows), "edition-mismatch")
    assert dict(found.message.values)["edition"] == "e2025"
    assert issues(paper(period, said.replace("Guide", "Code"), index=rows), "edition-mismatch") == []


def test_checking_last_year_against_the_next_edition_is_no_mismatch() -> None:
    said = "This report is prepared under the ESG Reporting Guide in Appendix C2 to the Listing Rules."
    found = issues(paper(PERIOD["en"], said, index=template(NEW)), "edition-mismatch", Options(edition="e2025"))
    assert found == []


# ---------------------------------------------------------------- inside an annual report


def annual_report(front: str, esg: str, governance: str) -> str:
    """An annual report of 44 pages with an ESG report in it."""
    filler = "The garden is open to guests of the house on every day of the week, and so is the library."
    sections = {
        1: front,
        6: "Chairman's Statement\nIt was a good year for the house.",
        10: f"Corporate Governance Report\n{governance}",
        16: f"Environmental, Social and Governance Report\n{esg}",
        26: "Report of the Directors\nThe directors present their report.",
        32: "Independent Auditor's Report\nTo the members of the company.",
        38: "Consolidated Statement of Financial Position\nAs at the end of the year.",
    }
    esg_pages = {17 + n: f"{title}\n{PROSE['en']}" for n, title in enumerate(CHAPTERS["en"][:8])}
    pages = dict.fromkeys(range(1, 45), filler) | sections | esg_pages
    pages[25] = index_page(tabbed([(p, CHAPTERS["en"][0]) for p in kpis()]))
    return "\f".join(pages[n] for n in sorted(pages))


YEAR = "Harbour Hotels Limited\nAnnual Report for the year ended 31 December 2023"


def test_the_annual_report_may_hold_the_statement() -> None:
    text = annual_report(YEAR, PERIOD["en"], STATED["en"])
    assert [note.key for note in check(text).notes].count("note.report_section") == 1
    assert issues(text, "no-compliance-statement") == []


def test_an_annual_report_without_the_statement_is_warned_of() -> None:
    (found,) = issues(annual_report(YEAR, PERIOD["en"], "The board met four times."), "no-compliance-statement")
    assert found.severity is Severity.WARNING


def test_the_period_is_that_of_the_annual_report() -> None:
    assert issues(annual_report(YEAR, PERIOD["en"], ""), "period") == []
    (found,) = issues(annual_report(YEAR.replace("December", "March"), PERIOD["en"], ""), "period")
    assert found.message.key == "issue.period.differs"
    assert dict(found.message.values)["other_last"] == "2023-03-31"
