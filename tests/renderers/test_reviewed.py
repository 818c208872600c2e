"""A reviewer's answers in the workbook become labels again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from render_samples import ASSESSMENT

from kpicheck.cli.main import main
from kpicheck.errors import KpiCheckError
from kpicheck.evaluate import agreement
from kpicheck.renderers.json import result
from kpicheck.renderers.xlsx import XlsxRenderer
from kpicheck.reviewed import load_review
from kpicheck.words import LANGUAGES, say

RESULT = result(ASSESSMENT, "en")


def answered(tmp_path: Path, answers: dict[tuple[str, str], tuple[str, str]], lang: str = "en") -> Path:
    """The workbook of ASSESSMENT in which somebody gave `answers` to (sheet, provision)."""
    path = tmp_path / "gaps.xlsx"
    path.write_bytes(XlsxRenderer().render(ASSESSMENT, lang))
    book = openpyxl.load_workbook(path)
    for (sheet, provision), (answer, verdict) in answers.items():
        _answer(book[say(lang, f"sheet.{sheet}")], provision, answer, verdict, lang)
    book.save(path)
    return path


def _answer(sheet: Any, provision: str, answer: str, verdict: str, lang: str) -> None:
    heads = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == provision)
    row[heads.index(say(lang, "review.reviewer"))].value = answer or None
    row[heads.index(say(lang, "review.verdict"))].value = verdict or None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_are_read_back_in_every_language(tmp_path: Path, lang: str) -> None:
    agree, disagree = say(lang, "review.agree"), say(lang, "review.disagree")
    partial = say(lang, "label.verdict.partial")
    answers = {
        ("gaps", "A1.5"): (agree, ""),
        ("gaps", "B6.2"): (disagree, ""),
        ("gaps", "A2.5"): (disagree, say(lang, "label.verdict.disclosed")),
        ("provisions", "A1.2"): ("", partial),
    }
    labels = load_review(answered(tmp_path, answers, lang))
    assert labels.source == "reports/lantern-2024.pdf"
    assert {name: label["verdict"] for name, label in labels.provisions.items()} == {
        "A1.5": "missing",
        "B6.2": "not partial",
        "A2.5": "disclosed",
        "A1.2": "partial",
    }
    measured = agreement(labels, RESULT)
    assert (measured.verdict.right, measured.verdict.of) == (1, 4)
    assert measured.index.of == measured.claim.of == 0


def test_an_answer_may_stand_on_both_sheets_if_it_is_the_same(tmp_path: Path) -> None:
    same = {("gaps", "A1.5"): ("agree", ""), ("provisions", "A1.5"): ("agree", "")}
    assert len(load_review(answered(tmp_path, same)).provisions) == 1
    differ = {("gaps", "A1.5"): ("agree", ""), ("provisions", "A1.5"): ("disagree", "")}
    with pytest.raises(KpiCheckError, match="twice"):
        load_review(answered(tmp_path, differ))


@pytest.mark.parametrize(
    ("answer", "verdict", "complaint"),
    [("maybe", "", "none of the list"), ("agree", "Wrong", "none of the list"), ("agree", "Partial", "goes with")],
)
def test_an_answer_that_makes_no_sense_is_named(tmp_path: Path, answer: str, verdict: str, complaint: str) -> None:
    with pytest.raises(KpiCheckError, match=complaint) as wrong:
        load_review(answered(tmp_path, {("gaps", "A1.5"): (answer, verdict)}))
    assert "Gaps, row 5" in wrong.value.what


def test_a_workbook_without_answers_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KpiCheckError, match="no answer"):
        load_review(answered(tmp_path, {}))
    other = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(other)
    with pytest.raises(KpiCheckError, match="no answer"):
        load_review(other)
    for content in (b"", b"PK\x03\x04 no", b"plain text"):
        other.write_bytes(content)
        with pytest.raises(KpiCheckError, match="no workbook"):
            load_review(other)
    with pytest.raises(KpiCheckError, match="cannot be read"):
        load_review(tmp_path / "nowhere.xlsx")


def test_evaluate_counts_a_review(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from kpicheck.renderers.json import JsonRenderer

    review = answered(tmp_path, {("gaps", "A1.5"): ("agree", ""), ("gaps", "B6.2"): ("disagree", "Disclosed")})
    data = tmp_path / "gaps.json"
    data.write_text(JsonRenderer().render(ASSESSMENT, "en"), encoding="utf-8")
    assert main(["evaluate", str(review), "--result", str(data), "--details"]) == 0
    out = capsys.readouterr().out
    assert "1/2 0.500" in out
    assert "B6.2: labelled disclosed; found partial" in out
