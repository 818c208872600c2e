"""Problems of the index and of the report as a whole, each with a code (docs/issues.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kpicheck.language.fold import fold
from kpicheck.model import (
    Claim,
    ContentIndex,
    Edition,
    Evidence,
    Finding,
    IndexRow,
    Issue,
    Message,
    Obligation,
    Reference,
    Report,
    Severity,
    Verdict,
)  # fmt: skip

_CODE = re.compile(r"(?<![a-z0-9])([ab][1-8])\s?[.．]\s?([1-6])(?!\d)")
BINDING = (Obligation.MANDATORY, Obligation.COMPLY_OR_EXPLAIN)
_HELD = (Verdict.DISCLOSED, Verdict.PARTIAL)


def find_issues(
    report: Report, edition: Edition, index: ContentIndex, findings: Sequence[Finding]
) -> tuple[Issue, ...]:
    """All issues, index problems in the order of the rows, then those of the whole report."""
    issues: list[Issue] = []
    if not index.found:
        issues.append(Issue("no-index", Severity.NOTE, Message("issue.no-index")))
    for finding in findings:
        issues.extend(_of_finding(finding, index, report))
    issues.extend(_withdrawn(index, edition))
    if report.unreadable_pages:
        pages = ", ".join(str(page) for page in report.unreadable_pages)
        issues.append(
            Issue("unreadable-pages", Severity.WARNING, Message("issue.unreadable-pages", (("pages", pages),)))
        )
    return tuple(issues)


def _of_finding(finding: Finding, index: ContentIndex, report: Report) -> Iterable[Issue]:
    row = finding.row
    if row is None:
        if index.found and _row_expected(finding, index):
            message = Message("issue.index-row-missing", (("provision", finding.provision.id),))
            yield Issue("index-row-missing", _grave(finding), message, finding.provision.id)
        return
    yield from _dangling(finding, row)
    yield from _elsewhere(finding, row, report)
    yield from _wrong_code(finding, row)
    bare = row.claim in (Claim.NOT_APPLICABLE, Claim.NOT_DISCLOSED, Claim.BLANK) and not row.reason
    if bare and finding.verdict not in _HELD and not finding.reasoned:
        yield _issue("bare-not-applicable", finding, row, ())
    if row.claim in (Claim.NOT_APPLICABLE, Claim.NOT_DISCLOSED) and finding.verdict in _HELD:
        values = (("claim", row.claim.value), ("where", _place(_best(finding), report)))
        yield _issue("index-contradicts-body", finding, row, values)


def _row_expected(finding: Finding, index: ContentIndex) -> bool:
    """An index by aspects has no rows for KPIs; it lacks a row only where it leaves out the whole aspect."""
    if finding.provision.obligation not in BINDING:
        return False
    if index.level == "kpi" or finding.provision.id.startswith("MDR"):
        return True
    return finding.provision.kind == "general_disclosure"


def _dangling(finding: Finding, row: IndexRow) -> Iterable[Issue]:
    for reference in row.references:
        if reference.resolved is False:
            yield _issue("dangling-reference", finding, row, (("reference", reference.text),))


def _elsewhere(finding: Finding, row: IndexRow, report: Report) -> Iterable[Issue]:
    """The disclosure is there, but none of its passages stands where the index points."""
    placed = [reference for reference in row.references if reference.resolved and reference.line]
    passages = [e for element in finding.elements if element.found for e in element.evidence]
    if finding.verdict not in _HELD or not placed or not passages:
        return
    if any(stands_in(passage, reference) for passage in passages for reference in placed):
        return
    values = (("reference", placed[0].text), ("where", _place(_best(finding), report)))
    yield _issue("evidence-elsewhere", finding, row, values)


def stands_in(passage: Evidence, reference: Reference) -> bool:
    """Whether a passage lies between the first and last line that a reference points to."""
    first, last = reference.line or 0, reference.last_line or reference.line or 0
    if reference.page and reference.last_page and reference.page <= passage.page <= reference.last_page:
        return True
    return first <= passage.line <= last


def _wrong_code(finding: Finding, row: IndexRow) -> Iterable[Issue]:
    for area, number in _CODE.findall(fold(row.text)):
        printed = f"{area.upper()}.{number}"
        if printed != finding.provision.id and row.claim in (
            Claim.NOT_APPLICABLE,
            Claim.EXPLAINED,
            Claim.NOT_DISCLOSED,
        ):
            values = (("printed", printed), ("provision", finding.provision.id))
            yield _issue("wrong-code", finding, row, values)
            return


def _withdrawn(index: ContentIndex, edition: Edition) -> Iterable[Issue]:
    for row in index.rows:
        if edition.provision(row.provision) is None:
            message = Message("issue.withdrawn-row", (("provision", row.provision),))
            yield Issue("withdrawn-row", Severity.NOTE, message, row.provision, row.page, row.line)


def _issue(code: str, finding: Finding, row: IndexRow, values: tuple[tuple[str, str], ...]) -> Issue:
    return Issue(code, _grave(finding), Message(f"issue.{code}", values), finding.provision.id, row.page, row.line)


def _grave(finding: Finding) -> Severity:
    """An issue of the index is a matter of form: a note, unless the provision is a gap as well."""
    return Severity.WARNING if finding.is_gap and finding.severity is not Severity.NOTE else Severity.NOTE


def _best(finding: Finding) -> Evidence | None:
    passages = [e for element in finding.elements for e in element.evidence]
    return max(passages, key=lambda e: e.score) if passages else None


def _place(evidence: Evidence | None, report: Report) -> str:
    if evidence is None:
        return "–"
    if not report.paged or len(report.pages) == 1:
        return f"{evidence.heading} · {evidence.line}" if evidence.heading else str(evidence.line)
    return f"p. {evidence.printed_page or evidence.page}"
