"""`kpicheck rules test`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpicheck.cli.exits import ExitCode
from kpicheck.cli.options import FOLDER
from kpicheck.cli.speak import say
from kpicheck.errors import UsageError

if TYPE_CHECKING:
    from kpicheck.rulebook import Case, RuleBook


@click.command()
@click.argument("folders", metavar="[DIR]...", nargs=-1, type=FOLDER)
@click.option("--provision", "only", multiple=True, help="Run the cases of this provision only.")
def test(folders: tuple[Path, ...], only: tuple[str, ...]) -> int:
    """Run the cases of the shipped rules, with those of each DIR laid over them."""
    from kpicheck.rulebook import load_rulebook

    rulebook = load_rulebook(extra=folders)
    cases = [case for name, group in rulebook.cases.items() if not only or name in only for case in group]
    if not cases:
        raise UsageError("There is no case to run.", hint="Cases stand in the folder cases beside the rules.")
    failures = [failure for case in cases if (failure := _failure(case, rulebook))]
    for failure in failures:
        say(failure)
    say(f"{len(cases) - len(failures)} of {len(cases)} cases passed.")
    return ExitCode.GAPS if failures else ExitCode.CLEAN


def _failure(case: Case, rulebook: RuleBook) -> str:
    """What differs between the case and what its rule concludes; empty when nothing does."""
    from kpicheck.check import check_text

    finding = check_text(case.text, case.provision, case.edition, rulebook)
    differences = []
    if finding.verdict is not case.want:
        differences.append(f"wanted {case.want.value}, got {finding.verdict.value}")
    if case.reasoned is not None and finding.reasoned is not case.reasoned:
        differences.append(f"wanted reasoned {case.reasoned}, got {finding.reasoned}")
    lacking = {element.id for element in finding.missing}
    if case.missing and lacking != set(case.missing):
        differences.append(f"wanted missing {sorted(case.missing)}, got {sorted(lacking)}")
    return f"{case.provision} [{case.edition}] {case.name}: {'; '.join(differences)}" if differences else ""
