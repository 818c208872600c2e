from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from house import assessment

from kpicheck.cli.main import main
from kpicheck.model import Assessment, Report, Severity


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "tea-esg.txt"
    path.write_text("Harbour Tea\nEnvironmental, Social and Governance Report 2024\nWe care.\n", encoding="utf-8")
    return path


@pytest.fixture
def finds(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Call it with severities: from then on every report has one gap of each."""

    def set_gaps(*gaps: Severity) -> None:
        def assess(report: Report, rulebook: object, options: object) -> Assessment:
            return assessment(report, *gaps)

        monkeypatch.setattr("kpicheck.check.assess", assess)

    return set_gaps


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs a command line; gives exit code, stdout and stderr."""

    def call(*args: object) -> tuple[int, str, str]:
        code = main([str(arg) for arg in args])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call
