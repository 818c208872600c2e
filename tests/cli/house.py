"""A stand-in for the checking itself, so that tests of the command line choose what is found."""

from __future__ import annotations

from datetime import date

from kpicheck.model import (
    Assessment,
    ContentIndex,
    Edition,
    Finding,
    LocalText,
    Obligation,
    Profile,
    Provision,
    Report,
    Severity,
    Verdict,
)

_OBLIGATIONS = {
    Severity.ERROR: Obligation.MANDATORY,
    Severity.WARNING: Obligation.COMPLY_OR_EXPLAIN,
    Severity.NOTE: Obligation.RECOMMENDED,
}


def assessment(report: Report, *gaps: Severity) -> Assessment:
    """An assessment of `report` with one missing provision for each of `gaps`."""
    findings = tuple(_missing(f"A1.{number}", severity) for number, severity in enumerate(gaps, 1))
    provisions = tuple(finding.provision for finding in findings)
    edition = Edition("e2022", LocalText("Guide", "指引", "指引"), date(2022, 1, 1), date(2025, 1, 1), provisions)
    return Assessment(report, edition, Profile(issuer="Harbour Tea"), ContentIndex(), findings, tool_version="0")


def _missing(name: str, severity: Severity) -> Finding:
    title = LocalText("Emissions", "排放物", "排放物")
    provision = Provision(name, "A1", "kpi", _OBLIGATIONS[severity], title, ())
    return Finding(provision, Verdict.MISSING, 0.9, severity)
