"""The whole way: a report and the rules in, an assessment out; and what must hold for any report."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpicheck.check import Options, assess
from kpicheck.errors import UnfitInput, UsageError
from kpicheck.language.fold import close_up, squash
from kpicheck.model import Assessment, Claim, Report, Verdict
from kpicheck.pause import collector_paused
from small_reports import (
    CHAPTERS,
    DISCLOSED,
    GENERAL,
    INDEX_TITLE,
    LANGUAGES,
    NOT_APPLICABLE,
    PROSE,
    aspect_name,
    chapters,
    check,
    description,
    index_of,
    kpis,
    read,
    refs,
)
from small_reports import book as rules

E2022 = Options(edition="e2022")
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PASSAGES = {
    "en": (
        "We used 4,120 cubic metres of water, an intensity of 1.2 cubic metres per employee.",
        "There were no work-related fatalities in each of the past three years.",
        "No products were recalled for safety and health reasons during the year.",
        "We received 7 complaints about our services; each was investigated and answered by the manager.",
        "The group has zero tolerance of corruption, and staff and directors are trained against bribery every spring.",
        "Hazardous waste 0.31 tonnes\nHazardous waste intensity 0.02 kg per guest",
    ),
    "zh-Hant": (
        "總耗水量為4,120立方米，耗水密度為每名僱員1.2立方米。",
        "過去三年，本集團並無因工死亡個案。",
        "年內並無產品因安全與健康理由而須召回。",
        "年內共接獲7宗有關服務的投訴，均由經理跟進及處理。",
        "本年度並無任何針對本集團或其僱員並已審結的貪污訴訟案件。",
        "無害廢棄物總量（噸）\t88.4\n無害廢棄物密度（噸／每間客房）\t0.2",
    ),
    "zh-Hans": (
        "总耗水量为4,120立方米，耗水密度为每名雇员1.2立方米。",
        "近三年因工死亡人数为零。",
        "报告期内，未发生产品召回事件。",
        "年内共收到7宗客户投诉，均由经理调查并处理完毕。",
        "本年度未发生贪污诉讼案件。",
        "有害废弃物总量（吨）\t0.31\n有害废弃物密度（千克／每间客房）\t0.02",
    ),
}
LAYOUTS = ("tabs", "flat", "cells", "stacked")


def lay_out(provision: str, answer: Sequence[str], layout: str, lang: str, code: str) -> list[str]:
    """The lines of one index row. A general disclosure stands under its aspect."""
    aspect, _, tail = provision.partition(".")
    head = [f"{aspect} {aspect_name(aspect, lang)}"] if tail == "GD" else []
    label, text = GENERAL[lang] if tail == "GD" else code.format(provision), description(provision, lang)
    joint = {"en": "; "}.get(lang, "；")
    if layout == "tabs":
        return [*head, "\t".join((label, text, joint.join(answer)))]
    if layout == "flat":
        # Two references on the one line: tests/index/test_rows.py.
        return [*head, f"{label} {text} {answer[0]}", *answer[1:]]
    if layout == "cells":
        return [*head, label, text, *answer]
    return [*head, f"{label} {text}", *answer]


@st.composite
def index_tables(draw: st.DrawFn) -> tuple[str, str, dict[str, tuple[Claim, list[str]]]]:
    """A language, the text of a report with a content index, and what its rows say."""
    lang = draw(st.sampled_from(LANGUAGES))
    layout = draw(st.sampled_from(LAYOUTS))
    code = draw(st.sampled_from(["{}", "KPI {}", "KPI {}:"] if lang == "en" else ["{}", "{}：", "KPI {}"]))
    titles = st.lists(st.sampled_from(CHAPTERS[lang]), min_size=1, max_size=2, unique=True)
    rows: dict[str, tuple[Claim, list[str]]] = {}
    lines = [INDEX_TITLE[lang]]
    for provision in kpis():
        kind = draw(st.sampled_from(["titles", "titles", "titles", "not applicable", "disclosed"]))
        answer = {"not applicable": [NOT_APPLICABLE[lang]], "disclosed": [DISCLOSED[lang]]}.get(kind) or draw(titles)
        claim = Claim.NOT_APPLICABLE if kind == "not applicable" else Claim.DISCLOSED
        rows[provision] = (claim, answer if kind == "titles" else [])
        lines += lay_out(provision, answer, layout, lang, code)
        if draw(st.integers(0, 9)) == 0:
            lines.append("")
    return lang, f"{chapters(lang)}\f" + "\n".join(lines), rows


@FEW
@given(index_tables())
def test_a_random_index_is_read_back(table: tuple[str, str, dict[str, tuple[Claim, list[str]]]]) -> None:
    _, text, rows = table
    index = index_of(text)
    assert {row.provision: (row.claim, refs(row)) for row in index.rows} == rows
    assert all(reference.resolved for row in index.rows for reference in row.references)


@st.composite
def papers(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A language and the pages of a small report: passages that disclose and others that do not."""
    lang = draw(st.sampled_from(LANGUAGES))
    chosen = draw(st.lists(st.sampled_from(PASSAGES[lang]), max_size=5, unique=True))
    return lang, [chapter(lang, n, passage) for n, passage in enumerate(chosen)]


