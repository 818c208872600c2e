"""`kpicheck rules list`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from kpicheck.cli.options import edition_option, lang_option, rules_option
from kpicheck.cli.speak import note, say


@click.command("list")
@edition_option
@lang_option
@rules_option
def list_rules(edition: str | None, lang: str, rule_folders: tuple[Path, ...]) -> None:
    """List the provisions of --edition, or of the edition in force today, with their obligations.

    A provision that a folder of --rules adds or changes is followed by the files that do so.
    """
    from kpicheck.rulebook import load_rulebook

    rulebook = load_rulebook(extra=rule_folders)
    chosen = rulebook.edition(edition) if edition else rulebook.edition_for(date.today())
    say(
        "\n".join(
            f"{provision.id:<12}{provision.obligation.value:<20}{provision.title.say(lang)}"
            + _provenance(rulebook.packs.get(provision.id, ()))
            for provision in chosen.provisions
        )
    )
    until = f" and before {chosen.before}" if chosen.before else ""
    note(
        f"{len(chosen.provisions)} provisions of {chosen.id}, for financial years from {chosen.first}{until}; "
        f"editions: {', '.join(rulebook.editions)}"
    )


def _provenance(files: Sequence[str]) -> str:
    """Whose rule it is; nothing for a shipped one."""
    return f"  [{', '.join(files)}]" if files else ""
