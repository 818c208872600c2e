"""`kpicheck evaluate`: agreement with hand-made labels."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from kpicheck.cli.exits import ExitCode
from kpicheck.cli.options import FOLDER, rules_option
from kpicheck.cli.speak import complain, say
from kpicheck.errors import KpiCheckError, UsageError
from kpicheck.evaluate import Agreement, Labels, Overlap, Share, agreement, load_labels, pooled
from kpicheck.reviewed import load_review

MEASURES = ("index", "claim", "refs", "verdict", "gap", "place", "values", "always_disclosed")
WORKBOOK = ".xlsx"
POOLED = "all together"


@click.command()
@click.argument("labels", metavar="LABELS...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--reports",
    type=FOLDER,
    multiple=True,
    help="Folder to search for the labelled reports; without it the folder of the labels.",
)
@click.option(
    "--result",
    "results",
    type=click.Path(path_type=Path),
    multiple=True,
    help="JSON of an earlier check to compare instead of a new one; one for each LABELS, in order.",
)
@rules_option
@click.option("--format", "fmt", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--details", is_flag=True, help="List every provision and figure where label and result differ.")
def evaluate(
    labels: tuple[Path, ...],
    reports: tuple[Path, ...],
    results: tuple[Path, ...],
    rule_folders: tuple[Path, ...],
    fmt: str,
    details: bool,
) -> int:
    """Check the reports that LABELS were made for, and measure how far both agree.

    LABELS are YAML files, or workbooks of 'kpicheck check --format xlsx' with a reviewer's answers, or folders
    of them.
    """
    files = _label_files(labels)
    if results and len(results) != len(files):
        raise UsageError(
            f"{len(results)} results for {len(files)} label files.", hint="Give one --result for each, in order."
        )
    check = None if results else _checker(rule_folders)
    agreements: dict[str, Agreement] = {}
    for position, path in enumerate(files):
        try:
            wanted = load_review(path) if path.suffix.lower() == WORKBOOK else load_labels(path)
            result = check(_find(wanted, path, reports)) if check else _load(results[position])
            agreements[str(path)] = agreement(wanted, result)
        except KpiCheckError as problem:
            complain(problem.what, hint=problem.hint, about=str(path))
    say(_as_json(agreements) if fmt == "json" else _as_text(agreements, details=details))
    return ExitCode.CLEAN if len(agreements) == len(files) else ExitCode.NOT_CHECKED


def _label_files(paths: Sequence[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        inside = (*path.rglob("*.yaml"), *path.rglob(f"[!~]*{WORKBOOK}")) if path.is_dir() else (path,)
        files += sorted(inside)
    if not files:
        raise UsageError(
            "There are no labels in that folder.",
            hint="Labels are .yaml files, or .xlsx files with a reviewer's answers.",
        )
    return files


def _find(labels: Labels, path: Path, folders: Sequence[Path]) -> Path:
    """The report that the labels name, in the folders or beside the labels."""
    for folder in folders or (path.parent,):
        for candidate in (folder / labels.source, *sorted(folder.rglob(Path(labels.source).name))):
            if candidate.is_file():
                return candidate
    raise KpiCheckError(f"The report {labels.source} is not there.", hint="Name the folder it is in with --reports.")


def _checker(rule_folders: Sequence[Path]) -> Callable[[Path], Mapping[str, Any]]:
    """The function that gives the JSON result of a report."""
    from kpicheck.check import Options, assess
    from kpicheck.readers import read_report
    from kpicheck.renderers.json import result
    from kpicheck.rulebook import load_rulebook

    rulebook = load_rulebook(extra=rule_folders)
    return lambda report: result(assess(read_report(report), rulebook, Options()), "en")


def _load(path: Path) -> Mapping[str, Any]:
    hint = "Give what 'kpicheck check --format json' wrote."
    try:
        result = json.loads(path.read_text(encoding="utf-8"))
        _ = [(finding["provision"], finding["verdict"]) for finding in result["findings"]]
    except OSError as problem:
        raise KpiCheckError(f"{path} cannot be read: {problem.strerror}.", hint=hint) from None
    except (ValueError, KeyError, TypeError):
        raise KpiCheckError(f"{path} is no result of kpicheck.", hint=hint) from None
    return dict(result)


def _as_text(agreements: Mapping[str, Agreement], *, details: bool) -> str:
    rows = {Path(name).stem: measured for name, measured in agreements.items()}
    if len(agreements) != 1:
        rows[POOLED] = pooled(agreements.values())
    width = max(len(name) for name in rows)
    lines = [" " * width + "".join(f"{measure.replace('_', ' '):>18}" for measure in MEASURES)]
    for name, measured in rows.items():
        lines.append(f"{name:<{width}}" + "".join(f"{_figure(getattr(measured, m)):>18}" for m in MEASURES))
        if details and name != POOLED:
            lines += [f"  {difference}" for difference in measured.differences]
    return "\n".join(lines)


def _figure(measured: Share | Overlap) -> str:
    if isinstance(measured, Overlap):
        return f"F1 {measured.f1:.3f}" if measured.right or measured.wrong or measured.missed else "-"
    return f"{measured.right}/{measured.of} {measured.value:.3f}" if measured.of else "-"


def _as_json(agreements: Mapping[str, Agreement]) -> str:
    rows = {name: _plain(measured) for name, measured in agreements.items()}
    return json.dumps({"reports": rows, "all": _plain(pooled(agreements.values()))}, ensure_ascii=False, indent=2)


def _plain(measured: Agreement) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for measure in MEASURES:
        figure = getattr(measured, measure)
        worth = {"f1": figure.f1} if isinstance(figure, Overlap) else {"share": figure.value}
        plain[measure] = asdict(figure) | {name: round(value, 4) for name, value in worth.items()}
    confusion = {f"{labelled} -> {found}": count for (labelled, found), count in sorted(measured.confusion.items())}
    return plain | {"confusion": confusion, "differences": list(measured.differences)}