def chapter(lang: str, number: int, passage: str = "") -> str:
    """A page with a chapter's title, a passage and a sentence that says nothing (another one on each page)."""
    return f"{CHAPTERS[lang][number]}\n{passage}\n{CHAPTERS[lang][number]}: {PROSE[lang]}\n"


def index_for(lang: str) -> str:
    lines = [INDEX_TITLE[lang]]
    for provision in kpis():
        lines += lay_out(provision, [CHAPTERS[lang][0]], "tabs", lang, "{}")
    return "\n".join(lines)


def assessed(pages: Sequence[str]) -> Assessment:
    return assess(read("\f".join(pages)), rules(), E2022)


def disclosed(assessment: Assessment) -> set[str]:
    return {f.provision.id for f in assessment.findings if f.verdict is Verdict.DISCLOSED}


def said(assessment: Assessment) -> list[tuple[str, Claim, list[str]]]:
    return [(row.provision, row.claim, refs(row)) for row in assessment.index.rows]


@FEW
@given(papers(), st.integers(0, 5))
def test_another_page_never_loses_a_disclosure(paper: tuple[str, list[str]], extra: int) -> None:
    lang, pages = paper
    more = chapter(lang, 9, PASSAGES[lang][extra])
    before, after = assessed([*pages, index_for(lang)]), assessed([*pages, more, index_for(lang)])
    assert disclosed(before) <= disclosed(after)


@FEW
@given(papers(), st.randoms(use_true_random=False))
def test_page_order_changes_no_claim_and_no_disclosure(paper: tuple[str, list[str]], random: object) -> None:
    lang, pages = paper
    shuffled = list(pages)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = assessed([*pages, index_for(lang)]), assessed([*shuffled, index_for(lang)])
    assert said(one) == said(other)
    assert disclosed(one) == disclosed(other)


@FEW
@given(papers())
def test_every_provision_once_with_scores_and_quotes_in_place(paper: tuple[str, list[str]]) -> None:
    lang, pages = paper
    found = assessed([*pages, index_for(lang)])
    assert [f.provision.id for f in found.findings] == [p.id for p in found.edition.provisions]
    assert sum(found.count(verdict) for verdict in Verdict) == len(found.findings)
    printed = {page.number: squash(close_up("".join(line.text for line in page.lines))) for page in found.report.pages}
    lines = {line.number: line for line in found.report.lines()}
    for finding in found.findings:
        assert 0 <= finding.score <= 1
        for element in finding.elements:
            assert 0 <= element.score <= 1
            assert element.found == bool(element.evidence)
            for evidence in element.evidence:
                assert squash(evidence.quote) in printed[evidence.page] + printed.get(evidence.page + 1, "")
                assert lines[evidence.line].page == evidence.page
                assert all(0 <= start < end <= len(evidence.quote) for start, end in evidence.marks)


@FEW
@given(papers())
def test_lost_text_is_unreadable_never_missing(paper: tuple[str, list[str]]) -> None:
    lang, pages = paper
    report = read("\f".join([chapter(lang, 9), *pages, index_for(lang)]))
    found = assess(without_text(report, range(1, len(report.pages))), rules(), E2022)
    listed = {row.provision for row in found.index.rows}
    reached = {f.verdict for f in found.findings if f.provision.id in listed}
    assert Verdict.MISSING not in reached
    assert Verdict.UNREADABLE in reached


def without_text(report: Report, pages: range) -> Report:
    kept = (replace(p, lines=(), problem="image-only") if p.number in pages else p for p in report.pages)
    return replace(report, pages=tuple(kept))


# ---------------------------------------------------------------- editions and notes

BODY = "This ESG report speaks of waste, climate, training, child labour, suppliers, complaints and donations. " * 5


def keys(assessment: Assessment) -> set[str]:
    return {message.key for message in assessment.notes}


@pytest.mark.parametrize(
    ("year", "edition"),
    [
        ("1 January 2016 to 31 December 2016", "e2016"),
        ("1 April 2017 to 31 March 2018", "e2017"),
        ("1 July 2020 to 30 June 2021", "e2020"),
        ("1 January 2022 to 31 December 2022", "e2022"),
        ("1 January 2025 to 31 December 2025", "e2025"),
    ],
)
def test_the_year_chooses_the_edition(year: str, edition: str) -> None:
    found = check(f"{BODY}\nThe report covers {year}.")
    assert found.edition.id == edition
    assert "note.edition_guessed" not in keys(found)
    assert "note.period_guessed" not in keys(found)


