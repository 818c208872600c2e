"""The worked example of docs/write-a-rule.md: the page shows the files as they are, and its commands work."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from kpicheck.cli.main import main
from kpicheck.model import Obligation
from kpicheck.rulebook import load_rulebook, validate_rules

ROOT = Path(__file__).parents[2]
PACK = ROOT / "seeds" / "packs" / "example"
PAGE = (ROOT / "docs" / "write-a-rule.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^ {4}kpicheck (.+)$", PAGE, re.MULTILINE)


def run(command: str) -> int:
    return main([str(ROOT / word) if word.startswith("seeds/") else word for word in shlex.split(command)])


def test_the_page_shows_every_file_of_the_pack_as_it_is() -> None:
    shown = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    files = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in PACK.rglob("*.yaml")}
    assert sorted(shown) == sorted(files.values())
    assert all(f"`{name}`" in PAGE for name in files)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_page_work(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command) == (1 if command.startswith("check") else 0), capsys.readouterr()


def test_the_page_has_commands() -> None:
    assert len(COMMANDS) >= 5


def test_the_pack_adds_and_overrides() -> None:
    assert validate_rules(PACK) == []
    shipped, book = load_rulebook(), load_rulebook([PACK])
    added, changed, before = (
        book.edition("e2022").provision("LND.1"),
        book.edition("e2022").provision("A1.2"),
        shipped.edition("e2022").provision("A1.2"),
    )
    assert added is not None
    assert changed is not None
    assert before is not None
    assert (before.obligation, changed.obligation) == (Obligation.COMPLY_OR_EXPLAIN, Obligation.MANDATORY)
    assert changed.elements == before.elements
    assert shipped.packs == {}
    assert sorted(book.packs) == ["A1.2", "LND.1"]


def test_whose_rule_it_is_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    run("rules list --edition e2022 --rules seeds/packs/example")
    listed = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert listed["A1.2"].endswith("[example/editions/e2022.yaml]")
    assert "example/provisions/LND.yaml" in listed["LND.1"]
    assert "[" not in listed["A1.1"]
    run("explain LND.1 --rules seeds/packs/example")
    assert "example/evidence/LND.yaml" in capsys.readouterr().out


def test_a_report_is_checked_against_the_pack(capsys: pytest.CaptureFixture[str]) -> None:
    run("check seeds/samples/amber-quay-esg-2024-en.md --rules seeds/packs/example --format json --fail-on never")
    assert '"provision": "LND.1"' in capsys.readouterr().out
