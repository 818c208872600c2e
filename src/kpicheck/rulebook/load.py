"""Reading the rule files into a rule book."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from kpicheck.errors import RuleFileError
from kpicheck.model import Edition
from kpicheck.rulebook.book import Editions, Lexicon, RuleBook
from kpicheck.rulebook.build import Case, UnfitDataError, Who, build_cases, build_edition, build_elements, words
from kpicheck.rulebook.folder import Plain, RuleData, merge, read_folder, resolved_entries, touched_provisions
from kpicheck.rulebook.problems import Problem, show_all
from kpicheck.shipped import shipped

# What building from plain data raises when the data are not what the schema says.
_FAULTS = (KeyError, TypeError, ValueError, AttributeError, IndexError)
_USUAL_CASE_EDITION = "e2022"


def load_rulebook(extra: Sequence[Path] = ()) -> RuleBook:
    """The shipped rules with the folders of `extra` laid over them, later ones over earlier ones.

    Raises RuleFileError that names every problem of every file. The shipped rules are built straight from the
    YAML, since their own tests have validated them; the user's folders are validated here, each time.
    """
    folders = (shipped("rules"), *(Path(folder) for folder in extra))
    for folder in folders[1:]:
        if not folder.is_dir():
            raise RuleFileError(f"{folder} is not a folder", hint="name the folder that holds the rule files")
    if len(folders) > 1:
        _refuse_problems(folders[1:])
    try:
        return _build(folders)
    except _FAULTS as error:
        _refuse_problems(folders)
        raise RuleFileError(f"the rules cannot be built: {error}") from error


def _build(folders: Sequence[Path]) -> RuleBook:
    data = _merged(folders, cases=False)
    elements = build_elements(data)
    names = tuple(sorted(data.editions, key=lambda name: data.editions[name]["applies"]["first"]))

    def make(name: str, who: Who) -> Edition:
        return build_edition(data, name, elements, who)

    return RuleBook(
        editions=Editions(names, make),
        lexicon=_lexicon(data.lexicon),
        index_words=data.index,
        generic_wording=words(data.generic),
        origins=data.origins,
        read_cases=_case_reader(folders, data),
        packs=_packs(folders[1:], data),
        beside=data.beside,
    )


def _packs(folders: Sequence[Path], data: RuleData) -> dict[str, tuple[str, ...]]:
    """The files of the user's `folders` that add or change each provision."""
    found: dict[str, list[str]] = {}
    for file in (file for folder in folders for file in read_folder(folder, cases=False)):
        for name in sorted(touched_provisions(file, data)):
            found.setdefault(name, []).append(file.document.path)
    return {name: tuple(paths) for name, paths in found.items()}


def _merged(folders: Sequence[Path], *, cases: bool) -> RuleData:
    data = RuleData()
    for folder in folders:
        files = read_folder(folder, cases=cases)
        if any(file.document.problems or not file.kind for file in files):
            raise UnfitDataError("a rule file cannot be read")
        merge(files, data)
    return data


def _case_reader(folders: Sequence[Path], data: RuleData) -> Callable[[], Mapping[str, tuple[Case, ...]]]:
    @cache
    def read() -> Mapping[str, tuple[Case, ...]]:
        try:
            usual = {name: _usual_edition(name, data) for name in data.provisions}
            return build_cases(_merged(folders, cases=True), usual, data.editions)
        except _FAULTS as error:
            _refuse_problems(folders)
            raise RuleFileError(f"the cases cannot be read: {error}") from error

    return read


def _usual_edition(provision: str, data: RuleData) -> str:
    """The edition that a case means when it names none: e2022, or the latest one that has the provision."""
    having = [name for name in data.editions if provision in resolved_entries(data.editions, name)]
    if _USUAL_CASE_EDITION in having or not having:
        return _USUAL_CASE_EDITION
    return max(having, key=lambda name: str(data.editions[name]["applies"]["first"]))


def _lexicon(content: Plain) -> Lexicon:
    dimensions = content.get("dimensions") or {}
    return Lexicon(
        groups=_word_lists(content.get("groups")),
        units=_word_lists(content.get("units")),
        dimensions={name: _word_lists(members) for name, members in dimensions.items()},
        extra={name: value for name, value in content.items() if name not in ("groups", "units", "dimensions")},
    )


def _word_lists(entry: Mapping[str, object] | None) -> dict[str, tuple[str, ...]]:
    return {name: words(terms) for name, terms in (entry or {}).items()}


def _refuse_problems(folders: Sequence[Path]) -> None:
    """Raises when there is any problem in `folders`; importing the checks is left to this slow way."""
    from kpicheck.rulebook.validate import validate_rules

    problems: list[Problem] = [problem for folder in folders for problem in validate_rules(folder)]
    if problems:
        count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''} in the rule files"
        hint = "'kpicheck rules validate' checks them again"
        raise RuleFileError(f"{count}\n{show_all(problems)}", hint=hint)
