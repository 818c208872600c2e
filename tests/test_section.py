"""The ESG section of an annual report, or of a part of one."""

from __future__ import annotations

from kpicheck.section import esg_section
from small_reports import book, read

OWN = "ENVIRONMENTAL, SOCIAL AND GOVERNANCE REPORT"


def section(*heads: str) -> range | None:
    """The section of a report with a page for each of `heads`; a page without one goes on with the one before."""
    pages = [f"{head}\nThe house of page {number} is told of here.\n" for number, head in enumerate(heads, 1)]
    return esg_section(read("\f".join(pages)), book())


def test_a_part_of_an_annual_report_that_begins_in_another_section() -> None:
    assert section("DIRECTORS' REPORT", OWN, *["Our work"] * 8, "INDEPENDENT AUDITOR'S REPORT") == range(2, 11)


def test_an_esg_report_with_a_page_of_figures_is_one_by_itself() -> None:
    assert section(OWN, "FINANCIAL SUMMARY", *["Our work"] * 8, "CORPORATE GOVERNANCE REPORT") is None
    assert section(*["Our work"] * 12) is None


def test_a_whole_annual_report() -> None:
    heads = ["MANAGEMENT DISCUSSION AND ANALYSIS", *["Our year"] * 8, "CORPORATE GOVERNANCE REPORT", *["Board"] * 8]
    heads += [OWN, *["Our work"] * 9, "DIRECTORS' REPORT", *["Shares"] * 14]
    assert section(*heads) == range(19, 29)


def test_a_handful_of_pages_is_no_annual_report() -> None:
    assert section("DIRECTORS' REPORT", OWN, "Our work", "INDEPENDENT AUDITOR'S REPORT") is None
