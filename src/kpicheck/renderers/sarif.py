"""SARIF 2.1.0: the gaps and the problems of the index, for code scanning and editors."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from kpicheck.model import Assessment, Finding, Issue, Severity
from kpicheck.renderers.json import TOOL
from kpicheck.renderers.safe import escaped_json
from kpicheck.renderers.speaker import Speaker
from kpicheck.words import has

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# Only in these formats does a line number mean a line of the file itself.
LINED_FORMATS = ("text", "markdown")

Plain = dict[str, Any]


class SarifRenderer:
    """One run with a rule for each provision or kind of problem that has a result."""

    def render(self, assessment: Assessment, lang: str) -> str:
        speaker = Speaker(assessment, lang)
        results = [_gap(gap, speaker) for gap in assessment.gaps]
        results += [_issue(issue, speaker) for issue in assessment.issues]
        driver = {"name": TOOL, "semanticVersion": assessment.tool_version or "0", "rules": list(_rules(speaker))}
        notes = [speaker.message(note) for note in assessment.notes] + list(assessment.report.notes)
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "artifacts": [{"location": _file(speaker), "hashes": {"sha-256": assessment.report.sha256}}],
            "results": results,
            "invocations": [
                {
                    "executionSuccessful": True,
                    "toolExecutionNotifications": [{"level": "note", "message": {"text": note}} for note in notes],
                }
            ],
        }
        log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
        return escaped_json(json.dumps(log, ensure_ascii=False, indent=1)) + "\n"


def _rules(speaker: Speaker) -> Iterable[Plain]:
    for gap in speaker.assessment.gaps:
        provision = gap.provision
        yield {
            "id": provision.id,
            "shortDescription": {"text": speaker.local(provision.title)},
            "fullDescription": {"text": speaker.local(provision.why) or speaker.local(provision.title)},
            "help": {"text": speaker.local(provision.fix) or speaker.local(provision.title)},
            "properties": {"obligation": provision.obligation.value},
        }
    for code in dict.fromkeys(issue.code for issue in speaker.assessment.issues):
        name = speaker.say(f"name.{code}") if has(f"name.{code}") else code
        yield {"id": code, "shortDescription": {"text": name}}


def _gap(gap: Finding, speaker: Speaker) -> Plain:
    """A gap stands at its best passage, or at its index row, or on the report as a whole."""
    best = [evidence for element in gap.elements if element.found for evidence in element.evidence[:1]]
    page, line = (best[0].page, best[0].line) if best else (gap.row.page, gap.row.line) if gap.row else (0, 0)
    title = f"{gap.provision.id} {speaker.local(gap.provision.title)}"
    said = " ".join(speaker.messages(gap)) or speaker.say(f"label.verdict.{gap.verdict}")
    result = _result(gap.provision.id, gap.severity or Severity.NOTE, f"{title}: {said}", page, line, speaker)
    result["properties"] = {"verdict": gap.verdict.value, "score": round(gap.score, 3), "page": page or None}
    return result


def _issue(issue: Issue, speaker: Speaker) -> Plain:
    said = speaker.issue(issue)
    result = _result(issue.code, issue.severity, said, issue.page or 0, issue.line or 0, speaker)
    result["properties"] = {"provision": issue.provision or None, "page": issue.page}
    return result


def _result(rule: str, severity: Severity, said: str, page: int, line: int, speaker: Speaker) -> Plain:
    report = speaker.assessment.report
    physical: Plain = {"artifactLocation": _file(speaker)}
    if line and report.format in LINED_FORMATS:
        physical["region"] = {"startLine": line}
    location: Plain = {"physicalLocation": physical}
    if where := speaker.place(page or None, line or None):
        location["message"] = {"text": where}
    # Lines move from draft to draft; the rule and the sentence tell whether it is still the same result.
    same = sha256(f"{rule}\0{said}".encode("utf-8", "replace")).hexdigest()[:32]
    return {
        "ruleId": rule,
        "level": severity.value,
        "message": {"text": said},
        "locations": [location],
        "partialFingerprints": {"kpicheck/v1": same},
    }


def _file(speaker: Speaker) -> Plain:
    path = speaker.assessment.report.path.replace("\\", "/")
    return {"uri": ("file:///" if path.startswith("/") else "") + quote(path.lstrip("/"), safe="/", errors="replace")}
