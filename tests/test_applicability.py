"""An unknown board or LargeCap status: both outcomes are shown, and an option or a file settles it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kpicheck.check import Options, assess
from kpicheck.config import settled
from kpicheck.errors import UsageError
from kpicheck.model import Assessment, Finding, Obligation, Severity, Verdict
from kpicheck.readers import read_bytes
from kpicheck.renderers.speaker import Speaker
from small_reports import book

TEXT = """Beacon Quay Holdings Limited
Environmental, Social and Governance Report {year}
For the financial year from 1 January {year} to 31 December {year}
This ESG report follows the ESG Reporting Code in Appendix C2 of the Main Board Listing Rules.
Our policies cover greenhouse gas emissions, waste, water consumption, energy consumption, training, health and safety,
anti-corruption and community investment.

Climate
Scope 1 emissions were 200 tCO2e.
Scope 3 emissions are not disclosed, because suppliers do not keep records.
{more}
"""
MANDATORY, COMPLY, VOLUNTARY = Obligation.MANDATORY, Obligation.COMPLY_OR_EXPLAIN, Obligation.VOLUNTARY


def assessed(year: int, options: Options, more: str = "") -> Assessment:
    data = TEXT.format(year=year, more=more).encode()
    return assess(read_bytes(data, "report.txt"), book(), options)


def scope_3(assessment: Assessment) -> Finding:
    return next(finding for finding in assessment.findings if finding.provision.id == "D28.c")


def outcomes(finding: Finding) -> list[tuple[str, Obligation, Verdict, Severity | None]]:
    return [(each.issuer, each.obligation, each.verdict, each.severity) for each in finding.outcomes]


def test_an_unknown_large_cap_status_shows_both_outcomes() -> None:
    assessment = assessed(2026, Options(board="main"))
    finding = scope_3(assessment)
    assert finding.verdict is Verdict.EXPLAINED
    assert outcomes(finding) == [
        ("large_cap", MANDATORY, Verdict.MISSING, Severity.ERROR),
        ("main", COMPLY, Verdict.EXPLAINED, None),
    ]
    assert "note.applicability" in [note.key for note in assessment.notes]


def test_an_unknown_board_shows_the_outcome_of_gem_as_well() -> None:
    finding = scope_3(assessed(2025, Options(large_cap=False)))
    if "board" in assessed(2025, Options()).profile.guessed:
        assert ("gem", VOLUNTARY, Verdict.EXPLAINED, None) in outcomes(finding)


@pytest.mark.parametrize("lang", ["en", "zh-Hant", "zh-Hans"])
def test_what_is_to_confirm_is_said_in_words(lang: str) -> None:
    assessment = assessed(2026, Options(board="main"))
    told = Speaker(assessment, lang).messages(scope_3(assessment))[-1]
    assert {"en": "LargeCap", "zh-Hant": "大型股發行人", "zh-Hans": "大型股发行人"}[lang] in told
    assert "{" not in told


def test_nothing_is_to_confirm_where_nothing_differs() -> None:
    assessment = assessed(2025, Options(board="main"))
    assert not any(finding.outcomes for finding in assessment.findings)
    assert "note.applicability" not in [note.key for note in assessment.notes]


@pytest.mark.parametrize(
    ("options", "obligation", "verdict"),
    [
        (Options(board="main", large_cap=True), MANDATORY, Verdict.MISSING),
        (Options(board="main", large_cap=False), COMPLY, Verdict.EXPLAINED),
        (Options(board="gem"), VOLUNTARY, Verdict.EXPLAINED),
        (Options(large_cap=True), MANDATORY, Verdict.MISSING),
        (Options(fy_start=date(2026, 1, 1), board="main", large_cap=True), MANDATORY, Verdict.MISSING),
    ],
)
def test_what_is_given_settles_it(options: Options, obligation: Obligation, verdict: Verdict) -> None:
    finding = scope_3(assessed(2026, options))
    assert (finding.provision.obligation, finding.verdict, finding.outcomes) == (obligation, verdict, ())


# ---------------------------------------------------------------- the configuration file


def test_a_file_beside_the_report_settles_it(tmp_path: Path) -> None:
    (tmp_path / "kpicheck.toml").write_text('board = "gem"\nlarge-cap = false\n')
    assert settled(Options(), tmp_path / "report.pdf") == Options(board="gem", large_cap=False)


def test_options_come_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "kpicheck.toml").write_text('board = "gem"\nlarge-cap = false\n')
    given = Options(board="main", large_cap=True)
    assert settled(given, tmp_path / "report.pdf") == given


def test_the_table_of_a_pyproject_in_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    (tmp_path / "pyproject.toml").write_text("[tool.kpicheck]\nlarge-cap = true\n")
    (reports / "pyproject.toml").write_text("[tool.other]\nlarge-cap = false\n")
    monkeypatch.chdir(tmp_path)
    assert settled(Options(), reports / "report.pdf") == Options(large_cap=True)


def test_without_a_file_nothing_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert settled(Options(), tmp_path / "report.pdf") == Options()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('borad = "gem"\n', "borad"),
        ('board = "third"\n', "third"),
        ('large-cap = "yes"\n', "yes"),
        ("large-cap = 1\n", "large-cap is 1"),
        ("board = \n", "cannot be read"),
    ],
)
def test_a_faulty_file_is_refused(content: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "kpicheck.toml").write_text(content)
    with pytest.raises(UsageError, match=told):
        settled(Options(), tmp_path / "report.pdf")


# ---------------------------------------------------------------- reliefs and ISSB Standards


@pytest.mark.parametrize(
    "sentence",
    [
        "Our climate disclosures are prepared in accordance with IFRS S2.",
        "本報告的氣候披露按《國際財務報告可持續披露準則》編備。",
        "本报告的气候信息遵循国际可持续准则理事会发布的准则编制，符合IFRS S2的要求。",
    ],
)
def test_a_report_under_issb_standards_is_recognised(sentence: str) -> None:
    assert "note.issb" in [note.key for note in assessed(2025, Options(), sentence).notes]


@pytest.mark.parametrize(
    "sentence",
    [
        "We plan to prepare our report in accordance with IFRS S2.",
        "This section was written with reference to IFRS S2.",
        "本集團將於日後按ISSB準則編備報告。",
    ],
)
def test_leaning_on_issb_standards_is_not_enough(sentence: str) -> None:
    assert "note.issb" not in [note.key for note in assessed(2025, Options(), sentence).notes]


RELIEF = "Current financial effects of climate in the year are given without figures, as they cannot be separated."


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (RELIEF, "effects"),
        ("本年度氣候的財務影響無法單獨識別，故未有提供定量資料。", "effects"),
        ("Scope 3 data are those available without undue cost or effort.", "information"),
        ("由於缺乏所需技能，情景分析只作定性。", "capabilities"),
        ("The opportunity is left out as commercially sensitive.", "sensitive"),
    ],
)
def test_a_relief_is_recognised(sentence: str, name: str) -> None:
    notes = assessed(2025, Options(), sentence).notes
    assert name in [dict(note.values)["relief"] for note in notes if note.key == "note.relief"]


def test_a_relief_is_told_with_the_provision_that_it_answers() -> None:
    finding = next(f for f in assessed(2025, Options(), RELIEF).findings if f.provision.id == "D24")
    assert "relief.used" in [message.key for message in finding.messages]


def test_reliefs_belong_to_part_d_only() -> None:
    assert "note.relief" not in [note.key for note in assessed(2024, Options(), RELIEF).notes]
