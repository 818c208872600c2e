"""What became of one report of a batch: a row of the summary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from kpicheck.model import Assessment, Severity, Verdict


class Status(StrEnum):
    """Checked, not checkable for a reason that the user can put right, or stopped by a bug of ours."""

    CHECKED = "checked"
    NOT_CHECKED = "not checked"
    BUG = "bug"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One report's row. `name` is the stem of its result files; `reason` and `hint` say why it was not checked."""

    source: str
    name: str
    status: Status
    reason: str = ""
    hint: str = ""
    sha256: str = ""
    issuer: str = ""
    stock_code: str = ""
    start: str = ""
    end: str = ""
    language: str = ""
    pages: int = 0
    edition: str = ""
    index_found: bool = False
    verdicts: Mapping[str, int] = field(default_factory=dict)
    gaps: Mapping[str, int] = field(default_factory=dict)

    @property
    def gap_severities(self) -> tuple[Severity, ...]:
        """The severities that occur among the gaps."""
        return tuple(severity for severity in Severity if self.gaps.get(severity.value))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Outcome:
        """The outcome that `as_json` was made from; raises TypeError or ValueError for anything else."""
        return cls(**{**row, "status": Status(row.get("status", ""))})


def checked(source: str, name: str, assessment: Assessment) -> Outcome:
    """The row of a report that was assessed."""
    profile, report = assessment.profile, assessment.report
    gaps = [gap.severity for gap in assessment.gaps]
    return Outcome(
        source=source,
        name=name,
        status=Status.CHECKED,
        sha256=report.sha256,
        issuer=profile.issuer,
        stock_code=profile.stock_code,
        start=profile.start.isoformat() if profile.start else "",
        end=profile.end.isoformat() if profile.end else "",
        language=report.language,
        pages=len(report.pages),
        edition=assessment.edition.id,
        index_found=assessment.index.found,
        verdicts={verdict.value: assessment.count(verdict) for verdict in Verdict},
        gaps={severity.value: gaps.count(severity) for severity in Severity},
    )
