"""`kpicheck check`: workbooks, templates of one's own, and what a terminal gets."""

from __future__ import annotations

import io
import sys

import pytest

from kpicheck.model import Severity

WARNING = Severity.WARNING


@pytest.fixture
def terminal(monkeypatch):
    """Call it, and stdout is a terminal; gives what is printed there. (pytest takes stdout back before each test.)"""

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    def turn_on():
        screen = Terminal()
        monkeypatch.setattr(sys, "stdout", screen)
        return screen

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return turn_on


def test_a_workbook_is_written_to_a_file(run, finds, report, tmp_path):
    finds(WARNING)
    target = tmp_path / "gaps.xlsx"
    code, out, _ = run("check", report, "-o", target)
    assert (code, out) == (1, "")
    assert target.read_bytes().startswith(b"PK")


def test_a_workbook_goes_into_a_pipe_as_it_is(run, finds, report, monkeypatch):
    finds()
    pipe = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(pipe, encoding="ascii"))
    assert run("check", report, "--format", "xlsx")[0] == 0
    assert pipe.getvalue().startswith(b"PK")
    assert not pipe.getvalue().endswith(b"\n")


def test_a_workbook_is_not_poured_over_a_terminal(run, finds, report, terminal, capsys):
    from kpicheck.cli.main import main

    finds()
    screen = terminal()
    assert main(["check", str(report), "--format", "xlsx"]) == 2
    assert screen.getvalue() == ""
    assert "-o gaps.xlsx" in capsys.readouterr().err


@pytest.mark.parametrize(("environ", "colour"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_a_terminal_gets_the_text_in_colour(finds, report, terminal, monkeypatch, environ, colour):
    from kpicheck.cli.main import main

    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    finds(WARNING)
    screen = terminal()
    assert main(["check", str(report)]) == 1
    assert "A1.1" in screen.getvalue()
    assert ("\x1b[" in screen.getvalue()) is colour


def test_a_text_file_never_holds_colours(run, finds, report, tmp_path, terminal):
    finds(WARNING)
    terminal()
    run("check", report, "-o", tmp_path / "gaps.txt")
    assert "\x1b" not in (tmp_path / "gaps.txt").read_text(encoding="utf-8")


def test_a_template_of_ones_own(run, finds, report, tmp_path):
    finds(WARNING)
    template = tmp_path / "one-line.md.j2"
    template.write_text("{{ report.issuer }}: {{ findings | length }}\n", encoding="utf-8")
    assert run("check", report, "--template", template)[:2] == (1, "Harbour Tea: 1\n")
    folder = tmp_path / "out"
    folder.mkdir()
    assert run("check", report, "--template", template, "-o", folder)[0] == 1
    assert (folder / "tea-esg.md").read_text(encoding="utf-8") == "Harbour Tea: 1\n"


def test_a_template_that_cannot_be_used_is_said_before_any_report_is_read(run, finds, report, tmp_path):
    finds(WARNING)
    broken = tmp_path / "broken.md.j2"
    broken.write_text("one\n{% for %}\n", encoding="utf-8")
    for options in (
        ("--template", tmp_path / "nowhere.j2"),
        ("--template", broken),
        ("--template", broken, "--format", "md"),
    ):
        code, out, err = run("check", report, *options)
        assert (code, out) == (2, "")
        assert len(err.splitlines()) == 2
    assert f"{broken}:2: " in run("check", report, "--template", broken)[2]


def test_templates_are_not_overwritten(run, tmp_path):
    folder = tmp_path / "mine"
    assert run("template", "init", folder)[0] == 0
    assert "report.html.j2" in {path.name for path in folder.iterdir()}
    code, _, err = run("template", "init", folder)
    assert code == 2
    assert "--force" in err
    assert run("template", "init", folder, "--force")[0] == 0
