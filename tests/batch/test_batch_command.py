"""`kpicheck batch` as a user runs it, with the real checking."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kpicheck.cli.main import main

pytestmark = pytest.mark.slow

DRAFT = """\
Harbour Tea Holdings Limited
Environmental, Social and Governance Report 2024

This report covers the financial year from 1 January 2024 to 31 December 2024 and follows the Environmental, Social and
Governance Reporting Guide of the Hong Kong Stock Exchange.

Greenhouse gas: direct emissions (Scope 1) were 120 tonnes of CO2 equivalent, indirect ones (Scope 2) 480 tonnes.
We produced 3 tonnes of hazardous waste. Energy consumption was 1,204 MWh and water consumption 5,300 cubic metres.
We had 214 employees at the end of the year. Employment contracts name the pay; training took 12 hours per employee.
Child labour and forced labour are forbidden. We work with 88 suppliers. There were no complaints about our products.
No corruption case was concluded in the year. We gave HK$200,000 as a donation to schools.
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    (folder / "older").mkdir(parents=True)
    (folder / "tea.txt").write_text(DRAFT, encoding="utf-8")
    (folder / "older" / "tea.md").write_text(DRAFT.replace("Harbour", "# Harbour", 1), encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing follows")
    (folder / "empty.txt").write_bytes(b"")
    return folder


def rows_of(out: Path) -> list[dict[str, str]]:
    with (out / "summary.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_folder_with_good_and_bad_files(reports, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["batch", str(reports), "-o", str(out)]) == 2
    captured = capsys.readouterr()
    assert captured.out.startswith("2 of 4 reports checked; see ")
    assert captured.err.count("kpicheck: ") == 2
    rows = rows_of(out)
    assert [Path(row["source"]).name for row in rows] == ["broken.pdf", "empty.txt", "tea.txt", "tea.md"]
    assert [row["status"] for row in rows] == ["not checked", "not checked", "checked", "checked"]
    assert all(row["reason"] for row in rows[:2])
    for row in rows[2:]:
        result = json.loads((out / row["json"]).read_text(encoding="utf-8"))
        assert result["report"]["sha256"] == row["sha256"]
        assert result["summary"]["missing"] == int(row["missing"])
        assert "<html" in (out / row["html"]).read_text(encoding="utf-8")
    assert (out / "index.html").is_file()


def test_batch_and_check_agree(reports, tmp_path, capsys):
    out = tmp_path / "out"
    code = main(["batch", str(reports / "tea.txt"), "-o", str(out), "--edition", "e2022", "--lang", "zh-Hant"])
    alone = main(["check", str(reports / "tea.txt"), "--format", "json", "--edition", "e2022", "--lang", "zh-Hant"])
    assert code == alone == 1
    printed = capsys.readouterr().out.partition("\n")[2]
    assert (out / "tea.json").read_text(encoding="utf-8") == printed


def test_two_runs_write_the_same_bytes(reports, tmp_path, capsys):
    for name in ("one", "two"):
        main(["batch", str(reports), "-o", str(tmp_path / name)])
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


def test_resume_says_the_same_again(reports, tmp_path, capsys):
    arguments = ["batch", str(reports), "-o", str(tmp_path / "out")]
    main(arguments)
    before, first = capsys.readouterr(), rows_of(tmp_path / "out")
    stamp = (tmp_path / "out" / "tea.json").stat().st_mtime_ns
    assert main([*arguments, "--resume"]) == 2
    assert capsys.readouterr() == before
    assert rows_of(tmp_path / "out") == first
    assert (tmp_path / "out" / "tea.json").stat().st_mtime_ns == stamp


def test_fail_on(reports, tmp_path):
    assert main(["batch", str(reports / "tea.txt"), "-o", str(tmp_path / "out"), "--fail-on", "never"]) == 0


def test_a_bar_where_a_person_watches(reports, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    main(["batch", str(reports / "tea.txt"), "-o", str(tmp_path / "out")])
    captured = capsys.readouterr()
    assert "checking" in captured.err
    assert "checking" not in captured.out


def test_an_output_folder_that_cannot_be_is_said(reports, tmp_path, capsys):
    assert main(["batch", str(reports), "-o", str(reports / "tea.txt")]) == 2
    assert "is no folder to write to" in capsys.readouterr().err


def has_ended(group: int) -> bool:
    """Whether no process of the group is left, after the moment that Python's own helper process needs to go."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_an_interrupted_batch_ends_at_once_with_all_its_processes(tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number}.txt").write_text(DRAFT * 40, encoding="utf-8")
    command = [sys.executable, "-m", "kpicheck", "batch", str(folder), "-o", str(tmp_path / "out")]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    deadline = time.monotonic() + 60
    while not list((tmp_path / "out").glob("*.json")) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    assert process.communicate(timeout=20)[1] == "kpicheck: interrupted.\n"
    assert process.returncode == 130
    assert has_ended(process.pid)
