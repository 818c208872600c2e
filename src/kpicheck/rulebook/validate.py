"""Validation: every problem of every rule file, with its place. Slow and thorough; loading does without it."""

from __future__ import annotations

from pathlib import Path

from kpicheck.rulebook.checks import cross_problems
from kpicheck.rulebook.documents import read_document
from kpicheck.rulebook.folder import RuleFile, kind_of, merge, rule_paths, shown_name
from kpicheck.rulebook.problems import Problem, did_you_mean
from kpicheck.rulebook.schema import schema_problems
from kpicheck.shipped import shipped

_PLACES = ("editions", "provisions", "evidence", "cases", "lexicon.yaml", "index.yaml", "wording.yaml", "beside.yaml")


def validate_rules(folder: Path) -> list[Problem]:
    """All that is wrong with the rule files in `folder`, in the order of files and lines.

    A folder other than the shipped one is checked as what is laid over the shipped rules: it may name what
    those hold. Cross-checks wait until each file is well-formed by itself, or one slip would be told many times.
    """
    folder = Path(folder)
    if not folder.is_dir():
        return [Problem(str(folder), 1, 1, "is not a folder of rule files")]
    files = [
        RuleFile(kind_of(path, folder), read_document(path, shown_name(path, folder))) for path in rule_paths(folder)
    ]
    if not files:
        return [
            Problem(str(folder), 1, 1, "holds no rule files", "rule files lie in provisions/, editions/, evidence/")
        ]
    problems = [problem for file in files for problem in _file_problems(file)]
    if not problems:
        problems = cross_problems(files, merge(_below(folder)))
    return sorted(set(problems))


def _file_problems(file: RuleFile) -> list[Problem]:
    if file.document.problems:
        return list(file.document.problems)
    if not file.kind:
        place = file.document.path.split("/")[1]
        hint = did_you_mean(place, _PLACES) or f"rule files lie in {', '.join(_PLACES)}"
        return [file.document.problem((), "no rule file is looked for here", hint)]
    return schema_problems(file)


def _below(folder: Path) -> list[RuleFile]:
    """The shipped rule files that `folder` is laid over; none when it is the shipped folder itself."""
    base = shipped("rules")
    if folder.resolve() == base.resolve():
        return []
    files = [RuleFile(kind_of(path, base), read_document(path, shown_name(path, base))) for path in rule_paths(base)]
    return [file for file in files if file.kind and not _file_problems(file)]
