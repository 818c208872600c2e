"""What an index row should point to instead: the chapter in which the disclosure was found."""

from __future__ import annotations

from dataclasses import dataclass

from kpicheck.issues import stands_in
from kpicheck.model import Assessment, ContentIndex, Evidence, Finding, Issue

CODES = ("dangling-reference", "evidence-elsewhere")
PATH_SEPARATOR = " › "
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Proposal:
    """A title of the report, empty where none stands above the passage, and the place of the passage."""

    title: str
    page: int
    line: int
    printed_page: str = ""


def proposal_for(issue: Issue, assessment: Assessment) -> Proposal | None:
    """The reference that would mend `issue`; None where nothing was found that the index could point to."""
    if issue.code not in CODES:
        return None
    finding = next((f for f in assessment.findings if f.provision.id == issue.provision), None)
    return proposal(finding, assessment) if finding else None


def proposal(finding: Finding, assessment: Assessment) -> Proposal | None:
    """Where most of what answers the provision stands, as far as the index does not point there already."""
    groups: dict[str, list[Evidence]] = {}
    for evidence in _unnamed(finding, assessment):
        groups.setdefault(evidence.heading or str(evidence.page), []).append(evidence)
    if not groups:
        return None
    best = max(groups.values(), key=lambda group: sum(evidence.score for evidence in group))
    first = min(best, key=lambda evidence: (evidence.page, evidence.line))
    title = _chapter(first, assessment.index) or first.heading.rsplit(PATH_SEPARATOR, 1)[-1].strip()
    return Proposal(title if len(title) <= LONGEST_TITLE else "", first.page, first.line, first.printed_page)


def _chapter(evidence: Evidence, index: ContentIndex) -> str:
    """The title by which other rows of the index name the chapter of this passage, empty where none does."""
    named = (reference for row in index.rows for reference in row.references if reference.kind == "section")
    around = [r for r in named if r.resolved and r.line and r.line <= evidence.line <= (r.last_line or 0)]
    return max(around, key=lambda reference: reference.line or 0).text if around else ""


def _unnamed(finding: Finding, assessment: Assessment) -> list[Evidence]:
    """The best passage of each element found, but for those in the index itself and those it points to."""
    index = assessment.index
    best = [element.evidence[0] for element in finding.elements if element.found and element.evidence]
    known = [r for r in (finding.row.references if finding.row else ()) if r.resolved and r.line]
    return [
        evidence
        for evidence in best
        if not (index.found and index.first_line <= evidence.line <= index.last_line)
        and not any(stands_in(evidence, reference) for reference in known)
    ]
