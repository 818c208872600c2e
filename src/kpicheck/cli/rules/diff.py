"""`kpicheck rules diff`."""

from __future__ import annotations

from pathlib import Path

import click

from kpicheck.cli.options import lang_option, rules_option
from kpicheck.cli.speak import say


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--format", "fmt", type=click.Choice(("text", "md", "json")), default="text", show_default=True)
@click.option(
    "--board", type=click.Choice(("main", "gem")), default="main", show_default=True, help="Where the issuer is listed."
)
@click.option("--large-cap/--no-large-cap", default=None, help="Whether the issuer is a LargeCap issuer.")
@lang_option
@rules_option
def diff(
    old: str, new: str, fmt: str, board: str, large_cap: bool | None, lang: str, rule_folders: tuple[Path, ...]
) -> None:
    """Say what changes from edition OLD to edition NEW: provisions and elements added, changed and removed."""
    from kpicheck.handbook.changes import FORMATS, Comparison
    from kpicheck.rulebook import load_rulebook

    book = load_rulebook(extra=rule_folders)
    editions = (book.edition(name, board=board, large_cap=large_cap) for name in (old, new))
    say(FORMATS[fmt](Comparison.of(*editions), lang))
