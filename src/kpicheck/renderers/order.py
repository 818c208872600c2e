"""What a reader sees first."""

from __future__ import annotations

from kpicheck.model import Finding, Obligation, Verdict

SURE, FAIRLY_SURE = 0.85, 0.65
GAP_ORDER = (Verdict.MISSING, Verdict.PARTIAL, Verdict.EXPLAINED, Verdict.NOT_APPLICABLE)
VERDICT_ORDER = (*GAP_ORDER, Verdict.UNREADABLE, Verdict.DISCLOSED)
BINDING = (Obligation.MANDATORY, Obligation.COMPLY_OR_EXPLAIN)
_OBLIGATION_RANK = {obligation: rank for rank, obligation in enumerate(Obligation)}


def is_binding(finding: Finding) -> bool:
    """Whether the issuer must do something about a gap here."""
    return finding.provision.obligation in BINDING


def in_gap_order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The gaps: by obligation, how sure they are, verdict, and the edition's own order."""
    gaps = [finding for finding in findings if finding.is_gap]
    return tuple(sorted(gaps, key=_gap_key))


def _gap_key(finding: Finding) -> tuple[int, int, int, float]:
    """Certainty counts in the three steps that are told in words: within one, a missing disclosure is graver."""
    obligation = _OBLIGATION_RANK[finding.provision.obligation]
    doubt = sum(finding.score < step for step in (SURE, FAIRLY_SURE))
    return (obligation, doubt, GAP_ORDER.index(finding.verdict), -finding.score)
