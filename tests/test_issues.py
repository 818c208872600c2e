"""Problems of the index and of the whole report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from kpicheck.check import Options, assess
from kpicheck.model import Assessment, Issue, Severity, Verdict
from small_reports import CHAPTERS, NOT_APPLICABLE, check, index_page, kpis, read, tabbed
from small_reports import book as rules

E2022 = Options(edition="e2022")
WATER = {
    "en": "Water consumption 4,120 m3\nWater intensity 1.2 m3 per employee",
    "zh-Hant": "總耗水量\t4,120\t立方米\n耗水密度（立方米／每名僱員）\t1.2",
    "zh-Hans": "总耗水量\t4,120\t立方米\n耗水密度（立方米／每名雇员）\t1.2",
}


def page(title: str, text: str) -> str:
    return f"{title}\n{text}"


def paper(
    answers: Mapping[str, str],
    lang: str = "en",
    leave_out: tuple[str, ...] = (),
    extra: str = "",
    edition: str = "e2022",
) -> str:
    """A report with one chapter to a page, water figures in the second, and an index."""
    titles = CHAPTERS[lang]
    pages = [
        page(title, WATER[lang] if n == 1 else "The garden is open. 花園全年開放。") for n, title in enumerate(titles)
    ]
    rows = [(p, answers.get(p, titles[1] if p == "A2.2" else titles[9])) for p in kpis(edition) if p not in leave_out]
    return "\f".join([*pages, index_page(tabbed(rows, lang), lang), *([extra] if extra else [])])


def issues(assessment: Assessment, code: str) -> list[Issue]:
    return [issue for issue in assessment.issues if issue.code == code]


def verdict(assessment: Assessment, provision: str) -> Verdict:
    return next(f.verdict for f in assessment.findings if f.provision.id == provision)


@pytest.mark.parametrize("lang", WATER)
def test_a_sound_row_raises_nothing(lang: str) -> None:
    found = check(paper({}, lang), E2022)
    assert verdict(found, "A2.2") is Verdict.DISCLOSED
    assert [issue.code for issue in found.issues if issue.provision == "A2.2"] == []


def test_no_index() -> None:
    text = "This ESG report speaks of waste, climate, training, child labour, suppliers, complaints and donations. " * 5
    found = check(text, E2022)
    without = next(issue for issue in found.issues if issue.code == "no-index")
    assert without.severity is Severity.NOTE


@pytest.mark.parametrize("lang", WATER)
def test_a_dangling_reference(lang: str) -> None:
    nowhere = {"en": "Moonlit Orchards", "zh-Hant": "月下果園故事", "zh-Hans": "月下果园故事"}[lang]
    found = issues(check(paper({"A2.2": nowhere}, lang), E2022), "dangling-reference")
    assert [(issue.provision, issue.page) for issue in found] == [("A2.2", 11)]
    assert dict(found[0].message.values) == {"reference": nowhere}


def test_another_document_does_not_dangle() -> None:
    assert issues(check(paper({"A2.2": "Annual Report"}), E2022), "dangling-reference") == []


@pytest.mark.parametrize("lang", WATER)
def test_a_row_that_is_left_out(lang: str) -> None:
    found = check(paper({}, lang, leave_out=("A2.2", "B4.1")), E2022)
    missing = {issue.provision for issue in issues(found, "index-row-missing")}
    assert missing == {"A2.2", "B4.1", "MDR.13", "MDR.14", "MDR.15"}


@pytest.mark.parametrize("lang", WATER)
def test_an_index_that_contradicts_the_body(lang: str) -> None:
    found = check(paper({"A2.2": NOT_APPLICABLE[lang]}, lang), E2022)
    assert verdict(found, "A2.2") is Verdict.DISCLOSED
    assert [issue.provision for issue in issues(found, "index-contradicts-body")] == ["A2.2"]


@pytest.mark.parametrize("lang", WATER)
def test_a_bare_not_applicable(lang: str) -> None:
    found = check(paper({"A2.5": NOT_APPLICABLE[lang], "B4.1": "/"}, lang), E2022)
    assert {"A2.5", "B4.1"} <= {issue.provision for issue in issues(found, "bare-not-applicable")}
    assert verdict(found, "A2.5") is Verdict.NOT_APPLICABLE
    assert verdict(found, "B4.1") is Verdict.MISSING


def test_a_reason_in_the_row_is_not_bare() -> None:
    found = check(paper({"A2.5": "Not applicable because we sell no goods"}), E2022)
    assert issues(found, "bare-not-applicable") == []
    assert verdict(found, "A2.5") is Verdict.NOT_APPLICABLE


@pytest.mark.parametrize("lang", WATER)
def test_evidence_that_stands_elsewhere(lang: str) -> None:
    found = check(paper({"A2.2": CHAPTERS[lang][5]}, lang), E2022)
    assert verdict(found, "A2.2") is Verdict.DISCLOSED
    elsewhere = issues(found, "evidence-elsewhere")
    assert [issue.provision for issue in elsewhere] == ["A2.2"]
    assert dict(elsewhere[0].message.values) == {"reference": CHAPTERS[lang][5], "where": "p. 2"}


def test_evidence_on_the_page_that_is_named_is_not_elsewhere() -> None:
    found = check(paper({"A2.2": "P2"}), E2022)
    assert issues(found, "evidence-elsewhere") == []


def test_a_wrong_code_inside_an_explanation() -> None:
    found = check(paper({"B6.1": "KPI A6.1 is not applicable because we recall nothing"}), E2022)
    wrong = issues(found, "wrong-code")
    assert [(issue.provision, dict(issue.message.values)["printed"]) for issue in wrong] == [("B6.1", "A6.1")]


def test_rows_that_the_edition_does_not_have() -> None:
    withdrawn = issues(check(paper({}), Options(edition="e2017")), "withdrawn-row")
    assert {issue.provision for issue in withdrawn} == set(kpis("e2022")) - set(kpis("e2017"))
    assert {issue.severity for issue in withdrawn} == {Severity.NOTE}


def test_unreadable_pages_are_listed_and_nothing_on_them_is_missing() -> None:
    report = read(paper(dict.fromkeys(kpis(), "P2")))
    lost = replace(report.pages[1], lines=(), problem="image-only")
    found = assess(replace(report, pages=(report.pages[0], lost, *report.pages[2:])), rules(), E2022)
    assert dict(issues(found, "unreadable-pages")[0].message.values) == {"pages": "2"}
    assert verdict(found, "A2.2") is Verdict.UNREADABLE
    listed = {row.provision for row in found.index.rows}
    assert not any(f.verdict is Verdict.MISSING for f in found.findings if f.provision.id in listed)


def test_an_aspect_level_index_lacks_no_kpi_rows() -> None:
    rows = [
        f"{p[:2]} {name}\t{CHAPTERS['en'][9]}"
        for p, name in zip([p for p in kpis() if p.endswith(".GD")], names(), strict=True)
    ]
    pages = [page(title, WATER["en"] if n == 1 else "The garden is open.") for n, title in enumerate(CHAPTERS["en"])]
    found = check("\f".join([*pages, index_page(rows)]), E2022)
    assert {issue.provision for issue in issues(found, "index-row-missing")} <= {"MDR.13", "MDR.14", "MDR.15"}


def names() -> list[str]:
    return [title.en for aspect, title in rules().edition("e2022").aspects if aspect[0] in "AB"]


def test_issues_stand_where_the_row_stands() -> None:
    text = paper({"A2.2": "Moonlit Orchards"})
    found = issues(check(text, E2022), "dangling-reference")[0]
    assert "Moonlit Orchards" in text.replace("\f", "").split("\n")[(found.line or 0) - 1]
    assert found.page == 11
