"""The summary of a batch: a table for spreadsheets and a page that links to every gap report."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from urllib.parse import quote

from kpicheck import __version__, words
from kpicheck.batch.outcome import Outcome, Status
from kpicheck.batch.settings import Settings
from kpicheck.files import write_atomically
from kpicheck.model import Severity, Verdict
from kpicheck.shipped import shipped

_PLAIN = ("source", "status", "reason", "hint", "issuer", "stock_code", "start", "end")
_MORE = ("language", "pages", "edition", "index_found")
COLUMNS = (
    *_PLAIN,
    *_MORE,
    *(verdict.value for verdict in Verdict),
    *(f"gaps_{severity.value}" for severity in Severity),
    "sha256",
    "json",
    "html",
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_summary(rows: Sequence[Outcome], path: Path) -> None:
    """One line per report at `path`, opened by spreadsheets as UTF-8, with no cell that they would run."""
    stream = io.StringIO()
    table = csv.writer(stream)
    table.writerow(COLUMNS)
    table.writerows([harmless(cell) for cell in _cells(row)] for row in rows)
    write_atomically(path, "\ufeff" + stream.getvalue())


def harmless(cell: object) -> object:
    """The cell, with an apostrophe before a text that a spreadsheet would take for a formula.

    >>> harmless("=1+1"), harmless("Power"), harmless(-1)
    ("'=1+1", 'Power', -1)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def _cells(row: Outcome) -> list[object]:
    if row.status is not Status.CHECKED:
        named = [getattr(row, name) for name in _PLAIN]
        return named + [""] * (len(COLUMNS) - len(named))
    return [
        *(getattr(row, name) for name in _PLAIN + _MORE),
        *(row.verdicts.get(verdict.value, 0) for verdict in Verdict),
        *(row.gaps.get(severity.value, 0) for severity in Severity),
        row.sha256,
        f"{row.name}.json",
        f"{row.name}.html",
    ]


def write_index_page(rows: Sequence[Outcome], settings: Settings) -> None:
    """`index.html`: every report with its counts, the ones that could not be checked with their reason."""
    from markupsafe import Markup

    from kpicheck.renderers.html import content_policy
    from kpicheck.renderers.templating import html_templates

    say = partial(words.say, settings.lang)
    folder = shipped("templates") / "html"
    style = "\n".join((folder / name).read_text(encoding="utf-8") for name in ("style.css", "batch.css"))
    page = html_templates().get_template("html/batch.html.j2").render(
        lang=settings.lang,
        say=say,
        style=Markup(style),
        policy=content_policy(style, ""),
        version=__version__,
        verdicts=[say(f"label.verdict.{verdict.value}") for verdict in Verdict],
        checked=say("batch.checked", n=len(rows), checked=sum(row.status is Status.CHECKED for row in rows)),
        rows=[_shown(row) for row in rows],
    )  # fmt: skip
    write_atomically(settings.folder / "index.html", page)


def _shown(row: Outcome) -> dict[str, object]:
    """The row as the page prints it."""
    severities = (Severity.ERROR, Severity.WARNING)
    return {
        "source": row.source,
        "checked": row.status is Status.CHECKED,
        **{name: getattr(row, name) for name in ("reason", "hint", "issuer", "stock_code", "start", "end", "edition")},
        "counts": [
            *(row.gaps.get(severity.value, 0) for severity in severities),
            *(row.verdicts.get(verdict.value, 0) for verdict in Verdict),
        ],
        "html": f"./{quote(row.name)}.html",
        "json": f"./{quote(row.name)}.json",
    }
