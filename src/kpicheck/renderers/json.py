"""The JSON output: the contract that other programs rely on, described by `result.schema.json` beside this file."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from kpicheck.model import (
    Assessment,
    ContentIndex,
    Element,
    ElementFinding,
    Evidence,
    Finding,
    IndexRow,
    Issue,
    Outcome,
    Profile,
    Readiness,
    ReadinessItem,
    Reference,
    Report,
    Value,
    Verdict,
)
from kpicheck.renderers.proposals import proposal_for
from kpicheck.renderers.safe import escaped_json
from kpicheck.renderers.speaker import Speaker

SCHEMA_VERSION = "1"
TOOL = "kpicheck"

Plain = dict[str, Any]


class JsonRenderer:
    """Everything that is known, for programs; quotes are the report's own words, unchanged."""

    def render(self, assessment: Assessment, lang: str) -> str:
        plain = result(assessment, lang)
        return escaped_json(json.dumps(plain, ensure_ascii=False, indent=1, allow_nan=False)) + "\n"


@cache
def schema() -> Plain:
    """The published JSON Schema of the output."""
    found: Plain = json.loads(Path(__file__).with_name("result.schema.json").read_text(encoding="utf-8"))
    return found


def result(assessment: Assessment, lang: str) -> Plain:
    """The output as plain values, in the order in which people read it."""
    speaker = Speaker(assessment, lang)
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": TOOL, "version": assessment.tool_version},
        "lang": speaker.lang,
        "report": _report(assessment.report, assessment.profile),
        "edition": assessment.edition.id,
        "edition_label": speaker.local(assessment.edition.label),
        "profile": {
            "board": assessment.profile.board,
            "large_cap": assessment.profile.large_cap,
            "cited": assessment.profile.cited,
            "guessed": list(assessment.profile.guessed),
        },
        "index": _index(assessment.index),
        "findings": [_finding(finding, speaker) for finding in assessment.findings],
        "issues": [_issue(issue, assessment, speaker) for issue in assessment.issues],
        "values": [_value(value) for value in assessment.values if math.isfinite(value.value)],
        "readiness": _readiness(assessment.readiness, speaker) if assessment.readiness else None,
        "notes": [*(speaker.message(note) for note in assessment.notes), *assessment.report.notes],
        "summary": {verdict.value: assessment.count(verdict) for verdict in Verdict},
    }


def _report(report: Report, profile: Profile) -> Plain:
    period = {
        "start": profile.start.isoformat() if profile.start else None,
        "end": profile.end.isoformat() if profile.end else None,
    }
    return {
        "path": report.path,
        "sha256": report.sha256,
        "format": report.format,
        "pages": len(report.pages),
        "paged": report.paged,
        "language": report.language,
        "issuer": profile.issuer,
        "stock_code": profile.stock_code,
        "period": period,
        "unreadable_pages": list(report.unreadable_pages),
    }


def _index(index: ContentIndex) -> Plain:
    return {
        "found": index.found,
        "pages": [min(index.pages), max(index.pages)] if index.pages else [],
        "lines": [index.first_line, index.last_line] if index.found else [],
        "level": index.level,
    }


def _finding(finding: Finding, speaker: Speaker) -> Plain:
    provision = finding.provision
    return {
        "provision": provision.id,
        "title": speaker.local(provision.title),
        "aspect": provision.aspect,
        "obligation": provision.obligation.value,
        "severity": finding.severity.value if finding.severity else None,
        "verdict": finding.verdict.value,
        "gap": finding.is_gap,
        "reasoned": finding.reasoned,
        "score": _score(finding.score),
        "index": _row(finding.row),
        "elements": [_element(element, speaker) for element in finding.elements],
        "missing_elements": [element.id for element in finding.missing],
        "missing": [_label(element, speaker) for element in finding.missing],
        "reason": finding.reason,
        "reason_evidence": _evidence(finding.reason_evidence) if finding.reason_evidence else None,
        "messages": list(speaker.messages(finding)),
        "applicability": [_outcome(outcome) for outcome in finding.outcomes],
        "why": speaker.local(provision.why),
        "fix": speaker.local(provision.fix),
        "certainty": provision.certainty,
    }


