"""The same report in every format gives the same verdicts, claims and references."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from formats import WRITERS
from kpicheck.check import assess
from kpicheck.language.fold import squash
from kpicheck.model import Assessment
from kpicheck.readers import read_bytes
from kpicheck.rulebook import load_rulebook

SAMPLE = Path(__file__).parents[1] / "seeds" / "samples" / "amber-quay-esg-2024-en.md"


@cache
def assessed(format_name: str) -> Assessment:
    markdown = SAMPLE.read_text(encoding="utf-8")
    data = markdown.encode() if format_name == "markdown" else WRITERS[format_name](markdown)
    report = read_bytes(data, f"sample.{format_name}")
    assert report.format == format_name
    return assess(report, load_rulebook())


def told(assessment: Assessment) -> dict[str, tuple[object, ...]]:
    rows = {row.provision: row for row in assessment.index.rows}
    return {
        finding.provision.id: (
            finding.verdict.value,
            finding.reasoned,
            rows[finding.provision.id].claim.value if finding.provision.id in rows else "none",
            sorted(squash(r.text) for r in rows[finding.provision.id].references)
            if finding.provision.id in rows
            else [],
        )
        for finding in assessment.findings
    }


@pytest.mark.parametrize("format_name", sorted(WRITERS))
def test_a_report_is_judged_alike_in_every_format(format_name: str) -> None:
    assert told(assessed(format_name)) == told(assessed("markdown"))
