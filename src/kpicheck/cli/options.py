"""Options that commands share: each set one decorator, handed to the command as one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kpicheck.cli.exits import FAIL_ON
from kpicheck.model import Severity
from kpicheck.words import LANGUAGES

if TYPE_CHECKING:
    from kpicheck.check import Options
    from kpicheck.readers import Limits

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


@dataclass(frozen=True, slots=True)
class Reading:
    """How reports are to be read."""

    ocr: bool
    limits: Limits


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
    @wraps(command)
    def collect(
        *args: Any,
        edition: str | None,
        fy_start: datetime | None,
        board: str | None,
        large_cap: bool | None,
        **kwargs: Any,
    ) -> Any:
        day = fy_start.date() if fy_start else None
        return command(*args, profile=_options(edition, day, board, large_cap), **kwargs)

    return collect  # type: ignore[return-value]


def reading_options(command: F) -> F:
    """How reports are read; the command gets it as `reading`."""

    @click.option("--ocr", is_flag=True, help="Read the image pages of a PDF too (needs kpicheck[ocr]).")
    @click.option("--max-bytes", type=click.IntRange(1), metavar="N", help="Largest file to read.")
    @click.option("--max-pages", type=click.IntRange(1), metavar="N", help="Most pages of a PDF to read.")
    @click.option("--max-lines", type=click.IntRange(1), metavar="N", help="Most lines of text to read.")
    @wraps(command)
    def collect(
        *args: Any, ocr: bool, max_bytes: int | None, max_pages: int | None, max_lines: int | None, **kwargs: Any
    ) -> Any:
        given = {"max_bytes": max_bytes, "max_pages": max_pages, "max_lines": max_lines}
        limits = _limits({name: value for name, value in given.items() if value is not None})
        return command(*args, reading=Reading(ocr, limits), **kwargs)

    return collect  # type: ignore[return-value]


# What follows imports the slow half of the house, so it waits until a command really runs.
def _options(edition: str | None, fy_start: Any, board: str | None, large_cap: bool | None) -> Options:
    from kpicheck.check import Options

    return Options(edition=edition, fy_start=fy_start, board=board, large_cap=large_cap)


def _limits(given: dict[str, int]) -> Limits:
    from kpicheck.readers import DEFAULT_LIMITS

    return replace(DEFAULT_LIMITS, **given)