def _outcome(outcome: Outcome) -> Plain:
    return {
        "issuer": outcome.issuer,
        "obligation": outcome.obligation.value,
        "verdict": outcome.verdict.value,
        "severity": outcome.severity.value if outcome.severity else None,
    }


def _row(row: IndexRow | None) -> Plain:
    if row is None:
        return {
            "listed": False,
            "claim": "none",
            "references": [],
            "reason": None,
            "line": None,
            "page": None,
            "text": "",
        }
    return {
        "listed": True,
        "claim": row.claim.value,
        "references": [_reference(reference) for reference in row.references],
        "reason": row.reason,
        "line": row.line or None,
        "page": row.page or None,
        "text": row.text,
        "printed_code": row.printed_code,
    }


def _reference(reference: Reference) -> Plain:
    return {
        "text": reference.text,
        "kind": reference.kind,
        "resolved": reference.resolved,
        "page": reference.page,
        "line": reference.line,
        "last_page": reference.last_page,
        "last_line": reference.last_line,
    }


def _element(found: ElementFinding, speaker: Speaker) -> Plain:
    return {
        **_label(found.element, speaker),
        "type": found.element.type,
        "required": found.element.required.value,
        "found": found.found,
        "score": _score(found.score),
        "evidence": [_evidence(evidence) for evidence in found.evidence],
    }


def _label(element: Element, speaker: Speaker) -> Plain:
    return {"id": element.id, "label": speaker.local(element.label)}


def _evidence(evidence: Evidence) -> Plain:
    return {
        "page": evidence.page,
        "printed_page": evidence.printed_page,
        "line": evidence.line,
        "heading": evidence.heading,
        "quote": evidence.quote,
        "marks": [list(mark) for mark in evidence.marks],
        "score": _score(evidence.score),
        "ocr": evidence.ocr,
    }


def _issue(issue: Issue, assessment: Assessment, speaker: Speaker) -> Plain:
    proposed = proposal_for(issue, assessment)
    return {
        "code": issue.code,
        "severity": issue.severity.value,
        "provision": issue.provision or None,
        "message": speaker.issue(issue),
        "proposed": asdict(proposed) if proposed else None,
        "page": issue.page,
        "line": issue.line,
    }


def _readiness(readiness: Readiness, speaker: Speaker) -> Plain:
    return {
        "old": readiness.old.id,
        "new": readiness.new.id,
        "first": readiness.first.isoformat(),
        "lacking": len(readiness.lacking),
        "items": [_readiness_item(item, speaker) for item in readiness.items],
    }


def _readiness_item(item: ReadinessItem, speaker: Speaker) -> Plain:
    return {
        "provision": item.provision.id,
        "title": speaker.local(item.provision.title),
        "change": item.change,
        "obligation_before": item.before.value if item.before else None,
        "obligations": [
            {"issuers": duty.issuers, "since": duty.since.isoformat(), "obligation": duty.obligation.value}
            for duty in item.duties
        ],
        "elements_added": [_label(element, speaker) for element in item.added],
        "elements_removed": [_label(element, speaker) for element in item.removed],
        "lacking": item.lacking,
        "finding": _finding(item.finding, speaker) if item.finding else None,
    }


def _value(value: Value) -> Plain:
    figure: float = value.value
    return {
        "provision": value.provision,
        "metric": value.metric,
        # JSON does not tell 4195 from 4195.0, but a person reading it does
        "value": int(figure) if figure == int(figure) and abs(figure) < 1e15 else figure,
        "unit": value.unit,
        "period": value.period,
        "page": value.page,
        "line": value.line,
    }


def _score(score: float) -> float:
    return round(score, 3)