def test_the_user_chooses_the_edition() -> None:
    text = f"{BODY}\nThe report covers 1 January 2022 to 31 December 2022."
    assert check(text, Options(edition="e2017")).edition.id == "e2017"
    assert check(text, Options(fy_start=date(2018, 1, 1))).edition.id == "e2017"


def test_an_edition_that_does_not_exist() -> None:
    with pytest.raises(UsageError):
        check(BODY, Options(edition="e1999"))


def test_guesses_are_said() -> None:
    assert "note.edition_guessed" in keys(check(BODY))
    assert "note.period_guessed" in keys(check(f"ESG Report 2023\n{BODY}"))
    assert "note.board_guessed" in keys(check(BODY))
    assert "note.board_guessed" not in keys(check(BODY, Options(board="gem")))


@pytest.mark.parametrize("edition", ["e2016", "e2017", "e2020", "e2022", "e2025"])
@pytest.mark.parametrize("board", ["main", "gem"])
def test_every_provision_of_every_edition_is_judged(edition: str, board: str) -> None:
    found = check(BODY, Options(edition=edition, board=board))
    ids = [f.provision.id for f in found.findings]
    assert ids == [p.id for p in rules().edition(edition, board=board).provisions]
    assert len(ids) == len(set(ids))


def test_the_index_itself_is_no_evidence() -> None:
    found = assessed([chapter("en", n) for n in range(10)] + [index_for("en")])
    assert disclosed(found) == set()


def test_a_merely_similar_index_is_no_evidence_either() -> None:
    rows = (f"GRI {n}-{m}\tWater consumption 12 m3 per employee\t{m}" for n in (302, 303) for m in range(1, 6))
    gri = "\n".join(["GRI Content Index", *rows, ""])
    found = assessed([chapter("en", n) for n in range(10)] + [gri, index_for("en")])
    assert "A2.2" not in disclosed(found)


@pytest.mark.parametrize(
    ("row", "unit"),
    [
        ("Water consumption\tm3\t4,120\t3,900", "m3"),
        pytest.param(
            "Water consumption (m3)\t4,120\t3,900",
            "m3",
        ),
    ],
)
def test_values_are_read_with_unit_period_and_place(row: str, unit: str) -> None:
    year = chapter("en", 0, "Report for the year ended 31 December 2022.")
    found = assessed([year, f"Figures\n{row}\n", index_for("en")])
    value = next(value for value in found.values if value.provision == "A2.2")
    assert (value.value, value.unit, value.period, value.page) == (4120, unit, "2022", 2)


def test_recall_procedures_are_not_asked_for_where_recalls_do_not_apply() -> None:
    told = "Recalls of products for safety and health reasons are not applicable as we provide services only."
    quality = "Quality is checked by an inspection of every room before a guest arrives, and tested again each month."
    before = verdicts(assessed([chapter("en", 0, quality), index_for("en")]))
    after = verdicts(assessed([chapter("en", 0, f"{quality}\n{told}"), index_for("en")]))
    assert before["B6.4"] is Verdict.PARTIAL
    assert (after["B6.1"], after["B6.4"]) == (Verdict.NOT_APPLICABLE, Verdict.DISCLOSED)


def verdicts(assessment: Assessment) -> dict[str, Verdict]:
    return {finding.provision.id: finding.verdict for finding in assessment.findings}


def test_a_small_table_near_the_front_is_no_table_of_contents() -> None:
    staff = "\n".join(
        f"{name}\t{figure}"
        for name, figure in zip(("Total staff", "Male", "Female", "Cooks", "Porters"), (120, 50, 70, 9, 4), strict=True)
    )
    water = f"{staff.split(chr(10))[0]}\n{PASSAGES['en'][0]}\n" + "\n".join(staff.split("\n")[1:])
    assert "A2.2" in disclosed(assessed([chapter("en", 0, water), index_for("en")]))


def test_a_sentence_about_packaging_does_not_head_a_table_of_waste() -> None:
    told = chapter("zh-Hant", 0, "由於酒店並不出售商品，包裝材料並不適用。")
    waste = chapter("zh-Hant", 1, PASSAGES["zh-Hant"][5])
    assert verdicts(assessed([told, waste, index_for("zh-Hant")]))["A2.5"] is Verdict.NOT_APPLICABLE


def test_a_form_feed_inside_a_line_hides_no_evidence() -> None:
    pages = [CHAPTERS["en"][0], PASSAGES["en"][0]]
    assert "A2.2" in disclosed(check("\n".join(pages) + "\f" + index_for("en"), E2022))


def test_the_collector_rests_while_a_report_is_judged_and_goes_on_afterwards() -> None:
    @collector_paused()
    def failing() -> None:
        assert not gc.isenabled()
        raise UnfitInput("nothing to read")

    with pytest.raises(UnfitInput):
        failing()
    assert gc.isenabled()
