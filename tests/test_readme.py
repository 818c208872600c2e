"""The README keeps its promises: its commands exist and exit as it says, its links lead somewhere, it stays short."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from kpicheck.cli.app import COMMANDS
from kpicheck.cli.main import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TOLD = re.compile(r"^ {4}\.venv/bin/(kpicheck .+?)\s+# exits (\d)", re.MULTILINE)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LONGEST = 150


def told() -> list[tuple[list[str], int]]:
    return [(shlex.split(line)[1:], int(code)) for line, code in TOLD.findall(README)]


@pytest.mark.parametrize(("command", "code"), told(), ids=lambda part: " ".join(part) if isinstance(part, list) else "")
def test_the_first_commands_exit_as_the_readme_says(command, code, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)  # `-o gaps.html` must not write into the checkout
    words = [str(ROOT / word) if word.startswith("seeds/") else word for word in command]
    assert main(words) == code, capsys.readouterr().err


def test_there_are_first_commands():
    assert len(told()) >= 3


def test_what_the_first_command_prints_is_what_the_readme_shows(capsys):
    command, _ = told()[0]
    main([str(ROOT / word) if word.startswith("seeds/") else word for word in command])
    out = " ".join(capsys.readouterr().out.split())
    shown = README.partition("a screenful")[2].partition("\n\n")[2].partition("\nThe HTML")[0]
    for line in filter(None, (line.strip() for line in shown.splitlines())):
        assert " ".join(line.split()) in out, "run 'make docs'"


def test_every_command_named_exists():
    named = set(re.findall(r"kpicheck (check|batch|explain|rules|evaluate|[a-z]+)(?= [-A-Zlvtd])", README))
    assert named <= set(COMMANDS) | {"reads"}


def test_the_make_targets_named_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`", README)) <= targets


def test_the_readme_is_short():
    assert len(README.splitlines()) <= LONGEST


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in links if link and not (page.parent / link).exists()] == []


def test_it_never_says_that_a_report_complies():
    said = re.sub(r"never says that a report complies", "", " ".join(README.split()))
    assert not re.search(r"\b(complies|compliant|is in compliance)\b", said)
