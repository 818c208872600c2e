"""The reference proposed for an index row that leads nowhere, or not to the disclosure."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from render_samples import ASSESSMENT, FINDINGS, GHG, ISSUES, ROWS

from kpicheck.model import Assessment, ElementFinding, Evidence, IndexRow, Issue, Reference
from kpicheck.renderers import RENDERERS
from kpicheck.renderers.build import view_of
from kpicheck.renderers.proposals import Proposal, proposal_for

ROW = ROWS[1]
OTHER = IndexRow("A1.2", ROWS[0].claim, (Reference("Climate and Energy", "section", True, 8, 280, 10, 330),))


def told(*evidence: Evidence, row: IndexRow = ROW, others: tuple[IndexRow, ...] = (), code: str = "dangling-reference"):
    """An assessment in which each passage answers one element of A1.5; its issue is the first."""
    elements = tuple(
        ElementFinding(element.element, True, 0.9, (passage,))
        for element, passage in zip(FINDINGS[2].elements * 2, evidence, strict=False)
    )
    finding = replace(FINDINGS[2], row=row, elements=elements)
    index = replace(ASSESSMENT.index, rows=(row, *others))
    return replace(ASSESSMENT, findings=(finding,), issues=(replace(ISSUES[0], code=code), *ISSUES[1:]), index=index)


def proposed(assessment: Assessment, issue: Issue | None = None) -> Proposal | None:
    return proposal_for(issue or assessment.issues[0], assessment)


def test_the_heading_above_most_of_the_passages_is_proposed() -> None:
    alone = replace(GHG, page=3, line=50, heading="Foreword", score=0.99)
    two = (replace(GHG, line=305), replace(GHG, line=301))
    assert proposed(told(alone, *two)) == Proposal("Climate", 9, 301)


def test_the_title_that_the_index_itself_uses_is_preferred() -> None:
    assert proposed(told(GHG, others=(OTHER,))) == Proposal("Climate and Energy", 9, 300)


def test_without_a_heading_the_place_is_enough() -> None:
    assert proposed(told(replace(GHG, heading="", printed_page="7"))) == Proposal("", 9, 300, "7")


@pytest.mark.parametrize(
    "evidence",
    [(), (replace(GHG, page=12, line=381),)],
    ids=["nothing was found", "the index itself answers"],
)
def test_nothing_is_proposed_where_there_is_nothing_to_point_to(evidence: tuple[Evidence, ...]) -> None:
    assert proposed(told(*evidence)) is None


def test_a_place_that_the_row_names_already_is_not_proposed_again() -> None:
    known = replace(ROW, references=(*ROW.references, Reference("Climate", "section", True, 9, 298, 9, 320)))
    assert proposed(told(GHG, row=known)) is None


def test_other_problems_get_no_proposal() -> None:
    assessment = told(GHG)
    assert proposed(assessment, assessment.issues[1]) is None


@pytest.mark.parametrize("code", ["dangling-reference", "evidence-elsewhere"])
def test_every_output_tells_it(code: str) -> None:
    assessment = told(GHG, code=code)
    sentence = "Proposed reference: “Climate”, page 9 (printed 7)."
    view = view_of(assessment, "en")
    assert view.issues[0].proposed == sentence
    assert view.findings[0].row is not None
    assert view.findings[0].row.references[0].proposed == sentence
    assert sentence in RENDERERS["html"].render(assessment, "en")
    assert RENDERERS["md"].render(assessment, "en").count(sentence) == 2
    issue = json.loads(RENDERERS["json"].render(assessment, "en"))["issues"][0]
    assert issue["proposed"] == {"title": "Climate", "page": 9, "line": 300, "printed_page": ""}
