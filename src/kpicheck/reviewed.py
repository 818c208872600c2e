"""What a reviewer answered in the workbook of a gap report, as labels that a result can be measured against.

Sheets and columns are known by their names in any of our languages, so that rows may be sorted and filtered,
columns moved and the file saved by any spreadsheet program.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kpicheck.errors import KpiCheckError
from kpicheck.evaluate import Labels, Plain
from kpicheck.model import Verdict
from kpicheck.words import LANGUAGES, catalogue_text

AGREE, DISAGREE = "review.agree", "review.disagree"
MOST_BYTES = 200_000_000  # unpacked
_HINT = "Give a workbook that 'kpicheck check --format xlsx' wrote, with the reviewer's answers."
_COLUMNS = ("col.provision", "col.verdict", "review.reviewer", "review.verdict")
_DAMAGE = (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, SyntaxError)


def load_review(path: Path) -> Labels:
    """The reviewer's answers as labels; KpiCheckError says what is wrong with the file or with an answer."""
    book = _open(path)
    answers: dict[str, Plain] = {}
    for sheet in (book[name] for name in _sheets(book)):
        for provision, label, cell in _answers(sheet):
            if answers.setdefault(provision, label) != label:
                raise KpiCheckError(
                    f"{path} answers {provision} twice and differently, last in {cell}.",
                    hint="Clear one of the two answers.",
                )
    if not answers:
        raise KpiCheckError(f"{path} holds no answer of a reviewer.", hint=_HINT)
    return Labels(path.stem, _source(book), answers)


def _open(path: Path) -> Any:
    import openpyxl

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise KpiCheckError(f"{path} is too large for a workbook of answers.", hint=_HINT)
        return openpyxl.load_workbook(path, data_only=True)
    except OSError as problem:
        raise KpiCheckError(f"{path} cannot be read: {problem.strerror}.", hint=_HINT) from None
    except _DAMAGE:
        raise KpiCheckError(f"{path} is no workbook.", hint=_HINT) from None


def _sheets(book: Any) -> Iterator[str]:
    wanted = {name.casefold() for key in ("sheet.gaps", "sheet.provisions") for name in _named(key)}
    return (name for name in book.sheetnames if name.casefold() in wanted)


def _answers(sheet: Any) -> Iterator[tuple[str, Plain, str]]:
    """Provision, label and cell of each answer on a sheet."""
    rows = sheet.iter_rows()
    head = {_text(cell): at for at, cell in enumerate(next(rows, ()))}
    places = {key: next((head[name] for name in _named(key) if name in head), None) for key in _COLUMNS}
    if any(places[key] is None for key in _COLUMNS):
        raise KpiCheckError(f"The sheet {sheet.title} lacks a column of the gap report.", hint=_HINT)
    for row in rows:
        said = {key: _text(row[at]) for key, at in places.items() if at is not None and at < len(row)}
        where = f"{sheet.title}, row {row[0].row}" if row else sheet.title
        if said.get("review.reviewer") or said.get("review.verdict"):
            yield said["col.provision"], _label(said, where), where


def _label(said: Mapping[str, str], where: str) -> Plain:
    """The label that an answer stands for: only the verdict, since nothing else was asked."""
    found, answer, right = said["col.verdict"], said["review.reviewer"], said.get("review.verdict", "")
    known = _meanings([f"label.verdict.{verdict}" for verdict in Verdict])
    agrees = _meanings([AGREE, DISAGREE]).get(answer) if answer else DISAGREE
    if agrees is None or found not in known or (right and right not in known):
        raise KpiCheckError(
            f"{where}: the answer “{answer or right}” is none of the list.", hint="Choose from the list."
        )
    verdict = known[found].removeprefix("label.verdict.")
    wanted = known[right].removeprefix("label.verdict.") if right else verdict
    if agrees == AGREE and wanted != verdict:
        raise KpiCheckError(
            f"{where}: “{answer}” goes with another verdict than the checker's.", hint="Clear one of the two."
        )
    if agrees == DISAGREE and wanted == verdict:  # any other may be right
        others = [other.value for other in Verdict if other != verdict]
        return {"verdict": f"not {verdict}", "also": others, "body": {}}
    return {"verdict": wanted, "body": {}}


def _source(book: Any) -> str:
    """The report that was checked, from the facts on the first sheet."""
    names = _named("fact.file")
    for row in book.worksheets[0].iter_rows(max_col=2):
        if len(row) == 2 and _text(row[0]) in names:
            return _text(row[1])
    return ""


@cache
def _named(key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(catalogue_text(lang, key) for lang in LANGUAGES))


def _meanings(keys: list[str]) -> dict[str, str]:
    return {name: key for key in keys for name in _named(key)}


def _text(cell: Any) -> str:
    return str(cell.value).strip() if cell.value is not None else ""
