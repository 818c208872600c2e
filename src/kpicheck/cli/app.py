"""The `kpicheck` command and the table of what it can do."""

from __future__ import annotations

import click

from kpicheck import __version__
from kpicheck.cli.lazy import LazyGroup

COMMANDS = {
    "check": ("kpicheck.cli.check:check", "Check reports, provision by provision, with evidence."),
    "batch": ("kpicheck.cli.batch:batch", "Check many reports on all cores, with a summary of all."),
    "explain": ("kpicheck.cli.explain:explain", "Say what a provision asks for."),
    "template": ("kpicheck.cli.template:template", "Write our report templates out, to make your own."),
    "rules": ("kpicheck.cli.rules:rules", "List, validate and test rules."),
    "evaluate": ("kpicheck.cli.evaluate:evaluate", "Measure agreement with hand-made labels."),
}

EPILOG = (
    "Exit codes: 0 no gap at or above --fail-on, 1 gaps, 2 could not check, 3 a bug in kpicheck, 130 interrupted. "
    "kpicheck points to passages; it gives no legal advice."
)


@click.group(
    cls=LazyGroup,
    lazy=COMMANDS,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="kpicheck", message="%(prog)s %(version)s")
def kpicheck() -> None:
    """Check an ESG report against the HKEX ESG Reporting Guide / Code."""
