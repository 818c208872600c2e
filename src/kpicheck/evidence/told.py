"""What the cell of an index row discloses by itself: 'Nil', 'No product was recalled in the year'.

A cell leaves out what its row is about: a figure or a nil is read as if the provision's title stood before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kpicheck.evidence.body import prepare
from kpicheck.evidence.elements import ElementAnswer, Matcher
from kpicheck.evidence.sentences import body_sentences
from kpicheck.language.fold import squash
from kpicheck.model import Evidence, IndexRow, Line, Page, Provision, Report
from kpicheck.rulebook import RuleBook

SURE = 0.8
SHORTEST = 2  # letters of a cell that can disclose anything


def with_cell(
    answers: Sequence[ElementAnswer], provision: Provision, row: IndexRow | None, book: RuleBook
) -> list[ElementAnswer]:
    """`answers` with those that the row's own cell gives where the body gives none."""
    if row is None or provision.kind != "kpi" or len(squash(row.told)) < SHORTEST:
        return list(answers)
    lacking = [answer for answer in answers if not answer.finding.found]
    titles = (provision.title.en, provision.title.zh_hant)
    told = _tested(row.told, lacking, book) if lacking else {}
    counted = [answer for answer in lacking if any(match.unit or match.nil for match in answer.finding.element.matches)]
    for title in titles if counted else ():
        alone, whole = (_tested(text, counted, book) for text in (title, f"{title}: {row.told}"))
        told.update({pid: nil for pid, nil in whole.items() if pid not in alone})
    return [_from_cell(answer, row, told) for answer in answers]


def _tested(text: str, answers: Sequence[ElementAnswer], book: RuleBook) -> dict[str, bool]:
    """The ids of the elements that `text` answers, with whether by a nil."""
    report = Report("cell", "", "text", (Page(1, (Line(1, 1, text),)),))
    matcher = Matcher(prepare(tuple(body_sentences(report)), book, report), book.lexicon.dimensions)
    tested = [matcher.test(answer.finding.element) for answer in answers]
    return {answer.finding.element.id: answer.nil for answer in tested if answer.finding.found}


def _from_cell(answer: ElementAnswer, row: IndexRow, told: dict[str, bool]) -> ElementAnswer:
    element = answer.finding.element
    if answer.finding.found or element.id not in told:
        return answer
    evidence = Evidence(row.page, row.line, row.told[:300], SURE)
    return ElementAnswer(replace(answer.finding, found=True, score=SURE, evidence=(evidence,)), told[element.id])
