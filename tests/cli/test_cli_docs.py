from __future__ import annotations

from pathlib import Path

import click
import pytest

from kpicheck.cli.app import COMMANDS, kpicheck
from kpicheck.cli.docs import _commands, reference

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"
ALL = list(_commands(kpicheck, ("kpicheck",)))


def test_the_page_is_the_generated_one():
    assert PAGE.read_text(encoding="utf-8") == reference(), "run 'make docs'"


@pytest.mark.parametrize(("path", "command"), ALL, ids=lambda part: " ".join(part) if isinstance(part, tuple) else "")
def test_every_command_and_option_says_what_it_does(path, command):
    assert command.help
    assert [
        parameter.name
        for parameter in command.params
        if isinstance(parameter, click.Option) and not (parameter.help or isinstance(parameter.type, click.Choice))
    ] == []


def test_the_group_knows_every_command():
    assert {path[1] for path, _ in ALL} == set(COMMANDS)


@pytest.mark.parametrize(("path", "_"), ALL, ids=lambda part: " ".join(part) if isinstance(part, tuple) else "")
def test_help_works_everywhere(run, path, _):
    code, out, err = run(*path[1:], "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: {' '.join(path)}")
