"""Options that commands share, each set one decorator."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kpicheck.cli.exits import FAIL_ON
from kpicheck.model import Severity

if TYPE_CHECKING:
    from kpicheck.check import Options
    from kpicheck.readers import Limits

F = TypeVar("F", bound=Callable[..., Any])

LANGUAGES = ("en", "zh-Hant", "zh-Hans")
FOLDER = click.Path(file_okay=False, path_type=Path)


def _apply(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    def decorate(command: F) -> F:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


rules_option = click.option(
    "--rules", "rule_folders", type=FOLDER, multiple=True, help="Folder of further rules; may be given several times."
)
edition_option = click.option("--edition", metavar="ID", help="Edition, such as e2022; see 'kpicheck rules list'.")
lang_option = click.option(
    "--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of the output."
)
fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default=Severity.WARNING.value,
    show_default=True,
    help="Gravest kind of gap that is let pass ends below this: error is a gap against a mandatory provision, "
    "warning against comply-or-explain, note against the rest.",
)

profile_options = _apply(
    edition_option,
    click.option(
        "--fy-start",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="YYYY-MM-DD",
        help="First day of the financial year, if the report does not say it.",
    ),
    click.option("--board", type=click.Choice(("main", "gem")), help="Where the issuer is listed, if not said."),
    click.option("--large-cap/--no-large-cap", default=None, help="Whether the issuer is a LargeCap issuer."),
)

reading_options = _apply(
    click.option("--ocr", is_flag=True, help="Read the image pages of a PDF (needs kpicheck[ocr])."),
    click.option("--max-bytes", type=click.IntRange(1), help="Largest file to read."),
    click.option("--max-pages", type=click.IntRange(1), help="Most pages of a PDF."),
    click.option("--max-lines", type=click.IntRange(1), help="Most lines of text."),
)


def profile_of(edition: str | None, fy_start: datetime | None, board: str | None, large_cap: bool | None) -> Options:
    """What the user says about the issuer, as `assess` takes it."""
    from kpicheck.check import Options

    day = fy_start.date() if fy_start else None
    return Options(edition=edition, fy_start=day, board=board, large_cap=large_cap)


def limits_of(max_bytes: int | None, max_pages: int | None, max_lines: int | None) -> Limits:
    """The reading limits, raised or lowered where the user says so."""
    from dataclasses import replace

    from kpicheck.readers import DEFAULT_LIMITS

    given = {"max_bytes": max_bytes, "max_pages": max_pages, "max_lines": max_lines}
    return replace(DEFAULT_LIMITS, **{name: value for name, value in given.items() if value is not None})
