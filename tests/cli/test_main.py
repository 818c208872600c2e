"""The boundary: every ending has its code and its sentence, and no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kpicheck import __version__

KPICHECK = (sys.executable, "-m", "kpicheck")


def test_version(run):
    assert run("--version") == (0, f"kpicheck {__version__}\n", "")


def test_no_command_is_no_clean_check(run):
    code, out, err = run()
    assert (code, out) == (2, "")
    assert "Commands" in err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["chek"], "There is no command 'chek'. Did you mean 'check'?"),
        (["--verbose"], "--verbose"),
        (["check"], "REPORT"),
        (["check", "a.txt", "--format", "docx"], "docx"),
        (["check", "a.txt", "--fy-start", "2024"], "2024"),
        (["check", "a.txt", "--edition", "e1999"], "e1999"),
        (["check", "a.txt", "--rules", "/no/such/folder"], "/no/such/folder"),
        (["batch", "a.txt"], "--output"),
        (["rules", "lst"], "Did you mean 'list'?"),
        (["explain", "Z9"], "There is no provision Z9."),
    ],
)
def test_wrong_usage_is_2_and_says_what(run, args, said):
    code, out, err = run(*args)
    assert (code, out) == (2, "")
    assert err.startswith("kpicheck: ")
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), click.Abort()])
def test_interruption_is_130(run, monkeypatch, report, stop):
    def assess(*_):
        raise stop

    monkeypatch.setattr("kpicheck.check.assess", assess)
    code, _, err = run("check", report)
    assert (code, err) == (130, "kpicheck: interrupted.\n")


def test_a_bug_is_3_one_sentence_and_a_log(run, monkeypatch, report, tmp_path):
    def assess(*_):
        raise RuntimeError("the bottom fell out\nof everything")

    monkeypatch.setattr("kpicheck.check.assess", assess)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    code, out, err = run("check", report)
    assert (code, out) == (3, "")
    assert err.splitlines()[0] == (
        "kpicheck: a bug in kpicheck stopped it (RuntimeError: the bottom fell out of everything)."
    )
    (log,) = (tmp_path / "state" / "kpicheck").iterdir()
    assert str(log) in err
    text = log.read_text(encoding="utf-8")
    assert "Traceback" in text
    assert str(report) in text
    assert __version__ in text


def test_the_log_falls_back_to_the_temporary_folder(monkeypatch, tmp_path):
    from kpicheck.buglog import write_bug_log

    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert write_bug_log(ValueError("x"), []).parent == tmp_path


@pytest.mark.skipif(os.name == "nt", reason="closed pipes look different there")
@pytest.mark.parametrize("args", [["--help"], ["explain", "A1.2"], ["rules", "list"]])
def test_a_reader_that_stops_early_is_no_failure(args):
    process = subprocess.Popen([*KPICHECK, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    err = process.stderr.read()
    assert process.wait() == 0
    assert b"Broken" not in err
    assert b"Traceback" not in err


def test_chinese_goes_through_a_pipe_in_any_locale():
    environment = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    process = subprocess.run(
        [*KPICHECK, "explain", "A1.2", "--lang", "zh-Hant"], capture_output=True, env=environment, check=True
    )
    assert "溫室氣體" in process.stdout.decode("utf-8")


def test_the_version_waits_for_nothing():
    code = "import sys; from kpicheck.cli.main import main; main(['--version']); print(*sys.modules)"
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(process.stdout.split())
    assert not loaded & {"yaml", "jinja2", "lxml", "rich", "rapidfuzz", "pypdfium2", "jieba", "kpicheck.readers"}


def test_module_and_script_are_the_same_program():
    process = subprocess.run([*KPICHECK, "--version"], capture_output=True, text=True, check=True)
    assert process.stdout == f"kpicheck {__version__}\n"
    script = Path(sys.executable).with_name("kpicheck")
    if script.exists():
        assert (
            subprocess.run([script, "--version"], capture_output=True, text=True, check=True).stdout == process.stdout
        )


def test_the_log_keeps_no_password(monkeypatch, tmp_path):
    from kpicheck.buglog import write_bug_log

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    log = write_bug_log(ValueError("x"), ["check", "a.pdf", "--password", "sesame", "--password=sesame", "-o", "b"])
    text = log.read_text(encoding="utf-8")
    assert "sesame" not in text
    assert "'a.pdf', '--password', '…', '--password=…', '-o', 'b'" in text
