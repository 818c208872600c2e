"""The workbook: its sheets, and that no cell is anything but what it shows."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from render_samples import ASSESSMENT, CHINESE, CLEAN, FINDINGS, HOSTILE, PROVISIONS, REPORT, hostile, large, text

from kpicheck.model import Assessment
from kpicheck.renderers.workbook import Quoted, Workbook
from kpicheck.renderers.xlsx import XlsxRenderer
from kpicheck.words import LANGUAGES

SHEETS = ["Summary", "Gaps", "Provisions", "Index", "Evidence"]
FORMULAS = ("=cmd()", "+1", "-1", "@SUM(A1)", "\t=1", "  =HYPERLINK(1)")


def book_of(assessment: Assessment, lang: str = "en", href: str | None = None) -> Any:
    return openpyxl.load_workbook(BytesIO(XlsxRenderer(href).render(assessment, lang)))


def parts_of(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def cells(book: Any) -> list[Any]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def column(sheet: Any, head: str) -> list[Any]:
    at = [cell.value for cell in sheet[1]].index(head)
    return [row[at] for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "assessment", [ASSESSMENT, CHINESE, CLEAN, hostile(), replace(ASSESSMENT, findings=(), issues=())]
)
def test_it_opens_in_every_language(assessment: Assessment, lang: str) -> None:
    book = book_of(assessment, lang)
    assert len(book.sheetnames) == 5
    assert book.worksheets[0]["A1"].value


def test_every_table_has_filters_a_frozen_head_and_wrapped_text() -> None:
    book = book_of(ASSESSMENT)
    assert book.sheetnames == SHEETS
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row if cell.value)


def test_gaps_come_in_the_order_of_the_page_and_every_provision_is_there() -> None:
    book = book_of(ASSESSMENT)
    assert [cell.value for cell in column(book["Gaps"], "Provision")] == ["MDR.13", "A2.5", "B6.2", "A1.5", "B3.1"]
    for name in ("Provisions", "Index", "Evidence"):
        listed = {cell.value for cell in column(book[name], "Provision")}
        assert listed == {provision.id for provision in PROVISIONS}


def test_a_reviewer_chooses_from_lists() -> None:
    for name in ("Gaps", "Provisions"):
        sheet = book_of(ASSESSMENT)[name]
        lists = {rule.formula1 for rule in sheet.data_validations.dataValidation}
        assert '"agree,disagree"' in lists
        assert '"Missing,Partial,Explained,Not applicable,Unreadable,Disclosed"' in lists
        assert all(cell.value is None for cell in column(sheet, "Reviewer"))


def test_passages_link_to_their_page_or_else_to_the_evidence() -> None:
    targets = [cell.hyperlink.target for cell in column(book_of(ASSESSMENT)["Evidence"], "Where") if cell.hyperlink]
    assert targets
    assert all(target.endswith("lantern-2024.pdf") for target in targets)
    moved = book_of(ASSESSMENT, href="../%E5%A0%B1%E5%91%8A%2024.pdf")
    assert "報告" in next(c.hyperlink.target for c in column(moved["Evidence"], "Where") if c.hyperlink)
    inside = book_of(CHINESE)
    leaps = [cell.hyperlink.location for cell in column(inside["Gaps"], "Where") if cell.hyperlink]
    assert leaps
    for leap in leaps:
        assert inside["Evidence"][leap.split("!")[1]].value in {finding.provision.id for finding in FINDINGS}


def test_an_absolute_path_stays_one() -> None:
    data = XlsxRenderer().render(replace(ASSESSMENT, report=replace(REPORT, path="/srv/a b.pdf")), "en")
    links = "".join(text for name, text in parts_of(data).items() if name.endswith(".rels"))
    assert 'Target="FILE:///srv/a%20b.pdf"' in links


@pytest.mark.parametrize("evil", FORMULAS)
def test_no_text_of_a_report_is_a_formula(evil: str) -> None:
    provision = replace(PROVISIONS[2], title=text(evil))
    row = replace(FINDINGS[2].row, text=evil, references=())  # type: ignore[type-var]
    assessment = replace(
        ASSESSMENT,
        findings=(replace(FINDINGS[2], provision=provision, row=row, reason=evil),),
        profile=replace(ASSESSMENT.profile, issuer=evil, stock_code=evil, cited=evil),
    )
    data = XlsxRenderer().render(assessment, "en")
    assert not [name for name, part in parts_of(data).items() if "sheets/" in name and "<f>" in part]
    book = openpyxl.load_workbook(BytesIO(data))
    shown = [cell for cell in cells(book) if str(cell.value).lstrip().startswith(evil.strip())]
    assert shown
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in shown)


def test_hostile_text_is_shown_as_text() -> None:
    parts = parts_of(XlsxRenderer().render(hostile(), "en"))
    whole = "".join(parts.values())
    assert "<script>" not in whole
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202e]", whole)
    assert not [name for name, part in parts.items() if "sheets/" in name and "<f>" in part]
    links = re.findall(r'Target="([^"]+)" TargetMode="External"', whole)
    assert all(not link.lower().startswith(("http", "javascript")) for link in links)
    assert any("<script>alert(1)</script> {{ 7*7 }}" in str(cell.value) for cell in cells(book_of(hostile())))
    assert "=cmd()" in HOSTILE


def test_marked_words_of_a_quote_are_bold_and_nothing_is_lost() -> None:
    rich = openpyxl.load_workbook(BytesIO(XlsxRenderer().render(ASSESSMENT, "en")), rich_text=True)
    quote = next(c.value for c in column(rich["Evidence"], "Quote") if "1,204" in str(c.value))
    assert str(quote) == "“Scope 1 emissions were 1,204 tonnes and Scope 2 emissions 8,310 tonnes.”"
    assert [run.text for run in quote if not isinstance(run, str) and run.font.b] == [
        "Scope 1", "1,204 tonnes", "Scope 2",
    ]  # fmt: skip


def test_a_cell_never_grows_beyond_what_excel_takes() -> None:
    with Workbook("t", "c") as book:
        sheet = book.sheet("s")
        sheet.put(0, 0, "長" * 40_000)
        sheet.put(1, 0, Quoted("“", (), "”"))
    (long, empty) = [cell.value for cell in cells(openpyxl.load_workbook(BytesIO(book.data)))]
    assert len(long) == 32_000
    assert empty == "“”"


def test_the_same_check_gives_the_same_bytes() -> None:
    assert XlsxRenderer().render(ASSESSMENT, "en") == XlsxRenderer().render(ASSESSMENT, "en")


def test_three_hundred_findings_are_no_trouble() -> None:
    data = XlsxRenderer().render(large(300), "en")
    assert len(data) < 1_000_000
