"""`kpicheck rules`: what the rule files say, whether they are right, whether they work, what changes."""

from __future__ import annotations

import click

from kpicheck.cli.lazy import LazyGroup

COMMANDS = {
    "list": ("kpicheck.cli.rules.listing:list_rules", "List the provisions of an edition."),
    "validate": ("kpicheck.cli.rules.validation:validate", "Say what is wrong in rule files, and where."),
    "test": ("kpicheck.cli.rules.testing:test", "Run the cases that stand beside the rules."),
    "diff": ("kpicheck.cli.rules.diff:diff", "Say what changes between two editions."),
    "docs": ("kpicheck.cli.rules.docs:docs", "Write a page per provision."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS)
def rules() -> None:
    """List, validate, test, compare and document rules, the shipped ones and your own."""
