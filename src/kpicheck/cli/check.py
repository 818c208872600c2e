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
from kpicheck.renderers import BINARY_RENDERERS, FORMATS, RENDERERS, BinaryRenderer, Renderer
from kpicheck.renderers.html import HtmlRenderer
from kpicheck.renderers.own import OwnTemplateRenderer
from kpicheck.renderers.text import renderer_for
from kpicheck.renderers.xlsx import XlsxRenderer

if TYPE_CHECKING:
    from kpicheck.check import Options
    from kpicheck.reading import Reading

SUFFIX = {"text": ".txt"}
FORMAT_OF = {".txt": "text", ".htm": "html"} | {f".{name}": name for name in FORMATS if name != "text"}
# Formats of which several may follow one another in one stream and still be read.
STREAMABLE = ("text", "md", "csv")


@dataclass(frozen=True, slots=True)
class Destination:
    """Where rendered reports go: stdout when `path` is None, else a file, or a folder when there are several.

    `format` is that of the file that `template` makes, where there is one.
    """

    format: str
    path: Path | None
    is_folder: bool
    show: bool
    template: Path | None = None

    def deliver(self, assessment: Assessment, lang: str, report: str, name: str) -> None:
        """Renders the `assessment` of `report` and puts it where it belongs; `name` is for a file in a folder."""
        if self.path is None:
            say(self._renderer(None).render(assessment, lang))
            return
        target = self.path / f"{name}{SUFFIX.get(self.format, f'.{self.format}')}" if self.is_folder else self.path
        if os.path.realpath(target) == os.path.realpath(report):
            raise UsageError(f"{report} would be overwritten by its own gap report.", hint="Give another name with -o.")
        href = None if report == STDIN else link_between(target, report)
        write_atomically(target, self._renderer(href).render(assessment, lang))
        note(f"wrote {target}")
        if self.show:
            click.launch(target.resolve().as_uri())

    def _renderer(self, href: str | None) -> Renderer | BinaryRenderer:
        """The renderer, told how the report file is reached from where the output will lie."""
        if self.template:
            return OwnTemplateRenderer(self.template, href)
        if self.format == "html":
            return HtmlRenderer(href)
        if self.format in BINARY_RENDERERS:
            return XlsxRenderer(href)
        return renderer_for(sys.stdout) if self.format == "text" and not self.path else RENDERERS[self.format]


@click.command()
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True)
@click.option("--format", "fmt", type=click.Choice(FORMATS), help="Output format; without it text.")
@click.option(
    "--template",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Own Jinja template to render with (docs/templates.md), instead of a format.",
)
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
    template: Path | None,
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
    from kpicheck.config import settled
    from kpicheck.rulebook import load_rulebook

    destination = _destination(reports, _format(fmt, template, output, reports, show), template, output, show)
    rulebook = load_rulebook(extra=rule_folders)
    if profile.edition:
        rulebook.edition(profile.edition)  # a mistyped edition is one mistake, not one for each report
    worst = ExitCode.CLEAN
    names = free_names("standard-input" if report == STDIN else report for report in reports)
    for report, name in zip(reports, names, strict=True):
        try:
            assessment = assess(reading.read(report), rulebook, settled(profile, report))
        except KpiCheckError as problem:
            complain(problem.what, hint=problem.hint, about=report)
            worst = max(worst, ExitCode.NOT_CHECKED)
            continue
        destination.deliver(assessment, lang, report, name)
        worst = max(worst, gap_code((gap.severity for gap in assessment.gaps), fail_on))
    return worst


def _format(fmt: str | None, template: Path | None, output: Path | None, reports: Sequence[str], show: bool) -> str:
    """The format asked for: by name, by a template, by the output's name, or else the usual one."""
    if template is not None:
        if fmt is not None:
            raise UsageError("--template and --format do not go together.", hint="Leave out one of them.")
        OwnTemplateRenderer(template).check()
        suffix = Path(template.name.removesuffix(".j2")).suffix.lower()
        return FORMAT_OF.get(suffix) or suffix.removeprefix(".") or "text"
    if fmt is not None:
        return fmt
    by_name = FORMAT_OF.get(output.suffix.lower()) if output and len(reports) == 1 else None
    return "html" if show else by_name or "text"


def _destination(
    reports: Sequence[str], fmt: str, template: Path | None, output: Path | None, show: bool
) -> Destination:
    """Where the output goes; UsageError when the options do not go together."""
    several = len(reports) > 1
    if fmt in BINARY_RENDERERS and output is None and sys.stdout.isatty():
        raise UsageError(f"{fmt} is nothing for a terminal.", hint=f"Give a file: -o gaps.{fmt}")
    if show and fmt != "html":
        raise UsageError("--open shows the HTML gap report.", hint="Leave out --format, or give --format html.")
    if show and output is None:
        output = Path(tempfile.mkdtemp(prefix="kpicheck-"))
        return Destination(fmt, output, is_folder=True, show=True, template=template)
    if several and output is None and fmt not in STREAMABLE:
        raise UsageError(
            f"Several reports do not fit into one {fmt} output.", hint="Give a folder with -o, or check one at a time."
        )
    is_folder = output is not None and (several or output.is_dir())
    if is_folder and output is not None:
        make_folder(output)
    return Destination(fmt, output, is_folder, show, template)
