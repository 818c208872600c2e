"""`kpicheck check`: read, assess, render, choose the exit code."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpicheck.cli.exits import ExitCode, gap_code
from kpicheck.cli.options import fail_on_option, lang_option, profile_options, reading_options, rules_option
from kpicheck.cli.speak import complain, note, say
from kpicheck.errors import KpiCheckError, UsageError
from kpicheck.files import free_names, link_between, make_folder, write_atomically
from kpicheck.model import Assessment
from kpicheck.readers import STDIN
from kpicheck.renderers import RENDERERS
from kpicheck.renderers.html import HtmlRenderer
from kpicheck.renderers.text import renderer_for

if TYPE_CHECKING:
    from kpicheck.check import Options
    from kpicheck.reading import Reading

SUFFIX = {"text": ".txt"}
FORMAT_OF = {".txt": "text", ".htm": "html"} | {f".{name}": name for name in RENDERERS if name != "text"}
# Formats of which several may follow one another in one stream and still be read.
STREAMABLE = ("text", "md")


@dataclass(frozen=True, slots=True)
class Destination:
    """Where rendered reports go: stdout when `path` is None, else a file, or a folder when there are several."""

    format: str
    path: Path | None
    is_folder: bool
    show: bool

    def deliver(self, assessment: Assessment, lang: str, report: str, name: str) -> None:
        """Renders the `assessment` of `report` and puts it where it belongs; `name` is for a file in a folder."""
        if self.path is None:
            renderer = renderer_for(sys.stdout) if self.format == "text" else RENDERERS[self.format]
            say(renderer.render(assessment, lang))
            return
        target = self.path / f"{name}{SUFFIX.get(self.format, f'.{self.format}')}" if self.is_folder else self.path
        if os.path.realpath(target) == os.path.realpath(report):
            raise UsageError(f"{report} would be overwritten by its own gap report.", hint="Give another name with -o.")
        is_linked = self.format == "html" and report != STDIN
        renderer = HtmlRenderer(link_between(target, report)) if is_linked else RENDERERS[self.format]
        write_atomically(target, renderer.render(assessment, lang))
        note(f"wrote {target}")
        if self.show:
            click.launch(target.resolve().as_uri())


@click.command()
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True)
@click.option("--format", "fmt", type=click.Choice(tuple(RENDERERS)), help="Output format; without it text.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File to write; a folder when several reports are given."
)
@lang_option
@profile_options
@fail_on_option
@rules_option
@reading_options
@click.option("--open", "show", is_flag=True, help="Show the HTML gap report in the browser.")
def check(
    reports: tuple[str, ...],
    fmt: str | None,
    output: Path | None,
    lang: str,
    profile: Options,
    fail_on: str,
    rule_folders: tuple[Path, ...],
    reading: Reading,
    show: bool,
) -> int:
    """Check each REPORT and print its gap report; '-' is standard input.

    Without --format the name given with -o decides (.html, .json, …), else it is text. With several reports
    the gravest exit code wins.
    """
    from kpicheck.check import assess
    from kpicheck.rulebook import load_rulebook

    destination = _destination(reports, fmt, output, show)
    rulebook = load_rulebook(extra=rule_folders)
    if profile.edition:
        rulebook.edition(profile.edition)  # a mistyped edition is one mistake, not one for each report
    worst = ExitCode.CLEAN
    names = free_names("standard-input" if report == STDIN else report for report in reports)
    for report, name in zip(reports, names, strict=True):
        try:
            assessment = assess(reading.read(report), rulebook, profile)
        except KpiCheckError as problem:
            complain(problem.what, hint=problem.hint, about=report)
            worst = max(worst, ExitCode.NOT_CHECKED)
            continue
        destination.deliver(assessment, lang, report, name)
        worst = max(worst, gap_code((gap.severity for gap in assessment.gaps), fail_on))
    return worst


def _destination(reports: Sequence[str], fmt: str | None, output: Path | None, show: bool) -> Destination:
    """Where the output goes; UsageError when the options do not go together."""
    several = len(reports) > 1
    if fmt is None:
        by_name = FORMAT_OF.get(output.suffix.lower()) if output and not several else None
        fmt = "html" if show else by_name or "text"
    if show and fmt != "html":
        raise UsageError("--open shows the HTML gap report.", hint="Leave out --format, or give --format html.")
    if show and output is None:
        output = Path(tempfile.mkdtemp(prefix="kpicheck-"))
        return Destination(fmt, output, is_folder=True, show=True)
    if several and output is None and fmt not in STREAMABLE:
        raise UsageError(
            f"Several reports do not fit into one {fmt} output.", hint="Give a folder with -o, or check one at a time."
        )
    is_folder = output is not None and (several or output.is_dir())
    if is_folder and output is not None:
        make_folder(output)
    return Destination(fmt, output, is_folder, show)
