"""Every problem code that the program can give is worded and documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kpicheck import words
from kpicheck.cli.main import main
from kpicheck.handbook.issues import entry, issue_codes, write_page

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "issues.md"
SOURCES = [ROOT / "src/kpicheck/issues.py", *sorted((ROOT / "src/kpicheck/beside").glob("*.py"))]
# Issue("code", …), _issue("code", …), or a module's CODE = "code".
GIVEN = re.compile(r"""(?:\bIssue\(|\b_issue\(|^CODE = )\s*"([a-z]+(?:-[a-z]+)*)"(?=,|$)""", re.MULTILINE)


def given() -> set[str]:
    """The codes in the sources; the kinds of a message (`_issue("length", …)`) have a wording, but no code."""
    found = {code for path in SOURCES for code in GIVEN.findall(path.read_text(encoding="utf-8"))}
    return {code for code in found if not words.has(f"issue.period.{code}")}


def test_the_committed_page_is_the_generated_one() -> None:
    assert PAGE.read_text(encoding="utf-8") == write_page("en"), "run 'make docs'"


def test_every_code_given_is_documented_and_every_documented_one_is_given() -> None:
    assert len(given()) >= 13
    assert given() == set(issue_codes())


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("code", issue_codes())
def test_every_code_is_worded(code: str, lang: str) -> None:
    told = entry(code, lang)
    assert told.name
    assert told.about
    assert told.todo
    assert told.sentences


def test_codes_are_explained_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "dangling-reference"]) == 0
    assert capsys.readouterr().out.startswith("dangling-reference: Reference leads nowhere")
