"""`kpicheck check`: exit codes, formats and where the output goes. What is found is tested elsewhere."""

from __future__ import annotations

import io
import json
import sys
from types import SimpleNamespace

import pytest

from kpicheck.model import Severity
from kpicheck.renderers import RENDERERS

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@pytest.mark.parametrize(
    ("gaps", "fail_on", "code"),
    [
        ((), None, 0),
        ((NOTE,), None, 0),
        ((WARNING,), None, 1),
        ((ERROR,), None, 1),
        ((WARNING, NOTE), "error", 0),
        ((WARNING, ERROR), "error", 1),
        ((NOTE,), "note", 1),
        ((ERROR, WARNING, NOTE), "never", 0),
        ((), "note", 0),
    ],
)
def test_exit_code(run, finds, report, gaps, fail_on, code):
    finds(*gaps)
    options = ["--fail-on", fail_on] if fail_on else []
    assert run("check", report, *options)[0] == code


@pytest.mark.parametrize("fmt", sorted(RENDERERS))
def test_every_format_prints_to_stdout_alone(run, finds, report, fmt):
    finds(WARNING)
    code, out, err = run("check", report, "--format", fmt)
    assert (code, err) == (1, "")
    assert out.endswith("\n")
    assert "A1.1" in out


def test_text_is_the_default(run, finds, report):
    finds(WARNING)
    assert run("check", report)[1] == run("check", report, "--format", "text")[1]


@pytest.mark.parametrize("name", ["gap.json", "gap.html", "gap.md", "gap.txt", "gap.other"])
def test_the_name_of_the_output_chooses_the_format(run, finds, report, tmp_path, name):
    finds(WARNING)
    target = tmp_path / name
    code, out, err = run("check", report, "-o", target)
    assert (code, out) == (1, "")
    assert err == f"kpicheck: wrote {target}\n"
    text = target.read_text(encoding="utf-8")
    assert text.startswith("{") == (name == "gap.json")
    assert ("<html" in text) == (name == "gap.html")


def test_format_wins_over_the_name(run, finds, report, tmp_path):
    finds()
    run("check", report, "-o", tmp_path / "gap.txt", "--format", "json")
    assert json.loads((tmp_path / "gap.txt").read_text(encoding="utf-8"))["edition"] == "e2022"


def test_language(run, finds, report):
    finds(WARNING)
    assert "排放物" in run("check", report, "--lang", "zh-Hant")[1]


def test_a_folder_as_output_gets_one_file_per_report(run, finds, report, tmp_path):
    finds()
    other, same = report.with_name("other.txt"), tmp_path / "2023" / report.name
    same.parent.mkdir()
    for copy in (other, same):
        copy.write_bytes(report.read_bytes())
    folder = tmp_path / "new" / "folder"
    assert run("check", report, other, same, "-o", folder, "--format", "json")[0] == 0
    assert sorted(path.name for path in folder.iterdir()) == ["other.json", "tea-esg-2.json", "tea-esg.json"]


def test_of_several_reports_the_gravest_code_wins_and_all_are_checked(run, finds, report, tmp_path):
    finds(WARNING)
    missing = tmp_path / "nowhere.txt"
    code, out, err = run("check", report, missing, report)
    assert code == 2
    assert out.count("A1.1") == 2 * run("check", report)[1].count("A1.1")
    assert str(missing) in err


def test_several_reports_do_not_run_into_one_html(run, finds, report):
    code, out, err = run("check", report, report, "--format", "html")
    assert (code, out) == (2, "")
    assert "-o" in err


def test_standard_input(run, finds, report, monkeypatch):
    finds()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(report.read_bytes())))
    code, out, _ = run("check", "-", "--format", "json")
    assert code == 0
    assert json.loads(out)["report"]["path"] == "standard input"


def test_open_shows_the_html(run, finds, report, monkeypatch):
    finds()
    shown = []
    monkeypatch.setattr("click.launch", shown.append)
    code, out, _ = run("check", report, "--open")
    assert (code, out) == (0, "")
    assert shown[0].startswith("file://")
    assert shown[0].endswith("tea-esg.html")
    assert run("check", report, "--open", "--format", "json")[0] == 2


def test_options_reach_the_check(run, report, monkeypatch):
    from house import assessment

    seen = []

    def assess(read, rulebook, options):
        seen.append(options)
        return assessment(read)

    monkeypatch.setattr("kpicheck.check.assess", assess)
    run("check", report, "--edition", "e2025", "--fy-start", "2025-01-01", "--board", "gem", "--no-large-cap")
    (options,) = seen
    assert (options.edition, str(options.fy_start), options.board, options.large_cap) == (
        "e2025",
        "2025-01-01",
        "gem",
        False,
    )


def test_a_report_is_never_overwritten(run, finds, report):
    finds()
    before = report.read_bytes()
    for output in (report, report.parent):
        code, _, err = run("check", report, "-o", output)
        assert code == 2
        assert "would be overwritten" in err
    assert report.read_bytes() == before


def test_an_output_that_cannot_be_written_is_said(run, finds, report, tmp_path):
    finds()
    code, _, err = run("check", report, "-o", tmp_path / "no" / "such" / "gap.html")
    assert code == 2
    assert "its folder does not exist" in err


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff" * 500, b"\x89PNG\r\n\x1a\n" + b"\x00" * 100])
def test_what_is_no_report_is_2_with_a_sentence_and_a_hint(run, tmp_path, content):
    path = tmp_path / "draft.txt"
    path.write_bytes(content)
    code, out, err = run("check", path)
    assert (code, out) == (2, "")
    assert err.startswith(f"kpicheck: {path} ")
    assert len(err.splitlines()) == 2
