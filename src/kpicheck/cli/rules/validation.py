"""`kpicheck rules validate`."""

from __future__ import annotations

from pathlib import Path

import click

from kpicheck.cli.exits import ExitCode
from kpicheck.cli.options import FOLDER
from kpicheck.cli.speak import say


@click.command()
@click.argument("folders", metavar="[DIR]...", nargs=-1, type=FOLDER)
def validate(folders: tuple[Path, ...]) -> int:
    """Say what is wrong in the rule files of each DIR, or in the shipped ones: file, line, column and a remedy."""
    from kpicheck.rulebook.problems import show_all
    from kpicheck.rulebook.validate import validate_rules
    from kpicheck.shipped import shipped

    chosen = folders or (shipped("rules"),)
    problems = [problem for folder in chosen for problem in validate_rules(folder)]
    if problems:
        say(show_all(problems))
        return ExitCode.NOT_CHECKED
    say(f"No problem in {', '.join(str(folder) for folder in chosen)}.")
    return ExitCode.CLEAN
