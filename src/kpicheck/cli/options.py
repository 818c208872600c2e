"""Options that commands share: each set one decorator, handed to the command as one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from kpicheck.cli.exits import FAIL_ON
from kpicheck.model import Severity
from kpicheck.words import LANGUAGES

F = TypeVar("F", bound=Callable[..., Any])

FOLDER = click.Path(file_okay=False, path_type=Path)

rules_option = click.option(
    "--rules", "rule_folders", type=FOLDER, multiple=True, help="Folder of further rules; may be given several times."
)
edition_option = click.option("--edition", metavar="ID", help="Edition of the Guide or Code: e2016, e2017, …, e2025.")
lang_option = click.option(
    "--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of the output."
)
fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default=Severity.WARNING.value,
    show_default=True,
    help="The slightest gap that makes the exit code 1. A gap against a mandatory provision is an error, "
    "against a comply-or-explain one a warning, against any other a note.",
)


def profile_options(command: F) -> F:
    """What the user knows about the issuer; the command gets it as `profile`, the Options of `assess`."""

    @edition_option
    @click.option(
        "--fy-start",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="YYYY-MM-DD",
        help="First day of the financial year, where the report does not say it.",
    )
    @click.option("--board", type=click.Choice(("main", "gem")), help="Where the issuer is listed.")
    @click.option("--large-cap/--no-large-cap", default=None, help="Whether the issuer is a LargeCap issuer.")
    @click.option(
        "--next", "ahead", is_flag=True, help="Say as well what the next financial year will ask for that is not there."
    )
    @wraps(command)
    def collect(
        *args: Any,
        edition: str | None,
        fy_start: datetime | None,
        board: str | None,
        large_cap: bool | None,
        ahead: bool,
        **kwargs: Any,
    ) -> Any:
        from kpicheck.check import Options

        day = fy_start.date() if fy_start else None
        return command(*args, profile=Options(edition, day, board, large_cap, ahead), **kwargs)

    return collect  # type: ignore[return-value]


def reading_options(command: F) -> F:
    """How reports are read, with an option for each reading limit; the command gets it as `reading`."""
    from kpicheck.readers.limits import Limits

    limits = {limit.name: limit.default for limit in fields(Limits)}

    @click.option("--ocr", is_flag=True, help="Read the image pages of a PDF too (needs kpicheck[ocr]).")
    @click.option(
        "--password", envvar="KPICHECK_PASSWORD", metavar="TEXT", help="Opens protected PDFs; or set KPICHECK_PASSWORD."
    )
    @wraps(command)
    def collect(*args: Any, ocr: bool, password: str | None, **kwargs: Any) -> Any:
        from kpicheck.reading import Reading

        chosen = Limits(**{name: kwargs.pop(name) for name in limits})
        return command(*args, reading=Reading(chosen, ocr, password), **kwargs)

    for name, default in reversed(limits.items()):
        option = f"--{name.replace('_', '-')}"
        # Not in --help, where seven limits would hide the rest; the error that needs one names it, and docs/cli.md too.
        collect = click.option(
            option,
            type=click.IntRange(1),
            default=default,
            metavar="N",
            hidden=True,
            help=f"Reading limit, {default:,} unless set.",
        )(collect)
    return collect  # type: ignore[return-value]
