"""`kpicheck batch`: many reports on all cores."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpicheck.batch import Outcome, Settings, Status, run_batch
from kpicheck.cli.exits import ExitCode, gap_code
from kpicheck.cli.options import fail_on_option, lang_option, profile_options, reading_options, rules_option
from kpicheck.cli.speak import complain, say

if TYPE_CHECKING:
    from kpicheck.batch.run import Progress
    from kpicheck.check import Options
    from kpicheck.reading import Reading


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder for the results.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes to use; without it one per core.")
@click.option("--resume", is_flag=True, help="Skip reports that were checked before, if nothing has changed.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=600.0,
    show_default=True,
    metavar="SECONDS",
    help="Give up on a report after this time.",
)
@lang_option
@profile_options
@fail_on_option
@rules_option
@reading_options
def batch(
    paths: tuple[Path, ...],
    output: Path,
    jobs: int | None,
    resume: bool,
    timeout: float,
    lang: str,
    profile: Options,
    fail_on: str,
    rule_folders: tuple[Path, ...],
    reading: Reading,
) -> int:
    """Check every report at PATH, a file or a folder, and write the results into one folder.

    Each report becomes a .json and an .html file; summary.csv and index.html show all of them. A report that
    cannot be checked is a row with its reason, and the others go on; the gravest exit code wins.
    """
    from kpicheck.rulebook import load_rulebook

    rulebook = load_rulebook(extra=rule_folders)  # a mistake in the rules is said once, before any work
    if profile.edition:
        rulebook.edition(profile.edition)
    settings = Settings(output, profile, lang, rule_folders, reading)
    with _progress_bar() as progress:
        outcomes = run_batch(paths, settings, processes=jobs, timeout=timeout, resume=resume, progress=progress)
    for outcome in outcomes:
        if outcome.status is not Status.CHECKED:
            complain(outcome.reason, hint=outcome.hint, about=outcome.source)
    checked = sum(outcome.status is Status.CHECKED for outcome in outcomes)
    say(f"{checked} of {len(outcomes)} reports checked; see {output / 'index.html'} and {output / 'summary.csv'}")
    return max(_code(outcome, fail_on) for outcome in outcomes)


def _code(outcome: Outcome, fail_on: str) -> ExitCode:
    if outcome.status is Status.CHECKED:
        return gap_code(outcome.gap_severities, fail_on)
    return ExitCode.BUG if outcome.status is Status.BUG else ExitCode.NOT_CHECKED


@contextmanager
def _progress_bar() -> Iterator[Progress]:
    """A bar on stderr where a person watches, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        yield lambda done, of: bar.update(task, completed=done, total=of)
